import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dimsePacs } from '../../../src/dicom/network/dimse-pacs.ts';
import type { PushOutcome } from '../../../src/dicom/network/pacs.ts';
import { ReceivedFolder } from '../../../src/dicom/network/received-folder.ts';
import { listenForStores } from '../../../src/dicom/network/store-listener.ts';
import { hasDcmtk, hasPydicom } from '../../report/installed-tools.ts';
import { DcmtkArchive, runDcmtk } from './dcmtk.ts';
import { writeManyObjects, type MadeSeries } from './many-objects.ts';
import { haveSameValues } from './same-objects.ts';

const folder = mkdtempSync(join(tmpdir(), 'amyloscope-dcmtk-'));
let made: MadeSeries;
let archive: DcmtkArchive;
const node = () => ({ host: '127.0.0.1', port: archive.port, aeTitle: 'ARCHIVE', callingAeTitle: 'AMYLOSCOPE', trusted: null, silenceMs: 10_000 });
const anything = { patientId: null, from: null, to: null, modality: null, studyInstanceUid: null };

beforeAll(async () => {
  made = writeManyObjects(join(folder, 'made'), 5);
  if (hasDcmtk) archive = await DcmtkArchive.start();
});
afterAll(async () => {
  if (hasDcmtk) await archive.stop();
  rmSync(folder, { recursive: true, force: true });
});

const areSame = (came: readonly string[]) => haveSameValues(came.map((path) => [path, made.paths[Number(path.match(/\.(\d+)(-[0-9a-f]+)?\.dcm$/)![1])]]));
const allSame = (count: number) => Array.from({ length: count }, () => true);

const files = (path: string) => readdirSync(path).sort().map((name) => join(path, name));

test.skipIf(!hasDcmtk || !hasPydicom)('what is sent to dcmqrscp is found there, and comes back the same by C-GET and by C-MOVE (skipped where DCMTK or pydicom is not installed)', async () => {
  const outcomes: PushOutcome[] = [];
  await dimsePacs(node(), null).push(made.paths, async (outcome) => void outcomes.push(outcome));
  expect(outcomes).toEqual(made.paths.map((path) => ({ path, refusal: null })));
  for (const destination of [null, { host: '127.0.0.1', port: archive.moveToPort }]) {
    const pacs = dimsePacs(node(), destination);
    await pacs.echo();
    expect(await pacs.findStudies({ ...anything, patientId: 'MAN?', from: '2024-01-01', to: '2024-12-31' })).toMatchObject([{ studyInstanceUid: made.studyInstanceUid, patientId: 'MANY', patientName: 'Digital^Many', studyDate: '2024-03-01' }]);
    expect(await pacs.findStudies({ ...anything, patientId: 'NOBODY' })).toEqual([]);
    const [series] = await pacs.findSeries(made.studyInstanceUid);
    expect(series).toMatchObject({ seriesInstanceUid: made.seriesInstanceUid, modality: 'NM' });
    const received = await ReceivedFolder.open(join(folder, destination ? 'moved' : 'got'));
    expect(await pacs.fetchSeries(series, received, () => undefined)).toBe(0);
    const came = files(join(received.folder, made.studyInstanceUid, made.seriesInstanceUid));
    expect(areSame(came)).toEqual(allSame(5));
  }
});

test.skipIf(!hasDcmtk || !hasPydicom)('storescu stores into the listener, in the encoding it proposes, and echoscu gets its answer (skipped where DCMTK or pydicom is not installed)', async () => {
  const received = await ReceivedFolder.open(join(folder, 'listened'));
  const from: string[] = [];
  const listener = await listenForStores({
    host: '127.0.0.1', port: 0, aeTitle: 'AMYLOSCOPE', allowed: ['CAMERA'], folder: received, silenceMs: 10_000,
    events: { received: (_receipt, sender) => void from.push(sender), failed: (error) => void from.push(error.message) },
  });
  const address = ['-aec', 'AMYLOSCOPE', '127.0.0.1', String(listener.port)];
  try {
    expect((await runDcmtk('echoscu', '-aet', 'CAMERA', ...address)).status).toBe(0);
    expect((await runDcmtk('storescu', '-aet', 'CAMERA', ...address, ...made.paths)).status).toBe(0);
    expect(from).toEqual(made.paths.map(() => 'CAMERA'));
    const came = files(join(received.folder, made.studyInstanceUid, made.seriesInstanceUid));
    expect(areSame(came)).toEqual(allSame(5));
    // Implicit little endian alone: written otherwise, the same object.
    expect((await runDcmtk('storescu', '-aet', 'CAMERA', '-xi', ...address, made.paths[0])).status).toBe(0);
    expect(areSame(files(join(received.folder, made.studyInstanceUid, made.seriesInstanceUid)))).toEqual(allSame(6));
    const { status, said } = await runDcmtk('storescu', '-aet', 'STRANGER', ...address, made.paths[0]);
    expect([status === 0, said.includes('Calling AE Title Not Recognized')]).toEqual([false, true]);
  } finally {
    await listener.close();
  }
});

test('what one Amyloscope sends another keeps byte by byte', async () => {
  const received = await ReceivedFolder.open(join(folder, 'exact'));
  const listener = await listenForStores({ host: '127.0.0.1', port: 0, aeTitle: 'AMYLOSCOPE', allowed: null, folder: received, silenceMs: 10_000, events: { received: () => undefined, failed: () => undefined } });
  const outcomes: PushOutcome[] = [];
  await dimsePacs({ host: '127.0.0.1', port: listener.port, aeTitle: 'AMYLOSCOPE', callingAeTitle: 'OTHER', trusted: null, silenceMs: 10_000 }, null).push(made.paths, async (outcome) => void outcomes.push(outcome));
  await listener.close();
  expect(outcomes.map(({ refusal }) => refusal)).toEqual(made.paths.map(() => null));
  expect(files(join(received.folder, made.studyInstanceUid, made.seriesInstanceUid)).map((path, i) => readFileSync(path).equals(readFileSync(made.paths[i])))).toEqual(allSame(5));
});

test.skipIf(!hasDcmtk)('a system that does not answer, or not to this name, is said to be so (skipped where DCMTK is not installed)', async () => {
  await expect(dimsePacs({ ...node(), aeTitle: 'ELSEWHERE' }, null).echo()).rejects.toMatchObject({ code: 'peerFailed', message: expect.stringContaining('does not answer to the called AE title') });
  await expect(dimsePacs({ ...node(), port: 1 }, null).echo()).rejects.toMatchObject({ code: 'peerFailed', message: expect.stringContaining('cannot be reached') });
});
