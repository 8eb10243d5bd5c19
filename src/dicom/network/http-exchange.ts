import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request as requestSecure } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';

/** A DICOMweb service, and how this system identifies itself to it. */
export interface DicomwebNode {
  /** Root of the service, e.g. `https://pacs.example/dicom-web`. */
  readonly url: string;
  /** Value of the header Authorization, e.g. `Bearer …`; null for none. */
  readonly authorization: string | null;
  /** Certificates to trust, PEM; null trusts those of the system. */
  readonly trusted: string | null;
  /** A side that says nothing for so long is given up, milliseconds. */
  readonly silenceMs: number;
}

export interface Exchange {
  readonly method: 'GET' | 'POST';
  /** Path below the root, with its query. */
  readonly path: string;
  readonly accept: string;
  readonly contentType?: string;
  readonly body?: AsyncIterable<Uint8Array>;
}

/** Longest answer that is read whole, bytes: lists and error pages, never images. */
const LONGEST_TEXT = 64 * 2 ** 20;
const LONGEST_QUOTE = 200;

/** What refusals mean that people can do something about. */
const remedies: Readonly<Record<number, string>> = {
  401: ' Check user and password, or the token.',
  403: ' Have its administrator allow this account.',
  404: ' Check the address of the service.',
  415: ' It does not take this kind of content.',
  507: ' Its disk is full.',
};

function unreachable({ url }: DicomwebNode, cause: Error): AmyloscopeError {
  return new AmyloscopeError('peerFailed', `${url} does not answer: ${cause.message || (cause as NodeJS.ErrnoException).code}. Check the address and that the service runs.`, { cause });
}

/**
 * Asks a web service for something.
 * @returns its answer as it begins; the body is read by the caller, or thrown away by `drain`.
 * @throws AmyloscopeError `peerFailed` when it cannot be reached or the connection breaks.
 */
export function exchange(node: DicomwebNode, { method, path, accept, contentType, body }: Exchange): Promise<IncomingMessage> {
  const request = node.url.startsWith('https:') ? requestSecure : requestPlain;
  const headers = { accept, ...(contentType ? { 'content-type': contentType } : {}), ...(node.authorization ? { authorization: node.authorization } : {}) };
  return new Promise((resolve, reject) => {
    const sent = request(`${node.url.replace(/\/+$/, '')}${path}`, { method, headers, ...(node.trusted ? { ca: node.trusted } : {}) });
    sent.setTimeout(node.silenceMs, () => sent.destroy(new Error(`it said nothing for ${node.silenceMs / 1000} s`)));
    sent.on('response', resolve).on('error', (cause) => reject(unreachable(node, cause)));
    if (!body) sent.end();
    // A service may answer, and close, before it has read all of the body: its answer counts then.
    else pipeline(Readable.from(body), sent).catch((cause: Error) => reject(cause instanceof AmyloscopeError ? cause : unreachable(node, cause)));
  });
}

/** The whole body as text. @throws AmyloscopeError `peerFailed` when it breaks off or is too long to be a list. */
export async function textOf(node: DicomwebNode, answer: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of answer as AsyncIterable<Buffer>) {
      length += piece.length;
      if (length > LONGEST_TEXT) throw new Error(`it answers more than ${LONGEST_TEXT} bytes`);
      pieces.push(piece);
    }
  } catch (cause) {
    throw unreachable(node, cause as Error);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** @throws AmyloscopeError `peerFailed` unless the service did what it was asked. */
export async function requireSuccess(node: DicomwebNode, answer: IncomingMessage): Promise<void> {
  const status = answer.statusCode ?? 0;
  if (status >= 200 && status < 300) return;
  const said = (await textOf(node, answer)).replace(/\p{Cc}+/gu, ' ').trim().slice(0, LONGEST_QUOTE);
  throw new AmyloscopeError('peerFailed', `${node.url} answered ${status}${said ? ` ("${said}")` : ''}.${remedies[status] ?? ''}`);
}
