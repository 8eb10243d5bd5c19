import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';

/** Attributes of a command: tag within group 0000 and representation. Source: DICOM PS3.7 annex E. */
const dictionary = {
  AffectedSOPClassUID: [0x0002, 'UI'],
  CommandField: [0x0100, 'US'],
  MessageID: [0x0110, 'US'],
  MessageIDBeingRespondedTo: [0x0120, 'US'],
  MoveDestination: [0x0600, 'AE'],
  Priority: [0x0700, 'US'],
  CommandDataSetType: [0x0800, 'US'],
  Status: [0x0900, 'US'],
  ErrorComment: [0x0902, 'LO'],
  AffectedSOPInstanceUID: [0x1000, 'UI'],
  NumberOfRemainingSuboperations: [0x1020, 'US'],
  NumberOfCompletedSuboperations: [0x1021, 'US'],
  NumberOfFailedSuboperations: [0x1022, 'US'],
  NumberOfWarningSuboperations: [0x1023, 'US'],
} as const satisfies Record<string, readonly [number, 'UI' | 'US' | 'AE' | 'LO']>;

type Dictionary = typeof dictionary;

/** The attributes of one command that Amyloscope knows; others are passed over. */
export type CommandSet = { readonly [Keyword in keyof Dictionary]?: Dictionary[Keyword][1] extends 'US' ? number : string };

/** What a command asks for; its answer has the highest bit set. Source: DICOM PS3.7 annex E. */
export const commandField = { store: 0x0001, get: 0x0010, find: 0x0020, move: 0x0021, echo: 0x0030, cancel: 0x0fff, answer: 0x8000 } as const;
/** Value of CommandDataSetType that says no data set follows. */
export const NO_DATA_SET = 0x0101;
export const WITH_DATA_SET = 0x0001;

const byTag = new Map(Object.entries(dictionary).map(([keyword, [tag, vr]]) => [tag as number, { keyword, vr }]));

function element(tag: number, value: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16LE(tag, 2);
  head.writeUInt32LE(value.length, 4);
  return Buffer.concat([head, value]);
}

function valueBytes(vr: string, value: string | number): Buffer {
  if (typeof value === 'number') return Buffer.from([value & 0xff, value >> 8]);
  return Buffer.from(value.length % 2 === 0 ? value : value + (vr === 'UI' ? '\0' : ' '), 'latin1');
}

/** Writes a command, always implicit little endian. Source: DICOM PS3.7 section 6.3. */
export function encodeCommandSet(command: CommandSet): Buffer {
  const known = Object.entries(dictionary).filter(([keyword]) => command[keyword as keyof Dictionary] !== undefined);
  const elements = Buffer.concat(known.map(([keyword, [tag, vr]]) => element(tag, valueBytes(vr, command[keyword as keyof Dictionary]!))));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(elements.length);
  return Buffer.concat([element(0, length), elements]);
}

/**
 * Reads a command.
 * @throws AmyloscopeError `peerFailed` when it is cut short.
 */
export function decodeCommandSet(bytes: Buffer): CommandSet {
  const command: Record<string, string | number> = {};
  for (let at = 0; at + 8 <= bytes.length;) {
    const end = at + 8 + bytes.readUInt32LE(at + 4);
    if (end > bytes.length) throw new AmyloscopeError('peerFailed', 'The other side sent a command that is cut short.');
    const known = bytes.readUInt16LE(at) === 0 ? byTag.get(bytes.readUInt16LE(at + 2)) : undefined;
    const value = bytes.subarray(at + 8, end);
    if (known?.vr === 'US' && value.length >= 2) command[known.keyword] = value.readUInt16LE(0);
    else if (known) command[known.keyword] = value.toString('latin1').replaceAll('\0', '').trim();
    at = end;
  }
  return command;
}
