import { once } from 'node:events';
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';
import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import { Association, connectionLost } from './association.ts';
import { encodePdu, type Pdu, type ProposedContext, type RoleSelection } from './pdu.ts';
import { LONGEST_PDU, readPdus } from './read-pdus.ts';

/** A DICOM service of another system, and the name by which it knows this one. */
export interface DimseNode {
  readonly host: string;
  readonly port: number;
  readonly aeTitle: string;
  readonly callingAeTitle: string;
  /** Certificates to trust, PEM; null speaks without TLS. */
  readonly trusted: string | null;
  /** A side that says nothing for so long is given up, milliseconds. */
  readonly silenceMs: number;
}

/** Why associations are rejected, by source and reason. Source: DICOM PS3.8 table 9-21. */
const rejections: Readonly<Record<string, string>> = {
  '1/1': 'it gave no reason',
  '1/3': 'it does not know the calling AE title of this system: have its administrator enter it',
  '1/7': 'it does not answer to the called AE title: check "aeTitle"',
  '3/1': 'it is busy: try again later',
  '3/2': 'it has reached its limit of associations: try again later',
};

async function connected(node: DimseNode): Promise<Socket> {
  const address = { host: node.host, port: node.port };
  const socket = node.trusted === null ? connectPlain(address) : connectSecure({ ...address, ca: node.trusted, servername: node.host });
  socket.setTimeout(node.silenceMs, () => socket.destroy(new Error(`it said nothing for ${node.silenceMs / 1000} s`)));
  socket.setNoDelay(true);
  try {
    await once(socket, node.trusted === null ? 'connect' : 'secureConnect');
  } catch (cause) {
    throw new AmyloscopeError('peerFailed', `${node.aeTitle} at ${node.host}:${node.port} cannot be reached: ${(cause as Error).message}. Check address, port and that the service runs.`, { cause });
  }
  // Whoever waits on the socket learns of an error; one that comes while nobody waits must not end the program.
  socket.on('error', () => undefined);
  return socket;
}

function agreed(node: DimseNode, answer: Pdu, contexts: readonly ProposedContext[]): Association['contexts'] {
  const who = `${node.aeTitle} at ${node.host}:${node.port}`;
  if (answer.kind === 'reject') {
    throw new AmyloscopeError('peerFailed', `${who} refuses to talk to ${node.callingAeTitle}: ${rejections[`${answer.source}/${answer.reason}`] ?? `source ${answer.source}, reason ${answer.reason}`}.`);
  }
  if (answer.kind !== 'accept') throw new AmyloscopeError('peerFailed', `${who} answered "${answer.kind}" to a request for an association.`);
  return answer.contexts.filter(({ result }) => result === 0).flatMap(({ id, transferSyntax }) => {
    const proposed = contexts.find((context) => context.id === id);
    return proposed ? [{ id, abstractSyntax: proposed.abstractSyntax, transferSyntax }] : [];
  });
}

/**
 * Asks another system for an association.
 * @throws AmyloscopeError `peerFailed` when it cannot be reached or refuses.
 * Source: DICOM PS3.8 section 7.1.
 */
export async function openAssociation(node: DimseNode, contexts: readonly ProposedContext[], roles: readonly RoleSelection[] = []): Promise<Association> {
  const socket = await connected(node);
  try {
    socket.write(encodePdu({ kind: 'request', calledAeTitle: node.aeTitle, callingAeTitle: node.callingAeTitle, longestPdu: LONGEST_PDU, contexts, roles }));
    const pdus = readPdus(socket);
    const { value: answer, done } = await pdus.next().catch((cause) => {
      throw cause instanceof AmyloscopeError ? cause : connectionLost(cause);
    });
    if (done) throw connectionLost(socket.errored);
    const longestPdu = answer.kind === 'accept' ? answer.longestPdu : 0;
    return new Association({ socket, pdus, contexts: agreed(node, answer, contexts), longestPdu });
  } catch (error) {
    socket.destroy();
    throw error;
  }
}
