import type { DataSet } from './data-set.ts';
import { dicomFault, EXPORT_AGAIN } from './dicom-fault.ts';
import { numberValues } from './element-values.ts';
import { luminance } from './luminance.ts';
import { tagOf, type Keyword } from './tags.ts';

/** Colours of each palette entry, 0 to 255, and the stored value the first entry stands for. */
export interface ColourPalette {
  readonly firstValue: number;
  readonly red: Float32Array;
  readonly green: Float32Array;
  readonly blue: Float32Array;
}

/** Grey value 0 to 255 of each palette entry, and the stored value the first entry stands for. */
export interface GreyPalette {
  readonly firstValue: number;
  readonly greys: Float32Array;
}

/** Entries of one colour, scaled to 0 to 255. */
function readColour(dataSet: DataSet, descriptor: Keyword, data: Keyword): { firstValue: number; entries: Float32Array } {
  const [stated, firstValue, bits] = numberValues(dataSet, descriptor);
  const element = dataSet.elements.get(tagOf(data));
  if (stated == null || firstValue == null || (bits !== 8 && bits !== 16) || !element) {
    throw dicomFault('invalidDicom', descriptor, 'or its data are missing or incomplete', 'PALETTE COLOR needs three numbers: entries, first value, 8 or 16 bits.', EXPORT_AGAIN);
  }
  const count = stated === 0 ? 65_536 : stated;
  // Some writers state 16 bits and store bytes; the length tells.
  const wide = element.length >= count * 2;
  if (element.length < count) throw dicomFault('truncated', data, `holds ${element.length} bytes`, `${count} entries are announced.`, EXPORT_AGAIN);
  const entries = Float32Array.from({ length: count }, (_, i) => (wide
    ? dataSet.view.getUint16(element.offset + i * 2, dataSet.encoding.littleEndian)
    : dataSet.bytes[element.offset + i]));
  const scale = wide && entries.some((value) => value > 255) ? 255 / 65_535 : 1;
  return { firstValue, entries: entries.map((value) => value * scale) };
}

/**
 * The colour of every palette entry.
 * @throws AmyloscopeError `invalidDicom` or `truncated` when a table is missing or shorter than it says.
 * Source: DICOM PS3.3 section C.7.6.3.1.5.
 */
export function readColourPalette(dataSet: DataSet): ColourPalette {
  const red = readColour(dataSet, 'RedPaletteColorLookupTableDescriptor', 'RedPaletteColorLookupTableData');
  const green = readColour(dataSet, 'GreenPaletteColorLookupTableDescriptor', 'GreenPaletteColorLookupTableData');
  const blue = readColour(dataSet, 'BluePaletteColorLookupTableDescriptor', 'BluePaletteColorLookupTableData');
  if (green.entries.length !== red.entries.length || blue.entries.length !== red.entries.length) {
    throw dicomFault('invalidDicom', 'GreenPaletteColorLookupTableDescriptor', `announces ${green.entries.length} entries`,
      `All three tables must have as many as red, ${red.entries.length}.`, EXPORT_AGAIN);
  }
  return { firstValue: red.firstValue, red: red.entries, green: green.entries, blue: blue.entries };
}

/** The grey of every palette entry. @throws AmyloscopeError as `readColourPalette`. */
export function readGreyPalette(dataSet: DataSet): GreyPalette {
  const { firstValue, red, green, blue } = readColourPalette(dataSet);
  return { firstValue, greys: red.map((value, i) => luminance(value, green[i], blue[i])) };
}
