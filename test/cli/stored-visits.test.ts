import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogue, type QuantityName } from '../../src/measurement/catalogue.ts';
import type { Measurement } from '../../src/measurement/measurement.ts';
import type { Analysis } from '../../src/modalities/modality.ts';
import { openDatabase, openStore } from '../../src/store/connection.ts';
import { encodeAnalysis } from '../../src/store/encode-analysis.ts';
import { addNote, findPatient, patientKeys } from '../../src/store/patients.ts';
import { sampleAnalysis } from '../store/sample-analysis.ts';
import { runCommand } from './run-command.ts';
import { writeSmallCohort } from './small-cohort.ts';

const patience = 120_000;
const folder = mkdtempSync(join(tmpdir(), 'amyloscope-stored-visits-'));
const home = join(folder, 'home');
const scan = join(folder, 'scans', '1.dcm');
let planarPatient: string;

const measured = (quantity: QuantityName, value: number): Measurement => ({ quantity, status: 'measured', value, unit: catalogue[quantity].unit, standardUncertainty: 0.4, interval95: [value - 0.8, value + 0.8], method: { name: 'rule', version: '1', parameters: {} }, model: null, sources: [] });
const visit = (number: number, changes: Partial<Analysis>, study: Partial<Analysis['study']>): Analysis => {
  const { analysis } = sampleAnalysis(number);
  return { ...analysis, ...changes, study: { ...analysis.study, ...study } };
};

beforeAll(async () => {
  writeSmallCohort(folder, 2);
  planarPatient = (JSON.parse((await runCommand(['analyse', scan, '--format', 'json'])).output) as Analysis).study.patientId;
  const visits = [
    visit(1, { modality: 'echo', measurements: [measured('globalLongitudinalStrain', -15), measured('leftVentricularEjectionFractionBiplane', 55)] }, { patientId: 'E1', studyDate: '2024-03-01' }),
    visit(2, { modality: 'echo', measurements: [measured('globalLongitudinalStrain', -10), measured('leftVentricularEjectionFractionBiplane', 54)] }, { patientId: 'E1', studyDate: '2025-03-01' }),
    visit(3, {}, { patientId: planarPatient, studyDate: '2019-05-06' }),
  ];
  const store = await openStore({ folder: home });
  const screening = await store.beginScreening('method', ['/archive'], []);
  await store.save(screening, visits.map((analysis, i) => ({ kind: 'analysed', file: { path: `/archive/${i}.dcm`, byteLength: 1, modifiedMs: 1 }, object: { sopInstanceUid: `1.2.3.${i + 1}`, studyInstanceUid: analysis.study.studyInstanceUid, companions: null }, analysis: encodeAnalysis({ analysis, thumbnails: [] }) })));
  await store.close();
  const { client, leave } = await openDatabase({ folder: home });
  const key = (await patientKeys(client, ['E1'])).get('E1')!;
  await addNote(client, (await findPatient(client, key))!, 'dr.martin', { kind: 'treatment', day: '2024-03-15', endDay: null, name: 'tafamidis', value: null });
  await leave();
}, patience);
afterAll(() => rmSync(folder, { recursive: true }));

test('follow-up without a table answers from the store: strain under treatment with its noise', async () => {
  const out = join(folder, 'follow-up');
  const { code, output } = await runCommand(['follow-up', '--patient', 'E1', '--store', home, '--out', out]);
  expect(code).toBe(0);
  expect(output).toMatch(/^Global longitudinal strain +−15\.0\s% → −10\.0\s% +\+5\.0\spoints .* yes, worse/m);
  const json = JSON.parse(readFileSync(join(out, 'follow-up.json'), 'utf8'));
  expect(json.treatments).toEqual([{ name: 'tafamidis', start: '2024-03-15', end: null }]);
  expect(readFileSync(join(out, 'follow-up.html'), 'utf8')).toContain('tafamidis');
}, patience);

test('a patient that the store does not know is said to be unknown', async () => {
  expect(await runCommand(['follow-up', '--patient', 'nobody', '--store', home, '--out', join(folder, 'none')])).toMatchObject({ code: 2, messages: expect.stringContaining('holds nothing of patient "nobody"') });
}, patience);

test('a report takes the visit before from the store that is named, and says why values are not comparable', async () => {
  const out = join(folder, 'reports');
  expect(await runCommand(['report', scan, '--to', 'fhir', '--store', home, '--out', out])).toMatchObject({ code: 0 });
  const { entry: [{ resource }] } = JSON.parse(readFileSync(join(out, readdirSync(out)[0]), 'utf8'));
  expect(resource.conclusion).toMatch(/Change since 6\sMay\s2019: Heart-to-contralateral ratio \(H\/CL\) not comparable: .*method/);
  const alone = join(folder, 'alone');
  await runCommand(['report', scan, '--to', 'fhir', '--out', alone]);
  expect(readFileSync(join(alone, readdirSync(alone)[0]), 'utf8')).not.toContain('Change since');
}, patience);
