import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { analysePaths } from '../../../src/analysis/analyse-study.ts';
import type { CodedConcept } from '../../../src/dicom/clinical-codes.ts';
import { codeItem, type DataSetToWrite } from '../../../src/dicom/data-set-to-write.ts';
import { encodeFile } from '../../../src/dicom/encode-file.ts';
import { readInstance } from '../../../src/dicom/read-instance.ts';
import { echo } from '../../../src/modalities/echo/index.ts';
import { isEchoReport, reportedInputs } from '../../../src/modalities/echo/reported-inputs.ts';
import { loopInMemory, plainLoop } from './drawn-loop.ts';

const code = (scheme: string, value: string, meaning = value): CodedConcept => ({ scheme, value, meaning });
const title = code('DCM', '125200', 'Adult Echocardiography Procedure Report');
const says = (name: CodedConcept, value: CodedConcept, relation = 'HAS CONCEPT MOD'): DataSetToWrite => ({ RelationshipType: relation, ValueType: 'CODE', ConceptNameCodeSequence: codeItem(name), ConceptCodeSequence: codeItem(value) });
const site = (value: CodedConcept) => says(code('SRT', 'G-C0E3', 'Finding Site'), value);
const medial = site(code('SRT', 'G-0391', 'Medial Mitral Annulus'));
const lateral = site(code('SCT', '399086000', 'Lateral Mitral Annulus'));
const group = (children: readonly DataSetToWrite[]): DataSetToWrite => ({ RelationshipType: 'CONTAINS', ValueType: 'CONTAINER', ConceptNameCodeSequence: codeItem(code('DCM', '125007', 'Measurement Group')), ContentSequence: children });
const number = (concept: CodedConcept, value: number, unit: string, children: readonly DataSetToWrite[] = []): DataSetToWrite => ({
  RelationshipType: 'CONTAINS', ValueType: 'NUM', ConceptNameCodeSequence: codeItem(concept), MeasuredValueSequence: [{ NumericValue: String(value), MeasurementUnitsCodeSequence: codeItem(code('UCUM', unit)) }],
  ...(children.length > 0 && { ContentSequence: children }),
});
const file = (content: readonly DataSetToWrite[], root = title) => encodeFile('1.2.840.10008.5.1.4.1.1.88.33', '1.2.3.9', {
  Modality: 'SR', StudyInstanceUID: '1.2.3.3', SeriesInstanceUID: '1.2.3.8', PatientID: 'E1', StudyDate: '20260105', ValueType: 'CONTAINER', ConceptNameCodeSequence: codeItem(root), ContentSequence: content,
});
const inputsOf = async (...content: readonly DataSetToWrite[]) => reportedInputs([await readInstance(file(content), 'report.dcm')]);

const ratio = code('SRT', 'G-037B', 'Ratio of MV Peak Velocity to LV Peak Tissue Velocity E-Wave');
const inflow = code('LN', '18037-2', 'Mitral Valve E-Wave Peak Velocity');
const early = code('SRT', 'G-037A', 'LV Peak Early Diastolic Tissue Velocity');
const septum = code('LN', '18154-5', 'Interventricular Septum Diastolic Thickness');
const tapse = code('LN', '77903-3', 'TAPSE');

test('lengths are read in whatever unit they are stated, wall and diameter make a relative wall thickness', async () => {
  expect(await inputsOf(group([number(septum, 1.62, 'cm'), number(code('LN', '18152-9'), 15, 'mm'), number(code('LN', '29436-3'), 0.04, 'm')]), number(tapse, 1.4, 'cm')))
    .toEqual({ septalThicknessMm: expect.closeTo(16.2, 9), relativeWallThickness: expect.closeTo(0.75, 9), tricuspidExcursionMm: 14 });
});

test('E/e′ is as stated; by the mean of both velocities where they are stated apart; else out of the velocities', async () => {
  expect(await inputsOf(number(ratio, 14, '1'), number(ratio, 18, '1', [medial]))).toEqual({ mitralToAnnularRatio: 14 });
  // E 90 cm/s over the mean of 5 and 7.5 cm/s.
  expect(await inputsOf(number(ratio, 18, '1', [medial]), number(ratio, 12, '{ratio}', [lateral]))).toEqual({ mitralToAnnularRatio: expect.closeTo(14.4, 9) });
  expect(await inputsOf(number(inflow, 0.9, 'm/s'), group([medial, number(early, -5, 'cm/s')]), group([lateral, number(early, -7.5, 'cm/s')]))).toEqual({ mitralToAnnularRatio: expect.closeTo(14.4, 9) });
  expect(await inputsOf(number(ratio, 18, '1', [medial]))).toEqual({ mitralToAnnularRatio: 18 });
});

test('of repeated values the one that the report goes by is taken, else the stated mean, else the mean', async () => {
  const chosen = says(code('DCM', '121404', 'Selection Status'), code('DCM', '121412', 'Mean value chosen'), 'HAS PROPERTIES');
  const derived = says(code('DCM', '121401', 'Derivation'), code('SRT', 'R-00317', 'Mean'));
  const three = [number(septum, 14, 'mm'), number(septum, 16, 'mm'), number(septum, 21, 'mm')];
  expect(await inputsOf(...three)).toEqual({ septalThicknessMm: 17 });
  expect(await inputsOf(...three, number(septum, 16.5, 'mm', [derived]))).toEqual({ septalThicknessMm: 16.5 });
  expect(await inputsOf(...three, number(septum, 16.5, 'mm', [derived]), number(septum, 16, 'mm', [chosen]))).toEqual({ septalThicknessMm: 16 });
});

test('values of no living adult, of unknown units and of other reports are left out', async () => {
  expect(await inputsOf(number(septum, 162, 'cm'), number(tapse, 14, 'furlong'), number(ratio, 0, '1'))).toEqual({});
  const other = await readInstance(file([number(septum, 16, 'mm')], code('DCM', '126000', 'Imaging Measurement Report')), 'other.dcm');
  expect([isEchoReport(other), reportedInputs([other])]).toEqual([false, {}]);
});

test('a study with its report has the scores that Doppler is needed for, and says where their inputs are from', async () => {
  const report = await readInstance(file([number(ratio, 16, '1'), number(code('LN', '18152-9'), 15, 'mm'), number(code('LN', '29436-3'), 40, 'mm')]), 'report.dcm');
  const loop = loopInMemory(plainLoop);
  expect(echo.group([report, loop])).toEqual([[report, loop]]);
  const { analysis } = await echo.analyse([report, loop], 'none');
  expect(analysis.study.sopInstanceUids).toEqual([loop.sopInstanceUid]);
  expect(analysis.scores!.find(({ name }) => name === 'amyli')).toMatchObject({
    status: 'measured', value: 12, verdict: 'raised', inputs: [{ name: 'relativeWallThickness', origin: 'structuredReport' }, { name: 'mitralToAnnularRatio', origin: 'structuredReport', value: 16 }],
  });
});

test('a report without a loop is named as nothing to analyse', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'amyloscope-echo-report-'));
  try {
    writeFileSync(join(folder, 'report.dcm'), file([number(ratio, 16, '1')]));
    const { analyses, refused } = await analysePaths([folder]);
    expect([analyses, refused.map(({ code: found }) => found)]).toEqual([[], ['notRecognised']]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
