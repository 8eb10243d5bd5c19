import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readInstance } from '../../../src/dicom/read-instance.ts';
import { planar } from '../../../src/modalities/planar/index.ts';
import type { Analysis } from '../../../src/modalities/modality.ts';
import { writeScan } from '../../../src/phantom/write-scan.ts';

const dcmtk = spawnSync('dcmconv', ['--version']).status === 0;
/** DCMTK 3.6.7 makes each encoding from the same explicit little-endian file. */
const ENCODINGS = [
  ['implicit little endian', 'dcmconv', '+ti'],
  ['explicit big endian', 'dcmconv', '+tb'],
  ['deflated', 'dcmconv', '+td'],
  ['RLE', 'dcmcrle', '+un'],
  ['JPEG lossless, first-order prediction', 'dcmcjpeg', '+e1'],
  ['JPEG lossless, any prediction', 'dcmcjpeg', '+el'],
  ['JPEG-LS lossless', 'dcmcjpls', '+el'],
] as const;

describe.skipIf(!dcmtk)('one scan in many DICOM encodings (needs dcmtk)', () => {
  let folder: string;
  let file: string;
  let plain: Analysis;
  const analysed = async (path: string) => {
    const { analysis } = await planar.analyse([await readInstance(new Uint8Array(readFileSync(path)), 'scan')], 'none');
    return analysis;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'encodings-'));
    file = join(folder, writeScan({ count: 1, seed: 77, grade: 3, wholeBody: true }, 0, 0, folder).file);
    plain = await analysed(file);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('is accepted and measured when uncompressed', () => {
    expect(plain.quality.status).not.toBe('refused');
    expect(plain.measurements[0]).toMatchObject({ quantity: 'heartToContralateralRatio', status: 'measured' });
  });

  test.each(ENCODINGS)('gives identical numbers in %s', async (name, tool, option) => {
    const encoded = join(folder, `${name}.dcm`);
    // The compressing tools give a new instance UID unless told not to.
    execFileSync(tool, [...new Set([...(tool === 'dcmconv' ? [] : ['+un']), option]), file, encoded]);
    const found = await analysed(encoded);
    expect(found).toEqual(plain);
  });

  test('is flagged when compressed with loss', async () => {
    const encoded = join(folder, 'lossy.dcm');
    execFileSync('dcmcjpls', ['+en', '+md', '3', file, encoded]);
    const found = await analysed(encoded);
    expect(found.quality.findings.map((finding) => finding.code)).toContain('lossyPixels');
  });
});
