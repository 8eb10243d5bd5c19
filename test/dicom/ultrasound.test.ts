import { describe, expect, test } from 'vitest';
import { readInstance } from '../../src/dicom/read-instance.ts';
import type { ImageInstance } from '../../src/dicom/study.ts';
import { type Content, dicomFile, smallImage } from './dicom-file.ts';

const loop = { ...smallImage, Modality: 'US', Rows: 4, Columns: 6, NumberOfFrames: 2, BitsAllocated: 8, BitsStored: 8, HighBit: 7, PixelData: new Uint8Array(48) } satisfies Content;
const region = { RegionSpatialFormat: 1, RegionDataType: 1, RegionLocationMinX0: 1, RegionLocationMinY0: 0, RegionLocationMaxX1: 6, RegionLocationMaxY1: 4, PhysicalUnitsXDirection: 3, PhysicalUnitsYDirection: 3, PhysicalDeltaX: 0.04, PhysicalDeltaY: 0.05 } satisfies Content;
const read = (content: Content): Promise<ImageInstance> => readInstance(dicomFile({ ...loop, ...content }), 'loop.dcm');
const regionsOf = async (...regions: readonly Content[]) => (await read({ SequenceOfUltrasoundRegions: regions })).ultrasound!.regions;

describe('regions', () => {
  test('have the size of a pixel in mm, rows first', async () => {
    expect(await regionsOf(region)).toEqual([{ dataType: 'tissue', x0: 1, y0: 0, x1: 6, y1: 4, inside: true, spacingMm: [expect.closeTo(0.5, 9), expect.closeTo(0.4, 9)] }]);
  });
  test('with an axis that runs backwards have the same size', async () => expect((await regionsOf({ ...region, PhysicalDeltaY: -0.05 }))[0].spacingMm![0]).toBeCloseTo(0.5, 9));
  test('outside the image are said to be', async () => expect((await regionsOf({ ...region, RegionLocationMaxX1: 7 }))[0].inside).toBe(false));
  test('in other units, or of absurd size, have none', async () => {
    const found = await regionsOf({ ...region, PhysicalUnitsYDirection: 4 }, { ...region, PhysicalDeltaX: 0 }, { ...region, PhysicalDeltaX: 3 });
    expect(found.map(({ spacingMm }) => spacingMm)).toEqual([null, null, null]);
  });
  test('whose axes both run backwards have the same size', async () => expect((await regionsOf({ ...region, PhysicalDeltaX: -0.04, PhysicalDeltaY: -0.05 }))[0].spacingMm).toEqual([expect.closeTo(0.5, 9), expect.closeTo(0.4, 9)]));
  test('of an ECG are so called, as a wave form and as a picture; those of pulse and breath are not', async () => {
    const found = await regionsOf({ ...region, RegionSpatialFormat: 4, RegionDataType: 10 }, { ...region, RegionDataType: 10 }, { ...region, RegionSpatialFormat: 4, RegionDataType: 11 }, { ...region, RegionSpatialFormat: 5, RegionDataType: 1 });
    expect(found.map(({ dataType }) => dataType)).toEqual(['ecg', 'ecg', 'other', 'other']);
  });
  test('of traces are no tissue', async () => {
    const found = await regionsOf({ ...region, RegionSpatialFormat: 3, RegionDataType: 3 }, { ...region, RegionSpatialFormat: 2, RegionDataType: 1 }, { ...region, RegionDataType: 2 });
    expect(found.map(({ dataType }) => dataType)).toEqual(['spectralDoppler', 'mMode', 'colourFlow']);
  });
  test('turned inside out are left out', async () => expect(await regionsOf({ ...region, RegionLocationMaxX1: 0 })).toEqual([]));
});

describe('time', () => {
  test('comes from the frame time', async () => expect((await read({ FrameTime: '20' })).ultrasound!.frameTimesMs).toEqual([0, 20]));
  test('comes from the vector where frames differ', async () => expect((await read({ FrameTimeVector: '0\\17.5', FrameTime: '20' })).ultrasound!.frameTimesMs).toEqual([0, 17.5]));
  test('comes from the rate where nothing else is stated', async () => expect((await read({ CineRate: '50' })).ultrasound!.frameTimesMs).toEqual([0, 20]));
  test('is unknown where nothing is', async () => expect((await read({})).ultrasound).toMatchObject({ frameTimesMs: null, heartRate: null, rWaveTimesMs: [] }));
  test('of R waves and the heart rate are read', async () => expect((await read({ HeartRate: '72', RWaveTimeVector: [10, 840] })).ultrasound).toMatchObject({ heartRate: 72, rWaveTimesMs: [10, 840] }));
});

test('protocol and contrast agent are in the words of the file', async () => {
  expect((await read({ ProtocolName: 'Adult Echo', ContrastBolusAgent: 'SonoVue' })).ultrasound).toMatchObject({ protocol: 'Adult Echo', contrastAgent: 'SonoVue' });
  expect((await read({})).ultrasound).toMatchObject({ protocol: null, contrastAgent: null });
});

describe('share of coloured pixels', () => {
  const colours = { SamplesPerPixel: 3, PlanarConfiguration: 0, NumberOfFrames: 1, Rows: 2, Columns: 2, PhotometricInterpretation: 'RGB' } satisfies Content;
  const rgb = [200, 200, 200, 255, 0, 0, 90, 100, 95, 0, 40, 200];

  test('of red, green and blue', async () => expect((await read({ ...colours, PixelData: Uint8Array.from(rgb) })).colourShare(1)).toBe(0.5));
  test('plane after plane', async () => {
    const planes = [0, 1, 2].flatMap((k) => [0, 1, 2, 3].map((i) => rgb[3 * i + k]));
    expect((await read({ ...colours, PlanarConfiguration: 1, PixelData: Uint8Array.from(planes) })).colourShare(1)).toBe(0.5);
  });
  test('of luminance and chroma', async () => {
    expect((await read({ ...colours, PhotometricInterpretation: 'YBR_FULL', PixelData: Uint8Array.from([90, 128, 128, 90, 128, 220, 10, 130, 120, 90, 60, 128]) })).colourShare(1)).toBe(0.5);
  });
  test('of shared chroma', async () => {
    expect((await read({ ...colours, PhotometricInterpretation: 'YBR_FULL_422', PixelData: Uint8Array.from([90, 91, 128, 128, 50, 51, 200, 128]) })).colourShare(1)).toBe(0.5);
  });
  test('of a palette', async () => {
    const table = (values: readonly number[]) => Uint8Array.from(values.flatMap((value) => [0, value]));
    const palette = { RedPaletteColorLookupTableDescriptor: [2, 0, 16], GreenPaletteColorLookupTableDescriptor: [2, 0, 16], BluePaletteColorLookupTableDescriptor: [2, 0, 16],
      RedPaletteColorLookupTableData: table([100, 250]), GreenPaletteColorLookupTableData: table([100, 10]), BluePaletteColorLookupTableData: table([100, 10]) };
    expect((await read({ ...colours, ...palette, SamplesPerPixel: 1, PhotometricInterpretation: 'PALETTE COLOR', PixelData: Uint8Array.from([0, 1, 1, 1]) })).colourShare(1)).toBe(0.75);
  });
  test('of grey is none', async () => expect((await read({})).colourShare(2)).toBe(0));
});
