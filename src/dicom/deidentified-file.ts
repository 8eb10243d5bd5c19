import { software } from '../measurement/software.ts';
import type { CleanedPixels } from './clean-regions.ts';
import { PROFILE_EDITION } from './confidentiality-profile.ts';
import type { WrittenElement } from './deidentify-data-set.ts';
import type { DeidentifyOptions } from './deidentify-options.ts';
import type { DataSet, Encoding } from './data-set.ts';
import { IMPLEMENTATION_CLASS, IMPLEMENTATION_VERSION } from './encode-file.ts';
import { tagOf, type Keyword } from './tags.ts';
import { elementOf, sequenceOf, textElement } from './write-elements.ts';

const PREAMBLE_LENGTH = 128;

/** Codes of the profile and its options. Source: DICOM PS3.16, context group 7050. */
const codes = {
  basic: ['113100', 'Basic Application Confidentiality Profile'],
  pixels: ['113101', 'Clean Pixel Data Option'],
  dates: ['113107', 'Retain Longitudinal Temporal Information Modified Dates Option'],
  patient: ['113108', 'Retain Patient Characteristics Option'],
  device: ['113109', 'Retain Device Identity Option'],
  safePrivate: ['113111', 'Retain Safe Private Option'],
} as const;

/** The attributes of `deidentificationElements`, which take the place of those of the file. */
export const writtenAnew: ReadonlySet<number> = new Set([
  'PatientName', 'PatientID', 'PatientIdentityRemoved', 'DeidentificationMethod', 'DeidentificationMethodCodeSequence', 'LongitudinalTemporalInformationModified',
].map((keyword) => tagOf(keyword as Keyword)));

interface Deidentification {
  readonly options: DeidentifyOptions;
  readonly pseudonym: string;
  readonly identityRemoved: boolean;
  readonly pixelsCleaned: boolean;
  readonly keyFingerprint: string;
}

function written(keyword: Keyword, bytes: Uint8Array): WrittenElement {
  return { tag: tagOf(keyword), bytes: [bytes] };
}

function methodCodes({ options, pixelsCleaned }: Deidentification, encoding: Encoding): Uint8Array {
  const { retained, safePrivate } = options;
  const used = { basic: true, pixels: pixelsCleaned, ...retained, safePrivate: safePrivate.length > 0 };
  const items = (Object.keys(codes) as (keyof typeof codes)[]).filter((name) => used[name]).map((name) => Buffer.concat([
    textElement('CodeValue', codes[name][0], encoding), textElement('CodingSchemeDesignator', 'DCM', encoding), textElement('CodeMeaning', codes[name][1], encoding),
  ]));
  return sequenceOf(tagOf('DeidentificationMethodCodeSequence'), encoding.explicit ? 'SQ' : '', items, encoding);
}

/** The attributes that say who the patient is now and how the object was de-identified. Source: DICOM PS3.15 section E.1.1. */
export function deidentificationElements(dataSet: DataSet, deidentification: Deidentification): WrittenElement[] {
  const { encoding, elements } = dataSet;
  const { pseudonym, identityRemoved, keyFingerprint, options, pixelsCleaned } = deidentification;
  const text = (keyword: Keyword, value: string) => written(keyword, textElement(keyword, value, encoding));
  const pixelsKnown = elements.has(tagOf('PixelData')) && (pixelsCleaned || options.pixelsChecked);
  return [
    text('PatientName', pseudonym),
    text('PatientID', pseudonym),
    text('PatientIdentityRemoved', identityRemoved ? 'YES' : 'NO'),
    text('DeidentificationMethod', `${PROFILE_EDITION} annex E\\Amyloscope ${software.version}\\Site key ${keyFingerprint}`),
    written('DeidentificationMethodCodeSequence', methodCodes(deidentification, encoding)),
    ...(pixelsKnown ? [text('BurnedInAnnotation', 'NO')] : []),
    text('LongitudinalTemporalInformationModified', options.retained.dates ? 'MODIFIED' : 'REMOVED'),
  ];
}

/** Preamble and meta information, written anew: a preamble may hold anything, and the old one names the sending system. Source: DICOM PS3.10 section 7.1. */
export function fileStart(sopClassUid: string, sopInstanceUid: string, transferSyntaxUid: string): Uint8Array {
  const encoding = { explicit: true, littleEndian: true };
  const meta = Buffer.concat([
    ...elementOf(tagOf('FileMetaInformationVersion'), 'OB', Buffer.of(0, 1), encoding),
    textElement('MediaStorageSOPClassUID', sopClassUid, encoding),
    textElement('MediaStorageSOPInstanceUID', sopInstanceUid, encoding),
    textElement('TransferSyntaxUID', transferSyntaxUid, encoding),
    textElement('ImplementationClassUID', IMPLEMENTATION_CLASS, encoding),
    textElement('ImplementationVersionName', IMPLEMENTATION_VERSION, encoding),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length);
  return Buffer.concat([Buffer.alloc(PREAMBLE_LENGTH), Buffer.from('DICM'), ...elementOf(tagOf('FileMetaInformationGroupLength'), 'UL', length, encoding), meta]);
}

/** The attributes that cleaned pixels bring; none when nothing was cleaned. */
export function pixelElements(encoding: Encoding, cleaned: CleanedPixels | null): WrittenElement[] {
  if (!cleaned) return [];
  const stated = (representation: string) => (encoding.explicit ? representation : '');
  const short = (keyword: Keyword, value: number): WrittenElement => {
    const bytes = Buffer.alloc(2);
    bytes[encoding.littleEndian ? 0 : 1] = value;
    return { tag: tagOf(keyword), bytes: elementOf(tagOf(keyword), stated('US'), bytes, encoding) };
  };
  return [
    ...(cleaned.decompressed ? [
      written('PhotometricInterpretation', textElement('PhotometricInterpretation', cleaned.photometricInterpretation, encoding)),
      ...(cleaned.samplesPerPixel > 1 ? [short('PlanarConfiguration', cleaned.planar ? 1 : 0)] : []),
      short('BitsAllocated', cleaned.bitsAllocated),
    ] : []),
    { tag: tagOf('PixelData'), bytes: elementOf(tagOf('PixelData'), stated(cleaned.bitsAllocated > 8 ? 'OW' : 'OB'), cleaned.bytes, encoding, 'OB') },
  ];
}
