import type { Encoding } from './data-set.ts';
import { shortForm } from './parse-elements.ts';
import { representationOf, tagOf, type Keyword } from './tags.ts';

const ITEM = 0xfffee000;

function unsigned(value: number, size: 2 | 4, littleEndian: boolean): Buffer {
  const bytes = Buffer.alloc(size);
  if (littleEndian) bytes.writeUIntLE(value, 0, size);
  else bytes.writeUIntBE(value, 0, size);
  return bytes;
}

function tagBytes(tag: number, littleEndian: boolean): Buffer {
  return Buffer.concat([unsigned(tag >>> 16, 2, littleEndian), unsigned(tag & 0xffff, 2, littleEndian)]);
}

/** Bytes between the start of an element and its value. @param vr as the file states it; empty in implicit VR. */
export function headerLength(vr: string): number {
  return vr === '' || shortForm.has(vr) ? 8 : 12;
}

/** The start of an element: tag, representation where it is written, length. Source: DICOM PS3.5 section 7.1. */
export function elementHeader(tag: number, vr: string, length: number, { explicit, littleEndian }: Encoding): Buffer {
  const start = tagBytes(tag, littleEndian);
  if (!explicit) return Buffer.concat([start, unsigned(length, 4, littleEndian)]);
  const written = shortForm.has(vr) ? unsigned(length, 2, littleEndian) : Buffer.concat([Buffer.alloc(2), unsigned(length, 4, littleEndian)]);
  return Buffer.concat([start, Buffer.from(vr, 'latin1'), written]);
}

/**
 * An element with its value padded to an even length.
 * @param vr as the file states it; empty in implicit VR.
 * @param representation what the value is, which decides how it is padded.
 */
export function elementOf(tag: number, vr: string, value: Uint8Array, encoding: Encoding, representation = vr): Uint8Array[] {
  const padding = value.length % 2 === 0 ? [] : [Buffer.of(['UI', 'OB', 'UN'].includes(representation) ? 0 : 0x20)];
  return [elementHeader(tag, vr, value.length + padding.length, encoding), value, ...padding];
}

/** An element that Amyloscope adds, with a text of ASCII letters. */
export function textElement(keyword: Keyword, text: string, encoding: Encoding): Uint8Array {
  const representation = representationOf(keyword);
  return Buffer.concat(elementOf(tagOf(keyword), encoding.explicit ? representation : '', Buffer.from(text, 'latin1'), encoding, representation));
}

/** A sequence of stated length from the bytes of its items. @param encoding that of the data set the sequence stands in. */
export function sequenceOf(tag: number, vr: string, items: readonly Uint8Array[], encoding: Encoding, itemsLittleEndian = encoding.littleEndian): Uint8Array {
  const value = Buffer.concat(items.flatMap((item) => [tagBytes(ITEM, itemsLittleEndian), unsigned(item.length, 4, itemsLittleEndian), item]));
  return Buffer.concat([elementHeader(tag, vr, value.length, encoding), value]);
}
