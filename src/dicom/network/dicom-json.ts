import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import { tagOf, type Keyword } from '../tags.ts';

/** One data set in the JSON model. Source: DICOM PS3.18 annex F. */
export type JsonDataSet = Readonly<Record<string, { readonly vr?: string; readonly Value?: readonly unknown[] }>>;

/** The name of an attribute in the JSON model. @example jsonTag('StudyInstanceUID') // '0020000D' */
export function jsonTag(keyword: Keyword): string {
  return tagOf(keyword).toString(16).toUpperCase().padStart(8, '0');
}

/**
 * Data sets of an answer: a list, or one alone.
 * @throws AmyloscopeError `peerFailed` when it is not JSON.
 */
export function parseJsonDataSets(text: string, from: string): readonly JsonDataSet[] {
  try {
    const parsed: unknown = JSON.parse(text);
    const all = Array.isArray(parsed) ? parsed : [parsed];
    return all.filter((one): one is JsonDataSet => typeof one === 'object' && one !== null);
  } catch (cause) {
    throw new AmyloscopeError('peerFailed', `${from} answered with something that is not JSON. Check that its address is that of a DICOMweb service.`, { cause });
  }
}

/** Values as texts; a name of a person as its alphabetic form. */
export function jsonTexts(dataSet: JsonDataSet, keyword: Keyword): readonly string[] {
  const values = dataSet[jsonTag(keyword)]?.Value;
  return (Array.isArray(values) ? values : []).map((value: unknown) => {
    if (typeof value !== 'object' || value === null) return String(value ?? '');
    return 'Alphabetic' in value ? String(value.Alphabetic) : '';
  });
}

/** The first value as a text, or an empty one. */
export function jsonText(dataSet: JsonDataSet, keyword: Keyword): string {
  return jsonTexts(dataSet, keyword)[0] ?? '';
}

/** The first value as a count; null where it is none. */
export function jsonCount(dataSet: JsonDataSet, keyword: Keyword): number | null {
  const number = Number(jsonText(dataSet, keyword) || Number.NaN);
  return Number.isInteger(number) && number >= 0 ? number : null;
}

/** The items of a sequence. */
export function jsonItems(dataSet: JsonDataSet, keyword: Keyword): readonly JsonDataSet[] {
  const values = dataSet[jsonTag(keyword)]?.Value;
  return (Array.isArray(values) ? values : []).filter((one): one is JsonDataSet => typeof one === 'object' && one !== null);
}
