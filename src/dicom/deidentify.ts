import { deflateRawSync } from 'node:zlib';
import type { TextBox } from '../image/find-text.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { ChangeCounter, type ChangedAttribute } from './change-counter.ts';
import { cleanRegions, type CleanedPixels } from './clean-regions.ts';
import { rewriteDataSet, type WrittenElement } from './deidentify-data-set.ts';
import type { DeidentifyOptions } from './deidentify-options.ts';
import { deidentificationElements, fileStart, pixelElements, writtenAnew } from './deidentified-file.ts';
import type { DataSet } from './data-set.ts';
import { dicomFault } from './dicom-fault.ts';
import { textValue, uidValue } from './element-values.ts';
import { identifyingWords, identityText, readIdentityOf, repetitionFinder, type Identity } from './identity.ts';
import { parseDataSet, type ParsedFile } from './parse-data-set.ts';
import { parseElements } from './parse-elements.ts';
import type { SiteKey } from './site-key.ts';
import { tagOf } from './tags.ts';
import { EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN } from './transfer-syntax.ts';
import { leavesIdentity, unjudgedIn, type Unjudged } from './unjudged.ts';

const TRAILING_PADDING = 0xfffcfffc;

/** What became of one object. It holds no original value. */
export interface DeidentificationReport {
  readonly changes: readonly ChangedAttribute[];
  readonly unjudged: readonly Unjudged[];
  /** What (0012,0062) says: attributes and pixels are both without identity, as far as is known. */
  readonly identityRemoved: boolean;
  readonly pixelsCleaned: boolean;
  /** Where text was found inside of cleaned regions and blanked, in pixels of the picture. */
  readonly textBlanked: readonly TextBox[];
}

/** Whom an object was about, for the table by which a site finds back. Never to leave the site. */
export interface Subject {
  readonly pseudonym: string;
  /** null when the object had been de-identified with this key before. */
  readonly identity: Identity | null;
  /** UIDs that were replaced. */
  readonly uids: readonly string[];
  readonly sopInstanceUid: string;
}

export interface Deidentified {
  readonly bytes: Uint8Array;
  readonly report: DeidentificationReport;
  readonly subject: Subject;
  /** The new UIDs, which may name a file. */
  readonly sopInstanceUid: string;
  readonly studyInstanceUid: string | null;
}

function checkKind(dataSet: DataSet): void {
  if (dataSet.elements.has(tagOf('DirectoryRecordSequence'))) {
    throw dicomFault('notRecognised', 'DirectoryRecordSequence', 'is present', 'This is a DICOMDIR, a list of files.', 'De-identify the files it lists, and make a new list of the results.');
  }
  if (dataSet.elements.has(tagOf('EncapsulatedDocument'))) {
    throw dicomFault('unsupportedEncoding', 'EncapsulatedDocument', 'is present', 'What a document inside of DICOM says about a person cannot be taken out.', 'Leave this file out.');
  }
}

/** How the result is written: as the file is, but for pixels that had to be decompressed, and as it is in truth when the file misstated it. */
function writtenSyntax({ dataSet, transferSyntax }: ParsedFile, cleaned: CleanedPixels | null): string {
  const { explicit, littleEndian } = dataSet.encoding;
  const misstated = transferSyntax.family === 'native' && littleEndian && !transferSyntax.deflated && explicit !== transferSyntax.explicit;
  if (!cleaned?.decompressed && !misstated) return transferSyntax.uid;
  return explicit ? EXPLICIT_LITTLE_ENDIAN : IMPLICIT_LITTLE_ENDIAN;
}

function inOrder(elements: readonly WrittenElement[], added: readonly WrittenElement[]): Uint8Array {
  const byTag = new Map([...elements, ...added].map((element) => [element.tag, element]));
  return Buffer.concat([...byTag.values()].sort((a, b) => a.tag - b.tag).flatMap(({ bytes }) => bytes));
}

/** Names what stands behind the pixels, which is left out: padding, signatures, or whatever a writer put there. */
function noteWhatFollows({ bytes, view, encoding, elements }: DataSet, note: ChangeCounter['note']): void {
  const pixels = elements.get(tagOf('PixelData'));
  const start = pixels ? pixels.offset + pixels.length : bytes.length;
  if (start >= bytes.length) return;
  try {
    for (const tag of parseElements({ bytes, view, start, end: bytes.length, encoding }).elements.keys()) note(tag, 'removed');
  } catch (error) {
    if (!(error instanceof AmyloscopeError)) throw error;
    note(TRAILING_PADDING, 'removed');
  }
}

interface Pseudonymised {
  readonly pseudonym: string;
  /** null when the object bears a pseudonym of this key already. */
  readonly identity: Identity | null;
  /** True when this key de-identified the object before, so that its dates are shifted already. */
  readonly known: boolean;
}

function pseudonymise(dataSet: DataSet, key: SiteKey, sopInstanceUid: string): Pseudonymised {
  const identity = readIdentityOf(dataSet);
  const { patientId } = identity;
  if (patientId && key.isOwnPseudonym(patientId)) return { pseudonym: patientId, identity: null, known: key.isOwnUid(sopInstanceUid) };
  return { pseudonym: key.pseudonym(identityText(identity, textValue(dataSet, 'StudyInstanceUID'))), identity, known: false };
}

/**
 * De-identifies one DICOM object by the basic profile with options. Patient's name and number become a pseudonym, UIDs
 * become others that still refer to each other; everything that need not change stays byte for byte, compressed pixels too.
 *
 * @param bytes the whole file.
 * @returns a file in the same transfer syntax, unless regions of compressed pixels were cleaned. What was de-identified with
 *   this key and these options before comes back unchanged.
 * @throws AmyloscopeError as `parseDataSet` does, `notRecognised` for a DICOMDIR, `unsupportedEncoding` for an encapsulated
 *   document, for text stated to be in the pixels, and for pixels that cannot be cleaned; `invalidDicom` without UIDs.
 * Source: DICOM PS3.15 2024b, annex E.
 */
export async function deidentify(bytes: Uint8Array, key: SiteKey, options: DeidentifyOptions): Promise<Deidentified> {
  const file = parseDataSet(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const { dataSet } = file;
  checkKind(dataSet);
  const sopInstanceUid = uidValue(dataSet, 'SOPInstanceUID');
  const newUid = key.replacementUid(sopInstanceUid);
  const cleaned = options.cleanRegions ? await cleanRegions(file, !options.pixelsChecked) : null;
  const { identity, pseudonym, known } = pseudonymise(dataSet, key, sopInstanceUid);
  const words = identity ? identifyingWords(dataSet) : [];
  const unjudged = unjudgedIn(dataSet, { cleaned, options, known, words });
  const report = { unjudged, identityRemoved: !unjudged.some(leavesIdentity), pixelsCleaned: cleaned !== null, textBlanked: cleaned?.textBlanked ?? [] };
  const [counter, uids] = [new ChangeCounter(), new Set<string>()];
  const rewritten = rewriteDataSet(dataSet, {
    ...options, writtenAnew, note: counter.note, shiftDays: known ? 0 : key.shiftDays(pseudonym), repeatsIdentity: repetitionFinder(words),
    replacementUid: (original) => {
      const replacement = key.replacementUid(original);
      if (replacement !== original) uids.add(original);
      return replacement;
    },
  });
  noteWhatFollows(dataSet, counter.note);
  if (identity) for (const keyword of ['PatientName', 'PatientID'] as const) if (textValue(dataSet, keyword)) counter.note(tagOf(keyword), 'replaced');
  const kept = cleaned?.decompressed ? rewritten.filter(({ tag }) => !isOffsetTable(tag)) : rewritten;
  const content = inOrder(kept, [...deidentificationElements(dataSet, { ...report, options, pseudonym, keyFingerprint: key.fingerprint }), ...pixelElements(dataSet.encoding, cleaned)]);
  const start = fileStart(uidValue(dataSet, 'SOPClassUID'), newUid, writtenSyntax(file, cleaned));
  const studyInstanceUid = textValue(dataSet, 'StudyInstanceUID');
  return {
    bytes: Buffer.concat([start, file.transferSyntax.deflated ? deflated(content) : content]),
    report: { changes: counter.changes(), ...report },
    subject: { pseudonym, identity, uids: [...uids], sopInstanceUid },
    sopInstanceUid: newUid,
    studyInstanceUid: studyInstanceUid && key.replacementUid(studyInstanceUid),
  };
}

function isOffsetTable(tag: number): boolean {
  return tag === tagOf('ExtendedOffsetTable') || tag === tagOf('ExtendedOffsetTableLengths');
}

function deflated(content: Uint8Array): Uint8Array {
  const packed = deflateRawSync(content);
  return packed.length % 2 === 0 ? packed : Buffer.concat([packed, Buffer.alloc(1)]);
}
