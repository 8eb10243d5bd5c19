import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeNuclear } from '../../src/dicom/write-nuclear.ts';

/** An archive as hospitals have them, but small: what is in it, and what must come of it. Paths are sorted. */
export interface SmallArchive {
  readonly folder: string;
  readonly files: readonly string[];
  readonly scans: number;
  readonly refused: readonly string[];
  readonly duplicates: readonly { readonly path: string; readonly sameAs: string }[];
  /** The names of the files of each study of two, joined by a comma. */
  readonly pairs: readonly string[];
  /** Counts in every pixel of a patient's scans. */
  readonly countsOf: (patientId: string) => number;
}

/** A scan in which every pixel has the same counts. */
export interface UniformScan {
  /** Makes its UIDs. */
  readonly number: number;
  readonly counts: number;
  readonly patientId?: string;
  /** Both in one file unless one is named. */
  readonly view?: 'anterior' | 'posterior';
}

const rows = 16;
const columns = 8;
const manyScans = 300;
const pairNumbers = [400, 401, 402, 403, 404, 405, 406, 407];

export function writeScan(path: string, { number, counts, patientId = `P${number}`, view }: UniformScan): void {
  const views = view ? [view] : (['anterior', 'posterior'] as const);
  mkdirSync(dirname(path), { recursive: true });
  const bytes = writeNuclear({
    rows,
    columns,
    spacingMm: [2.4, 2.4],
    frames: views.map((name) => ({ view: name, counts: new Uint16Array(rows * columns).fill(counts) })),
    wholeBody: true,
    tracer: '99mTc-HMDP',
    injectedActivityMBq: 700,
    injectionTime: new Date('2024-03-01T08:00:00Z'),
    acquisitionTime: new Date('2024-03-01T11:00:00Z'),
    frameDurationSeconds: 900,
    patient: { id: patientId, name: `Test^${number}`, sex: 'F', ageYears: 80, heightM: 1.6, weightKg: 60 },
    patientPosition: 'HFS',
    equipment: { manufacturer: 'none', model: 'none', station: 'none', softwareVersions: '1' },
    studyInstanceUid: `1.2.826.0.1.1.${number}`,
    seriesInstanceUid: `1.2.826.0.1.2.${number}`,
    sopInstanceUid: `1.2.826.0.1.3.${number}.${views.length === 2 ? 0 : views[0].length}`,
    studyDescription: 'BONE',
    seriesDescription: 'WHOLE BODY',
    simulated: true,
    form: 'nuclear',
  });
  writeFileSync(path, bytes);
}

/** Counts that go up and down over the archive, from 0 to 250. */
function countsOf(number: number): number {
  return (number * 37) % 251;
}

export function writeArchive(folder: string): SmallArchive {
  const at = (...names: string[]) => join(folder, ...names);
  const single = (number: number) => at('a', `${String(number).padStart(4, '0')}.dcm`);
  for (let number = 0; number < manyScans; number++) writeScan(single(number), { number, counts: countsOf(number) });
  for (const number of pairNumbers) {
    writeScan(at('b', `${number}-anterior`), { number, counts: countsOf(number), view: 'anterior' });
    writeScan(at('c', `${number}-posterior`), { number, counts: countsOf(number), view: 'posterior' });
  }
  // One copy is found before what it is a copy of, the others after.
  const [early, late, lateOfPair] = [at('a', '0-copy-of-30'), at('d', 'copy-of-5'), at('d', 'copy-of-400')];
  mkdirSync(at('d'));
  copyFileSync(single(30), early);
  copyFileSync(single(5), late);
  copyFileSync(at('b', '400-anterior'), lateOfPair);
  writeFileSync(at('a', 'notes.txt'), 'Not an image.');
  writeFileSync(at('d', 'empty'), '');
  writeFileSync(at('d', 'truncated'), readFileSync(single(7)).subarray(0, -rows * columns));
  return {
    folder,
    files: filesBelow(folder),
    scans: manyScans + pairNumbers.length,
    refused: [at('a', 'notes.txt'), at('d', 'empty'), at('d', 'truncated')],
    duplicates: [
      { path: single(30), sameAs: early },
      { path: lateOfPair, sameAs: at('b', '400-anterior') },
      { path: late, sameAs: single(5) },
    ],
    pairs: pairNumbers.map((number) => `${number}-anterior,${number}-posterior`),
    countsOf: (patientId) => countsOf(Number(patientId.slice(1))),
  };
}

function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
}
