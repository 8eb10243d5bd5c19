import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readMasks } from '../../src/analysis/read-masks.ts';
import { dicomFile, smallImage } from '../dicom/dicom-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'amyloscope-masks-'));
afterAll(() => rmSync(folder, { recursive: true }));

const structureSet = dicomFile({ SOPClassUID: '1.2.840.10008.5.1.4.1.1.481.3', SOPInstanceUID: '1.2.3.1', StudyInstanceUID: '1.2.4', SeriesInstanceUID: '1.2.5', Modality: 'RTSTRUCT', StructureSetROISequence: [{ ROINumber: 1, ROIName: 'Aorta' }] });

test('outlines are a structure set alone, or those of a folder among other files', async () => {
  const path = join(folder, 'rs.dcm');
  writeFileSync(path, structureSet);
  expect((await readMasks(path)).objects.map(({ modality }) => modality)).toEqual(['RTSTRUCT']);
  writeFileSync(join(folder, 'scan.dcm'), dicomFile(smallImage));
  writeFileSync(join(folder, 'notes.txt'), 'drawn by hand');
  expect((await readMasks(folder)).objects).toHaveLength(1);
});

test('an image, or a path that is not there, is refused with what is needed', async () => {
  const path = join(folder, 'image.dcm');
  writeFileSync(path, dicomFile(smallImage));
  await expect(readMasks(path)).rejects.toThrow('RTSTRUCT');
  await expect(readMasks(join(folder, 'nowhere'))).rejects.toThrow('cannot be read');
});
