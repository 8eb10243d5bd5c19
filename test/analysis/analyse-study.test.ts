import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { analysePaths, analyseStudy, refusalOf } from '../../src/analysis/analyse-study.ts';
import type { ImageInstance } from '../../src/dicom/study.ts';
import { AmyloscopeError } from '../../src/measurement/amyloscope-error.ts';
import { modalities } from './counts-modality.ts';
import { writeArchive, type SmallArchive } from './small-archive.ts';

const countsModality = new URL('./counts-modality.ts', import.meta.url).href;

let home: string;
let archive: SmallArchive;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'amyloscope-analyse-'));
  archive = writeArchive(join(home, 'archive'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

test('everything below a folder is analysed, refused with a reason, or named as a repetition', async () => {
  const { analyses, refused, duplicates } = await analysePaths([archive.folder], { modalitiesModule: countsModality });
  expect(analyses).toHaveLength(archive.scans);
  expect(refused.map(({ path }) => path)).toEqual(archive.refused);
  expect(duplicates.map(({ path, sameAs }) => ({ path, sameAs })).toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual(archive.duplicates);
});

test('two files of one study, named one by one, are analysed together', async () => {
  const paths = [join(archive.folder, 'b', '401-anterior'), join(archive.folder, 'c', '401-posterior')];
  const { analyses } = await analysePaths(paths, { modalitiesModule: countsModality });
  expect(analyses.map(({ analysis }) => analysis.study.files.map((file) => basename(file)))).toEqual([['401-anterior', '401-posterior']]);
});

test('a path that does not exist is refused by its name', async () => {
  const path = join(home, 'nowhere');
  expect((await analysePaths([path], { modalitiesModule: countsModality })).refused).toEqual([{ path, code: 'notFound', reason: expect.stringContaining(path) }]);
});

test('an object of a kind that no modality knows is refused, naming what it is', async () => {
  const instance = { path: '/ct', modality: 'CT', sopClassUid: '1.2.840.10008.5.1.4.1.1.2' } as ImageInstance;
  const [group] = await analyseStudy([instance], modalities);
  expect(group).toMatchObject({ status: 'refused', refusal: { code: 'notRecognised', reason: expect.stringMatching(/"CT".*1\.2\.840/) } });
});

test('an error of Amyloscope is a refusal in its own words, any other is named as a fault of Amyloscope', () => {
  expect(refusalOf(new AmyloscopeError('truncated', 'Cut off.'))).toEqual({ code: 'truncated', reason: 'Cut off.' });
  expect(refusalOf(new TypeError('x'))).toMatchObject({ code: 'unexpected', reason: expect.stringContaining('TypeError: x') });
});
