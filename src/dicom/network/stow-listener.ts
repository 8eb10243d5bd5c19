import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import { jsonTag } from './dicom-json.ts';
import type { Receipt } from './keep-stored.ts';
import { boundaryOf, readMultipart } from './read-multipart.ts';
import type { ReceivedFolder } from './received-folder.ts';
import type { Listener, ListenerEvents } from './store-listener.ts';

export interface StowListenerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** What a sender must state as its bearer token; null asks for none. */
  readonly token: string | null;
  readonly folder: ReceivedFolder;
  readonly silenceMs: number;
  readonly events: ListenerEvents;
}

/** Reasons of a failed object. Source: DICOM PS3.18 table I.2-2. */
const failure = { outOfResources: 0xa700, cannotUnderstand: 0xc000 } as const;
const MOST_CONNECTIONS = 64;

const digest = (text: string) => createHash('sha256').update(text).digest();

function isAllowed(request: IncomingMessage, token: string | null): boolean {
  return token === null || timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`));
}

/** What the sender is told: which objects were kept, and which were not. */
function outcomeOf(receipts: readonly Receipt[]): { status: number; body: object } {
  const kept = receipts.flatMap((receipt) => ('object' in receipt ? [receipt.object] : []));
  const refused = receipts.flatMap((receipt) => ('refused' in receipt ? [receipt] : []));
  const item = (uid: string, rest: object) => ({ [jsonTag('ReferencedSOPInstanceUID')]: { vr: 'UI', Value: uid ? [uid] : [] }, ...rest });
  const reasonOf = (error: AmyloscopeError) => (error.code === 'outputRefused' ? failure.outOfResources : failure.cannotUnderstand);
  return {
    status: refused.length === 0 ? 200 : kept.length === 0 ? 409 : 202,
    body: {
      ...(kept.length > 0 ? { [jsonTag('ReferencedSOPSequence')]: { vr: 'SQ', Value: kept.map(({ sopInstanceUid }) => item(sopInstanceUid, {})) } } : {}),
      ...(refused.length > 0 ? { [jsonTag('FailedSOPSequence')]: { vr: 'SQ', Value: refused.map(({ refused: error, sopInstanceUid }) => item(sopInstanceUid, { [jsonTag('FailureReason')]: { vr: 'US', Value: [reasonOf(error)] } })) } } : {}),
    },
  };
}

async function receive(request: IncomingMessage, boundary: string, { folder, events }: StowListenerOptions): Promise<readonly Receipt[]> {
  const receipts: Receipt[] = [];
  const from = request.socket.remoteAddress ?? '?';
  for await (const part of readMultipart(request, boundary)) {
    const receipt = await folder.keep(part).then((object): Receipt => ({ object }), (error): Receipt => {
      if (!(error instanceof AmyloscopeError) || error.code === 'peerFailed') throw error;
      return { refused: error, sopInstanceUid: '' };
    });
    events.received(receipt, from);
    receipts.push(receipt);
  }
  return receipts;
}

async function attend(request: IncomingMessage, response: ServerResponse, options: StowListenerOptions): Promise<void> {
  const refuse = (status: number, headers: Record<string, string> = {}) => void response.writeHead(status, { connection: 'close', ...headers }).end();
  if (!isAllowed(request, options.token)) return refuse(401, { 'www-authenticate': 'Bearer' });
  if (!/^\/studies(\/[0-9.]{1,64})?$/.test(request.url ?? '')) return refuse(404);
  if (request.method !== 'POST') return refuse(405, { allow: 'POST' });
  const boundary = boundaryOf(request.headers['content-type'] ?? '');
  if (boundary === null) return refuse(415);
  const { status, body } = outcomeOf(await receive(request, boundary, options));
  response.writeHead(status, { 'content-type': 'application/dicom+json' }).end(JSON.stringify(body));
}

/**
 * Listens for other systems that store objects here by STOW-RS, at `/studies`.
 * @throws AmyloscopeError `invalidInput` when the port cannot be listened on.
 * Source: DICOM PS3.18 section 10.5.
 */
export async function listenForStow(options: StowListenerOptions): Promise<Listener> {
  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    attend(request, response, options).catch((error: Error) => {
      options.events.failed(error, request.socket.remoteAddress ?? '?');
      if (!response.headersSent) response.writeHead(400, { connection: 'close' });
      response.end();
    });
  });
  server.setTimeout(options.silenceMs);
  server.maxConnections = MOST_CONNECTIONS;
  server.listen(options.port, options.host);
  await once(server, 'listening').catch((cause: Error) => {
    throw new AmyloscopeError('invalidInput', `The port ${options.port} of ${options.host} cannot be listened on: ${cause.message}. Choose another.`, { cause });
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}
