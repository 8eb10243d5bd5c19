import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { allFrames, fixtureBytes, readFixture, references } from './fixture.ts';

const lossless = [
  'explicit-little-endian', 'implicit-little-endian', 'explicit-big-endian', 'deflated', 'rle', 'jpeg-lossless-57', 'jpeg-lossless-70',
  'jpeg-ls-80', 'jpeg-2000-90', 'htj2k-201', 'htj2k-202',
];

function fingerprint(values: ArrayLike<number>): string {
  return createHash('sha256').update(Buffer.from(Float64Array.from(values).buffer)).digest('hex');
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}

test.each(Object.entries(references))('%s is the file that its reference was computed from', (name, { sha256 }) => {
  expect(createHash('sha256').update(fixtureBytes(name)).digest('hex')).toBe(sha256);
});

test.each(Object.entries(references))('%s decodes to the pixels that independent software reads', async (name, reference) => {
  const frames = allFrames(await readFixture(name));
  expect(frames.map(sum)).toEqual(reference.sums);
  expect(frames.map(fingerprint)).toEqual(reference.pixels);
});

test('one scan in eleven encodings gives identical numbers and identical facts', async () => {
  const scans = await Promise.all(lossless.map((name) => readFixture(`${name}.dcm`)));
  const [first, ...others] = scans.map((scan) => ({ frames: allFrames(scan), nuclear: scan.nuclear, spacingMm: scan.spacingMm, patient: scan.patientAgeYears }));
  for (const other of others) expect(other).toEqual(first);
});

test.each(['jpeg-ls-81', 'jpeg-extended-51-12-bit', 'jpeg-baseline-50', 'jpeg-2000-91', 'htj2k-203'])('%s is flagged as lossy with its evidence', async (name) => {
  const scan = await readFixture(`${name}.dcm`);
  expect(scan.lossy).toBe(true);
  expect(scan.lossyEvidence).toMatch(/./);
});

test.each(lossless)('%s is not flagged as lossy', async (name) => {
  expect((await readFixture(`${name}.dcm`)).lossyEvidence).toBeNull();
});

test.each(['capture-rgb', 'capture-rgb-planar', 'capture-palette', 'monochrome-1', 'rescaled'])('%s is a picture or transformation, not counts', async (name) => {
  expect((await readFixture(`${name}.dcm`)).nuclear?.pixelsAreCounts).toBe(false);
});

test('counts stay whole numbers in the width they were stored in, without a copy where memory allows', async () => {
  const scan = await readFixture('explicit-little-endian.dcm');
  const { values } = scan.decode(2);
  expect(values).toBeInstanceOf(Uint16Array);
  expect(scan.decode(1).values.buffer).toBe(values.buffer);
});

test('a frame that the image does not have is refused by number', async () => {
  const scan = await readFixture('explicit-little-endian.dcm');
  for (const frame of [0, 3, 1.5, Number.NaN]) expect(() => scan.decode(frame)).toThrow(/frames 1 to 2/);
});
