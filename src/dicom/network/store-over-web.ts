import { randomUUID } from 'node:crypto';
import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import { jsonCount, jsonItems, jsonText, parseJsonDataSets } from './dicom-json.ts';
import { exchange, requireSuccess, textOf, type DicomwebNode } from './http-exchange.ts';
import type { PushOutcome } from './pacs.ts';
import { bytesFrom, readStoredObject, type StoredObject } from './stored-object.ts';

/** Files and bytes sent in one request at most; a request that breaks off is sent again whole. */
const FILES_PER_REQUEST = 32;
const BYTES_PER_REQUEST = 64 * 2 ** 20;

/** Answers that say of each object whether it was taken: all, some, none. */
const STATUSES_WITH_OUTCOMES: readonly number[] = [200, 202, 409];

async function* partsOf(objects: readonly StoredObject[], boundary: string): AsyncGenerator<Uint8Array> {
  for (const object of objects) {
    yield Buffer.from(`\r\n--${boundary}\r\nContent-Type: application/dicom\r\nContent-Length: ${object.byteLength}\r\n\r\n`, 'latin1');
    yield* bytesFrom(object, 0);
  }
  yield Buffer.from(`\r\n--${boundary}--\r\n`, 'latin1');
}

/** Why objects were refused, by the UID of each. An object that an answer does not name counts as refused. */
async function refusalsOf(node: DicomwebNode, objects: readonly StoredObject[]): Promise<ReadonlyMap<StoredObject, string | null>> {
  const boundary = randomUUID();
  const answer = await exchange(node, {
    method: 'POST', path: '/studies', accept: 'application/dicom+json',
    contentType: `multipart/related; type="application/dicom"; boundary="${boundary}"`, body: partsOf(objects, boundary),
  });
  if (!STATUSES_WITH_OUTCOMES.includes(answer.statusCode ?? 0)) await requireSuccess(node, answer);
  const [outcome] = parseJsonDataSets(await textOf(node, answer), node.url);
  const taken = new Set(jsonItems(outcome ?? {}, 'ReferencedSOPSequence').map((item) => jsonText(item, 'ReferencedSOPInstanceUID')));
  const reasons = new Map(jsonItems(outcome ?? {}, 'FailedSOPSequence').map((item) => [jsonText(item, 'ReferencedSOPInstanceUID'), jsonCount(item, 'FailureReason')]));
  return new Map(objects.map((object) => {
    const reason = reasons.get(object.sopInstanceUid);
    const words = reason === undefined || reason === null ? 'without a reason' : `with reason ${reason.toString(16).toUpperCase().padStart(4, '0')}`;
    return [object, taken.has(object.sopInstanceUid) ? null : `${node.url} refused it ${words}.`] as const;
  }));
}

/**
 * Sends files by STOW-RS, byte by byte as they are; a file that is no DICOM is told of as refused.
 * @throws AmyloscopeError `peerFailed` when a request fails as a whole; files not told of by then were not acknowledged.
 * Source: DICOM PS3.18 section 10.5.
 */
export async function storeOverWeb(node: DicomwebNode, paths: readonly string[], told: (outcome: PushOutcome) => Promise<void>): Promise<void> {
  let batch: StoredObject[] = [];
  const isFull = () => batch.length >= FILES_PER_REQUEST || batch.reduce((sum, { byteLength }) => sum + byteLength, 0) >= BYTES_PER_REQUEST;
  const flush = async () => {
    if (batch.length > 0) for (const [{ path }, refusal] of await refusalsOf(node, batch)) await told({ path, refusal });
    batch = [];
  };
  for (const path of paths) {
    try {
      batch.push(await readStoredObject(path));
    } catch (error) {
      if (!(error instanceof AmyloscopeError)) throw error;
      await told({ path, refusal: error.message });
    }
    if (isFull()) await flush();
  }
  await flush();
}
