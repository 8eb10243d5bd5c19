import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { quoteValue } from './dicom-fault.ts';

/** The family of codecs that decodes a frame; `native` needs none, HTJ2K is part of JPEG 2000. */
export type CodecFamily = 'native' | 'rle' | 'jpeg' | 'jpegLs' | 'jpeg2000';

/** How a data set and its pixels are written down. */
export interface TransferSyntax {
  readonly uid: string;
  readonly name: string;
  readonly family: CodecFamily;
  readonly explicit: boolean;
  readonly littleEndian: boolean;
  readonly deflated: boolean;
  /** `always` when decoded pixels cannot be the original ones, `perhaps` when the syntax allows both. */
  readonly lossy: 'never' | 'perhaps' | 'always';
}

function encapsulated(uid: string, name: string, family: CodecFamily, lossy: TransferSyntax['lossy']): TransferSyntax {
  return { uid, name, family, lossy, explicit: true, littleEndian: true, deflated: false };
}

const native = { family: 'native', lossy: 'never', explicit: true, littleEndian: true, deflated: false } as const;

/** Source: DICOM PS3.5 sections 10 and A.4, PS3.6 table A-1. */
const supported: readonly TransferSyntax[] = [
  { ...native, uid: '1.2.840.10008.1.2', name: 'Implicit VR Little Endian', explicit: false },
  { ...native, uid: '1.2.840.10008.1.2.1', name: 'Explicit VR Little Endian' },
  { ...native, uid: '1.2.840.10008.1.2.1.99', name: 'Deflated Explicit VR Little Endian', deflated: true },
  { ...native, uid: '1.2.840.10008.1.2.2', name: 'Explicit VR Big Endian', littleEndian: false },
  encapsulated('1.2.840.10008.1.2.5', 'RLE Lossless', 'rle', 'never'),
  encapsulated('1.2.840.10008.1.2.4.50', 'JPEG Baseline (Process 1)', 'jpeg', 'always'),
  encapsulated('1.2.840.10008.1.2.4.51', 'JPEG Extended (Process 2 and 4)', 'jpeg', 'always'),
  encapsulated('1.2.840.10008.1.2.4.57', 'JPEG Lossless, Non-Hierarchical (Process 14)', 'jpeg', 'never'),
  encapsulated('1.2.840.10008.1.2.4.70', 'JPEG Lossless, First-Order Prediction', 'jpeg', 'never'),
  encapsulated('1.2.840.10008.1.2.4.80', 'JPEG-LS Lossless', 'jpegLs', 'never'),
  encapsulated('1.2.840.10008.1.2.4.81', 'JPEG-LS Lossy (Near-Lossless)', 'jpegLs', 'perhaps'),
  encapsulated('1.2.840.10008.1.2.4.90', 'JPEG 2000 Lossless Only', 'jpeg2000', 'never'),
  encapsulated('1.2.840.10008.1.2.4.91', 'JPEG 2000', 'jpeg2000', 'perhaps'),
  encapsulated('1.2.840.10008.1.2.4.201', 'High-Throughput JPEG 2000 Lossless Only', 'jpeg2000', 'never'),
  encapsulated('1.2.840.10008.1.2.4.202', 'High-Throughput JPEG 2000 with RPCL Lossless Only', 'jpeg2000', 'never'),
  encapsulated('1.2.840.10008.1.2.4.203', 'High-Throughput JPEG 2000', 'jpeg2000', 'perhaps'),
];

const byUid = new Map(supported.map((syntax) => [syntax.uid, syntax]));

export const IMPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2';
export const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';

/**
 * The transfer syntax of a UID.
 * @throws AmyloscopeError `unsupportedEncoding` for any other, naming it.
 */
export function transferSyntaxOf(uid: string): TransferSyntax {
  const found = byUid.get(uid);
  if (found) return found;
  throw new AmyloscopeError('unsupportedEncoding',
    `(0002,0010) TransferSyntaxUID is ${quoteValue(uid)}, which Amyloscope does not decode. `
    + 'Export the image as Explicit VR Little Endian (1.2.840.10008.1.2.1) or another lossless syntax.');
}

/** True for encodings whose data sets and pixels Amyloscope reads. */
export function isSupportedSyntax(uid: string): boolean {
  return byUid.has(uid);
}
