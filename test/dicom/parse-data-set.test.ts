import { expect, test } from 'vitest';
import { readInstance } from '../../src/dicom/read-instance.ts';
import { dataSetBytes, dicomFile, elementBytes, smallImage } from './dicom-file.ts';
import { allFrames, fixtureBytes, readFixture } from './fixture.ts';

const pixels = Uint16Array.of(1, 2, 3, 4, 5, 6);

/** Items of encapsulated pixel data: an offset table and fragments, then the delimiter. */
function encapsulated(...items: readonly Uint8Array[]): Uint8Array {
  const number = (value: number) => new Uint8Array(Uint32Array.of(value).buffer);
  const header = Uint8Array.of(0xe0, 0x7f, 0x10, 0, 0x4f, 0x42, 0, 0, 0xff, 0xff, 0xff, 0xff);
  const parts = items.flatMap((item) => [Uint8Array.of(0xfe, 0xff, 0x00, 0xe0), number(item.length), item]);
  return Buffer.concat([header, ...parts, Uint8Array.of(0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0)]);
}

/** A fixture whose frames are cut into more fragments. */
function refragmented(name: string, offsetTable: boolean): Uint8Array {
  const bytes = Buffer.from(fixtureBytes(name));
  const start = bytes.lastIndexOf(Buffer.from([0xe0, 0x7f, 0x10, 0x00, 0x4f]));
  const fragments: Buffer[] = [];
  for (let at = start + 12; bytes.readUInt16LE(at + 2) === 0xe000; at += 8 + bytes.readUInt32LE(at + 4)) fragments.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32LE(at + 4)));
  const [, ...frames] = fragments;
  const halves = frames.flatMap((frame) => [frame.subarray(0, 1000), frame.subarray(1000)]);
  const offsets = Uint32Array.of(0, 16 + frames[0].length);
  return Buffer.concat([bytes.subarray(0, start), encapsulated(offsetTable ? new Uint8Array(offsets.buffer) : new Uint8Array(0), ...halves)]);
}

test('a data set without preamble and meta information is read, as old archives hold it', async () => {
  expect((await readInstance(Uint8Array.from(dataSetBytes(smallImage)), 'x')).decode(1).values).toEqual(pixels);
});

test('a file that states one representation and writes the other is read as it is written', async () => {
  expect((await readInstance(dicomFile(smallImage, '1.2.840.10008.1.2'), 'x')).decode(1).values).toEqual(pixels);
});

test('pixels at an odd address are copied, not misread', async () => {
  const file = dicomFile(smallImage);
  const shifted = new Uint8Array(file.length + 1).subarray(1);
  shifted.set(file);
  expect((await readInstance(shifted, 'x')).decode(1).values).toEqual(pixels);
  expect((await readInstance(Buffer.from(shifted), 'x')).decode(1).values).toEqual(pixels);
});

test('texts are read in the character set of the file', async () => {
  const described = async (SpecificCharacterSet: string, bytes: Buffer) => (await readInstance(dicomFile({ ...smallImage, SpecificCharacterSet, SeriesDescription: Uint8Array.from(bytes) }), 'x')).seriesDescription;
  expect(await described('ISO_IR 100', Buffer.from('Tête', 'latin1'))).toBe('Tête');
  expect(await described('ISO_IR 192', Buffer.from('Tête – ß', 'utf8'))).toBe('Tête – ß');
  expect(await described('ISO_IR 144', Buffer.from([0xba, 0xde, 0xe1, 0xe2, 0xec]))).toBe('Кость');
  expect(await described('\\ISO 2022 IR 87', Buffer.from([0x1b, 0x24, 0x42, 0x39, 0x7c, 0x1b, 0x28, 0x42]))).toBe('骨');
});

test('what follows the pixels is not read: padding, signatures, garbage', async () => {
  expect((await readInstance(Buffer.concat([dicomFile(smallImage), Buffer.from('garbage after the end')]), 'x')).decode(1).values).toEqual(pixels);
});

test('an icon of the image in a sequence is not taken for the image', async () => {
  const { Rows, Columns } = smallImage;
  const withIcon = dicomFile({ ...smallImage, SharedFunctionalGroupsSequence: [{ Rows: 1, Columns: 1, PixelData: Uint8Array.of(9, 9) }] });
  expect((await readInstance(withIcon, 'x')).decode(1).values).toHaveLength(Rows * Columns);
});

test('a sequence of unknown representation and undefined length is implicit inside, and skipped over', async () => {
  const unknown = Uint8Array.of(0x09, 0, 0x10, 0x10, 0x55, 0x4e, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xfe, 0xff, 0, 0xe0, 0xff, 0xff, 0xff, 0xff,
    0x08, 0, 0x60, 0, 2, 0, 0, 0, 0x4d, 0x52, 0xfe, 0xff, 0x0d, 0xe0, 0, 0, 0, 0, 0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0);
  const { Modality, SOPClassUID, SOPInstanceUID, ...rest } = smallImage;
  const body = Buffer.concat([elementBytes('SOPClassUID', SOPClassUID), elementBytes('SOPInstanceUID', SOPInstanceUID), elementBytes('Modality', Modality), unknown, dataSetBytes(rest)]);
  expect(await readInstance(dicomFile(body), 'x')).toMatchObject({ modality: 'NM', rows: 2 });
});

test('elements with the newest representations are stepped over by their long length', async () => {
  const offsets = elementBytes('ExtendedOffsetTable', new Uint8Array(16));
  const { PixelData, ...header } = smallImage;
  const file = dicomFile(Buffer.concat([dataSetBytes(header), offsets, elementBytes('PixelData', PixelData)]));
  expect((await readInstance(file, 'x')).decode(1).values).toEqual(pixels);
});

test.each([true, false])('frames in several fragments are put together, with an offset table: %s', async (offsetTable) => {
  for (const name of ['jpeg-lossless-70.dcm', 'jpeg-2000-90.dcm']) {
    const scan = await readInstance(refragmented(name, offsetTable), name);
    expect(allFrames(scan)).toEqual(allFrames(await readFixture(name)));
  }
});

test('a file that states more compressed frames than it has is truncated', async () => {
  const bytes = fixtureBytes('rle.dcm');
  const at = Buffer.from(bytes.buffer).indexOf(Buffer.from([0x28, 0, 0x08, 0, 0x49, 0x53, 2, 0]));
  bytes[at + 8] = 0x39;
  await expect(readInstance(bytes, 'x')).rejects.toThrow(/holds 2 compressed frame\(s\)\. \(0028,0008\) NumberOfFrames announces 9/);
});
