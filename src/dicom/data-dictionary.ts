import dcmjs from 'dcmjs';
import { formatTag } from './tags.ts';

/** A standard attribute: its keyword, and its value representation, which implicit VR files do not carry. */
export interface DictionaryEntry {
  readonly keyword: string;
  readonly vr: string;
}

const { dictionary } = dcmjs.data.DicomMetaDictionary;

/**
 * Looks an attribute up in the whole data dictionary; null for a private one and one that the standard does not have.
 * Source: DICOM PS3.6, as dcmjs carries it.
 */
export function dictionaryEntry(tag: number): DictionaryEntry | null {
  const entry = dictionary[formatTag(tag)];
  return entry ? { keyword: entry.name.replace(/^RETIRED_/, ''), vr: entry.vr } : null;
}
