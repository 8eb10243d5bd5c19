import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readInstance } from '../../src/dicom/read-instance.ts';
import type { ImageInstance } from '../../src/dicom/study.ts';

const folder = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const missing = !existsSync(folder);
const read = (name: string): Promise<ImageInstance> => readInstance(readFileSync(folder + name), name);

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}

// Each of these is skipped where the real images are not at hand: they may not be copied into the project.
test.skipIf(missing)('the real bone scan decodes to the counts its header states', async () => {
  const scan = await read('nm-planar/JPEG-LL.dcm');
  expect(sum(scan.decode(1).values)).toBe(3_596_452);
  expect(scan).toMatchObject({ modality: 'NM', lossy: false, rows: 1024, columns: 256, spacingMm: [2.26, 2.26], patientHeightM: null, patientWeightKg: null, simulated: false });
  expect(scan.nuclear).toMatchObject({ countsAccumulated: 3_596_452, wholeBody: true, tracer: 'unknown', pixelsAreCounts: true, orientation: { patientPosition: 'HFS' } });
});

test.skipIf(missing)('the copy that was compressed with loss and expanded again is flagged, its negative values read as they are', async () => {
  const scan = await read('nm-planar/JPEG2000_UNC.dcm');
  expect(scan.lossyEvidence).toBe('(0028,2110) LossyImageCompression is 01.');
  // numpy 1.24 on pydicom 2.3.1: pixel_array.min(), .max(), .sum()
  const values = Int16Array.from(scan.decode(1).values).sort();
  expect([values[0], values.at(-1), sum(values)]).toEqual([-30, 245, 3_527_976]);
});

test.skipIf(missing)('the copy in 12-bit JPEG decodes as DCMTK decodes it and is flagged', async () => {
  const scan = await read('nm-planar/JPGExtended.dcm');
  expect(scan.lossy).toBe(true);
  // DCMTK 3.6.7 dcmdjpeg, then numpy 1.24: sum()
  expect(sum(scan.decode(1).values)).toBe(3_767_007);
});

test.skipIf(missing)('echo loops in RLE with a palette and in JPEG with shared chroma decode frame by frame', async () => {
  const [palette, colour] = [await read('echo-dicom/US-PAL-8-10x-echo'), await read('echo-dicom/examples_ybr_color.dcm')];
  for (const loop of [palette, colour]) expect(loop).toMatchObject({ modality: 'US', nuclear: null });
  expect([palette.numberOfFrames, colour.numberOfFrames]).toEqual([10, 30]);
  for (const loop of [palette, colour]) expect(loop.decode(loop.numberOfFrames).values).toHaveLength(loop.rows * loop.columns);
});

test.skipIf(missing)('a slice of a PET scan is rescaled to its activity', async () => {
  const slice = await read('pet-wholebody/000000.dcm');
  expect(slice).toMatchObject({ modality: 'PT', nuclear: { injectedActivityMBq: 381.47 }, emission: { units: 'BQML', decayCorrection: 'START', halfLifeSeconds: 6586.2 } });
  expect(slice.decode(1).values).toBeInstanceOf(Float32Array);
});
