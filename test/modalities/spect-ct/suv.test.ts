import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { assembleVolume, stackSlices } from '../../../src/dicom/assemble-volume.ts';
import { readInstance } from '../../../src/dicom/read-instance.ts';
import type { SiteCalibration } from '../../../src/dicom/study.ts';
import { spacingOf } from '../../../src/image/volume.ts';
import { calibrationInVersion } from '../../../src/modalities/spect-ct/site-calibration.ts';
import { type SuvKind, suvScale } from '../../../src/modalities/spect-ct/suv.ts';
import { type Content, dicomFile } from '../../dicom/dicom-file.ts';
import { hasPydicom, python } from '../../report/installed-tools.ts';
import { expectNotMeasured, measured } from '../../statistics/reference.ts';

const pet = fileURLToPath(new URL('../../../../shared/data/pet-wholebody/', import.meta.url));

test.skipIf(!existsSync(pet) || !hasPydicom)('SUV of a real whole-body PET is that of its headers by pydicom, to one in a million (skipped where the scan or pydicom is missing)', async () => {
  const script = fileURLToPath(new URL('suv-of-series.py', import.meta.url));
  const theirs = JSON.parse(spawnSync(python, [script, pet], { encoding: 'utf8' }).stdout) as { largest: number; mean: number; at: [number[], number][]; spacing: number[] };
  const files = readdirSync(pet).filter((name) => name.endsWith('.dcm'));
  const instances = await Promise.all(files.map(async (name) => readInstance(readFileSync(pet + name), name)));
  const stack = measured(stackSlices(instances));
  const { grid, values } = assembleVolume(stack);
  const { slope } = measured(suvScale(instances, 'bodyWeight'));
  const near = (ours: number, truth: number) => expect(Math.abs(ours / truth - 1)).toBeLessThan(1e-6);
  near(values.reduce((most, value) => Math.max(most, value), 0) * slope, theirs.largest);
  near((values.reduce((sum, value) => sum + value, 0) / values.length) * slope, theirs.mean);
  for (const [[slice, row, column], suv] of theirs.at) near(values[(slice * grid.size[1] + row) * grid.size[0] + column] * slope, suv);
  spacingOf(grid).forEach((spacing, axis) => expect(spacing).toBeCloseTo(theirs.spacing[axis], 5));
});

/** A SPECT slice in Bq/mL: 600 MBq of 99mTc at 09:00, imaged at 12:00, 70 kg. */
const slice = {
  SOPClassUID: '1.2.840.10008.5.1.4.1.1.128', SOPInstanceUID: '1.2.3', StudyInstanceUID: '1.2.4', SeriesInstanceUID: '1.2.5', Modality: 'PT',
  SamplesPerPixel: 1, PhotometricInterpretation: 'MONOCHROME2', Rows: 2, Columns: 2, BitsAllocated: 16, BitsStored: 16, HighBit: 15, PixelRepresentation: 0,
  PixelData: Uint8Array.from([1, 0, 2, 0, 3, 0, 4, 0]),
  Units: 'BQML', DecayCorrection: 'START', PatientWeight: '70', PatientSize: '1.75', PatientSex: 'M',
  SeriesDate: '20260301', SeriesTime: '120000', AcquisitionDate: '20260301', AcquisitionTime: '120000',
  RadiopharmaceuticalInformationSequence: [{ RadionuclideTotalDose: '6e8', RadiopharmaceuticalStartDateTime: '20260301090000', RadionuclideHalfLife: '21600' }],
} satisfies Content;
const dose = { RadionuclideTotalDose: '6e8', RadiopharmaceuticalStartDateTime: '20260301090000', RadionuclideHalfLife: '21600' };

async function scaleOf(changes: Content, kind: SuvKind = 'bodyWeight', stated: SiteCalibration = {}) {
  const content: Content = { ...slice, ...changes };
  const given = Object.fromEntries(Object.entries(content).filter(([, value]) => value !== ''));
  const instance = await readInstance(dicomFile(given), 'slice.dcm');
  return suvScale([{ ...instance, emission: { ...instance.emission!, stated } }], kind);
}

async function slopeOf(...given: Parameters<typeof scaleOf>): Promise<number> {
  return (measured((await scaleOf(...given)))).slope;
}

describe('SUV of one unit, of 600 MBq with a half-life of six hours', () => {
  const undecayed = 70_000 / 6e8;

  test.each<[string, Content, number]>([
    ['decay to the start of the series, three hours on', {}, undecayed * Math.SQRT2],
    ['values that stand for the time of administration', { DecayCorrection: 'ADMIN' }, undecayed],
    ['no decay correction: the middle of an acquisition of 20 minutes', { DecayCorrection: 'NONE', ActualFrameDuration: '1200000' }, undecayed * 2 ** (190 / 360)],
    ['a series stored again the next day: the acquisition counts', { SeriesDate: '20260302' }, undecayed * Math.SQRT2],
    ['an injection before midnight, given as a time of day', { RadiopharmaceuticalInformationSequence: [{ RadionuclideTotalDose: '6e8', RadiopharmaceuticalStartTime: '210000', RadionuclideHalfLife: '21600' }] }, undecayed * 2 ** (15 / 6)],
    ['a dose in MBq, as nuclear medicine states it', { RadiopharmaceuticalInformationSequence: [{ ...dose, RadionuclideTotalDose: '600' }] }, undecayed * Math.SQRT2],
  ])('%s', async (_, changes, truth) => expect(Math.abs((await slopeOf(changes)) / truth - 1)).toBeLessThan(1e-9));

  test('the known half-life of 99mTc stands where the file states none', async () => {
    const changes: Content = { RadiopharmaceuticalInformationSequence: [{ RadionuclideTotalDose: '6e8', RadiopharmaceuticalStartDateTime: '20260301090000', Radionuclide: 'Tc-99m' }] };
    expect(Math.abs((await slopeOf(changes)) / (undecayed * 2 ** (10_800 / 21_625.9)) - 1)).toBeLessThan(1e-6);
  });

  test('by lean body mass and by body surface', async () => {
    expect((await slopeOf({}, 'leanBodyMass')) / (await slopeOf({}))).toBeCloseTo((9270 / (6680 + 216 * (70 / 1.75 ** 2))), 9);
    // 1.848 m2 is the textbook surface of 70 kg and 175 cm by Du Bois.
    expect((await slopeOf({}, 'bodySurfaceArea')) / (await slopeOf({}))).toBeCloseTo(18_481 / 70_000, 3);
  });

  test('by the lean body mass of James, which stops where it would fall with weight', async () => {
    // Green and Duffull 2004 write it so: 1.10 W - 128 (W / H)^2 with H in cm.
    expect((await slopeOf({}, 'leanBodyMassJames')) / (await slopeOf({}))).toBeCloseTo((1.1 * 70 - 128 * (70 / 175) ** 2) / 70, 9);
    expect((await slopeOf({ PatientSex: 'F' }, 'leanBodyMassJames')) / (await slopeOf({}))).toBeCloseTo((1.07 * 70 - 148 * (70 / 175) ** 2) / 70, 9);
    expectNotMeasured(await scaleOf({ PatientWeight: '133' }, 'leanBodyMassJames'), 'tooHeavyForJames');
    expectNotMeasured(await scaleOf({ PatientSex: 'F', PatientWeight: '112' }, 'leanBodyMassJames'), 'tooHeavyForJames');
    expect((await scaleOf({ PatientWeight: '130' }, 'leanBodyMassJames')).status).toBe('measured');
  });

  test('a sensitivity that the site set for all its work stands where neither file nor command line states one', async () => {
    vi.stubEnv('AMYLOSCOPE_SPECT_SENSITIVITY', '300');
    expect((await slopeOf({ Units: 'CNTS' })) / (await slopeOf({}))).toBeCloseTo(300, 9);
    expect((await slopeOf({ Units: 'CNTS' }, 'bodyWeight', { becquerelPerMlPerUnit: 250 })) / (await slopeOf({}))).toBeCloseTo(250, 9);
    expect(calibrationInVersion()).toBe(', sensitivity 300 Bq/mL');
    for (const words of ['much', 'A: 250; B', 'A:']) {
      vi.stubEnv('AMYLOSCOPE_SPECT_SENSITIVITY', words);
      expect(() => calibrationInVersion(), words).toThrow('a number above 0 is allowed');
    }
    vi.unstubAllEnvs();
    expect(calibrationInVersion()).toBe('');
  });

  test('a list of cameras names each by its station or model, and counts of another camera stay counts', async () => {
    vi.stubEnv('AMYLOSCOPE_SPECT_SENSITIVITY', 'Symbia Intevo: 310; nm-room-1: 250');
    const of = (camera: Content) => scaleOf({ Units: 'CNTS', ...camera });
    const unit = await slopeOf({});
    expect(measured(await of({ ManufacturerModelName: 'SYMBIA  Intevo' })).slope / unit).toBeCloseTo(310, 9);
    // Two cameras of one model: the station says which.
    expect(measured(await of({ ManufacturerModelName: 'Symbia Intevo', StationName: 'NM-ROOM-1' })).slope / unit).toBeCloseTo(250, 9);
    expectNotMeasured(await of({ ManufacturerModelName: 'Discovery' }), 'noConcentration');
    expectNotMeasured(await of({}), 'noConcentration');
    expect(calibrationInVersion()).toBe(', sensitivity of Symbia Intevo 310 Bq/mL, sensitivity of nm-room-1 250 Bq/mL');
    vi.unstubAllEnvs();
  });

  test('what syringes of the site usually keep is taken off every dose, unless the study states its own', async () => {
    vi.stubEnv('AMYLOSCOPE_SPECT_RESIDUAL', '60');
    // 600 MBq less 60 is 9 tenths of it.
    expect((await slopeOf({})) / (undecayed * Math.SQRT2)).toBeCloseTo(1 / 0.9, 9);
    expect((await slopeOf({}, 'bodyWeight', { residualMBq: 120 })) / (undecayed * Math.SQRT2)).toBeCloseTo(1 / 0.8, 9);
    expect(calibrationInVersion()).toBe(', residual 60 MBq');
    vi.stubEnv('AMYLOSCOPE_SPECT_RESIDUAL', '-1');
    await expect(scaleOf({})).rejects.toThrow('AMYLOSCOPE_SPECT_RESIDUAL is "-1"');
    vi.unstubAllEnvs();
  });

  test('counts become SUV by what the site states of its camera, and by a mapping in the file', async () => {
    expect((await slopeOf({ Units: 'CNTS' }, 'bodyWeight', { becquerelPerMlPerUnit: 250 })) / (await slopeOf({}))).toBeCloseTo(250, 9);
    const mapping: Content = { Units: '', RescaleSlope: '2', RescaleIntercept: '10', RealWorldValueMappingSequence: [{ RealWorldValueSlope: [8], RealWorldValueIntercept: [0], MeasurementUnitsCodeSequence: [{ CodeValue: 'Bq/ml' }] }] };
    const scale = measured((await scaleOf(mapping)));
    expect(scale.concentration).toEqual({ slope: 4, intercept: -40 });
  });

  test('a residual that the site states is taken off the dose, and is refused where it is all of it', async () => {
    const less = measured(await scaleOf({}, 'bodyWeight', { residualMBq: 60 }));
    expect(less.slope / (await slopeOf({}))).toBeCloseTo(1 / 0.9, 9);
    expect(less.evidence.join()).toContain('less a residual of 60 MBq');
    expectNotMeasured(await scaleOf({}, 'bodyWeight', { residualMBq: 600 }), 'noDose');
  });
});

test.each<[string, Content, string]>([
  ['counts without a sensitivity', { Units: 'CNTS' }, 'noConcentration'],
  ['no unit', { Units: '' }, 'noConcentration'],
  ['no weight', { PatientWeight: '' }, 'noWeight'],
  ['a weight of 0', { PatientWeight: '0' }, 'noWeight'],
  ['no dose', { RadiopharmaceuticalInformationSequence: [{ ...dose, RadionuclideTotalDose: '0' }] }, 'noDose'],
  ['no time of injection', { RadiopharmaceuticalInformationSequence: [{ RadionuclideTotalDose: '6e8', RadionuclideHalfLife: '21600' }] }, 'noTimes'],
  ['an injection after the scan', { RadiopharmaceuticalInformationSequence: [{ ...dose, RadiopharmaceuticalStartDateTime: '20260301130000' }] }, 'noTimes'],
  ['an unknown half-life', { RadiopharmaceuticalInformationSequence: [{ RadionuclideTotalDose: '6e8', RadiopharmaceuticalStartDateTime: '20260301090000' }] }, 'noHalfLife'],
  ['no word on decay', { DecayCorrection: '' }, 'noDecayReference'],
  ['a decay correction that is not known', { DecayCorrection: 'LATER' }, 'noDecayReference'],
])('SUV is refused with its reason: %s', async (_, changes, code) => expectNotMeasured(await scaleOf(changes), code));
