import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deidentify, type Deidentified } from '../../src/dicom/deidentify.ts';
import type { DeidentifyOptions } from '../../src/dicom/deidentify-options.ts';
import { SiteKey } from '../../src/dicom/site-key.ts';
import { hasDciodvfy, hasDcmtk, hasPydicom, python } from '../report/installed-tools.ts';
import { fixturePath, references } from './fixture.ts';

const key = new SiteKey(new Uint8Array(32).fill(7));
const shared = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const real = ['nm-planar/JPEG-LL.dcm', 'nm-planar/JPGExtended.dcm', 'echo-dicom/US-PAL-8-10x-echo'].map((name) => join(shared, name)).filter(existsSync);
const loop = join(shared, 'echo-dicom/examples_ybr_color.dcm');
const folder = mkdtempSync(join(tmpdir(), 'amyloscope-deidentify-'));
/** An object with sequences of undefined length, as DCMTK writes them in each encoding. */
const open = hasDcmtk ? [['+te'], ['+ti'], ['+tb']].map((encoding, index) => {
  const path = join(folder, `open-${index}.dcm`);
  spawnSync('dcmconv', ['-e', ...encoding, fixturePath('explicit-little-endian.dcm'), path]);
  return path;
}) : [];
const originals = [...Object.keys(references).map(fixturePath), ...real, ...open];
const resultPath = (index: number) => join(folder, `${index}.dcm`);
let results: Deidentified[];

const shifting = { retained: { dates: true, device: false, patient: false }, safePrivate: [], cleanRegions: false, pixelsChecked: false } satisfies DeidentifyOptions;
const writtenAlways = ['(0010,0010)', '(0010,0020)', '(0012,0062)', '(0012,0063)', '(0012,0064)', '(0028,0303)'];

beforeAll(async () => {
  results = await Promise.all(originals.map((path) => deidentify(Uint8Array.from(readFileSync(path)), key, shifting)));
  results.forEach(({ bytes }, index) => writeFileSync(resultPath(index), bytes));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Errors of dciodvfy, without the numbers that differ from file to file. */
function errorsOf(path: string): string[] {
  const { stderr, stdout } = spawnSync('dciodvfy', [path], { encoding: 'utf8' });
  return (stderr + stdout).split('\n').filter((line) => line.startsWith('Error'));
}

test.skipIf(!hasPydicom)('pydicom finds no difference from the original but in the attributes that the report names, pixels included (skipped where pydicom is not installed)', () => {
  const { stdout, status } = spawnSync(python, [fileURLToPath(new URL('compare-with-original.py', import.meta.url)), ...originals.flatMap((path, index) => [path, resultPath(index)])], { encoding: 'utf8' });
  expect(status).toBe(0);
  const lines = stdout.trim().split('\n');
  expect(lines).toHaveLength(originals.length);
  lines.forEach((line, index) => {
    const named = new Set([...results[index].report.changes.map(({ tag }) => tag), ...writtenAlways]);
    expect([originals[index], (JSON.parse(line) as string[]).filter((tag) => !named.has(tag))]).toEqual([originals[index], []]);
  });
});

test.skipIf(!hasDcmtk)('DCMTK reads every object without a complaint and finds the pseudonym (skipped where DCMTK is not installed)', () => {
  originals.forEach((path, index) => {
    const { stdout, stderr, status } = spawnSync('dcmdump', ['--quiet', '+P', 'PatientName', '+P', 'PatientID', resultPath(index)], { encoding: 'utf8' });
    expect([path, status, stderr]).toEqual([path, 0, '']);
    expect(stdout.match(/AMY-[0-9A-Z]{20}/g)).toEqual([results[index].subject.pseudonym, results[index].subject.pseudonym]);
  });
});

test.skipIf(!hasDciodvfy).each([
  ['the basic profile', { dates: false, device: false, patient: false }],
  ['shifted dates', { dates: true, device: false, patient: false }],
  ['all that may be retained', { dates: true, device: true, patient: true }],
])('dciodvfy finds no error under %s that the original does not have (skipped where dicom3tools are not installed)', async (_which, retained) => {
  // dciodvfy does not inflate.
  for (const original of originals.filter((path) => !path.endsWith('deflated.dcm'))) {
    const { bytes } = await deidentify(Uint8Array.from(readFileSync(original)), key, { ...shifting, retained });
    const path = join(folder, 'verified.dcm');
    writeFileSync(path, bytes);
    const before = new Set(errorsOf(original));
    expect([original, errorsOf(path).filter((line) => !before.has(line))]).toEqual([original, []]);
  }
}, 30_000);

test.skipIf(!hasDcmtk || !hasPydicom || !existsSync(loop))('a JPEG loop whose regions are cleaned is black outside and inside exactly what DCMTK decodes (skipped where DCMTK, pydicom or the loop is missing)', async () => {
  const { bytes, report } = await deidentify(Uint8Array.from(readFileSync(loop)), key, { ...shifting, cleanRegions: true });
  // The calibrated region of this loop reaches over what the machine writes beside the sector.
  expect([report.pixelsCleaned, report.unjudged]).toEqual([true, ['textInsideRegions', 'textBlankedInRegions']]);
  const [cleaned, decoded] = [join(folder, 'cleaned.dcm'), join(folder, 'decoded.dcm')];
  writeFileSync(cleaned, bytes);
  expect(spawnSync('dcmdjpeg', ['+cl', loop, decoded]).status).toBe(0);
  const script = `
import pydicom, numpy as np
a, b = pydicom.dcmread(${JSON.stringify(decoded)}), pydicom.dcmread(${JSON.stringify(cleaned)})
inside = np.zeros((a.Rows, a.Columns), bool)
for r in a.SequenceOfUltrasoundRegions:
    inside[r.RegionLocationMinY0:r.RegionLocationMaxY1 + 1, r.RegionLocationMinX0:r.RegionLocationMaxX1 + 1] = True
for x0, y0, x1, y1 in ${JSON.stringify(report.textBlanked.map(({ x0, y0, x1, y1 }) => [x0, y0, x1, y1]))}:
    inside[y0:y1 + 1, x0:x1 + 1] = False
p, q = a.pixel_array.astype(int), b.pixel_array.astype(int)
print(p.shape[0], q[:, ~inside].max(), p[:, ~inside].max() > 0, abs(p - q)[:, inside].max())`;
  expect(spawnSync(python, ['-c', script], { encoding: 'utf8' }).stdout.trim()).toBe('30 0 True 0');
  if (hasDciodvfy) expect(errorsOf(cleaned).filter((line) => !new Set(errorsOf(loop)).has(line))).toEqual([]);
});
