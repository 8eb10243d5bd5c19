import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import type { Element } from '../data-set.ts';
import { IMPLEMENTATION_CLASS, IMPLEMENTATION_VERSION } from '../encode-file.ts';
import { fileSystemFault } from '../file-source.ts';
import { parseMetaInformation } from '../parse-elements.ts';
import { representationOf, tagOf, type Keyword } from '../tags.ts';
import { decodeText } from '../text-encoding.ts';
import { EXPLICIT_LITTLE_ENDIAN, transferSyntaxOf } from '../transfer-syntax.ts';
import { elementOf } from '../write-elements.ts';

/** What must be known of an object to send it. */
export interface ObjectFacts {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly transferSyntaxUid: string;
}

/** A file on disk that is to be sent, byte by byte as it is. */
export interface StoredObject extends ObjectFacts {
  readonly path: string;
  readonly byteLength: number;
  /** Where the data set begins behind the file meta information. */
  readonly dataSetStart: number;
}

const PREAMBLE_LENGTH = 128;
/** Far longer than any meta information. */
const HEAD_LENGTH = 65_536;
/** Bytes read from disk at a time. */
const CHUNK_LENGTH = 262_144;

async function headOf(path: string): Promise<{ head: Buffer; byteLength: number }> {
  try {
    const file = await open(path, 'r');
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD_LENGTH), 0, HEAD_LENGTH, 0);
      return { head: buffer.subarray(0, bytesRead), byteLength: (await file.stat()).size };
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw fileSystemFault(path, cause);
  }
}

/**
 * Looks at a DICOM file to be sent.
 * @throws AmyloscopeError `notFound`, `notDicom`, `invalidDicom` or `truncated`, naming the file.
 */
export async function readStoredObject(path: string): Promise<StoredObject> {
  const { head, byteLength } = await headOf(path);
  if (head.subarray(PREAMBLE_LENGTH, PREAMBLE_LENGTH + 4).toString('latin1') !== 'DICM') {
    throw new AmyloscopeError('notDicom', `${path}: bytes 128 to 131 are not "DICM", so it cannot be sent. Export it as a DICOM file.`);
  }
  const { elements, end } = parseMetaInformation(head, new DataView(head.buffer, head.byteOffset, head.length), PREAMBLE_LENGTH + 4);
  const uid = (keyword: Keyword): string => textOf(head, elements.get(tagOf(keyword))) ?? missing(path, keyword);
  return {
    path, byteLength, dataSetStart: end,
    sopClassUid: uid('MediaStorageSOPClassUID'), sopInstanceUid: uid('MediaStorageSOPInstanceUID'), transferSyntaxUid: uid('TransferSyntaxUID'),
  };
}

function textOf(head: Buffer, element: Element | undefined): string | null {
  return element ? decodeText(head, element.offset, element.length, 'windows-1252').replaceAll('\0', '').trim() : null;
}

function missing(path: string, keyword: Keyword): never {
  throw new AmyloscopeError('invalidDicom', `${path}: ${keyword} is missing from its meta information, so it cannot be sent. Export it again.`);
}

/** The bytes of an object from a place on: the whole file, or its data set. */
export function bytesFrom({ path }: StoredObject, start: number): AsyncIterable<Uint8Array> {
  return createReadStream(path, { start, highWaterMark: CHUNK_LENGTH });
}

/**
 * What stands before a data set in a file: preamble and meta information.
 * Source: DICOM PS3.10 section 7.1.
 */
export function fileHead({ sopClassUid, sopInstanceUid, transferSyntaxUid }: ObjectFacts): Buffer {
  const encoding = transferSyntaxOf(EXPLICIT_LITTLE_ENDIAN);
  const element = (keyword: Keyword, value: Uint8Array) => Buffer.concat(elementOf(tagOf(keyword), representationOf(keyword), value, encoding));
  const text = (keyword: Keyword, value: string) => element(keyword, Buffer.from(value, 'latin1'));
  const rest = Buffer.concat([
    element('FileMetaInformationVersion', Buffer.of(0, 1)),
    text('MediaStorageSOPClassUID', sopClassUid), text('MediaStorageSOPInstanceUID', sopInstanceUid), text('TransferSyntaxUID', transferSyntaxUid),
    text('ImplementationClassUID', IMPLEMENTATION_CLASS), text('ImplementationVersionName', IMPLEMENTATION_VERSION),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(rest.length);
  return Buffer.concat([Buffer.alloc(PREAMBLE_LENGTH), Buffer.from('DICM'), element('FileMetaInformationGroupLength', length), rest]);
}
