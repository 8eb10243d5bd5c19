import type { DataSet } from './data-set.ts';
import { textValue, textValues } from './element-values.ts';
import { tagOf } from './tags.ts';

/** What an object lets us know about text in its pixels; nobody looks at the pixels themselves. */
export type BurnedInText = 'none' | 'stated' | 'suspected';

/** Machines that write the patient's name into the picture, and pictures of screens and papers. */
const writingModalities = new Set(['US', 'IVUS', 'SC', 'OT', 'XC', 'ES', 'DOC', 'SM', 'GM', 'OP', 'SR', 'KO']);
const SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7';

/**
 * Judges by the header whether text may be burned into the pixels: it says so itself, or it says nothing and is of a kind
 * that often has it. A header that says `NO` is believed.
 * Source: DICOM PS3.3 section C.7.6.1.1.1, Burned In Annotation (0028,0301).
 */
export function burnedInText(dataSet: DataSet): BurnedInText {
  const stated = textValue(dataSet, 'BurnedInAnnotation');
  if (stated === 'YES') return 'stated';
  if (stated === 'NO' || !dataSet.elements.has(tagOf('PixelData'))) return 'none';
  const captured = textValue(dataSet, 'SOPClassUID')?.startsWith(SECONDARY_CAPTURE) === true || textValue(dataSet, 'ConversionType') !== null;
  const screen = textValues(dataSet, 'ImageType').some((value) => /SCREEN|SUMMARY|RESULT/i.test(value));
  return captured || screen || writingModalities.has(textValue(dataSet, 'Modality') ?? 'OT') ? 'suspected' : 'none';
}

/** True when planes of an overlay lie in bits of the pixels, where removing the overlay's attributes leaves them. */
export function hasOverlayInPixels(dataSet: DataSet): boolean {
  return [...dataSet.elements.keys()].some((tag) => {
    const [group, element] = [tag >>> 16, tag & 0xffff];
    return group >= 0x6000 && group <= 0x60ff && element === 0x0010 && !dataSet.elements.has(group * 0x10000 + 0x3000);
  });
}
