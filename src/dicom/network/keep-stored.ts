import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import type { Association, Message } from './association.ts';
import { commandField } from './command-set.ts';
import type { ReceivedFolder, ReceivedObject } from './received-folder.ts';
import { fileHead } from './stored-object.ts';

/** What an object that was sent here met with: it is on disk, or it was refused for a reason. */
export type Receipt = { readonly object: ReceivedObject } | { readonly refused: AmyloscopeError; readonly sopInstanceUid: string };

/** Answers to a C-STORE. Source: DICOM PS3.4 table B.2-1. */
const status = { success: 0x0000, outOfResources: 0xa700, cannotUnderstand: 0xc000 } as const;

/**
 * Keeps the object of one C-STORE and answers it: success only when the object is on the disk, byte by byte as it came.
 * @throws AmyloscopeError `peerFailed` when the connection breaks; nothing is kept of half an object.
 */
export async function keepStored(association: Association, { context, command, data }: Message, folder: ReceivedFolder): Promise<Receipt> {
  const sopInstanceUid = command.AffectedSOPInstanceUID ?? '';
  const answer = (code: number, comment?: string) => association.send(context.id, {
    AffectedSOPClassUID: command.AffectedSOPClassUID ?? context.abstractSyntax, CommandField: commandField.store | commandField.answer,
    MessageIDBeingRespondedTo: command.MessageID ?? 0, Status: code, AffectedSOPInstanceUID: sopInstanceUid, ...(comment ? { ErrorComment: comment } : {}),
  });
  const head = fileHead({ sopClassUid: command.AffectedSOPClassUID ?? context.abstractSyntax, sopInstanceUid, transferSyntaxUid: context.transferSyntax });
  try {
    const object = await folder.keep(joined(head, data));
    await answer(status.success);
    return { object };
  } catch (error) {
    if (!(error instanceof AmyloscopeError) || error.code === 'peerFailed') throw error;
    await answer(error.code === 'outputRefused' ? status.outOfResources : status.cannotUnderstand, commentOf(error));
    return { refused: error, sopInstanceUid };
  }
}

/** At most 64 characters of ASCII, as an LO in a command may have. */
function commentOf({ code, message }: AmyloscopeError): string {
  // A full path of this computer is nothing for another one to know.
  return (code === 'outputRefused' ? 'The disk of the receiver takes no more' : message).replace(/[^ -[\]-~]/g, '?').slice(0, 64);
}

async function* joined(head: Uint8Array, data: AsyncIterable<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  yield head;
  if (data) yield* data;
}
