import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { screenArchive, type ScreenOptions, type ScreeningResult } from '../../src/analysis/screen-archive.ts';
import { openStore } from '../../src/store/connection.ts';
import type { MeasurementStore } from '../../src/store/measurement-store.ts';
import type { DuplicateFile, RankedRow, RefusedFile } from '../../src/store/ranked-row.ts';
import { writeArchive, writeScan, type SmallArchive } from './small-archive.ts';

const countsModality = new URL('./counts-modality.ts', import.meta.url).href;
const dangerousModality = new URL('./dangerous-modality.ts', import.meta.url).href;
const program = fileURLToPath(new URL('./screen-in-process.ts', import.meta.url));

interface Lists {
  readonly rows: readonly RankedRow[];
  readonly refused: readonly RefusedFile[];
  readonly duplicates: readonly DuplicateFile[];
}

let home: string;
let archive: SmallArchive;
let store: MeasurementStore;
let undisturbed: Lists;
let versions = 0;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'amyloscope-screen-'));
  archive = writeArchive(join(home, 'archive'));
  store = await openStore({ folder: join(home, 'store') });
  undisturbed = await listsOf(await screen());
}, 60_000);

afterAll(async () => {
  await store.close();
  rmSync(home, { recursive: true, force: true });
});

/** Results are kept apart by version: to a version of its own, a store is a store that has seen nothing yet. */
function versionOfCounts(version: string): string {
  const path = join(home, `${version}.mjs`);
  const program = `export const modalities = original.map((modality) => ({ ...modality, version: '${version}' }));`;
  writeFileSync(path, `import { modalities as original } from '${countsModality}';\n${program}\n`);
  return pathToFileURL(path).href;
}

async function screen(options: Partial<ScreenOptions> = {}): Promise<ScreeningResult> {
  const modalitiesModule = options.modalitiesModule ?? versionOfCounts(`new${(versions += 1)}`);
  return screenArchive({ paths: [archive.folder], store, workers: 2, ...options, modalitiesModule });
}

async function listsOf({ screening }: ScreeningResult, from = store): Promise<Lists> {
  return {
    rows: await all(from.rankedRows(screening, () => true)),
    refused: await all(from.refusedFiles(screening)),
    duplicates: await all(from.duplicateFiles(screening)),
  };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

test('every file is an analysis, part of one, refused with a reason, or named as a repetition', () => {
  expect(undisturbed.rows).toHaveLength(archive.scans);
  expect(undisturbed.refused.map(({ path }) => path)).toEqual(archive.refused);
  expect(undisturbed.refused.filter(({ reason }) => reason.length < 10)).toEqual([]);
  expect(undisturbed.duplicates.map(({ path, sameAs }) => ({ path, sameAs }))).toEqual(archive.duplicates);
  const listed = [...undisturbed.rows.flatMap(({ files }) => files), ...archive.refused, ...archive.duplicates.map(({ path }) => path)];
  expect(listed.toSorted()).toEqual(archive.files);
});

test('the numbers are those of the formula', () => {
  for (const { patientId, heartToContralateralRatio, group } of undisturbed.rows) {
    const counts = archive.countsOf(patientId);
    expect(heartToContralateralRatio).toMatchObject({ status: 'measured', value: counts });
    expect(group).toBe(counts >= 100 ? 'abnormal' : 'normal');
  }
});

test('two files of one study are analysed together', () => {
  const pairs = undisturbed.rows.filter(({ files }) => files.length === 2);
  expect(pairs.map(({ files }) => files.map((file) => basename(file)).join()).toSorted()).toEqual(archive.pairs);
});

test('neither the list nor its order depends on the number of workers', async () => {
  expect(await listsOf(await screen({ workers: 1 }))).toEqual(undisturbed);
  expect(await listsOf(await screen({ workers: 5 }))).toEqual(undisturbed);
}, 30_000);

test('a second screening reads nothing again and gives the same list', async () => {
  const modalitiesModule = versionOfCounts('again');
  await screen({ modalitiesModule });
  const again = await screen({ modalitiesModule });
  expect(again.progress).toMatchObject({ analysed: 0, refused: 0, remembered: archive.files.length, done: archive.files.length });
  expect(await listsOf(again)).toEqual(undisturbed);
});

test('a screening that is stopped stores what it has, and the next one goes on from there', async () => {
  const modalitiesModule = versionOfCounts('stopped');
  const stop = new AbortController();
  const first = await screen({ modalitiesModule, signal: stop.signal, onProgress: ({ done }) => done > 0 && stop.abort() });
  expect(first.finished).toBe(false);
  expect(first.progress.done).toBeLessThan(archive.files.length);
  const second = await screen({ modalitiesModule });
  expect(second.progress.remembered).toBe(first.progress.done);
  expect(await listsOf(second)).toEqual(undisturbed);
});

test('known patients stand apart in the list, and their scans are counted', async () => {
  const { patientId } = undisturbed.rows[0];
  const result = await screen({ knownPatients: [{ patientId, diagnosis: 'AL' }, { patientId: 'unseen', diagnosis: null }] });
  const { rows } = await listsOf(result);
  expect(rows.find((row) => row.patientId === patientId)).toMatchObject({ group: 'known', known: { patientId, diagnosis: 'AL' } });
  expect(rows[0].patientId).toBe(undisturbed.rows[1].patientId);
  expect(result.counts).toMatchObject({ knownPatients: 2, knownPatientsFound: 1 });
});

test('a folder that holds only the repetition of a scan gives that scan', async () => {
  const modalitiesModule = versionOfCounts('repetition');
  await screen({ modalitiesModule });
  const [{ path }] = archive.duplicates;
  const { rows, duplicates } = await listsOf(await screen({ modalitiesModule, paths: [path] }));
  expect(rows.map(({ files }) => files)).toEqual([[path]]);
  expect(duplicates).toEqual([]);
});

test('a path that is named twice counts once', async () => {
  const { rows, duplicates } = await listsOf(await screen({ paths: [archive.folder, archive.folder] }));
  expect([rows, duplicates]).toEqual([undisturbed.rows, undisturbed.duplicates]);
});

test('a study that grows is analysed again as a whole, and one that shrinks as what is left', async () => {
  const modalitiesModule = versionOfCounts('growing');
  const folder = join(home, 'growing');
  mkdirSync(folder);
  const [anterior, posterior] = undisturbed.rows.find(({ files }) => files.length === 2)!.files;
  const screenNow = async () => (await listsOf(await screen({ modalitiesModule, paths: [folder] }))).rows;
  copyFileSync(anterior, join(folder, 'anterior'));
  const [alone] = await screenNow();
  copyFileSync(posterior, join(folder, 'posterior'));
  const whole = await screenNow();
  expect(whole).toHaveLength(1);
  expect(whole[0].analysis.study.sopInstanceUids).toHaveLength(2);
  rmSync(join(folder, 'posterior'));
  expect(await screenNow()).toEqual([alone]);
});

test('a scan that never ends, and one that takes the worker down, are refused and the others analysed', async () => {
  const folder = join(home, 'dangerous');
  const patients = ['A', 'NEVER ENDS', 'B', 'EXITS', 'C'];
  patients.forEach((patientId, index) => writeScan(join(folder, `${index}`), { number: 9000 + index, counts: 50, patientId }));
  const result = await screen({ paths: [folder], modalitiesModule: dangerousModality, workers: 1, timeLimitMs: 1000 });
  const { rows, refused } = await listsOf(result);
  expect(rows.map(({ patientId }) => patientId)).toEqual(['A', 'B', 'C']);
  expect(refused.map(({ code, reason }) => `${code}: ${reason}`)).toEqual([
    expect.stringMatching(/^tookTooLong: .*stopped after 1 s/),
    expect.stringMatching(/^unexpected: .*ended with code 3/),
  ]);
});

test('two processes that screen one archive into one store both end with the undisturbed list', async () => {
  const folder = join(home, 'shared');
  const version = versionOfCounts('shared');
  const children = [startProcess(folder, version), startProcess(folder, version)];
  expect(await Promise.all(children.map(ended))).toEqual([0, 0]);
  expect(await resumedLists(folder, version)).toEqual({ lists: undisturbed, remembered: archive.files.length });
}, 60_000);

test('a screening that is killed at any moment goes on without losing or repeating a result', async () => {
  const folder = join(home, 'killed');
  const whole = startProcess(folder, versionOfCounts('whole'));
  await once(whole.stdout, 'data');
  const begun = Date.now();
  expect(await ended(whole)).toBe(0);
  const wholeMs = Date.now() - begun;
  // Multiples of the golden section: spread evenly over the whole time, in no order.
  const moments = Array.from({ length: 10 }, (_, round) => (0.05 + 0.618034 * round) % 1);
  const keptAtKill: number[] = [];
  for (const [round, moment] of moments.entries()) {
    const version = versionOfCounts(`killed${round}`);
    const child = startProcess(folder, version);
    let stored = 0;
    child.stdout.on('data', (lines) => (stored = Number(/stored (\d+)\n(?!.*stored)/s.exec(String(lines))?.[1] ?? stored)));
    const gone = once(child, 'exit');
    await once(child.stdout, 'data');
    // Every other time as soon as it says that something is stored, which is surely in the middle.
    const doomed = round % 2 === 0 ? sleep(moment * wholeMs) : untilStored(child);
    await Promise.race([doomed, gone]);
    child.kill('SIGKILL');
    await gone;
    const { lists, remembered } = await resumedLists(folder, version);
    expect(lists).toEqual(undisturbed);
    expect(remembered).toBeGreaterThanOrEqual(stored);
    keptAtKill.push(remembered);
  }
  expect(keptAtKill.some((kept) => kept > 0 && kept < archive.files.length)).toBe(true);
}, 120_000);

function startProcess(folder: string, version: string) {
  return spawn(process.execPath, [program, folder, version, '2', archive.folder], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function ended(child: ReturnType<typeof startProcess>): Promise<number | null> {
  child.stdout.resume();
  const [code] = await once(child, 'exit');
  return code;
}

async function untilStored(child: ReturnType<typeof startProcess>): Promise<void> {
  for (let lines = ''; !lines.includes('stored'); ) [lines] = (await once(child.stdout, 'data')).map(String);
}

async function resumedLists(folder: string, modalitiesModule: string): Promise<{ lists: Lists; remembered: number }> {
  const own = await openStore({ folder });
  const result = await screen({ modalitiesModule, store: own });
  const lists = await listsOf(result, own);
  await own.close();
  return { lists, remembered: result.progress.remembered };
}
