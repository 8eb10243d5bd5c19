/** Bytes of elements given by tag, for attributes that Amyloscope itself neither reads nor writes. */
export interface RawElement {
  readonly tag: number;
  readonly vr: string;
  /** A text, bytes, or the items of a sequence. */
  readonly value: string | Uint8Array | readonly (readonly RawElement[])[];
}

const longForm = new Set(['OB', 'OW', 'OF', 'OD', 'OL', 'OV', 'SQ', 'UC', 'UN', 'UR', 'UT', 'SV', 'UV']);

function unsigned(value: number, size: 2 | 4): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntLE(value, 0, size);
  return bytes;
}

const tagBytes = (tag: number) => Buffer.concat([unsigned(tag >>> 16, 2), unsigned(tag & 0xffff, 2)]);

function valueBytes(value: RawElement['value'], explicit: boolean): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string') return Buffer.from(value.length % 2 === 0 ? value : `${value} `, 'latin1');
  return Buffer.concat(value.flatMap((item) => {
    const content = rawElements(item, explicit);
    return [tagBytes(0xfffee000), unsigned(content.length, 4), content];
  }));
}

/** Elements in little endian, in the order given. */
export function rawElements(elements: readonly RawElement[], explicit = true): Uint8Array {
  return Buffer.concat(elements.flatMap(({ tag, vr, value }) => {
    const body = valueBytes(value, explicit);
    if (!explicit) return [tagBytes(tag), unsigned(body.length, 4), body];
    const length = longForm.has(vr) ? [Buffer.alloc(2), unsigned(body.length, 4)] : [unsigned(body.length, 2)];
    return [tagBytes(tag), Buffer.from(vr), ...length, body];
  }));
}
