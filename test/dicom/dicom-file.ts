import { representationOf, tagOf, type Keyword } from '../../src/dicom/tags.ts';

type Value = string | number | readonly number[] | Uint8Array | readonly Content[];
export type Content = { readonly [K in Keyword]?: Value };

const longForm = new Set(['OB', 'OW', 'OF', 'OD', 'OV', 'SQ', 'UN']);

function padded(bytes: Uint8Array, padding: number): Uint8Array {
  return bytes.length % 2 === 0 ? bytes : Uint8Array.from([...bytes, padding]);
}

function binary(values: readonly number[], size: 2 | 4 | 8, write: (view: DataView, at: number, value: number) => void): Uint8Array {
  const bytes = new Uint8Array(values.length * size);
  values.forEach((value, i) => write(new DataView(bytes.buffer), i * size, value));
  return bytes;
}

function valueBytes(value: Value, vr: string): Uint8Array {
  if (value instanceof Uint8Array) return padded(value, 0);
  if (vr === 'SQ') return Buffer.concat((value as readonly Content[]).map(itemBytes));
  if (vr === 'US') return binary([value].flat() as number[], 2, (view, at, one) => view.setUint16(at, one, true));
  if (vr === 'UL') return binary([value].flat() as number[], 4, (view, at, one) => view.setUint32(at, one, true));
  if (vr === 'FL') return binary([value].flat() as number[], 4, (view, at, one) => view.setFloat32(at, one, true));
  if (vr === 'FD') return binary([value].flat() as number[], 8, (view, at, one) => view.setFloat64(at, one, true));
  return padded(Buffer.from([value].flat().join('\\'), 'latin1'), vr === 'UI' ? 0 : 0x20);
}

function itemBytes(content: Content): Uint8Array {
  const body = dataSetBytes(content);
  return Buffer.concat([binary([0xfffe, 0xe000], 2, (view, at, one) => view.setUint16(at, one, true)), lengthBytes(body.length), body]);
}

function lengthBytes(length: number): Uint8Array {
  return binary([length], 4, (view, at, one) => view.setUint32(at, one, true));
}

/** One element in explicit VR little endian. */
export function elementBytes(keyword: Keyword, value: Value, vr: string = representationOf(keyword)): Uint8Array {
  const tag = tagOf(keyword);
  const body = valueBytes(value, vr);
  const header = [...binary([tag >>> 16, tag & 0xffff], 2, (view, at, one) => view.setUint16(at, one, true)), ...Buffer.from(vr)];
  const length = longForm.has(vr) ? [0, 0, ...lengthBytes(body.length)] : [body.length & 0xff, body.length >> 8];
  return Buffer.concat([Uint8Array.from([...header, ...length]), body]);
}

export function dataSetBytes(content: Content): Uint8Array {
  const entries = (Object.entries(content) as [Keyword, Value][]).sort(([a], [b]) => tagOf(a) - tagOf(b));
  return Buffer.concat(entries.map(([keyword, value]) => elementBytes(keyword, value)));
}

/** A small image that is whole; tests change what they are about. */
export const smallImage = {
  SOPClassUID: '1.2.840.10008.5.1.4.1.1.20', SOPInstanceUID: '1.2.3', StudyInstanceUID: '1.2.4', SeriesInstanceUID: '1.2.5', Modality: 'NM',
  SamplesPerPixel: 1, PhotometricInterpretation: 'MONOCHROME2', Rows: 2, Columns: 3, BitsAllocated: 16, BitsStored: 16, HighBit: 15, PixelRepresentation: 0,
  PixelData: Uint8Array.from([1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0]),
} satisfies Content;

/** A file with preamble and meta information around a data set, or around bytes given as they are. */
export function dicomFile(content: Content | Uint8Array, transferSyntaxUid = '1.2.840.10008.1.2.1'): Uint8Array {
  const meta = elementBytes('TransferSyntaxUID', transferSyntaxUid);
  const body = content instanceof Uint8Array ? content : dataSetBytes(content);
  return Uint8Array.from(Buffer.concat([new Uint8Array(128), Buffer.from('DICM'), meta, body]));
}
