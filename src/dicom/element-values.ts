import type { DataSet, Element } from './data-set.ts';
import { dicomFault, EXPORT_AGAIN, quoteValue } from './dicom-fault.ts';
import { parseItems } from './parse-elements.ts';
import { representationOf, tagOf, type Keyword } from './tags.ts';
import { decodeText } from './text-encoding.ts';

/** Longest text read as one value: a hostile header may hold megabytes of it. */
const LONGEST_TEXT = 10_240;

const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

function elementOf(dataSet: DataSet, keyword: Keyword): Element | null {
  const element = dataSet.elements.get(tagOf(keyword));
  return element && element.length > 0 ? element : null;
}

/** A text with padding removed; null when absent or empty. @param longest bytes read; what is beyond is cut off. */
export function textValue(dataSet: DataSet, keyword: Keyword, longest = LONGEST_TEXT): string | null {
  const element = elementOf(dataSet, keyword);
  if (!element) return null;
  const text = decodeText(dataSet.bytes, element.offset, Math.min(element.length, longest), dataSet.textEncoding);
  return text.replaceAll('\0', '').trim() || null;
}

/** Every value of a text attribute, trimmed; empty ones keep their place. */
export function textValues(dataSet: DataSet, keyword: Keyword, longest = LONGEST_TEXT): readonly string[] {
  return textValue(dataSet, keyword, longest)?.split('\\').map((value) => value.trim()) ?? [];
}

const binaryReaders: Readonly<Record<string, { size: number; read: (view: DataView, at: number, little: boolean) => number }>> = {
  US: { size: 2, read: (view, at, little) => view.getUint16(at, little) },
  SS: { size: 2, read: (view, at, little) => view.getInt16(at, little) },
  UL: { size: 4, read: (view, at, little) => view.getUint32(at, little) },
  SL: { size: 4, read: (view, at, little) => view.getInt32(at, little) },
  FL: { size: 4, read: (view, at, little) => view.getFloat32(at, little) },
  FD: { size: 8, read: (view, at, little) => view.getFloat64(at, little) },
  OV: { size: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
};

/** Every number of an attribute, binary or written as text; null in the place of one that is not a finite number. */
export function numberValues(dataSet: DataSet, keyword: Keyword, longest = LONGEST_TEXT): readonly (number | null)[] {
  const element = elementOf(dataSet, keyword);
  if (!element) return [];
  const stated = element.vr === '' || element.vr === 'UN' ? representationOf(keyword) : element.vr;
  const reader = binaryReaders[stated];
  if (!reader) return textValues(dataSet, keyword, longest).map((text) => (DECIMAL.test(text) && Number.isFinite(Number(text)) ? Number(text) : null));
  return Array.from({ length: Math.floor(element.length / reader.size) }, (_, i) =>
    reader.read(dataSet.view, element.offset + i * reader.size, dataSet.encoding.littleEndian));
}

/** The first number of an attribute; null when absent or not a number. */
export function numberValue(dataSet: DataSet, keyword: Keyword): number | null {
  return numberValues(dataSet, keyword)[0] ?? null;
}

/** The items of a sequence; none when absent. @throws AmyloscopeError when the sequence is damaged. */
export function sequenceItems(dataSet: DataSet, keyword: Keyword): readonly DataSet[] {
  const element = elementOf(dataSet, keyword);
  if (!element) return [];
  return element.items ?? parseItems(dataSet, element);
}

const UID = /^[0-9]+(\.[0-9]+)*$/;

/**
 * A unique identifier, checked.
 * @throws AmyloscopeError `invalidDicom` when absent, or when it is anything but digits and dots of at most 64 characters:
 *   it may become part of a file name.
 * Source: DICOM PS3.5 section 9.1.
 */
export function uidValue(dataSet: DataSet, keyword: Keyword): string {
  const value = textValue(dataSet, keyword);
  if (value === null) throw dicomFault('invalidDicom', keyword, 'is missing', 'Every image must carry it.', EXPORT_AGAIN);
  if (value.length > 64 || !UID.test(value)) {
    throw dicomFault('invalidDicom', keyword, `is ${quoteValue(value)}`, 'A UID has at most 64 characters, digits and dots only.', EXPORT_AGAIN);
  }
  return value;
}
