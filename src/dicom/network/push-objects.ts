import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import type { Association } from './association.ts';
import { commandField } from './command-set.ts';
import { openAssociation, type DimseNode } from './open-association.ts';
import type { PushOutcome } from './pacs.ts';
import type { ProposedContext } from './pdu.ts';
import { refusalOf } from './response-status.ts';
import { bytesFrom, readStoredObject, type StoredObject } from './stored-object.ts';

type Told = (outcome: PushOutcome) => Promise<void>;

/** Files whose heads are read before a connection is opened for them. */
const FILES_PER_ASSOCIATION = 500;

/** One context for each kind and encoding there is: an object is sent as it is, never recoded. */
function contextsFor(objects: readonly StoredObject[]): readonly ProposedContext[] {
  const pairs = new Map(objects.map(({ sopClassUid, transferSyntaxUid }) => [`${sopClassUid} ${transferSyntaxUid}`, { abstractSyntax: sopClassUid, transferSyntaxes: [transferSyntaxUid] }]));
  return [...pairs.values()].map((pair, index) => ({ id: 1 + 2 * index, ...pair }));
}

async function pushOne(association: Association, object: StoredObject, { aeTitle }: DimseNode): Promise<string | null> {
  const context = association.contexts.find((one) => one.abstractSyntax === object.sopClassUid && one.transferSyntax === object.transferSyntaxUid);
  if (!context) return `${aeTitle} does not take objects of the kind ${object.sopClassUid} in the encoding ${object.transferSyntaxUid}.`;
  const command = { AffectedSOPClassUID: object.sopClassUid, CommandField: commandField.store, MessageID: association.nextMessageId(), Priority: 0, AffectedSOPInstanceUID: object.sopInstanceUid };
  await association.send(context.id, command, bytesFrom(object, object.dataSetStart));
  const answer = await association.receive();
  if (!answer) throw new AmyloscopeError('peerFailed', `${aeTitle} ended the association before ${object.path} was answered.`);
  const refusal = refusalOf(answer.command);
  return refusal === null ? null : `${aeTitle} refused it: ${refusal}.`;
}

async function pushBatch(node: DimseNode, objects: readonly StoredObject[], told: Told): Promise<void> {
  const association = await openAssociation(node, contextsFor(objects));
  try {
    for (const object of objects) await told({ path: object.path, refusal: await pushOne(association, object, node) });
    await association.release();
  } catch (error) {
    association.abort();
    throw error;
  }
}

/**
 * Sends files by C-STORE, byte by byte as they are; a file that is no DICOM is told of as refused.
 * @throws AmyloscopeError `peerFailed` when the connection breaks; files not told of by then were not acknowledged.
 * Source: DICOM PS3.4 annex B.
 */
export async function pushObjects(node: DimseNode, paths: readonly string[], told: Told): Promise<void> {
  let batch: StoredObject[] = [];
  // A context has an odd number of one byte: 128 of them fit.
  const isFull = () => batch.length >= FILES_PER_ASSOCIATION || contextsFor(batch).length >= 128;
  const flush = async () => {
    if (batch.length > 0) await pushBatch(node, batch, told);
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
