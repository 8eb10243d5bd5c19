import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import { decodePdu, type Pdu } from './pdu.ts';

/** Longest unit taken, bytes: what is announced to the other side, with room for those who count its head. */
export const LONGEST_PDU = 131_072;
const LONGEST_TAKEN = LONGEST_PDU + 1024;
const HEAD_LENGTH = 6;

/**
 * Cuts what arrives into protocol data units. Nothing more is read than is asked for, so that a slow disk slows the sender.
 * @throws AmyloscopeError `peerFailed` when a unit is longer than was agreed, or no unit.
 */
export async function* readPdus(arriving: AsyncIterable<Buffer>): AsyncGenerator<Pdu> {
  let pieces: Buffer[] = [];
  let held = 0;
  let wanted = HEAD_LENGTH;
  for await (const piece of arriving) {
    pieces.push(piece);
    held += piece.length;
    while (held >= wanted) {
      const bytes = pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
      const end = HEAD_LENGTH + bytes.readUInt32BE(2);
      if (end > LONGEST_TAKEN) throw new AmyloscopeError('peerFailed', `The other side sent a unit of ${end} bytes; ${LONGEST_PDU} were agreed. Check that it is a DICOM service.`);
      wanted = end;
      pieces = [bytes];
      if (held < end) break;
      yield decodePdu(bytes[0], bytes.subarray(HEAD_LENGTH, end));
      pieces = [bytes.subarray(end)];
      held -= end;
      wanted = HEAD_LENGTH;
    }
  }
}
