import { describe, expect, test } from 'vitest';
import { deidentify } from '../../src/dicom/deidentify.ts';
import type { DeidentifyOptions } from '../../src/dicom/deidentify-options.ts';
import { textValue } from '../../src/dicom/element-values.ts';
import { parseDataSet } from '../../src/dicom/parse-data-set.ts';
import { SiteKey } from '../../src/dicom/site-key.ts';
import { fillRings } from '../../src/image/fill-rings.ts';
import { textRings } from '../../src/report/text-rings.ts';
import { tagOf } from '../../src/dicom/tags.ts';
import { dataSetBytes, dicomFile, smallImage, type Content } from './dicom-file.ts';

const key = new SiteKey(new Uint8Array(32).fill(7));
const cleaning: DeidentifyOptions = { retained: { dates: false, device: false, patient: false }, safePrivate: [], cleanRegions: true, pixelsChecked: false };

/** A number of four bytes. */
const long = (value: number) => Uint8Array.from([value, 0, 0, 0]);
const region = (left: number, top: number, right: number, bottom: number): Content =>
  ({ RegionLocationMinX0: long(left), RegionLocationMinY0: long(top), RegionLocationMaxX1: long(right), RegionLocationMaxY1: long(bottom) });

/** Two frames of four columns and three rows, one byte a pixel; every pixel differs from 0. */
const picture = (regions: readonly Content[], changes: Content = {}): Content => ({
  ...smallImage, Modality: 'US', PatientID: '1', Rows: 3, Columns: 4, NumberOfFrames: 2, BitsAllocated: 8, BitsStored: 8, HighBit: 7,
  PixelData: Uint8Array.from({ length: 24 }, (_, i) => i + 1), SequenceOfUltrasoundRegions: regions, ...changes,
});

async function pixelsOf(content: Content) {
  const { bytes, report } = await deidentify(dicomFile(content), key, cleaning);
  const { dataSet } = parseDataSet(bytes);
  const { offset, length } = dataSet.elements.get(tagOf('PixelData'))!;
  return { pixels: [...dataSet.bytes.subarray(offset, offset + length)], report, dataSet };
}

test('outside of every region all is 0 in every frame, inside nothing changes, and the last row and column of a region belong to it', async () => {
  const { pixels, report, dataSet } = await pixelsOf(picture([region(1, 0, 2, 1), region(3, 2, 3, 2)]));
  const frame = (first: number) => [0, first + 1, first + 2, 0, 0, first + 5, first + 6, 0, 0, 0, 0, first + 11];
  expect(pixels).toEqual([...frame(1), ...frame(13)]);
  expect(report).toMatchObject({ pixelsCleaned: true, identityRemoved: true, unjudged: ['textInsideRegions'] });
  expect(textValue(dataSet, 'BurnedInAnnotation')).toBe('NO');
});

test('a region that reaches beyond the picture ends at its edge', async () => {
  const { pixels } = await pixelsOf(picture([region(2, 1, 200, 200)]));
  expect(pixels.slice(0, 12)).toEqual([0, 0, 0, 0, 0, 0, 7, 8, 0, 0, 11, 12]);
});

test('colour is blanked in all samples, whether they lie pixel after pixel or plane after plane', async () => {
  const colour = (PlanarConfiguration: number) => picture([region(0, 0, 0, 0)], {
    NumberOfFrames: 1, Rows: 1, Columns: 2, SamplesPerPixel: 3, PhotometricInterpretation: 'RGB', PlanarConfiguration, PixelData: Uint8Array.from([1, 2, 3, 4, 5, 6]),
  });
  expect((await pixelsOf(colour(0))).pixels).toEqual([1, 2, 3, 0, 0, 0]);
  expect((await pixelsOf(colour(1))).pixels).toEqual([1, 0, 3, 0, 5, 0]);
});

test.each([['there is no region', []], ['regions cover the whole picture', [region(0, 0, 3, 2)]], ['a region lies outside of the picture', [region(9, 9, 12, 12)]]])('when %s nothing is cleaned and nobody claims that it was', async (_why, regions) => {
  const { pixels, report, dataSet } = await pixelsOf(picture(regions));
  expect(pixels).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
  expect(report).toMatchObject({ pixelsCleaned: false, identityRemoved: false, unjudged: ['burnedInTextSuspected'] });
  expect([textValue(dataSet, 'BurnedInAnnotation'), textValue(dataSet, 'PatientIdentityRemoved')]).toEqual([null, 'NO']);
});

test('text that the object states to be in its pixels is cleaned where regions allow it, and else the object is refused', async () => {
  expect((await pixelsOf(picture([region(1, 1, 2, 2)], { BurnedInAnnotation: 'YES' }))).report.identityRemoved).toBe(true);
  await expect(pixelsOf(picture([], { BurnedInAnnotation: 'YES' }))).rejects.toThrow(/BurnedInAnnotation is "YES"/);
});

test('pixels that share their chroma are refused, since a blank of one would change its neighbour', async () => {
  const shared = picture([region(0, 0, 0, 0)], { NumberOfFrames: 1, Rows: 1, Columns: 2, SamplesPerPixel: 3, PhotometricInterpretation: 'YBR_FULL_422', PixelData: Uint8Array.from([1, 2, 3, 4]) });
  await expect(pixelsOf(shared)).rejects.toThrow(/YBR_FULL_422 cannot be blanked/);
});

test('compressed pixels are written plain, with what lies inside of the regions as it decodes', async () => {
  const { PixelData: _, ...header } = picture([region(1, 0, 2, 0)], { NumberOfFrames: 1, Rows: 1 });
  const long32 = (...values: number[]) => Buffer.from(Uint32Array.from(values).buffer);
  // RLE: a header of 16 numbers, here one segment that begins after it; then a run of four literal bytes and one of padding.
  const frame = Buffer.concat([long32(1, 64), Buffer.alloc(56), Uint8Array.from([3, 11, 12, 13, 14, 128])]);
  const item = (bytes: Uint8Array) => Buffer.concat([Buffer.from([0xfe, 0xff, 0x00, 0xe0]), long32(bytes.length), bytes]);
  const pixels = Buffer.concat([Buffer.from([0xe0, 0x7f, 0x10, 0x00]), Buffer.from('OB\0\0'), long32(0xffffffff), item(Buffer.alloc(0)), item(frame), Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0])]);
  const { bytes, report } = await deidentify(dicomFile(Buffer.concat([dataSetBytes(header), pixels]), '1.2.840.10008.1.2.5'), key, cleaning);
  const { dataSet, transferSyntax } = parseDataSet(bytes);
  const { offset, length } = dataSet.elements.get(tagOf('PixelData'))!;
  expect([transferSyntax.uid, report.pixelsCleaned, [...dataSet.bytes.subarray(offset, offset + length)]]).toEqual(['1.2.840.10008.1.2.1', true, [0, 12, 13, 0]]);
});

describe('a name inside of a region', () => {
  const [rows, columns] = [120, 200];
  const ink = fillRings(textRings('DUPONT^MARIE', 40, 40, 16, 'regular'), rows, columns, 4);
  /** Speckle that changes from frame to frame below, black above, the name within it. @param samples values that make up one grey. */
  const loop = (frames: number, samples: (grey: number) => readonly number[], changes: Content = {}) => picture([region(10, 10, 189, 109)], {
    Rows: rows, Columns: columns, NumberOfFrames: frames, ...changes,
    PixelData: Uint8Array.from(Array.from({ length: frames }, (_, k) => [...ink.keys()].flatMap((i) => samples(ink[i] > 0 ? ink[i] : i > 60 * columns ? 20 + ((i * 7 + k * 31) % 90) : 0))).flat()),
  });
  const inked = [...ink.keys()].filter((i) => ink[i] > 60);

  test.each<[string, number, number, (grey: number) => readonly number[], Content]>([
    ['a grey loop', 3, 1, (grey) => [grey], {}],
    ['a coloured loop', 3, 3, (grey) => [grey, grey, grey], { SamplesPerPixel: 3, PhotometricInterpretation: 'RGB', PlanarConfiguration: 0 }],
    ['a still', 1, 1, (grey) => [grey], {}],
  ])('of %s is blanked on every frame, and a person is told where', async (_, frames, size, samples, changes) => {
    const { pixels, report } = await pixelsOf(loop(frames, samples, changes));
    for (let frame = 0; frame < frames; frame++) for (const i of inked) for (let sample = 0; sample < size; sample++) expect(pixels[(frame * rows * columns + i) * size + sample]).toBe(0);
    expect(report).toMatchObject({ identityRemoved: true, pixelsCleaned: true, unjudged: ['textInsideRegions', 'textBlankedInRegions'] });
    expect(report.textBlanked).toHaveLength(1);
    const [{ x0, y0, x1, y1 }] = report.textBlanked;
    expect([x0 >= 36, y0 >= 20, x1 <= 190, y1 <= 50]).toEqual([true, true, true, true]);
    // Below it the speckle is as it was.
    expect(pixels[(100 * columns + 100) * size]).toBe(20 + ((100 * columns + 100) * 7) % 90);
  });

  test('stays where a person has looked and found that it names nobody', async () => {
    const { bytes, report } = await deidentify(dicomFile(loop(3, (grey) => [grey])), key, { ...cleaning, pixelsChecked: true });
    expect([report.textBlanked, report.unjudged, report.pixelsCleaned]).toEqual([[], [], true]);
    const { dataSet } = parseDataSet(bytes);
    expect(dataSet.bytes[dataSet.elements.get(tagOf('PixelData'))!.offset + inked[50]]).toBe(ink[inked[50]]);
  });
});
