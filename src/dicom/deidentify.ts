import { deflateRawSync } from 'node:zlib';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { burnedInText, hasOverlayInPixels } from './burned-in-text.ts';
import { cleanRegions, type CleanedPixels } from './clean-regions.ts';
import { changedAttribute, rewriteDataSet, type Change, type ChangedAttribute, type WrittenElement } from './deidentify-data-set.ts';
import type { DeidentifyOptions } from './deidentify-options.ts';
import { deidentificationElements, fileStart, pixelElements, writtenAnew } from './deidentified-file.ts';
import type { DataSet } from './data-set.ts';
import { dicomFault } from './dicom-fault.ts';
import { textValue, uidValue } from './element-values.ts';
import { identityText, readIdentityOf, repetitionFinder, type Identity } from './identity.ts';
import { parseDataSet, type ParsedFile } from './parse-data-set.ts';
import { parseElements } from './parse-elements.ts';
import type { SiteKey } from './site-key.ts';
import { tagOf } from './tags.ts';
import { EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN } from './transfer-syntax.ts';

const TRAILING_PADDING = 0xfffcfffc;

/** What nobody has judged, so that a person must. */
export type Unjudged =
  /** The kind of picture often has the patient's name in it, and its header does not say. */
  | 'burnedInTextSuspected'
  /** Outside of the regions all is blank; inside of them text may stand. */
  | 'textInsideRegions'
  /** Planes of an overlay lie in bits of the pixels. */
  | 'overlayInPixels'
  /** The object says that a face can be made out of its pixels. */
  | 'recognisableFeatures';

/** What became of one object. It holds no original value. */
export interface DeidentificationReport {
  readonly changes: readonly ChangedAttribute[];
  readonly unjudged: readonly Unjudged[];
  /** What (0012,0062) says: attributes and pixels are both without identity, as far as is known. */
  readonly identityRemoved: boolean;
  readonly pixelsCleaned: boolean;
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

/** @throws AmyloscopeError when the file itself says that a person can be read in the picture, and nothing was done about it. */
function judgePixels(dataSet: DataSet, cleaned: CleanedPixels | null, { pixelsChecked }: DeidentifyOptions): Unjudged[] {
  if (pixelsChecked) return [];
  const burnedIn = burnedInText(dataSet);
  if (burnedIn === 'stated' && !cleaned) {
    throw dicomFault('unsupportedEncoding', 'BurnedInAnnotation', 'is "YES"', 'Text in the pixels names the patient and stays there.',
      'Clean ultrasound regions, or look at the picture and state that it was checked, or leave this file out.');
  }
  const unjudged: Unjudged[] = cleaned ? ['textInsideRegions'] : burnedIn === 'suspected' ? ['burnedInTextSuspected'] : [];
  if (hasOverlayInPixels(dataSet)) unjudged.push('overlayInPixels');
  if (textValue(dataSet, 'RecognizableVisualFeatures') === 'YES') unjudged.push('recognisableFeatures');
  return unjudged;
}

/** Counts changes by attribute and kind, in the order of the attributes. */
class ChangeCounter {
  readonly #counts = new Map<string, { tag: number; change: Change; count: number }>();

  readonly note = (tag: number, change: Change): void => {
    const key = `${tag} ${change}`;
    const entry = this.#counts.get(key) ?? { tag, change, count: 0 };
    this.#counts.set(key, { ...entry, count: entry.count + 1 });
  };

  changes(): ChangedAttribute[] {
    return [...this.#counts.values()].sort((a, b) => a.tag - b.tag).map(({ tag, change, count }) => changedAttribute(tag, change, count));
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
  readonly identity: Identity;
  readonly pseudonym: string;
  readonly known: boolean;
}

function pseudonymise(dataSet: DataSet, key: SiteKey): Pseudonymised {
  const identity = readIdentityOf(dataSet);
  const known = key.isOwnPseudonym(identity.patientId ?? '');
  return { identity, known, pseudonym: known ? identity.patientId! : key.pseudonym(identityText(identity, textValue(dataSet, 'StudyInstanceUID'))) };
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
  const sopClassUid = uidValue(dataSet, 'SOPClassUID');
  const cleaned = options.cleanRegions ? await cleanRegions(file) : null;
  const unjudged = judgePixels(dataSet, cleaned, options);
  const { identity, pseudonym, known } = pseudonymise(dataSet, key);
  const [counter, uids] = [new ChangeCounter(), new Set<string>()];
  const replacementUid = (original: string) => {
    const replacement = key.replacementUid(original);
    if (replacement !== original) uids.add(original);
    return replacement;
  };
  const rewritten = rewriteDataSet(dataSet, {
    ...options, replacementUid, writtenAnew, note: counter.note, shiftDays: known ? 0 : key.shiftDays(pseudonym), repeatsIdentity: known ? () => false : repetitionFinder(dataSet),
  });
  noteWhatFollows(dataSet, counter.note);
  if (!known) for (const keyword of ['PatientName', 'PatientID'] as const) if (textValue(dataSet, keyword)) counter.note(tagOf(keyword), 'replaced');
  const identityRemoved = !unjudged.some((one) => one !== 'textInsideRegions');
  const added = [
    ...deidentificationElements(dataSet, { options, pseudonym, identityRemoved, pixelsCleaned: cleaned !== null, keyFingerprint: key.fingerprint }),
    ...pixelElements(dataSet.encoding, cleaned),
  ];
  const newUid = key.replacementUid(sopInstanceUid);
  const content = inOrder(rewritten.filter(({ tag }) => !cleaned?.decompressed || !isOffsetTable(tag)), added);
  const start = fileStart(sopClassUid, newUid, writtenSyntax(file, cleaned));
  const studyInstanceUid = textValue(dataSet, 'StudyInstanceUID');
  return {
    bytes: Buffer.concat([start, file.transferSyntax.deflated ? deflated(content) : content]),
    report: { changes: counter.changes(), unjudged, identityRemoved, pixelsCleaned: cleaned !== null },
    subject: { pseudonym, identity: known ? null : identity, uids: [...uids], sopInstanceUid },
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
