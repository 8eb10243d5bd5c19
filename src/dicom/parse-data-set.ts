import { inflateRawSync } from 'node:zlib';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { DataSet, Element, Encoding } from './data-set.ts';
import { EXPORT_AGAIN } from './dicom-fault.ts';
import { parseElements, parseMetaInformation } from './parse-elements.ts';
import { tagOf } from './tags.ts';
import { decodeText } from './text-encoding.ts';
import { EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN, transferSyntaxOf, type TransferSyntax } from './transfer-syntax.ts';

/** A parsed file: its data set with the file meta information, and how it was written. */
export interface ParsedFile {
  readonly dataSet: DataSet;
  readonly transferSyntax: TransferSyntax;
}

const PREAMBLE_LENGTH = 128;

/** Deflate cannot pack tighter than 1032 to 1, and real scans reach about 10; beyond this it is a bomb. */
const LARGEST_INFLATION = 200;
const SMALLEST_INFLATION_LIMIT = 16 * 1024 * 1024;

/** CMS content type "enveloped data", 1.2.840.113549.1.7.3: a Secure DICOM file. Source: DICOM PS3.10 section 7.4. */
const ENVELOPED_DATA = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x03];
const SEARCHED_FOR_ENVELOPE = 64;

function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  return bytes.length >= at + text.length && decodeText(bytes, at, text.length, 'windows-1252') === text;
}

function isEnveloped(bytes: Uint8Array): boolean {
  if (startsWith(bytes, 0, '-----BEGIN PKCS7') || startsWith(bytes, 0, '-----BEGIN CMS')) return true;
  if (bytes[0] !== 0x30) return false;
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, SEARCHED_FOR_ENVELOPE)).includes(Buffer.from(ENVELOPED_DATA));
}

/** AVI, or MP4 and QuickTime. */
function isVideo(bytes: Uint8Array): boolean {
  return (startsWith(bytes, 0, 'RIFF') && startsWith(bytes, 8, 'AVI ')) || startsWith(bytes, 4, 'ftyp');
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function isKnownRepresentation(bytes: Uint8Array, at: number): boolean {
  return /^(AE|AS|AT|CS|DA|DS|DT|FD|FL|IS|LO|LT|OB|OD|OF|OL|OV|OW|PN|SH|SL|SQ|SS|ST|SV|TM|UC|UI|UL|UN|UR|US|UT|UV)$/
    .test(String.fromCharCode(bytes[at], bytes[at + 1]));
}

/** Old archives hold data sets without preamble: they begin with a small element of group 0002 or 0008. */
function looksLikeBareDataSet(bytes: Uint8Array): boolean {
  if (bytes.length < 16) return false;
  const group = bytes[0] + bytes[1] * 256;
  const element = bytes[2] + bytes[3] * 256;
  if (group !== 2 && group !== 8) return false;
  if (isKnownRepresentation(bytes, 4)) return element <= 0x60;
  return element <= 0x60 && viewOf(bytes).getUint32(4, true) <= 64;
}

/** True when bytes begin like a DICOM file, whatever its name. A start of 132 bytes is enough. */
export function looksLikeDicom(bytes: Uint8Array): boolean {
  return startsWith(bytes, PREAMBLE_LENGTH, 'DICM') || startsWith(bytes, 0, 'DICM') || looksLikeBareDataSet(bytes);
}

/** Where the meta information or, without any, the data set begins. */
function startOfContent(bytes: Uint8Array): number {
  if (startsWith(bytes, PREAMBLE_LENGTH, 'DICM')) return PREAMBLE_LENGTH + 4;
  if (startsWith(bytes, 0, 'DICM')) return 4;
  if (looksLikeBareDataSet(bytes)) return 0;
  if (bytes.length === 0) throw new AmyloscopeError('notDicom', `The file is empty (0 bytes). ${EXPORT_AGAIN}`);
  if (isEnveloped(bytes)) {
    throw new AmyloscopeError('encrypted', 'The file is encrypted (a CMS envelope around DICOM). Decrypt it with the key of its recipient first.');
  }
  if (isVideo(bytes)) throw new AmyloscopeError('notDicom', 'This is a video and no DICOM. Make DICOM of it first, and say how large its pixels are: amyloscope video FILE --pixel-mm 0.45 --out dicom.');
  throw new AmyloscopeError('notDicom',
    'Bytes 128 to 131 are not "DICM" and the file does not begin with a DICOM attribute: this is not DICOM. Leave it out, or export the image as DICOM.');
}

function inflated(bytes: Uint8Array, start: number): Uint8Array {
  const packed = bytes.subarray(start);
  const limit = Math.max(SMALLEST_INFLATION_LIMIT, packed.length * LARGEST_INFLATION);
  try {
    return inflateRawSync(packed, { maxOutputLength: limit });
  } catch (cause) {
    const tooLarge = cause instanceof RangeError;
    throw new AmyloscopeError(tooLarge ? 'invalidDicom' : 'truncated', tooLarge
      ? `The deflated data set grows beyond ${limit} bytes from ${packed.length}, more than any image does. Do not trust this file.`
      : `The deflated data set cannot be inflated: it is cut short or damaged. ${EXPORT_AGAIN}`, { cause });
  }
}

/** Some writers state one representation and write the other; the first attribute tells. */
function actualEncoding(bytes: Uint8Array, start: number, stated: TransferSyntax): Encoding {
  const { littleEndian } = stated;
  if (!littleEndian || bytes.length < start + 8) return { explicit: stated.explicit, littleEndian };
  return { explicit: isKnownRepresentation(bytes, start + 4), littleEndian };
}

function statedTransferSyntax(bytes: Uint8Array, meta: ReadonlyMap<number, Element>, dataSetStart: number): TransferSyntax {
  const element = meta.get(tagOf('TransferSyntaxUID'));
  if (element) {
    return transferSyntaxOf(decodeText(bytes, element.offset, element.length, 'windows-1252').replaceAll('\0', '').trim());
  }
  return transferSyntaxOf(isKnownRepresentation(bytes, dataSetStart + 4) ? EXPLICIT_LITTLE_ENDIAN : IMPLICIT_LITTLE_ENDIAN);
}

/**
 * Indexes a DICOM file, recognised by content.
 * @throws AmyloscopeError `notDicom`, `encrypted`, `truncated`, `invalidDicom` or `unsupportedEncoding`.
 * Source: DICOM PS3.10 section 7.
 */
export function parseDataSet(bytes: Uint8Array): ParsedFile {
  const metaStart = startOfContent(bytes);
  const meta = parseMetaInformation(bytes, viewOf(bytes), metaStart);
  const transferSyntax = statedTransferSyntax(bytes, meta.elements, meta.end);
  const content = transferSyntax.deflated ? inflated(bytes, meta.end) : bytes;
  const start = transferSyntax.deflated ? 0 : meta.end;
  const encoding = actualEncoding(content, start, transferSyntax);
  const dataSet = parseElements({ bytes: content, view: viewOf(content), start, end: content.length, encoding });
  if (dataSet.elements.size === 0) {
    throw new AmyloscopeError('truncated', `The file ends after its meta information, before the first attribute. ${EXPORT_AGAIN}`);
  }
  return { dataSet, transferSyntax };
}
