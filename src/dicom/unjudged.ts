import { burnedInText, hasOverlayInPixels } from './burned-in-text.ts';
import type { CleanedPixels } from './clean-regions.ts';
import type { DeidentifyOptions } from './deidentify-options.ts';
import type { DataSet } from './data-set.ts';
import { dicomFault } from './dicom-fault.ts';
import { textValue } from './element-values.ts';
import { standsInBytes } from './identity.ts';
import { tagOf } from './tags.ts';

/** What nobody has judged, so that a person must. */
export type Unjudged =
  /** The kind of picture often has the patient's name in it, and its header does not say. */
  | 'burnedInTextSuspected'
  /** Outside of the regions all is blank, and text found inside of them; more may stand there. */
  | 'textInsideRegions'
  /** Text was found inside of the regions and blanked: a part of the picture is gone. */
  | 'textBlankedInRegions'
  /** Planes of an overlay lie in bits of the pixels. */
  | 'overlayInPixels'
  /** The object says that a face can be made out of its pixels. */
  | 'recognisableFeatures'
  /** A name or number of the object stands in its compressed pixels, as in a comment of JPEG. */
  | 'nameInCodeStream'
  /** When it was de-identified with this key before, something was left that nobody has judged since. */
  | 'unjudgedBefore';

/** What a judgement is made of, beside the object itself. */
export interface Circumstances {
  readonly cleaned: CleanedPixels | null;
  readonly options: DeidentifyOptions;
  /** True when this key de-identified the object before. */
  readonly known: boolean;
  /** Names and numbers of the people of the object. */
  readonly words: readonly string[];
}

/**
 * Names what nobody has judged.
 * @throws AmyloscopeError `unsupportedEncoding` when the file itself says that a person can be read in the picture, and
 *   nothing was done about it.
 */
export function unjudgedIn(dataSet: DataSet, { cleaned, options, known, words }: Circumstances): readonly Unjudged[] {
  if (options.pixelsChecked) return [];
  const burnedIn = burnedInText(dataSet);
  if (burnedIn === 'stated' && !cleaned) {
    throw dicomFault('unsupportedEncoding', 'BurnedInAnnotation', 'is "YES"', 'Text in the pixels names the patient and stays there.',
      'Clean ultrasound regions, or look at the picture and state that it was checked, or leave this file out.');
  }
  const found: Unjudged[] = [];
  if (burnedIn === 'suspected' && !cleaned) found.push('burnedInTextSuspected');
  if (hasOverlayInPixels(dataSet)) found.push('overlayInPixels');
  if (textValue(dataSet, 'RecognizableVisualFeatures') === 'YES') found.push('recognisableFeatures');
  if (!cleaned && isNamedInCodeStream(dataSet, words)) found.push('nameInCodeStream');
  // The overlay is gone by now, but not what it left in the pixels.
  if (found.length === 0 && !cleaned && known && textValue(dataSet, 'PatientIdentityRemoved') === 'NO') found.push('unjudgedBefore');
  return cleaned ? ['textInsideRegions', ...(cleaned.textBlanked.length > 0 ? ['textBlankedInRegions' as const] : []), ...found] : found;
}

/** Whether an object with this left to judge may still say who the patient is. */
export function leavesIdentity(one: Unjudged): boolean {
  return one !== 'textInsideRegions' && one !== 'textBlankedInRegions';
}

function isNamedInCodeStream({ elements, bytes }: DataSet, words: readonly string[]): boolean {
  const pixels = elements.get(tagOf('PixelData'));
  return pixels?.fragments != null && standsInBytes(words, bytes.subarray(pixels.offset, pixels.offset + pixels.length));
}
