import type { CodedConcept } from './clinical-codes.ts';
import { representationOf, tagOf, type Keyword } from './tags.ts';

/** A value as it is given: a text, a number, several of either, or the items of a sequence. */
export type ValueToWrite = string | number | readonly (string | number)[] | readonly DataSetToWrite[] | ArrayBuffer;

/** Attributes by keyword; one that is null is written empty, one that is left out is not written. */
export type DataSetToWrite = { readonly [K in Keyword]?: ValueToWrite | null };

interface EncodedElement {
  readonly vr: string;
  readonly Value: readonly unknown[];
}

function encodedValues(value: ValueToWrite | null): readonly unknown[] {
  if (value === null) return [];
  if (value instanceof ArrayBuffer || !Array.isArray(value)) return [value];
  return value.map((one: string | number | DataSetToWrite) => (typeof one === 'object' ? encodeDataSet(one) : one));
}

/** The attributes in the form dcmjs writes: by tag in ascending order, with their representation. */
export function encodeDataSet(dataSet: DataSetToWrite): Record<string, EncodedElement> {
  const elements = Object.entries(dataSet).map(([keyword, value]) => {
    const tag = tagOf(keyword as Keyword).toString(16).toUpperCase().padStart(8, '0');
    return [tag, { vr: representationOf(keyword as Keyword), Value: encodedValues(value) }] as const;
  });
  return Object.fromEntries(elements.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** One item of a code sequence. */
export function codeItem({ value, scheme, meaning }: CodedConcept): readonly DataSetToWrite[] {
  return [{ CodeValue: value, CodingSchemeDesignator: scheme, CodeMeaning: meaning }];
}

/** At most 16 characters, as a decimal string allows. Source: DICOM PS3.5 section 6.2, DS. */
export function decimalText(value: number): string {
  return String(Number(value.toPrecision(9)));
}
