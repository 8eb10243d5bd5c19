import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import { IMPLEMENTATION_CLASS, IMPLEMENTATION_VERSION } from '../encode-file.ts';

/** What one side proposes to exchange: a kind of object or service, and the encodings it may come in. */
export interface ProposedContext {
  /** Odd, 1 to 255. */
  readonly id: number;
  readonly abstractSyntax: string;
  readonly transferSyntaxes: readonly string[];
}

/** What the other side made of a proposal. */
export interface AnsweredContext {
  readonly id: number;
  /** 0 accepted, 3 kind not supported, 4 no encoding supported. */
  readonly result: number;
  readonly transferSyntax: string;
}

/** Which side may send objects of a kind: C-GET turns the usual roles round. */
export interface RoleSelection {
  readonly abstractSyntax: string;
  readonly user: boolean;
  readonly provider: boolean;
}

interface AssociationFacts {
  readonly calledAeTitle: string;
  readonly callingAeTitle: string;
  /** Longest PDU the sender takes, bytes; 0 sets no limit. */
  readonly longestPdu: number;
  readonly roles: readonly RoleSelection[];
}

/** A piece of a message: of its command or of its data set. */
export interface DataValue {
  readonly contextId: number;
  readonly isCommand: boolean;
  readonly isLast: boolean;
  readonly bytes: Uint8Array;
}

export type Pdu =
  | ({ readonly kind: 'request'; readonly contexts: readonly ProposedContext[] } & AssociationFacts)
  | ({ readonly kind: 'accept'; readonly contexts: readonly AnsweredContext[] } & AssociationFacts)
  | { readonly kind: 'reject'; readonly result: number; readonly source: number; readonly reason: number }
  | { readonly kind: 'data'; readonly values: readonly DataValue[] }
  | { readonly kind: 'releaseRequest' }
  | { readonly kind: 'releaseReply' }
  | { readonly kind: 'abort'; readonly source: number; readonly reason: number };

const typeOf = { request: 1, accept: 2, reject: 3, data: 4, releaseRequest: 5, releaseReply: 6, abort: 7 } as const;
const APPLICATION_CONTEXT = '1.2.840.10008.3.1.1.1';
/** What stands before the items of a request or its acceptance: version, titles, reserved bytes. */
const FIXED_LENGTH = 68;

function item(type: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const head = Buffer.from([type, 0, 0, 0]);
  head.writeUInt16BE(content.length, 2);
  return Buffer.concat([head, content]);
}

const uidItem = (type: number, uid: string): Buffer => item(type, Buffer.from(uid, 'latin1'));

function roleItem({ abstractSyntax, user, provider }: RoleSelection): Buffer {
  const uid = Buffer.from(abstractSyntax, 'latin1');
  return item(0x54, Buffer.from([0, uid.length]), uid, Buffer.from([Number(user), Number(provider)]));
}

function userItem({ longestPdu, roles }: AssociationFacts): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(longestPdu);
  return item(0x50, item(0x51, length), uidItem(0x52, IMPLEMENTATION_CLASS), ...roles.map(roleItem), uidItem(0x55, IMPLEMENTATION_VERSION));
}

function contextItems(pdu: Pdu & { kind: 'request' | 'accept' }): Buffer[] {
  if (pdu.kind === 'accept') return pdu.contexts.map(({ id, result, transferSyntax }) => item(0x21, Buffer.from([id, 0, result, 0]), uidItem(0x40, transferSyntax)));
  return pdu.contexts.map(({ id, abstractSyntax, transferSyntaxes }) =>
    item(0x20, Buffer.from([id, 0, 0, 0]), uidItem(0x30, abstractSyntax), ...transferSyntaxes.map((uid) => uidItem(0x40, uid))));
}

function contentOf(pdu: Pdu): Buffer {
  switch (pdu.kind) {
    case 'request':
    case 'accept': {
      const fixed = Buffer.alloc(FIXED_LENGTH);
      fixed.writeUInt16BE(1);
      fixed.write(pdu.calledAeTitle.padEnd(16), 4, 16, 'latin1');
      fixed.write(pdu.callingAeTitle.padEnd(16), 20, 16, 'latin1');
      return Buffer.concat([fixed, uidItem(0x10, APPLICATION_CONTEXT), ...contextItems(pdu), userItem(pdu)]);
    }
    case 'reject': return Buffer.from([0, pdu.result, pdu.source, pdu.reason]);
    case 'abort': return Buffer.from([0, 0, pdu.source, pdu.reason]);
    case 'data': return Buffer.concat(pdu.values.flatMap(({ contextId, isCommand, isLast, bytes }) => {
      const head = Buffer.alloc(6);
      head.writeUInt32BE(bytes.length + 2);
      head[4] = contextId;
      head[5] = Number(isCommand) + 2 * Number(isLast);
      return [head, bytes];
    }));
    default: return Buffer.alloc(4);
  }
}

/** Writes one protocol data unit. Source: DICOM PS3.8 section 9.3. */
export function encodePdu(pdu: Pdu): Buffer {
  const content = contentOf(pdu);
  const head = Buffer.from([typeOf[pdu.kind], 0, 0, 0, 0, 0]);
  head.writeUInt32BE(content.length, 2);
  return Buffer.concat([head, content]);
}

function damaged(what: string): AmyloscopeError {
  return new AmyloscopeError('peerFailed', `The other side sent ${what}, which is not DICOM's protocol of PS3.8. Check that address and port are those of a DICOM service.`);
}

function* itemsOf(content: Buffer): Generator<{ type: number; content: Buffer }> {
  for (let at = 0; at < content.length;) {
    const end = content.length - at < 4 ? Infinity : at + 4 + content.readUInt16BE(at + 2);
    if (end > content.length) throw damaged('an item that ends beyond its unit');
    yield { type: content[at], content: content.subarray(at + 4, end) };
    at = end;
  }
}

/** A UID or title without its padding. */
function textOf(bytes: Buffer): string {
  return bytes.toString('latin1').replaceAll('\0', '').trim();
}

function rolesOf(user: Buffer): RoleSelection[] {
  return [...itemsOf(user)].filter(({ type, content }) => type === 0x54 && content.length >= 4).map(({ content }) => {
    const end = 2 + content.readUInt16BE(0);
    return { abstractSyntax: textOf(content.subarray(2, end)), user: content[end] === 1, provider: content[end + 1] === 1 };
  });
}

function decodeAssociate(kind: 'request' | 'accept', content: Buffer): Pdu {
  if (content.length < FIXED_LENGTH) throw damaged(`an association unit of ${content.length} bytes`);
  const items = [...itemsOf(content.subarray(FIXED_LENGTH))];
  const user = items.find(({ type }) => type === 0x50)?.content ?? Buffer.alloc(0);
  const length = [...itemsOf(user)].find((one) => one.type === 0x51 && one.content.length === 4)?.content.readUInt32BE(0) ?? 0;
  const facts = { calledAeTitle: textOf(content.subarray(4, 20)), callingAeTitle: textOf(content.subarray(20, 36)), longestPdu: length, roles: rolesOf(user) };
  const contexts = items.filter(({ type, content: { length } }) => (type === 0x20 || type === 0x21) && length >= 4).map(({ content: context }) => {
    const syntaxes = [...itemsOf(context.subarray(4))];
    const transferSyntaxes = syntaxes.filter(({ type }) => type === 0x40).map((one) => textOf(one.content));
    return { id: context[0], result: context[2], abstractSyntax: textOf(syntaxes.find(({ type }) => type === 0x30)?.content ?? Buffer.alloc(0)), transferSyntaxes, transferSyntax: transferSyntaxes[0] ?? '' };
  });
  return { kind, ...facts, contexts };
}

function decodeValues(content: Buffer): DataValue[] {
  const values: DataValue[] = [];
  for (let at = 0; at < content.length;) {
    const length = content.length - at < 6 ? 0 : content.readUInt32BE(at);
    if (length < 2 || at + 4 + length > content.length) throw damaged('a data value that ends beyond its unit');
    values.push({ contextId: content[at + 4], isCommand: (content[at + 5] & 1) === 1, isLast: (content[at + 5] & 2) === 2, bytes: content.subarray(at + 6, at + 4 + length) });
    at += 4 + length;
  }
  return values;
}

/**
 * Reads one protocol data unit.
 * @throws AmyloscopeError `peerFailed` when it is none.
 * Source: DICOM PS3.8 section 9.3.
 */
export function decodePdu(type: number, content: Buffer): Pdu {
  switch (type) {
    case typeOf.request: return decodeAssociate('request', content);
    case typeOf.accept: return decodeAssociate('accept', content);
    case typeOf.reject: return { kind: 'reject', result: content[1] ?? 0, source: content[2] ?? 0, reason: content[3] ?? 0 };
    case typeOf.data: return { kind: 'data', values: decodeValues(content) };
    case typeOf.releaseRequest: return { kind: 'releaseRequest' };
    case typeOf.releaseReply: return { kind: 'releaseReply' };
    case typeOf.abort: return { kind: 'abort', source: content[2] ?? 0, reason: content[3] ?? 0 };
    default: throw damaged(`a unit of type ${type}`);
  }
}
