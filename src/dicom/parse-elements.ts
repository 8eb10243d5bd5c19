import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { DataSet, Element, Encoding, Fragment } from './data-set.ts';
import { EXPORT_AGAIN } from './dicom-fault.ts';
import { describeTag, tagOf } from './tags.ts';
import { DEFAULT_TEXT_ENCODING, textEncodingOf } from './text-encoding.ts';

/** Representations whose length takes two bytes; every other one takes four. Source: DICOM PS3.5 section 7.1.2. */
export const shortForm: ReadonlySet<string> = new Set('AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US'.split(' '));

const UNDEFINED_LENGTH = 0xffffffff;
const ITEM = 0xfffee000;
const ITEM_END = 0xfffee00d;
const SEQUENCE_END = 0xfffee0dd;
const PIXEL_DATA = tagOf('PixelData');
const CHARACTER_SET = tagOf('SpecificCharacterSet');

/** Real files nest about six deep; a hostile one nests until the stack is gone. */
const DEEPEST_NESTING = 32;

/** A place in the bytes of a file, and how far one may read. */
interface Cursor {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly end: number;
  textEncoding: string;
  position: number;
}

interface ParseRequest {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly start: number;
  readonly end: number;
  readonly encoding: Encoding;
}

function truncatedAt(tag: number, wanted: number, left: number): AmyloscopeError {
  return new AmyloscopeError('truncated',
    `${describeTag(tag)} states ${wanted} bytes, but only ${left} follow. The file or one of its sequences is cut short. ${EXPORT_AGAIN}`);
}

function invalidAt(position: number, what: string): AmyloscopeError {
  return new AmyloscopeError('invalidDicom', `At byte ${position}: ${what} ${EXPORT_AGAIN}`);
}

function readTag(cursor: Cursor, littleEndian: boolean): number {
  const { position } = cursor;
  if (cursor.end - position < 8) {
    throw new AmyloscopeError('truncated', `The data end at byte ${cursor.end}, inside the header of an attribute. ${EXPORT_AGAIN}`);
  }
  cursor.position += 4;
  return cursor.view.getUint16(position, littleEndian) * 0x10000 + cursor.view.getUint16(position + 2, littleEndian);
}

function readLength(cursor: Cursor, littleEndian: boolean): number {
  cursor.position += 4;
  return cursor.view.getUint32(cursor.position - 4, littleEndian);
}

function readExplicitHeader(cursor: Cursor, tag: number, littleEndian: boolean): { vr: string; length: number } {
  const at = cursor.position;
  const vr = String.fromCharCode(cursor.bytes[at], cursor.bytes[at + 1]);
  if (!/^[A-Z]{2}$/.test(vr)) {
    throw invalidAt(at, `${describeTag(tag)} has no value representation of two capital letters, which explicit VR requires. The file may be damaged or encrypted.`);
  }
  if (shortForm.has(vr)) {
    cursor.position += 4;
    return { vr, length: cursor.view.getUint16(at + 2, littleEndian) };
  }
  if (cursor.end - at < 8) throw truncatedAt(tag, 8, cursor.end - at);
  cursor.position += 4;
  return { vr, length: readLength(cursor, littleEndian) };
}

/** Walks encapsulated pixel data: an offset table, then fragments, up to the sequence delimiter or the end of the data. */
function readFragments(cursor: Cursor, tag: number, littleEndian: boolean): Fragment[] {
  const fragments: Fragment[] = [];
  while (cursor.end - cursor.position >= 8) {
    const itemTag = readTag(cursor, littleEndian);
    const length = readLength(cursor, littleEndian);
    if (itemTag === SEQUENCE_END) return fragments;
    if (itemTag !== ITEM) throw invalidAt(cursor.position - 8, `${describeTag(itemTag)} stands among the fragments of ${describeTag(tag)}, where only items may stand.`);
    if (length > cursor.end - cursor.position) throw truncatedAt(tag, length, cursor.end - cursor.position);
    fragments.push({ offset: cursor.position, length });
    cursor.position += length;
  }
  return fragments;
}

function readItems(cursor: Cursor, encoding: Encoding, depth: number): DataSet[] {
  const items: DataSet[] = [];
  while (cursor.position < cursor.end) {
    const tag = readTag(cursor, encoding.littleEndian);
    const length = readLength(cursor, encoding.littleEndian);
    if (tag === SEQUENCE_END) return items;
    if (tag !== ITEM) throw invalidAt(cursor.position - 8, `${describeTag(tag)} stands where an item of a sequence should begin.`);
    items.push(readItem(cursor, length, encoding, depth));
  }
  return items;
}

function readItem(cursor: Cursor, length: number, encoding: Encoding, depth: number): DataSet {
  const open = length === UNDEFINED_LENGTH;
  if (!open && length > cursor.end - cursor.position) throw truncatedAt(ITEM, length, cursor.end - cursor.position);
  const within = { ...cursor, end: open ? cursor.end : cursor.position + length };
  const elements = readElements(within, encoding, depth + 1);
  cursor.position = open ? within.position : within.end;
  return { bytes: cursor.bytes, view: cursor.view, encoding, elements, textEncoding: within.textEncoding };
}

/** A value of undefined length: pixel fragments, or a sequence, whose end can only be found by walking it. */
function readOpenValue(cursor: Cursor, tag: number, vr: string, encoding: Encoding, depth: number): Element {
  const offset = cursor.position;
  if (depth >= DEEPEST_NESTING) throw invalidAt(offset, `Sequences are nested more than ${DEEPEST_NESTING} deep.`);
  if (tag === PIXEL_DATA || (vr !== '' && vr !== 'SQ' && vr !== 'UN')) {
    const fragments = readFragments(cursor, tag, encoding.littleEndian);
    return { tag, vr, offset, length: cursor.position - offset, items: null, fragments };
  }
  // A sequence of unknown representation is always written in implicit little endian: PS3.5 section 6.2.2, note 2.
  const inside = vr === 'UN' ? { explicit: false, littleEndian: true } : encoding;
  const items = readItems(cursor, inside, depth);
  return { tag, vr, offset, length: cursor.position - offset, items, fragments: null };
}

function readElements(cursor: Cursor, encoding: Encoding, depth: number): Map<number, Element> {
  const elements = new Map<number, Element>();
  while (cursor.position < cursor.end) {
    const tag = readTag(cursor, encoding.littleEndian);
    if (tag === ITEM_END || tag === SEQUENCE_END) {
      cursor.position += 4;
      return elements;
    }
    const { vr, length } = encoding.explicit
      ? readExplicitHeader(cursor, tag, encoding.littleEndian)
      : { vr: '', length: readLength(cursor, encoding.littleEndian) };
    if (length === UNDEFINED_LENGTH) {
      elements.set(tag, readOpenValue(cursor, tag, vr, encoding, depth));
    } else {
      if (length > cursor.end - cursor.position) throw truncatedAt(tag, length, cursor.end - cursor.position);
      elements.set(tag, { tag, vr, offset: cursor.position, length, items: null, fragments: null });
      if (tag === CHARACTER_SET) cursor.textEncoding = textEncodingOf(cursor.bytes.subarray(cursor.position, cursor.position + length));
      cursor.position += length;
    }
    // What follows the pixels of the image is padding or a signature, and may be garbage.
    if (tag === PIXEL_DATA && depth === 0) return elements;
  }
  return elements;
}

/**
 * Indexes the attributes between two bytes, up to and including the pixel data.
 * @throws AmyloscopeError `truncated` or `invalidDicom`, naming the attribute.
 * Source: DICOM PS3.5 section 7.
 */
export function parseElements(request: ParseRequest): DataSet {
  const { bytes, view, start, end, encoding } = request;
  const cursor: Cursor = { bytes, view, end, position: start, textEncoding: DEFAULT_TEXT_ENCODING };
  const elements = readElements(cursor, encoding, 0);
  return { bytes, view, encoding, elements, textEncoding: cursor.textEncoding };
}

/** The items of a sequence of stated length, parsed on demand. @throws AmyloscopeError as `parseElements`. */
export function parseItems(parent: DataSet, element: Element): readonly DataSet[] {
  const { bytes, view, textEncoding } = parent;
  const encoding = element.vr === 'UN' ? { explicit: false, littleEndian: true } : parent.encoding;
  return readItems({ bytes, view, textEncoding, end: element.offset + element.length, position: element.offset }, encoding, 1);
}

/** Indexes the file meta information (group 0002), always explicit little endian. */
export function parseMetaInformation(bytes: Uint8Array, view: DataView, start: number): { elements: Map<number, Element>; end: number } {
  const littleEndian = true;
  const cursor: Cursor = { bytes, view, end: bytes.length, textEncoding: DEFAULT_TEXT_ENCODING, position: start };
  const elements = new Map<number, Element>();
  while (cursor.position + 8 <= cursor.end && view.getUint16(cursor.position, littleEndian) === 2) {
    const tag = readTag(cursor, littleEndian);
    const { vr, length } = readExplicitHeader(cursor, tag, littleEndian);
    if (length > cursor.end - cursor.position) throw truncatedAt(tag, length, cursor.end - cursor.position);
    elements.set(tag, { tag, vr, offset: cursor.position, length, items: null, fragments: null });
    cursor.position += length;
  }
  return { elements, end: cursor.position };
}
