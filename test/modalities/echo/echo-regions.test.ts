import { describe, expect, test } from 'vitest';
import { readInstance } from '../../../src/dicom/read-instance.ts';
import type { ImageInstance } from '../../../src/dicom/study.ts';
import { echo } from '../../../src/modalities/echo/index.ts';
import { calibration, checkLoop } from '../../../src/modalities/echo/quality-control.ts';
import type { Analysis } from '../../../src/modalities/modality.ts';
import { type Content, dicomFile, smallImage } from '../../dicom/dicom-file.ts';
import { drawnFrames, plainLoop } from './drawn-loop.ts';

const analysed = async (instance: ImageInstance): Promise<Analysis> => (await echo.analyse([instance], 'none')).analysis;
const codes = ({ quality }: Analysis) => quality.findings.map(({ code }) => code);
const resultOf = ({ measurements }: Analysis, quantity: string) => measurements.find((one) => one.quantity === quantity)!;
const valueOf = (analysis: Analysis, quantity: string) => {
  const found = resultOf(analysis, quantity);
  return found.status === 'measured' ? found.value : NaN;
};

const [LEFT, TOP, ROWS, COLUMNS] = [60, 20, 400, 420];
const MM = 0.6;
/** A beat and a little: enough for one end-diastole and one end-systole. */
const oneBeat = { ...plainLoop, frames: 30 };

/** A screen with a drawn loop on it and a trace that runs below, in its file. @param wide columns of the loop: fewer are wider pixels. */
function screen(regions: readonly Content[], { wide = 300 }: { readonly wide?: number } = {}): Promise<ImageInstance> {
  const frames = drawnFrames({ ...oneBeat, columns: wide }).map(({ values }, k) => {
    const picture = new Uint8Array(ROWS * COLUMNS);
    for (let row = 0; row < 300; row++) for (let column = 0; column < wide; column++) picture[(TOP + row) * COLUMNS + LEFT + column] = values[row * wide + column];
    for (let column = 0; column <= 10 * k; column++) picture[(350 + Math.round(20 * Math.sin(column / 9))) * COLUMNS + column] = 220;
    return picture;
  });
  return readInstance(dicomFile({
    ...smallImage, SOPClassUID: '1.2.840.10008.5.1.4.1.1.3.1', Modality: 'US', PatientID: 'E1', Rows: ROWS, Columns: COLUMNS, NumberOfFrames: frames.length, BitsAllocated: 8, BitsStored: 8, HighBit: 7,
    FrameTime: String(plainLoop.frameMs), SequenceOfUltrasoundRegions: regions, PixelData: Buffer.concat(frames),
  }), 'screen.dcm');
}

const tissue = (changes: Content = {}, wide = 300): Content => ({
  RegionSpatialFormat: 1, RegionDataType: 1, RegionLocationMinX0: LEFT, RegionLocationMinY0: TOP, RegionLocationMaxX1: LEFT + wide, RegionLocationMaxY1: TOP + 300,
  PhysicalUnitsXDirection: 3, PhysicalUnitsYDirection: 3, PhysicalDeltaX: MM / 10, PhysicalDeltaY: MM / 10, ...changes,
});
/** Seconds across, millivolts up: a second region with deltas that are no lengths. */
const trace: Content = { RegionSpatialFormat: 4, RegionDataType: 10, RegionLocationMinX0: 0, RegionLocationMinY0: 325, RegionLocationMaxX1: COLUMNS, RegionLocationMaxY1: ROWS, PhysicalUnitsXDirection: 4, PhysicalUnitsYDirection: 0, PhysicalDeltaX: 0.004, PhysicalDeltaY: 0.02 };

describe('a drawn loop on a screen, with a trace below it', () => {
  const volume = 'leftVentricularEndDiastolicVolume';
  const wall = 'leftVentricularWallThickness';
  const both = { PhysicalDeltaX: -MM / 10, PhysicalDeltaY: -MM / 10 };

  test('gives the same numbers with both axes backwards, its sector stated twice, and the region of the trace before it', async () => {
    const plain = await analysed(await screen([tissue()]));
    const found = await analysed(await screen([trace, tissue(both), tissue(both)]));
    expect(valueOf(plain, volume)).toBeGreaterThan(60);
    for (const quantity of [volume, wall, 'leftVentricularEjectionFraction']) expect(resultOf(found, quantity)).toEqual(resultOf(plain, quantity));
    const wider = await analysed(await screen([tissue({ PhysicalDeltaX: 0.08, PhysicalDeltaY: -0.06 }, 225)], { wide: 225 }));
    expect(valueOf(wider, volume) / valueOf(plain, volume)).toBeGreaterThan(0.93);
    expect(valueOf(wider, volume) / valueOf(plain, volume)).toBeLessThan(1.07);
  }, 60_000);

  test('gives an ejection fraction and no lengths with a region in seconds', async () => {
    const found = await analysed(await screen([tissue({ PhysicalUnitsXDirection: 4 })]));
    expect(codes(found)).toContain('noCalibration');
    expect(resultOf(found, 'leftVentricularEjectionFraction').status).toBe('measured');
    for (const quantity of [volume, wall]) expect(resultOf(found, quantity)).toMatchObject({ status: 'notMeasured', code: 'noCalibration' });
  }, 60_000);

  test.each<[string, readonly Content[], string]>([
    ['in seconds', [tissue({ PhysicalUnitsXDirection: 4 })], 'noCalibration'],
    ['without units', [tissue({ PhysicalUnitsXDirection: 0, PhysicalUnitsYDirection: 0 })], 'noCalibration'],
    ['that reaches beyond the picture', [tissue({ RegionLocationMaxX1: COLUMNS + 200, RegionLocationMaxY1: ROWS + 90 })], 'wrongCalibration'],
    ['with deltas of zero', [tissue({ PhysicalDeltaX: 0, PhysicalDeltaY: 0 })], 'noCalibration'],
    ['by which the picture is 60 cm deep', [tissue({ PhysicalDeltaX: 0.2, PhysicalDeltaY: 0.2 })], 'implausibleDepth'],
  ])('gives no size of a pixel with a region %s', async (_, regions, code) => {
    const instance = await screen(regions);
    expect([calibration(instance), checkLoop(instance).map((finding) => finding.code)]).toEqual([null, [code]]);
  });

  test('is refused where only its trace is stated', async () => expect(codes(await analysed(await screen([trace])))).toEqual(['notTissue']));
});

describe('a screen with two sectors side by side', () => {
  /** The same loop twice, 300 columns each. */
  const twice = (regions: readonly Content[]): Promise<ImageInstance> => {
    const frames = drawnFrames({ ...oneBeat, frames: 8 }).map(({ values }) => {
      const picture = new Uint8Array(300 * 600);
      for (let row = 0; row < 300; row++) for (let column = 0; column < 600; column++) picture[row * 600 + column] = values[row * 300 + (column % 300)];
      return picture;
    });
    return readInstance(dicomFile({
      ...smallImage, SOPClassUID: '1.2.840.10008.5.1.4.1.1.3.1', Modality: 'US', PatientID: 'E1', Rows: 300, Columns: 600, NumberOfFrames: frames.length, BitsAllocated: 8, BitsStored: 8, HighBit: 7,
      FrameTime: String(plainLoop.frameMs), SequenceOfUltrasoundRegions: regions, PixelData: Buffer.concat(frames),
    }), 'biplane.dcm');
  };
  const half = (from: number): Content => tissue({ RegionLocationMinX0: from, RegionLocationMinY0: 0, RegionLocationMaxX1: from + 300, RegionLocationMaxY1: 300 });
  test.each<[string, readonly Content[]]>([['each in a region of its own', [half(0), half(300)]], ['in one region', [tissue({ RegionLocationMinX0: 0, RegionLocationMinY0: 0, RegionLocationMaxX1: 600, RegionLocationMaxY1: 300 })]], ['without a region', []]])('is refused, %s', async (_, regions) => {
    const found = await analysed(await twice(regions));
    expect(found.quality.status).toBe('refused');
    expect(codes(found)).toContain('severalSectors');
  });
});
