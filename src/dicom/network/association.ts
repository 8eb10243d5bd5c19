import { once } from 'node:events';
import type { Socket } from 'node:net';
import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import { decodeCommandSet, encodeCommandSet, NO_DATA_SET, WITH_DATA_SET, type CommandSet } from './command-set.ts';
import { encodePdu, type DataValue, type Pdu } from './pdu.ts';
import { LONGEST_PDU } from './read-pdus.ts';

/** What both sides agreed to exchange under one number. */
export interface AgreedContext {
  readonly id: number;
  readonly abstractSyntax: string;
  readonly transferSyntax: string;
}

/** One message: a command, and the data set that follows it, to be read before the next message is asked for. */
export interface Message {
  readonly context: AgreedContext;
  readonly command: CommandSet;
  readonly data: AsyncIterable<Uint8Array> | null;
}

interface AssociationParts {
  readonly socket: Socket;
  readonly pdus: AsyncIterator<Pdu>;
  readonly contexts: readonly AgreedContext[];
  /** Longest PDU the other side takes, bytes; 0 sets no limit. */
  readonly longestPdu: number;
}

/** Head of a data value with its length: context and control byte stand within. */
const VALUE_HEAD = 6;

/** A connection on which two sides have agreed what to exchange. Source: DICOM PS3.8 section 9. */
export class Association {
  readonly contexts: readonly AgreedContext[];
  readonly #socket: Socket;
  readonly #pdus: AsyncIterator<Pdu>;
  readonly #longestValue: number;
  #waiting: readonly DataValue[] = [];
  #dataIsOpen = false;
  #lastMessageId = 0;

  constructor({ socket, pdus, contexts, longestPdu }: AssociationParts) {
    this.#socket = socket;
    this.#pdus = pdus;
    this.contexts = contexts;
    this.#longestValue = Math.min(longestPdu === 0 ? LONGEST_PDU : longestPdu, LONGEST_PDU) - VALUE_HEAD;
  }

  /** The number of a new request. */
  nextMessageId(): number {
    this.#lastMessageId = (this.#lastMessageId % 0xffff) + 1;
    return this.#lastMessageId;
  }

  /**
   * Sends a command and, where given, its data set.
   * @throws AmyloscopeError `peerFailed` when the connection is gone.
   */
  async send(contextId: number, command: CommandSet, data: AsyncIterable<Uint8Array> | Iterable<Uint8Array> | null = null): Promise<void> {
    const bytes = encodeCommandSet({ ...command, CommandDataSetType: data ? WITH_DATA_SET : NO_DATA_SET });
    await this.#write({ kind: 'data', values: [{ contextId, isCommand: true, isLast: true, bytes }] });
    if (!data) return;
    for await (const { piece, isLast } of this.#cut(data)) await this.#write({ kind: 'data', values: [{ contextId, isCommand: false, isLast, bytes: piece }] });
  }

  /** Pieces as long as the other side takes; the last one may be empty. */
  async* #cut(data: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<{ piece: Uint8Array; isLast: boolean }> {
    let held: Uint8Array = new Uint8Array();
    for await (const chunk of data) {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      for (; held.length > this.#longestValue; held = held.subarray(this.#longestValue)) yield { piece: held.subarray(0, this.#longestValue), isLast: false };
    }
    yield { piece: held, isLast: true };
  }

  async #write(pdu: Pdu): Promise<void> {
    if (this.#socket.destroyed) throw connectionLost(this.#socket.errored);
    if (this.#socket.write(encodePdu(pdu))) return;
    // A socket that closes while we wait never drains.
    const stop = new AbortController();
    try {
      await Promise.race([once(this.#socket, 'drain', { signal: stop.signal }), once(this.#socket, 'close', { signal: stop.signal })]);
    } catch (cause) {
      throw connectionLost(cause);
    } finally {
      stop.abort();
    }
  }

  /**
   * The next message, or null when the other side is done. What was not read of the former data set is passed over.
   * @throws AmyloscopeError `peerFailed` when the connection breaks or what comes is no message.
   */
  async receive(): Promise<Message | null> {
    while (this.#dataIsOpen) await this.#nextDataValue();
    const pieces: Uint8Array[] = [];
    for (;;) {
      const value = await this.#nextValue();
      if (value === null) return null;
      if (!value.isCommand) throw new AmyloscopeError('peerFailed', 'The other side sent a data set without a command.');
      pieces.push(value.bytes);
      if (!value.isLast) continue;
      const command = decodeCommandSet(Buffer.concat(pieces));
      const context = this.contexts.find(({ id }) => id === value.contextId);
      if (!context) throw new AmyloscopeError('peerFailed', `The other side used the presentation context ${value.contextId}, which was not agreed.`);
      this.#dataIsOpen = (command.CommandDataSetType ?? NO_DATA_SET) !== NO_DATA_SET;
      return { context, command, data: this.#dataIsOpen ? this.#dataSet() : null };
    }
  }

  async* #dataSet(): AsyncGenerator<Uint8Array> {
    while (this.#dataIsOpen) yield (await this.#nextDataValue()).bytes;
  }

  async #nextDataValue(): Promise<DataValue> {
    const value = await this.#nextValue();
    if (value === null || value.isCommand) throw new AmyloscopeError('peerFailed', 'The other side stopped in the middle of a data set.');
    if (value.isLast) this.#dataIsOpen = false;
    return value;
  }

  async #nextValue(): Promise<DataValue | null> {
    while (this.#waiting.length === 0) {
      const pdu = await this.#nextPdu();
      if (pdu.kind === 'data') this.#waiting = pdu.values;
      else if (pdu.kind === 'releaseRequest') {
        this.#socket.end(encodePdu({ kind: 'releaseReply' }));
        return null;
      } else throw new AmyloscopeError('peerFailed', pdu.kind === 'abort' ? 'The other side broke the association off.' : `The other side sent "${pdu.kind}" amid an association.`);
    }
    const [first, ...rest] = this.#waiting;
    this.#waiting = rest;
    return first;
  }

  async #nextPdu(): Promise<Pdu> {
    const { value, done } = await this.#pdus.next().catch((cause) => {
      throw cause instanceof AmyloscopeError ? cause : connectionLost(cause);
    });
    if (done) throw connectionLost(this.#socket.errored);
    return value;
  }

  /** Ends the association as agreed; a connection that is already gone is ended too. */
  async release(): Promise<void> {
    try {
      await this.#write({ kind: 'releaseRequest' });
      while ((await this.#nextPdu()).kind === 'data');
    } catch {
      // Everything asked for has been answered before; how the other side leaves changes nothing.
    }
    this.#socket.destroy();
  }

  /** Ends the association at once. */
  abort(): void {
    if (!this.#socket.destroyed) this.#socket.end(encodePdu({ kind: 'abort', source: 0, reason: 0 }), () => this.#socket.destroy());
  }
}

/** Says that the connection broke, and why where that is known. */
export function connectionLost(cause: unknown): AmyloscopeError {
  const why = cause instanceof Error ? ` (${cause.message})` : '';
  return new AmyloscopeError('peerFailed', `The connection to the other side broke off${why}. What was acknowledged before is kept; try again.`, { cause });
}
