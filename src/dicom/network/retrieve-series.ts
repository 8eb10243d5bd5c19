import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import { IMPLICIT_LITTLE_ENDIAN } from '../transfer-syntax.ts';
import { commandField, type CommandSet } from './command-set.ts';
import { encodeIdentifier } from './identifier.ts';
import { keepStored, type Receipt } from './keep-stored.ts';
import type { DimseNode } from './open-association.ts';
import type { FoundSeries } from './pacs.ts';
import type { ProposedContext } from './pdu.ts';
import type { ReceivedFolder, ReceivedObject } from './received-folder.ts';
import { isPending, refusalOf } from './response-status.ts';
import { imageClasses, otherClasses, STUDY_ROOT_GET, STUDY_ROOT_MOVE } from './storage-classes.ts';
import { listenForStores } from './store-listener.ts';
import { plainSyntaxes, withService } from './with-service.ts';

/** Where a PACS is to send what is asked for by C-MOVE: a listener that is opened for it. */
export interface MoveDestination {
  readonly host: string;
  readonly port: number;
}

type Told = (object: ReceivedObject) => void;

/** Implicit, JPEG (baseline, extended, lossless), JPEG-LS, JPEG 2000 (lossless, any), RLE: an image stored so comes so. */
const storedSyntaxes = [IMPLICIT_LITTLE_ENDIAN, ...['50', '51', '70', '80', '90', '91'].map((end) => `1.2.840.10008.1.2.4.${end}`), '1.2.840.10008.1.2.5'];

/** A context for each kind of image and encoding, since the other side picks one encoding of each context. At most 127 fit. */
function storageContexts(): readonly ProposedContext[] {
  const pairs = [
    ...[...imageClasses, ...otherClasses].map((abstractSyntax) => ({ abstractSyntax, transferSyntaxes: plainSyntaxes })),
    ...imageClasses.flatMap((abstractSyntax) => storedSyntaxes.map((syntax) => ({ abstractSyntax, transferSyntaxes: [syntax] }))),
  ];
  return pairs.map((pair, index) => ({ id: 3 + 2 * index, ...pair }));
}

function seriesIdentifier({ studyInstanceUid, seriesInstanceUid }: FoundSeries, transferSyntax: string): readonly Uint8Array[] {
  return [encodeIdentifier([['QueryRetrieveLevel', 'SERIES'], ['StudyInstanceUID', studyInstanceUid], ['SeriesInstanceUID', seriesInstanceUid]], transferSyntax)];
}

/** A disk that takes no more ends the transfer; an object that is no DICOM is counted as failed by the other side. */
function takeReceipt(receipt: Receipt, told: Told): void {
  if (!('refused' in receipt)) told(receipt.object);
  else if (receipt.refused.code === 'outputRefused') throw receipt.refused;
}

/** How many objects could not be sent, once the last answer says that it is the last. */
function failedOf(command: CommandSet, { aeTitle }: DimseNode): number {
  const failed = command.NumberOfFailedSuboperations ?? 0;
  const refusal = refusalOf(command);
  if (refusal !== null && failed === 0) throw new AmyloscopeError('peerFailed', `${aeTitle} did not send the series: ${refusal}.`);
  return failed;
}

/** Fetches a series on the connection on which it is asked for (C-GET). Source: DICOM PS3.4 section C.4.3. */
export function getSeries(node: DimseNode, series: FoundSeries, folder: ReceivedFolder, told: Told): Promise<number> {
  const contexts = storageContexts();
  const roles = [...imageClasses, ...otherClasses].map((abstractSyntax) => ({ abstractSyntax, user: false, provider: true }));
  return withService(node, STUDY_ROOT_GET, async (association, { id, transferSyntax }) => {
    await association.send(id, { AffectedSOPClassUID: STUDY_ROOT_GET, CommandField: commandField.get, MessageID: association.nextMessageId(), Priority: 0 }, seriesIdentifier(series, transferSyntax));
    for (let message = await association.receive(); message; message = await association.receive()) {
      if (message.command.CommandField === commandField.store) takeReceipt(await keepStored(association, message, folder), told);
      else if (!isPending(message.command)) return failedOf(message.command, node);
    }
    throw new AmyloscopeError('peerFailed', `${node.aeTitle} ended the association before the series was whole.`);
  }, { contexts, roles });
}

/** Has a series sent to a listener that is opened for it (C-MOVE). Source: DICOM PS3.4 section C.4.2. */
export async function moveSeries(node: DimseNode, destination: MoveDestination, series: FoundSeries, folder: ReceivedFolder, told: Told): Promise<number> {
  let full: AmyloscopeError | null = null;
  const received = (receipt: Receipt): void => {
    if ('refused' in receipt) full = receipt.refused.code === 'outputRefused' ? receipt.refused : full;
    else if (receipt.object.seriesInstanceUid === series.seriesInstanceUid) told(receipt.object);
  };
  const listener = await listenForStores({
    ...destination, folder, aeTitle: node.callingAeTitle, allowed: [node.aeTitle], silenceMs: node.silenceMs,
    // A connection that breaks shows as failed objects in the last answer to the request.
    events: { received, failed: () => undefined },
  });
  try {
    return await withService(node, STUDY_ROOT_MOVE, async (association, { id, transferSyntax }) => {
      const command = { AffectedSOPClassUID: STUDY_ROOT_MOVE, CommandField: commandField.move, MessageID: association.nextMessageId(), Priority: 0, MoveDestination: node.callingAeTitle };
      await association.send(id, command, seriesIdentifier(series, transferSyntax));
      for (let message = await association.receive(); message; message = await association.receive()) {
        if (isPending(message.command)) continue;
        if (full) throw full;
        return failedOf(message.command, node);
      }
      throw new AmyloscopeError('peerFailed', `${node.aeTitle} ended the association before the series was sent.`);
    });
  } finally {
    await listener.close();
  }
}
