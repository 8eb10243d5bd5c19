import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { AmyloscopeError, type AmyloscopeErrorCode } from '../../src/measurement/amyloscope-error.ts';
import { readInstance } from '../../src/dicom/read-instance.ts';
import { dataSetBytes, dicomFile, elementBytes, smallImage, type Content } from './dicom-file.ts';
import { fixtureBytes } from './fixture.ts';

const withoutPixels = Object.fromEntries(Object.entries(smallImage).filter(([keyword]) => keyword !== 'PixelData')) as Content;

async function fault(bytes: Uint8Array): Promise<AmyloscopeError> {
  const error: unknown = await readInstance(bytes, 'x.dcm').then((scan) => scan.decode(scan.numberOfFrames)).then(() => null, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(AmyloscopeError);
  return error as AmyloscopeError;
}

async function expectFault(bytes: Uint8Array, code: AmyloscopeErrorCode, ...words: (string | RegExp)[]): Promise<void> {
  const error = await fault(bytes);
  expect(error.code).toBe(code);
  for (const word of words) expect(error.message).toMatch(word);
}

const changed = (content: Content) => dicomFile({ ...smallImage, ...content });
const without = (keyword: keyof typeof smallImage) => dicomFile(Object.fromEntries(Object.entries(smallImage).filter(([name]) => name !== keyword)));
/** A header followed by bytes as they are. */
const followedBy = (numbers: readonly number[]) => dicomFile(Buffer.concat([dataSetBytes(withoutPixels), Uint8Array.from(numbers)]));

test('the small image itself is sound', async () => {
  expect((await readInstance(dicomFile(smallImage), 'x')).decode(1).values).toEqual(Uint16Array.of(1, 2, 3, 4, 5, 6));
});

test('what is not DICOM says so: empty, text, a picture, zeros', async () => {
  await expectFault(new Uint8Array(0), 'notDicom', /empty/, /Copy or export/);
  for (const content of ['hello', '\x89PNG\r\n', '\0'.repeat(4000)]) await expectFault(Buffer.from(content, 'latin1'), 'notDicom', /this is not DICOM/);
});

test('a Secure DICOM file is encrypted and says what to do', async () => {
  const envelope = Buffer.from([0x30, 0x82, 0x10, 0x00, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x03, ...Array(200).fill(7)]);
  await expectFault(envelope, 'encrypted', /Decrypt it/);
  await expectFault(Buffer.from('-----BEGIN PKCS7-----\nMIIB'), 'encrypted', /Decrypt it/);
});

test('an image whose identity is in its encrypted attributes is encrypted', async () => {
  const { SOPInstanceUID, ...anonymous } = smallImage;
  expect(SOPInstanceUID).toBe('1.2.3');
  await expectFault(dicomFile({ ...anonymous, EncryptedAttributesSequence: [{}] }), 'encrypted', /\(0400,0500\) EncryptedAttributesSequence/);
});

test('a file cut anywhere is truncated or, where its start is gone, not DICOM; never an image', async () => {
  const whole = fixtureBytes('explicit-little-endian.dcm');
  for (let length = 0; length < whole.length; length += 97) {
    const { code } = await fault(whole.subarray(0, length));
    expect(['truncated', 'notDicom', 'invalidDicom']).toContain(code);
  }
});

test('a cut in the pixels names how many bytes are missing', async () => {
  const whole = fixtureBytes('explicit-little-endian.dcm');
  await expectFault(whole.subarray(0, -100), 'truncated', /\(7FE0,0010\) PixelData states 12288 bytes, but only 12188 follow/);
});

test.each(['rle.dcm', 'jpeg-lossless-70.dcm', 'jpeg-ls-80.dcm', 'jpeg-2000-90.dcm', 'htj2k-201.dcm', 'deflated.dcm'])('%s cut short is truncated', async (name) => {
  const whole = fixtureBytes(name);
  for (const share of [0.5, 0.9]) expect((await fault(whole.subarray(0, whole.length * share))).code).toBe('truncated');
});

test.each(['Rows', 'Columns', 'BitsAllocated', 'SamplesPerPixel', 'SOPInstanceUID', 'SOPClassUID', 'StudyInstanceUID', 'SeriesInstanceUID', 'Modality'] as const)('an image without %s names it', async (keyword) => {
  await expectFault(without(keyword), 'invalidDicom', new RegExp(`${keyword} is missing`), /Copy or export/);
});

test('an image without pixels is truncated', async () => {
  await expectFault(dicomFile(withoutPixels), 'truncated', /\(7FE0,0010\) PixelData is missing/);
});

test.each<[Content, RegExp]>([
  [{ Rows: 0 }, /\(0028,0010\) Rows is 0\. It must be a whole number from 1 to 65535/],
  [{ NumberOfFrames: '-3' }, /NumberOfFrames is -3/],
  [{ NumberOfFrames: 'many' }, /NumberOfFrames is "many"/],
  [{ NumberOfFrames: '1e99' }, /NumberOfFrames is 1e\+99/],
  [{ BitsStored: 40 }, /BitsStored is 40\. It must be a whole number from 1 to 16/],
  [{ HighBit: 3 }, /HighBit is 3\. It must be a whole number from 15 to 15/],
  [{ PixelRepresentation: 7 }, /PixelRepresentation is 7/],
  [{ SamplesPerPixel: 3 }, /SamplesPerPixel is 3\. MONOCHROME2 has 1 per pixel/],
  [{ RescaleSlope: '0' }, /RescaleSlope is 0/],
  [{ SOPInstanceUID: '../../etc/passwd' }, /SOPInstanceUID is "\.\.\/\.\.\/etc\/passwd"\. A UID has at most 64/],
  [{ StudyInstanceUID: '1.'.repeat(60) }, /StudyInstanceUID is "1\.1/],
  [{ PhotometricInterpretation: 'PALETTE COLOR' }, /RedPaletteColorLookupTableDescriptor/],
])('%o is refused with tag, value and rule', async (content, message) => expectFault(changed(content), 'invalidDicom', message));

test.each<[Content, RegExp]>([[{ BitsAllocated: 12 }, /BitsAllocated is 12/], [{ PhotometricInterpretation: 'HSV' }, /PhotometricInterpretation is "HSV"/]])('%o is an encoding that is not read', async (content, message) => {
  await expectFault(changed(content), 'unsupportedEncoding', message, /Export/);
});

test('more frames or larger frames than the pixels hold are refused with both numbers', async () => {
  await expectFault(changed({ NumberOfFrames: '1000000' }), 'truncated', /holds 12 bytes/, /1000000 frame\(s\) of 2 x 3/);
  await expectFault(changed({ Rows: 65_535, Columns: 65_535 }), 'truncated', /take 8589672450/);
});

test('an unknown transfer syntax is named, with one that works', async () => {
  await expectFault(dicomFile(smallImage, '1.2.840.10008.1.2.4.100'), 'unsupportedEncoding', /1\.2\.840\.10008\.1\.2\.4\.100/, /Explicit VR Little Endian/);
});

test('a message quotes no control characters of a hostile value', async () => {
  const { message } = await fault(changed({ SOPInstanceUID: 'a\x1b[31m\x07' }));
  expect(message).not.toMatch(/\p{Cc}/u);
});

test('a length beyond the end of the file is truncated, for a value, an item and a sequence', async () => {
  await expectFault(followedBy([0x32, 0, 0x20, 0x10, 0x4c, 0x4f, 0xff, 0xfe]), 'truncated', /states 65279 bytes, but only 0 follow/);
  await expectFault(followedBy([0x54, 0, 0x22, 0, 0x53, 0x51, 0, 0, 0xf0, 0xff, 0xff, 0xff]), 'truncated', /\(0054,0022\) DetectorInformationSequence states 4294967280/);
});

test('sequences nested without end are refused', async () => {
  const opened = [0x54, 0, 0x22, 0, 0x53, 0x51, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xfe, 0xff, 0, 0xe0, 0xff, 0xff, 0xff, 0xff];
  await expectFault(followedBy(Array.from({ length: 50_000 }, () => opened).flat()), 'invalidDicom', /nested more than 32 deep/);
});

test('a data set that inflates to a hundred times what an image does is not inflated', async () => {
  const bomb = deflateRawSync(Buffer.alloc(200_000_000));
  await expectFault(dicomFile(bomb, '1.2.840.10008.1.2.1.99'), 'invalidDicom', /grows beyond/);
});

test('a compressed frame of another size than the header is refused before memory is taken for it', async () => {
  for (const name of ['jpeg-lossless-70.dcm', 'jpeg-ls-80.dcm', 'jpeg-2000-90.dcm', 'htj2k-201.dcm']) {
    const bytes = fixtureBytes(name);
    // (0028,0010) US 2, then the number of rows
    const at = Buffer.from(bytes.buffer).indexOf(Buffer.from([0x28, 0, 0x10, 0, 0x55, 0x53, 2, 0]));
    bytes.set([0xff, 0xff], at + 8);
    await expectFault(bytes, 'invalidDicom', /Rows and Columns say 65535 x 48\. The compressed frame says 64 x 48/);
  }
});

test('an enormous RLE frame from a few bytes is refused before memory is taken for it', async () => {
  const bytes = fixtureBytes('rle.dcm');
  const at = Buffer.from(bytes.buffer).indexOf(Buffer.from([0x28, 0, 0x10, 0, 0x55, 0x53, 2, 0]));
  bytes.set([0xff, 0xff], at + 8);
  bytes.set([0xff, 0xff], at + 8 + 10);
  await expectFault(bytes, 'invalidDicom', /65535 x 65535 pixels from \d+ compressed bytes/);
});

test('a DICOMDIR is no image and says what to do with it', async () => {
  await expectFault(dicomFile({ DirectoryRecordSequence: [{}] }), 'notRecognised', /DICOMDIR/, /Give its path/);
});

test('a report without pixels is read, and decoding it says that there is nothing to decode', async () => {
  const { SOPClassUID, SOPInstanceUID, StudyInstanceUID, SeriesInstanceUID } = smallImage;
  const report = await readInstance(dicomFile({ SOPClassUID, SOPInstanceUID, StudyInstanceUID, SeriesInstanceUID, Modality: 'SR' }), 'sr.dcm');
  expect(report).toMatchObject({ hasPixels: false, rows: 0, nuclear: null, modality: 'SR' });
  expect(() => report.decode(1)).toThrow(/sr\.dcm holds no pixels/);
});

test('after a damaged frame the codec decodes the next file as if nothing had been', async () => {
  for (const name of ['jpeg-lossless-70.dcm', 'jpeg-ls-80.dcm', 'jpeg-2000-90.dcm', 'htj2k-201.dcm']) {
    const sound = await readInstance(fixtureBytes(name), name);
    const expected = sound.decode(1).values;
    const damaged = fixtureBytes(name);
    damaged.fill(0x55, damaged.length - 5000, damaged.length - 200);
    await readInstance(damaged, name).then((scan) => scan.decode(2)).catch(() => {});
    expect(sound.decode(1).values).toEqual(expected);
    expect((await readInstance(fixtureBytes(name), name)).decode(1).values).toEqual(expected);
  }
});

test('a value of undefined length in plain representation is refused', async () => {
  expect((await fault(dicomFile(Buffer.concat([elementBytes('Modality', 'NM'), Uint8Array.from([0x10, 0, 0x20, 0x40, 0x55, 0x54, 0, 0, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4, 5, 6, 7, 8])])))).code).toBe('invalidDicom');
});
