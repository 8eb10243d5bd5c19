import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { afterFailure, judgeSeries, workTransfers, type Patience } from '../../../src/analysis/work-transfers.ts';
import { filesToSend } from '../../../src/cli/files-to-send.ts';
import { dicomwebPacs } from '../../../src/dicom/network/dicomweb-pacs.ts';
import { dimsePacs } from '../../../src/dicom/network/dimse-pacs.ts';
import { readStoredObject } from '../../../src/dicom/network/stored-object.ts';
import type { Pacs } from '../../../src/dicom/network/pacs.ts';
import { ReceivedFolder, type ReceivedObject } from '../../../src/dicom/network/received-folder.ts';
import { readInstance } from '../../../src/dicom/read-instance.ts';
import { openDatabase, type Home } from '../../../src/store/connection.ts';
import { addTransfers, countTransfers, listTransfers } from '../../../src/store/transfers.ts';
import type { Analysis } from '../../../src/modalities/modality.ts';
import { runCommand } from '../../cli/run-command.ts';
import { writeSmallCohort } from '../../cli/small-cohort.ts';
import { hasDcmtk, hasPydicom } from '../../report/installed-tools.ts';
import { runDcmtk } from './dcmtk.ts';
import { writeManyObjects, type MadeSeries } from './many-objects.ts';
import { hasOrthanc, Orthanc } from './orthanc.ts';
import { haveSameValues } from './same-objects.ts';

const isThere = hasOrthanc();
const folder = mkdtempSync(join(tmpdir(), 'amyloscope-harvest-'));
const program = fileURLToPath(new URL('../../../bin/amyloscope.mjs', import.meta.url));
const realImages = fileURLToPath(new URL('../../../../shared/data', import.meta.url));
const objects = 60;
const patience: Patience = { firstWaitSeconds: 1, mostAttempts: 20, quietSeconds: 1 };
let made: MadeSeries;
/** More than the buffers between two processes hold, so that a kill cuts it. */
let large: MadeSeries;
let orthanc: Orthanc;
let home: Home;

beforeAll(async () => {
  if (!isThere) return;
  writeSmallCohort(join(folder, 'cohort'), 2);
  made = writeManyObjects(join(folder, 'made'), objects);
  large = writeManyObjects(join(folder, 'large'), 40, 512);
  orthanc = await Orthanc.start();
  writeFileSync(join(folder, 'password'), `${orthanc.password}\n`);
  writeFileSync(join(folder, 'site.json'), JSON.stringify({
    aeTitle: 'AMYLOSCOPE',
    nodes: {
      web: { protocol: 'dicomweb', url: orthanc.url, user: orthanc.user, passwordFile: 'password' },
      dimse: { protocol: 'dimse', host: '127.0.0.1', port: orthanc.dicomPort, aeTitle: 'ORTHANC' },
      move: { protocol: 'dimse', host: '127.0.0.1', port: orthanc.dicomPort, aeTitle: 'ORTHANC', moveTo: { host: '127.0.0.1', port: orthanc.moveToPort } },
    },
  }));
  home = await openDatabase({ folder: join(folder, 'store') });
});
afterAll(async () => {
  if (isThere) {
    await home.leave();
    await orthanc.stop();
  }
  rmSync(folder, { recursive: true, force: true });
});

const site = () => ['--site', join(folder, 'site.json')];
const store = () => ['--store', join(folder, 'store')];
const pacsOf = (protocol: string): Pacs => (protocol === 'web'
  ? dicomwebPacs({ url: orthanc.url, authorization: `Basic ${btoa(`${orthanc.user}:${orthanc.password}`)}`, trusted: null, silenceMs: 5000 })
  : dimsePacs({ host: '127.0.0.1', port: orthanc.dicomPort, aeTitle: 'ORTHANC', callingAeTitle: 'AMYLOSCOPE', trusted: null, silenceMs: 5000 }, null));

/** Each file of a folder by the UID of its object. */
async function byUid(inside: string): Promise<ReadonlyMap<string, string>> {
  const entries = readdirSync(inside, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(entries.map(async (path) => [(await readStoredObject(path)).sopInstanceUid, path] as const)));
}

test.skipIf(!isThere || !hasPydicom).each([['web', 'web'], ['dimse', 'move']])('studies are harvested from Orthanc by %s, analysed, and their SR and SEG stored back and read again by %s (skipped where Orthanc or pydicom is not installed)', async (node, reader) => {
  const [harvest, reports, again] = ['harvest', 'reports', 'again'].map((name) => join(folder, node, name));
  expect(await runCommand(['pacs', 'push', node, join(folder, 'cohort', 'scans'), ...site(), ...store()])).toMatchObject({ code: 0, messages: '' });
  expect(JSON.parse((await runCommand(['pacs', 'find', node, '--patient', 'P*', '--format', 'json', ...site()])).output)).toMatchObject([{ patientId: 'P0', studyDate: '2024-03-01', description: 'BONE' }, { patientId: 'P1' }]);
  expect(await runCommand(['pacs', 'fetch', node, '--patient', 'P1', '--modality', 'NM', '--out', harvest, ...site(), ...store()], 'fr')).toMatchObject({ code: 0, messages: '', output: expect.stringContaining('1 études, 1 séries') });
  const original = join(folder, 'cohort', 'scans', '1.dcm');
  const came = join(harvest, '1.2.826.0.1.11.1', '1.2.826.0.1.12.1', '1.2.826.0.1.13.1.dcm');
  expect(haveSameValues([[came, original]])).toEqual([true]);
  const measured = async (path: string) => (JSON.parse((await runCommand(['analyse', path, '--format', 'json'])).output) as Analysis).measurements;
  expect(JSON.stringify(await measured(came))).toBe(JSON.stringify(await measured(original)));
  await runCommand(['report', came, '--to', 'dicom-sr,dicom-seg,dicom-sc', '--out', reports]);
  expect(await runCommand(['pacs', 'push', node, reports, ...site(), ...store()])).toMatchObject({ code: 0, messages: '' });
  expect((await runCommand(['pacs', 'fetch', reader, '--patient', 'P1', '--out', again, ...site(), ...store()])).code).toBe(0);
  const [sent, read] = [await byUid(reports), await byUid(again)];
  expect([...sent.keys()].filter((uid) => !read.has(uid))).toEqual([]);
  expect(haveSameValues([...sent].map(([uid, path]) => [path, read.get(uid)!]))).toEqual([true, true, true]);
});

test.skipIf(!isThere || !hasDcmtk)('findscu and getscu of DCMTK find and read the structured report in Orthanc (skipped where Orthanc or DCMTK is not installed)', async () => {
  const address = ['-aet', 'AMYLOSCOPE', '-aec', 'ORTHANC', '127.0.0.1', String(orthanc.dicomPort)];
  const found = await runDcmtk('findscu', '-S', '-k', 'QueryRetrieveLevel=SERIES', '-k', 'StudyInstanceUID=1.2.826.0.1.11.1', '-k', 'Modality=SR', '-k', 'SeriesInstanceUID', ...address);
  const [, uid] = found.said.match(/\(0020,000e\) UI \[([0-9.]+)/)!;
  const got = mkdtempSync(join(folder, 'getscu-'));
  expect((await runDcmtk('getscu', '-S', '-od', got, '-k', 'QueryRetrieveLevel=SERIES', '-k', 'StudyInstanceUID=1.2.826.0.1.11.1', '-k', `SeriesInstanceUID=${uid}`, ...address)).status).toBe(0);
  const { status, said } = await runDcmtk('dsrdump', join(got, readdirSync(got)[0]));
  expect([status, said.includes('Heart-to-contralateral ratio')]).toEqual([0, true]);
});

test.skipIf(!isThere || !hasPydicom || !existsSync(realImages)).each(['web', 'dimse'])('real images in six encodings come back from Orthanc by %s in the encoding they had, with every value (skipped where Orthanc, pydicom or the real images are missing)', async (protocol) => {
  const pacs = pacsOf(protocol);
  const files = [...(await filesToSend([join(realImages, 'nm-planar'), join(realImages, 'echo-dicom')])), join(realImages, 'pet-wholebody', '000015.dcm')];
  await pacs.push(files, async ({ refusal }) => expect(refusal).toBeNull());
  const [out, sent] = [await ReceivedFolder.open(join(folder, `real-${protocol}`)), await Promise.all(files.map(readStoredObject))];
  const received: ReceivedObject[] = [];
  for (const patientId of new Set(await Promise.all(files.map(async (path) => (await readInstance(readFileSync(path), path)).patientId)))) {
    for (const { studyInstanceUid } of await pacs.findStudies({ patientId, from: null, to: null, modality: null, studyInstanceUid: null })) {
      for (const series of await pacs.findSeries(studyInstanceUid)) expect(await pacs.fetchSeries(series, out, (object) => void received.push(object))).toBe(0);
    }
  }
  const came = await Promise.all(sent.map(async ({ sopInstanceUid }) => readStoredObject(received.find((one) => one.sopInstanceUid === sopInstanceUid)!.path)));
  expect(came.map(({ transferSyntaxUid }) => transferSyntaxUid)).toEqual(sent.map(({ transferSyntaxUid }) => transferSyntaxUid));
  expect(new Set(sent.map(({ transferSyntaxUid }) => transferSyntaxUid)).size).toBe(6);
  expect(haveSameValues(came.map(({ path }, i) => [path, files[i]]))).toEqual(files.map(() => true));
});

test.skipIf(!isThere).each(['web', 'dimse'])('Orthanc killed while objects are sent to it by %s, and started again: nothing it acknowledged is missing, and all of it arrives (skipped where Orthanc is not installed)', async (protocol) => {
  await orthanc.clear();
  await addTransfers(home.client, 'push', protocol, made.paths.map((path) => ({ path })));
  let done = 0;
  let failures = 0;
  let killed: Promise<void> | null = null;
  await workTransfers({
    client: home.client, node: protocol, pacs: pacsOf(protocol), patience, signal: AbortSignal.timeout(50_000),
    onAttempt: (_transfer, { state }) => {
      if (state === 'done') done += 1;
      else failures += 1;
      if (done >= 10 && !killed) killed = orthanc.kill().then(() => sleep(500)).then(() => orthanc.run());
    },
  });
  await killed;
  expect([done, failures > 0]).toEqual([objects, true]);
  expect(await orthanc.count()).toBe(objects);
});

test.skipIf(!isThere).each(['web', 'dimse'])('Orthanc killed while a series is fetched by %s, and started again: the series becomes whole, and no object is half (skipped where Orthanc is not installed)', async (protocol) => {
  await orthanc.clear();
  await pacsOf(protocol).push(large.paths, async () => undefined);
  const out = join(folder, `cut-${protocol}`);
  const { studyInstanceUid, seriesInstanceUid } = large;
  await addTransfers(home.client, 'fetch', protocol, [{ studyInstanceUid, seriesInstanceUid, folder: out }]);
  const inside = join(out, studyInstanceUid, seriesInstanceUid);
  const here = () => readdirSync(inside, { withFileTypes: false }).length;
  const countHere = () => {
    try {
      return here();
    } catch {
      return 0;
    }
  };
  const reasons: (string | null)[] = [];
  const working = workTransfers({ client: home.client, node: protocol, pacs: pacsOf(protocol), patience, signal: AbortSignal.timeout(50_000), onAttempt: (_transfer, { reason }) => void reasons.push(reason) });
  while (countHere() < 5) await sleep(1);
  await orthanc.kill();
  await orthanc.run();
  await working;
  expect([reasons.length > 1, reasons[0] !== null, reasons.at(-1)]).toEqual([true, true, null]);
  expect(here()).toBe(large.paths.length);
  const tails = readdirSync(inside).map((name) => readFileSync(join(inside, name)).subarray(-100_000).toString('hex'));
  expect(new Set(tails)).toEqual(new Set(large.paths.map((path) => readFileSync(path).subarray(-100_000).toString('hex'))));
  expect(readdirSync(`${out}.unfinished`)).toEqual([]);
});

test.skipIf(!isThere)('a program killed while it sends leaves the rest in the queue, and the next goes on with it (skipped where Orthanc is not installed)', async () => {
  await orthanc.clear();
  const killed = spawn(process.execPath, [program, 'pacs', 'push', 'dimse', join(folder, 'made'), '--language', 'en', ...site(), ...store()], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  killed.stdout.on('data', (piece: Buffer) => {
    said += piece.toString();
    if (said.split('\n').length > 5) killed.kill('SIGKILL');
  });
  expect(await once(killed, 'exit')).toEqual([null, 'SIGKILL']);
  const { waiting } = await countTransfers(home.client);
  expect(waiting).toBeGreaterThan(0);
  const { code, output, messages } = await runCommand(['pacs', 'queue', '--work', ...site(), ...store()]);
  expect([code, messages]).toEqual([0, '']);
  expect(output.split('\n').filter((line) => line.startsWith('done  '))).toHaveLength(waiting);
  expect(await orthanc.count()).toBe(objects);
});

test.skipIf(!isThere)('two who work the same queue share it, and what failed for good stays visible until it is tried again (skipped where Orthanc is not installed)', async () => {
  const other = await openDatabase({ folder: join(folder, 'store') });
  try {
    await addTransfers(home.client, 'push', 'shared', [...made.paths, join(folder, 'password')].map((path) => ({ path })));
    const seen: string[] = [];
    const work = (client: Home['client']) => workTransfers({ client, node: 'shared', pacs: pacsOf('dimse'), patience, signal: AbortSignal.timeout(30_000), onAttempt: ({ subject }) => void seen.push('path' in subject ? subject.path : '') });
    await Promise.all([work(home.client), work(other.client)]);
    expect(seen.sort()).toEqual([...made.paths, join(folder, 'password')].sort());
    expect((await countTransfers(home.client)).waiting).toBe(0);
    expect((await listTransfers(home.client, 5)).filter(({ node }) => node === 'shared')[0]).toMatchObject({ state: 'failed', attempts: 1, reason: expect.stringContaining('"DICM"') });
    const { code, output } = await runCommand(['pacs', 'queue', '--format', 'json', ...site(), ...store()]);
    expect([code, JSON.parse(output).counts.failed]).toEqual([0, 1]);
  } finally {
    await other.leave();
  }
});

test('a transfer is tried later and later, and given up at last', () => {
  const usual: Patience = { firstWaitSeconds: 30, mostAttempts: 6, quietSeconds: 60 };
  const waits = [0, 1, 2, 3, 4, 5].map((attempts) => afterFailure({ attempts, stated: 3, received: 1 }, 'busy', usual));
  expect(waits.map(({ state, waitSeconds }) => [state, waitSeconds])).toEqual([['waiting', 30], ['waiting', 120], ['waiting', 480], ['waiting', 1920], ['waiting', 7680], ['failed', 0]]);
});

test('a series of stated count is whole when so many are here; of unknown count, when nothing new came', () => {
  expect(judgeSeries({ stated: 3, received: 2, failed: 0, before: 2 })).toBe('incomplete');
  expect(judgeSeries({ stated: 3, received: 3, failed: 0, before: null })).toBe('whole');
  expect(judgeSeries({ stated: 3, received: 3, failed: 1, before: null })).toBe('incomplete');
  expect(judgeSeries({ stated: null, received: 3, failed: 0, before: null })).toBe('lookAgain');
  expect(judgeSeries({ stated: null, received: 4, failed: 0, before: 3 })).toBe('lookAgain');
  expect(judgeSeries({ stated: null, received: 4, failed: 0, before: 4 })).toBe('whole');
});
