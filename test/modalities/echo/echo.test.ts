import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { readInstance } from '../../../src/dicom/read-instance.ts';
import type { ImageInstance, UltrasoundAcquisition } from '../../../src/dicom/study.ts';
import { echo } from '../../../src/modalities/echo/index.ts';
import { checkStrainRate } from '../../../src/modalities/echo/quality-control.ts';
import type { Analysis } from '../../../src/modalities/modality.ts';
import { drawnFrames, loopInMemory, plainLoop } from './drawn-loop.ts';
import { ventricularVolume } from './drawn-heart.ts';

const analysed = async (instance: ImageInstance): Promise<Analysis> => (await echo.analyse([instance])).analysis;
const codes = ({ quality }: Analysis) => quality.findings.map(({ code }) => code);
const valueOf = ({ measurements }: Analysis, quantity: string) => measurements.find((one) => one.quantity === quantity)!;
const drawn = (changes: Partial<ImageInstance> = {}, ultrasound: Partial<UltrasoundAcquisition> = {}) => loopInMemory(plainLoop, changes, ultrasound);
const short = { numberOfFrames: 10 } as const;

describe('a drawn loop', () => {
  const { diastole, systole } = plainLoop;
  let found: Awaited<ReturnType<typeof echo.analyse>>;
  beforeAll(async () => void (found = await echo.analyse([drawn()])));

  test('shows two chambers, is recognised as such, and is measured with the warning that the network learnt another view', () => {
    expect(found.analysis).toMatchObject({ modality: 'echo', quality: { status: 'acceptedWithWarnings' }, classification: null });
    expect(codes(found.analysis)).toEqual(['simulated', 'otherViewStated', 'viewRecognised']);
    expect(found.analysis.sortedLoops).toMatchObject([{ stated: null, recognised: 'a2c', sure: true, chosen: true }]);
  });

  test('has intervals that hold the volumes drawn', () => {
    const truth = { leftVentricularEndDiastolicVolume: ventricularVolume(diastole), leftVentricularEndSystolicVolume: ventricularVolume(systole), leftVentricularEjectionFraction: 100 * (1 - ventricularVolume(systole) / ventricularVolume(diastole)) };
    for (const [quantity, volume] of Object.entries(truth)) {
      const measurement = valueOf(found.analysis, quantity);
      expect(measurement).toMatchObject({ status: 'measured', method: { parameters: { beats: 2 } } });
      if (measurement.status === 'measured') expect(measurement.interval95[0] <= volume && volume <= measurement.interval95[1], quantity).toBe(true);
    }
  });

  test('takes the frames of the largest and the smallest ventricle', () => {
    const [diastolic, systolic] = valueOf(found.analysis, 'leftVentricularEjectionFraction').sources.map(({ frame }) => frame - 1);
    const phase = (frame: number) => ((frame * plainLoop.frameMs * plainLoop.rate) / 60_000) % 1;
    expect(Math.min(phase(diastolic), 1 - phase(diastolic))).toBeLessThan(0.12);
    expect(Math.abs(phase(systolic) - 0.5)).toBeLessThan(0.12);
  });

  test('has outlines inside the image on both pictures', () => {
    expect(found.thumbnails).toHaveLength(2);
    expect(new Set(found.analysis.regions.map(({ name }) => name))).toEqual(new Set(['leftVentricle', 'myocardium', 'leftAtrium']));
    for (const region of found.analysis.regions) {
      if (region.shape === 'polygon') for (const [x, y] of region.points) expect(x >= 0 && y >= 0 && x <= plainLoop.columns && y <= plainLoop.rows).toBe(true);
    }
  });
});

describe('without a size of its pixels', () => {
  test('the ejection fraction is measured and lengths are refused', async () => {
    const found = await analysed(drawn({}, { regions: [] }));
    expect(codes(found)).toContain('noCalibration');
    expect(valueOf(found, 'leftVentricularEjectionFraction').status).toBe('measured');
    expect(valueOf(found, 'leftVentricularEndDiastolicVolume')).toMatchObject({ status: 'notMeasured', code: 'noCalibration' });
  });

  test.each([['centimetres taken for millimetres', 10], ['millimetres taken for centimetres', 0.1]])('a picture that no heart fits, %s, is not believed', async (_, factor) => {
    const found = await analysed(drawn({}, { regions: [{ dataType: 'tissue', x0: 0, y0: 0, x1: 300, y1: 300, inside: true, spacingMm: [0.6 * factor, 0.6 * factor] }] }));
    expect(found.quality.findings).toContainEqual(expect.objectContaining({ code: 'implausibleDepth', parameters: { depth: String(180 * factor), least: 50, most: 350 } }));
    expect(valueOf(found, 'leftVentricularEjectionFraction').status).toBe('measured');
    expect(valueOf(found, 'leftVentricularEndDiastolicVolume')).toMatchObject({ status: 'notMeasured', code: 'noCalibration' });
  });

  test('a calibrated region outside the image is named as wrong', async () => {
    const found = await analysed(drawn({}, { regions: [{ dataType: 'tissue', x0: 10, y0: 10, x1: 700, y1: 500, inside: false, spacingMm: [0.5, 0.5] }] }));
    expect(codes(found)).toContain('wrongCalibration');
    expect(valueOf(found, 'leftVentricularEjectionFraction').status).toBe('measured');
  });
});

test('strain by speckle is warned of outside of 40 to 90 frames a second, where the file states them', () => {
  const codesAt = (frameMs: number | null) => checkStrainRate(drawn({}, { frameTimesMs: frameMs === null ? null : Array.from({ length: plainLoop.frames }, (_, i) => i * frameMs) })).map(({ parameters: { rate } }) => rate);
  expect([codesAt(1000 / 30), codesAt(1000 / 39.6), codesAt(25), codesAt(1000 / 90), codesAt(10), codesAt(null)]).toEqual([['30'], [], [], [], ['100'], []]);
});

describe('what is no grey apical loop is refused with the reason', () => {
  test.each<[string, ImageInstance, string]>([
    ['a still', drawn({ numberOfFrames: 1 }), 'stillImage'],
    ['colour Doppler', drawn({ colourShare: () => 0.07 }), 'colourDoppler'],
    ['colour that begins after the first frame', drawn({ colourShare: (frame) => (frame === 1 ? 0 : 0.07) }), 'colourDoppler'],
    ['coloured outlines drawn over the picture', drawn({ colourShare: () => 0.02 }), 'colourDoppler'],
    ['a region of colour flow', drawn({}, { regions: [{ dataType: 'colourFlow', x0: 0, y0: 0, x1: 9, y1: 9, inside: true, spacingMm: null }] }), 'colourDoppler'],
    ['traces alone', drawn({}, { regions: [{ dataType: 'spectralDoppler', x0: 0, y0: 0, x1: 300, y1: 300, inside: true, spacingMm: null }] }), 'notTissue'],
    ['a loop in which nothing moves', drawn({ ...short, decode: () => ({ rows: 300, columns: 300, values: new Uint8Array(90_000).fill(80) }) }, { regions: [] }), 'noSector'],
    ['speckle without a heart', drawn({ ...short, decode: (frame) => ({ rows: 300, columns: 300, values: Uint8Array.from({ length: 90_000 }, (_, i) => (i * 7919 * (frame + 3)) % 251) }) }), 'viewSetAside'],
    ['three frames', drawn({ numberOfFrames: 3 }), 'lessThanABeat'],
    ['a heart that stands still', drawn({ ...short, decode: () => drawnFrames({ ...plainLoop, frames: 1 })[0] }), 'lessThanABeat'],
  ])('%s', async (_, instance, code) => {
    const found = await analysed(instance);
    expect(codes(found)).toContain(code);
    expect(found.quality.status).toBe('refused');
    expect(found.measurements.every(({ status }) => status === 'notMeasured')).toBe(true);
  });

  test('an upside-down apex', async () => {
    const frames = drawnFrames(plainLoop).map(({ rows, columns, values }) => ({ rows, columns, values: Uint8Array.from(values).reverse() }));
    expect(codes(await analysed(drawn({ decode: (frame) => frames[frame - 1] })))).toContain('upsideDown');
  });
});

const folder = fileURLToPath(new URL('../../../../shared/data/echo-dicom/', import.meta.url));
// Skipped where the real loops are not at hand: they may not be copied into the project.
test.skipIf(!existsSync(folder))('the real apical loop is measured in percent alone, the real colour loop is set aside', async () => {
  const read = async (name: string) => analysed(await readInstance(readFileSync(folder + name), name));
  const apical = await read('examples_ybr_color.dcm');
  expect(codes(apical)).toContain('wrongCalibration');
  expect(valueOf(apical, 'leftVentricularEjectionFraction').status).toBe('measured');
  expect(valueOf(apical, 'leftVentricularEndDiastolicVolume')).toMatchObject({ status: 'notMeasured' });
  expect(codes(await read('US-PAL-8-10x-echo'))).toEqual(['colourDoppler']);
});
