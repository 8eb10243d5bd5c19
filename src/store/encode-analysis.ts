import { createHash } from 'node:crypto';
import type { QuantityName } from '../measurement/catalogue.ts';
import type { Analysis, AnalysisWithPicture, Thumbnail } from '../modalities/modality.ts';
import type { EncodedAnalysis } from './measurement-store.ts';

/** A thumbnail as it is kept: its pixels lie elsewhere, in the order of the list. */
export type ThumbnailDescription = Omit<Thumbnail, 'greyBase64'>;

/** The parts of an analysis that are long lists of numbers, kept apart because reading them into jsonb takes longest. */
export type NumberLists = Pick<Analysis, 'regions' | 'embedding'>;

/** The rest of an analysis. */
export type AnalysisFacts = Omit<Analysis, keyof NumberLists>;

const utf8 = new TextEncoder();

/**
 * Encodes an analysis for the store: once, where it was made, so that only bytes travel to the process that stores.
 *
 * The paths are left out (the store knows them), and text is made storable: NUL and halves of characters, which
 * PostgreSQL refuses and DICOM files contain, become U+FFFD.
 */
export function encodeAnalysis({ analysis, thumbnails }: AnalysisWithPicture): EncodedAnalysis {
  const { regions, embedding, ...facts } = analysis;
  const { study } = facts;
  const json = storableJson({ ...facts, study: { ...study, files: [] } });
  const numberLists = storableJson({ regions, embedding });
  return {
    modality: analysis.modality,
    studyInstanceUid: storableText(study.studyInstanceUid),
    patientId: storableText(study.patientId),
    studyDate: study.studyDate,
    label: analysis.classification?.label ?? null,
    abnormalUptakeProbability: measuredValue(analysis, 'abnormalUptakeProbability'),
    heartToContralateralRatio: measuredValue(analysis, 'heartToContralateralRatio'),
    imagesHash: imagesHashOf(analysis.modality, study.sopInstanceUids),
    contentHash: sha256(json + numberLists),
    json: utf8.encode(json),
    numberLists: utf8.encode(numberLists),
    thumbnailsJson: utf8.encode(storableJson(thumbnails.map(describe))),
    thumbnailPixels: joinPixels(thumbnails),
  };
}

/** Which images something is about: SHA-256, hexadecimal, of modality and sorted SOP instance UIDs. */
export function imagesHashOf(modality: string, sopInstanceUids: readonly string[]): string {
  return sha256([modality, ...sopInstanceUids.toSorted()].join('\n'));
}

/** The analysis as it was before `encodeAnalysis`, with the paths its files have now. */
export function decodeAnalysis(facts: AnalysisFacts, numberLists: NumberLists, files: readonly string[]): Analysis {
  return { ...facts, ...numberLists, study: { ...facts.study, files } };
}

/** The thumbnails as they were before `encodeAnalysis`. */
export function decodeThumbnails(descriptions: readonly ThumbnailDescription[], pixels: Buffer): readonly Thumbnail[] {
  let end = 0;
  return descriptions.map((description) => {
    const start = end;
    end += description.rows * description.columns;
    return { ...description, greyBase64: pixels.toString('base64', start, end) };
  });
}

/** Text that PostgreSQL can hold: NUL and halves of characters become U+FFFD. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}

/** JSON that PostgreSQL can hold, as `storableText`. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  // Escapes of this kind are rare; only then is the text worth going through again.
  const suspicious = /\\u(?:0000|d[89a-f])/i.test(json);
  return suspicious ? JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? storableText(part) : part)) : json;
}

function measuredValue(analysis: Analysis, quantity: QuantityName): number | null {
  const measurement = analysis.measurements.find((candidate) => candidate.quantity === quantity);
  return measurement?.status === 'measured' ? measurement.value : null;
}

function describe({ greyBase64: _, ...description }: Thumbnail): ThumbnailDescription {
  return description;
}

function joinPixels(thumbnails: readonly Thumbnail[]): Uint8Array {
  const pixels = new Uint8Array(thumbnails.reduce((total, { rows, columns }) => total + rows * columns, 0));
  const buffer = Buffer.from(pixels.buffer);
  let start = 0;
  for (const { rows, columns, greyBase64 } of thumbnails) {
    buffer.write(greyBase64, start, rows * columns, 'base64');
    start += rows * columns;
  }
  return pixels;
}

/** SHA-256, hexadecimal, of text as UTF-8. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
