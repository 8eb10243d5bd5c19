import type { Socket } from 'node:net';
import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import { IMPLICIT_LITTLE_ENDIAN, isSupportedSyntax } from '../transfer-syntax.ts';
import { Association } from './association.ts';
import { encodePdu, type AnsweredContext, type Pdu, type ProposedContext } from './pdu.ts';
import { LONGEST_PDU, readPdus } from './read-pdus.ts';
import { isStorageClass, VERIFICATION } from './storage-classes.ts';

/** Who may talk to this listener, and by what name it goes. */
export interface Admission {
  readonly aeTitle: string;
  /** Calling AE titles that are let in; null lets every one in. */
  readonly allowed: readonly string[] | null;
}

/** An association that was asked for by another system. */
export interface Accepted {
  readonly association: Association;
  readonly callingAeTitle: string;
}

type Request = Pdu & { readonly kind: 'request' };

/** A data set is kept as it comes; of the encodings that can be read, the sender's first choice is taken. */
function answered({ id, abstractSyntax, transferSyntaxes }: ProposedContext): AnsweredContext {
  const known = abstractSyntax === VERIFICATION || isStorageClass(abstractSyntax);
  const transferSyntax = transferSyntaxes.find(isSupportedSyntax);
  return { id, result: !known ? 3 : transferSyntax === undefined ? 4 : 0, transferSyntax: transferSyntax ?? IMPLICIT_LITTLE_ENDIAN };
}

/** Reasons of PS3.8 table 9-21: 3 unknown calling title, 7 unknown called title. */
function refusalOf(request: Request, { aeTitle, allowed }: Admission): 3 | 7 | null {
  if (request.calledAeTitle !== aeTitle) return 7;
  return allowed && !allowed.includes(request.callingAeTitle) ? 3 : null;
}

/**
 * Answers a request for an association, to store objects or to verify that somebody is there.
 * @returns null where it was refused, after saying why.
 * @throws AmyloscopeError `peerFailed` when what comes is no such request.
 */
export async function acceptAssociation(socket: Socket, admission: Admission): Promise<Accepted | null> {
  const pdus = readPdus(socket);
  const { value: request, done } = await pdus.next();
  if (done || request.kind !== 'request') throw new AmyloscopeError('peerFailed', 'A connection did not begin with a request for an association.');
  const reason = refusalOf(request, admission);
  if (reason !== null) {
    socket.end(encodePdu({ kind: 'reject', result: 1, source: 1, reason }));
    return null;
  }
  const answers = request.contexts.map(answered);
  socket.write(encodePdu({ kind: 'accept', calledAeTitle: request.calledAeTitle, callingAeTitle: request.callingAeTitle, longestPdu: LONGEST_PDU, contexts: answers, roles: [] }));
  const contexts = answers.filter(({ result }) => result === 0).map(({ id, transferSyntax }) => ({ id, transferSyntax, abstractSyntax: request.contexts.find((one) => one.id === id)!.abstractSyntax }));
  return { association: new Association({ socket, pdus, contexts, longestPdu: request.longestPdu }), callingAeTitle: request.callingAeTitle };
}
