import fc from 'fast-check';
import { connect } from 'node:net';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { decodeCommandSet, encodeCommandSet } from '../../../src/dicom/network/command-set.ts';
import { dimsePacs } from '../../../src/dicom/network/dimse-pacs.ts';
import { decodePdu, encodePdu, type Pdu } from '../../../src/dicom/network/pdu.ts';
import { boundaryOf, readMultipart } from '../../../src/dicom/network/read-multipart.ts';
import { readPdus } from '../../../src/dicom/network/read-pdus.ts';
import { ReceivedFolder } from '../../../src/dicom/network/received-folder.ts';
import { SeriesWatch, type WatchedSeries } from '../../../src/dicom/network/series-watch.ts';
import { listenForStores } from '../../../src/dicom/network/store-listener.ts';
import { listenForStow } from '../../../src/dicom/network/stow-listener.ts';
import { writeManyObjects } from './many-objects.ts';

const folders: string[] = [];
const newFolder = () => folders[folders.push(mkdtempSync(join(tmpdir(), 'amyloscope-network-'))) - 1];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function* cut(bytes: Buffer, ends: readonly number[]): AsyncGenerator<Buffer> {
  const places = [...new Set([0, ...ends.map((end) => end % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  for (let i = 1; i < places.length; i++) yield Buffer.from(bytes.subarray(places[i - 1], places[i]));
}

const uid = fc.array(fc.integer({ min: 1, max: 9999 }), { minLength: 2, maxLength: 8 }).map((parts) => parts.join('.'));
const title = fc.stringMatching(/^[A-Z0-9_]{1,16}$/);
const contexts = fc.array(fc.record({ abstractSyntax: uid, transferSyntaxes: fc.array(uid, { minLength: 1, maxLength: 3 }) }), { minLength: 1, maxLength: 6 })
  .map((all) => all.map((one, index) => ({ id: 1 + 2 * index, ...one })));
const pdu: fc.Arbitrary<Pdu> = fc.oneof(
  fc.record({ kind: fc.constant('request' as const), calledAeTitle: title, callingAeTitle: title, longestPdu: fc.integer({ min: 0, max: 2 ** 31 }), contexts, roles: fc.array(fc.record({ abstractSyntax: uid, user: fc.boolean(), provider: fc.boolean() }), { maxLength: 3 }) }),
  fc.record({ kind: fc.constant('data' as const), values: fc.array(fc.record({ contextId: fc.integer({ min: 1, max: 255 }), isCommand: fc.boolean(), isLast: fc.boolean(), bytes: fc.uint8Array({ maxLength: 50 }) }), { minLength: 1, maxLength: 4 }) }),
  fc.record({ kind: fc.constant('reject' as const), result: fc.constantFrom(1, 2), source: fc.constantFrom(1, 2, 3), reason: fc.integer({ min: 1, max: 10 }) }),
  fc.record({ kind: fc.constant('abort' as const), source: fc.constantFrom(0, 2), reason: fc.integer({ min: 0, max: 6 }) }),
  fc.constantFrom({ kind: 'releaseRequest' as const }, { kind: 'releaseReply' as const }),
);

test('units arrive as they were sent, wherever the network cuts them', () => fc.assert(fc.asyncProperty(fc.array(pdu, { maxLength: 4 }), fc.array(fc.nat(5000)), async (sent, ends) => {
  const arrived: Pdu[] = [];
  for await (const one of readPdus(cut(Buffer.concat(sent.map(encodePdu)), ends))) arrived.push(one);
  const plain = (all: readonly Pdu[]) => JSON.parse(JSON.stringify(all, (_, value) => (value instanceof Uint8Array || value?.type === 'Buffer' ? Buffer.from(value.data ?? value).toString('hex') : value)));
  expect(plain(arrived)).toMatchObject(plain(sent));
}), { seed: 7, numRuns: 100 }));

test('a unit longer than was agreed is refused before it is read', async () => {
  const head = Buffer.from([4, 0, 0x7f, 0xff, 0xff, 0xff]);
  await expect(readPdus(cut(head, [])).next()).rejects.toMatchObject({ code: 'peerFailed', message: expect.stringContaining('131072') });
});

test('damaged units end in an error of their own kind, never in another', () => fc.assert(fc.property(fc.integer({ min: 0, max: 9 }), fc.uint8Array({ maxLength: 200 }), (type, bytes) => {
  try {
    decodePdu(type, Buffer.from(bytes));
  } catch (error) {
    expect(error).toMatchObject({ name: 'AmyloscopeError', code: 'peerFailed' });
  }
}), { seed: 7, numRuns: 2000 }));

test('commands arrive as they were sent, and a cut one is refused', () => {
  const command = { AffectedSOPClassUID: '1.2.840.10008.1.1', CommandField: 0x8030, MessageIDBeingRespondedTo: 65535, CommandDataSetType: 0x0101, Status: 0xa700, ErrorComment: 'no room' };
  const bytes = encodeCommandSet(command);
  expect(decodeCommandSet(bytes)).toEqual(command);
  expect(() => decodeCommandSet(bytes.subarray(0, bytes.length - 1))).toThrow('cut short');
});

test('parts arrive as they were sent, wherever the network cuts them and however much of each is read', () => fc.assert(fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 4 }), fc.array(fc.nat(3000)), fc.boolean(), async (parts, ends, skips) => {
  const boundary = 'a boundary';
  const body = Buffer.concat([...parts.flatMap((part) => [Buffer.from(`\r\n--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`), Buffer.from(part)]), Buffer.from(`\r\n--${boundary}--\r\n`)]);
  const arrived: string[] = [];
  let index = 0;
  for await (const part of readMultipart(cut(body, ends), boundary)) {
    if (skips && index++ % 2 === 0) continue;
    const pieces: Uint8Array[] = [];
    for await (const piece of part) pieces.push(piece);
    arrived.push(Buffer.concat(pieces).toString('hex'));
  }
  expect(arrived).toEqual(parts.filter((_, i) => !skips || i % 2 === 1).map((part) => Buffer.from(part).toString('hex')));
}), { seed: 7, numRuns: 200 }));

test('an answer of parts that ends before its last boundary is an error', async () => {
  const parts = readMultipart(cut(Buffer.from('--b\r\n\r\nhalf of an obj'), []), 'b');
  const half = ((await parts.next()).value as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  await expect((async () => {
    while (!(await half.next()).done);
  })()).rejects.toMatchObject({ code: 'peerFailed' });
  expect(boundaryOf('application/json')).toBeNull();
  expect(boundaryOf('multipart/related; boundary=plain; type="application/dicom"')).toBe('plain');
});

test('an object takes its name when it is whole; the same bytes again change nothing, other bytes stand beside', async () => {
  const folder = newFolder();
  const { paths: [first, second] } = writeManyObjects(join(folder, 'made'), 2);
  const received = await ReceivedFolder.open(join(folder, 'in'));
  const bytes = readFileSync(first);
  const kept = await received.keep(cut(bytes, [1000, 9000]));
  expect(readFileSync(kept.path).equals(bytes)).toBe(true);
  expect(await received.keep(cut(bytes, []))).toMatchObject({ path: kept.path, isRepetition: true });
  const other = Buffer.from(bytes);
  other[other.length - 1] ^= 1;
  const beside = await received.keep(cut(other, []));
  expect([beside.path === kept.path, beside.isRepetition]).toEqual([false, false]);
  expect(readFileSync(kept.path).equals(bytes)).toBe(true);
  await expect(received.keep(cut(readFileSync(second).subarray(0, 5000), []))).rejects.toMatchObject({ code: 'truncated' });
  expect(readdirSync(join(folder, 'in.unfinished'))).toEqual([]);
  // Two forms of one object are one of the objects that a series is said to have.
  expect(readdirSync(join(received.folder, kept.studyInstanceUid, kept.seriesInstanceUid))).toHaveLength(2);
  expect(await received.count(kept.studyInstanceUid, kept.seriesInstanceUid)).toBe(1);
});

test('a disk that takes no more is said to be so, and nothing is acknowledged', async () => {
  const folder = newFolder();
  const { paths, studyInstanceUid } = writeManyObjects(join(folder, 'made'), 2);
  const received = await ReceivedFolder.open(join(folder, 'in'));
  // A file where the folder of the study should be.
  writeFileSync(join(received.folder, studyInstanceUid), '');
  const listener = await listenForStores({ host: '127.0.0.1', port: 0, aeTitle: 'HERE', allowed: null, folder: received, silenceMs: 2000, events: { received: () => undefined, failed: () => undefined } });
  const pacs = dimsePacs({ host: '127.0.0.1', port: listener.port, aeTitle: 'HERE', callingAeTitle: 'FRIEND', trusted: null, silenceMs: 2000 }, null);
  const refusals: (string | null)[] = [];
  await pacs.push(paths, async ({ refusal }) => void refusals.push(refusal));
  expect(refusals).toEqual([1, 2].map(() => 'HERE refused it: status A700, out of resources, The disk of the receiver takes no more.'));
  rmSync(join(received.folder, studyInstanceUid));
  await pacs.push(paths, async ({ refusal }) => void refusals.push(refusal));
  expect(refusals.slice(2)).toEqual([null, null]);
  await listener.close();
});

test('a listener outlives what is no DICOM, and keeps nothing of half an object', async () => {
  const folder = newFolder();
  const failures: string[] = [];
  const events = { received: () => undefined, failed: ({ message }: Error) => void failures.push(message) };
  const listener = await listenForStores({ host: '127.0.0.1', port: 0, aeTitle: 'HERE', allowed: ['FRIEND'], folder: await ReceivedFolder.open(join(folder, 'in')), silenceMs: 2000, events });
  for (const bytes of [Buffer.from('GET / HTTP/1.1\r\n\r\n'), Buffer.alloc(70_000, 1), Buffer.from([4, 0, 0, 0, 0, 1, 9])]) {
    const socket = connect(listener.port, '127.0.0.1').on('error', () => undefined);
    socket.end(bytes);
    await new Promise((resolve) => socket.once('close', resolve));
  }
  await expect.poll(() => failures.length).toBe(3);
  // A stranger is told so.
  const stranger = connect(listener.port, '127.0.0.1');
  stranger.write(encodePdu({ kind: 'request', calledAeTitle: 'HERE', callingAeTitle: 'STRANGER', longestPdu: 0, contexts: [], roles: [] }));
  expect([...((await once(stranger, 'data'))[0] as Buffer)]).toEqual([3, 0, 0, 0, 0, 4, 0, 1, 1, 3]);
  await listener.close();
  expect(readdirSync(join(folder, 'in.unfinished'))).toEqual([]);
});

test('STOW-RS asks for its token, tells objects that are none from those that are, and refuses other requests', async () => {
  const folder = newFolder();
  const { paths: [path] } = writeManyObjects(join(folder, 'made'), 1);
  const received = await ReceivedFolder.open(join(folder, 'in'));
  const listener = await listenForStow({ host: '127.0.0.1', port: 0, token: 'secret', folder: received, silenceMs: 5000, events: { received: () => undefined, failed: () => undefined } });
  const post = (body: Uint8Array, token = 'secret', to = '/studies') => fetch(`http://127.0.0.1:${listener.port}${to}`, {
    method: 'POST', body: Buffer.concat([Buffer.from('--x\r\n\r\n'), body, Buffer.from('\r\n--x\r\n\r\nno object\r\n--x--')]),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/related; type="application/dicom"; boundary=x' },
  });
  expect((await post(readFileSync(path), 'wrong')).status).toBe(401);
  expect((await post(readFileSync(path), 'secret', '/../etc')).status).toBe(404);
  const answer = await post(readFileSync(path));
  expect(answer.status).toBe(202);
  expect(await answer.json()).toMatchObject({ '00081199': { Value: [{ '00081155': { Value: ['1.2.826.0.1.21.3.0'] } }] }, '00081198': { Value: [{ '00081197': { Value: [0xc000] } }] } });
  expect(await received.count('1.2.826.0.1.21.1', '1.2.826.0.1.21.2')).toBe(1);
  await listener.close();
});

test('a series is whole by the count stated; without one, or below it, it ends by silence', async () => {
  const ended: WatchedSeries[] = [];
  let here = 0;
  const series = (uid: string) => ({ path: '', studyInstanceUid: '1', seriesInstanceUid: uid, sopInstanceUid: '3', byteLength: 1, isRepetition: false });
  const watch = new SeriesWatch({
    ask: async (study) => (study === '1' ? [{ studyInstanceUid: '1', seriesInstanceUid: '2', modality: 'NM', description: '', stated: 3 }] : []),
    count: async () => here, quietMs: 10_000, ended: (one) => void ended.push(one),
  });
  here = 2;
  watch.received(series('2'), 0);
  await watch.look(2000);
  expect(ended).toEqual([]);
  here = 3;
  watch.received(series('2'), 3000);
  await watch.look(5000);
  expect(ended).toEqual([{ studyInstanceUid: '1', seriesInstanceUid: '2', received: 3, stated: 3, lastOfStudy: true }]);
  watch.received(series('9'), 6000);
  await watch.look(15_000);
  expect(ended).toHaveLength(1);
  await watch.look(16_000);
  expect(ended[1]).toEqual({ studyInstanceUid: '1', seriesInstanceUid: '9', received: 3, stated: null, lastOfStudy: true });
});
