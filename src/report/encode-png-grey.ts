import { crc32, deflateSync } from 'node:zlib';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const bitDepth = 8;
const greyscale = 0;
/** Each row is written as its difference from the row above: scans are smooth, so this deflates best. */
const filterUp = 2;

/**
 * Writes an 8-bit grey picture as PNG.
 * @param grey `rows * columns` bytes, row-major.
 * @throws AmyloscopeError `invalidInput` when the bytes do not fill the picture.
 * Source: ISO/IEC 15948, Portable Network Graphics.
 */
export function encodePngGrey(rows: number, columns: number, grey: Uint8Array): Buffer {
  if (rows < 1 || columns < 1 || grey.length !== rows * columns) {
    throw new AmyloscopeError('invalidInput', `A picture of ${rows} x ${columns} needs ${rows * columns} bytes and at least one pixel; there are ${grey.length}.`);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(columns, 0);
  header.writeUInt32BE(rows, 4);
  header.set([bitDepth, greyscale], 8);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(filtered(rows, columns, grey))), chunk('IEND', Buffer.alloc(0))]);
}

function filtered(rows: number, columns: number, grey: Uint8Array): Uint8Array {
  const lines = new Uint8Array(rows * (columns + 1));
  for (let row = 0; row < rows; row++) {
    const from = row * columns;
    const to = row * (columns + 1);
    lines[to] = filterUp;
    for (let column = 0; column < columns; column++) lines[to + 1 + column] = grey[from + column] - (row > 0 ? grey[from - columns + column] : 0);
  }
  return lines;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
