import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import { dicomFault, EXPORT_AGAIN } from '../dicom-fault.ts';
import type { ImageShape } from '../image-shape.ts';
import type { TransferSyntax } from '../transfer-syntax.ts';

/** What a compressed image says of itself, before it is decompressed. */
export interface CodeStreamHeader {
  readonly rows: number;
  readonly columns: number;
  readonly components: number;
  readonly bitsPerSample: number;
  /** JPEG frame marker, e.g. 0xffc3 for lossless; 0 in JPEG 2000. */
  readonly marker: number;
}

const START_OF_SCAN = Buffer.from([0xff, 0xda]);

function fault(what: string): AmyloscopeError {
  return new AmyloscopeError('invalidDicom', `(7FE0,0010) PixelData: ${what} ${EXPORT_AGAIN}`);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Frame headers of JPEG (C0 to CF without tables and arithmetic conditioning) and of JPEG-LS (F7). */
function isFrameHeader(marker: number): boolean {
  const tables = marker === 0xffc4 || marker === 0xffc8 || marker === 0xffcc;
  return (marker >= 0xffc0 && marker <= 0xffcf && !tables) || marker === 0xfff7;
}

/** Reads the frame header of JPEG or JPEG-LS. Source: ITU-T T.81 annex B, T.87 annex C. */
function readJpegHeader(bytes: Uint8Array): CodeStreamHeader {
  const view = viewOf(bytes);
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) throw fault('a frame does not begin with the JPEG marker FFD8.');
  let at = 2;
  while (at + 10 <= bytes.length) {
    const marker = view.getUint16(at);
    if (marker === 0xffff) at += 1;
    else if (marker < 0xffc0) throw fault(`byte ${at} of a JPEG frame is not a marker.`);
    else if (isFrameHeader(marker)) {
      return { marker, bitsPerSample: bytes[at + 4], rows: view.getUint16(at + 5), columns: view.getUint16(at + 7), components: bytes[at + 9] };
    } else at += 2 + view.getUint16(at + 2);
  }
  throw fault('a JPEG frame ends before its frame header.');
}

function startOfCodeStream(bytes: Uint8Array): number {
  if (bytes.length > 2 && bytes[0] === 0xff && bytes[1] === 0x4f) return 0;
  // Some writers wrap the code stream in a JP2 file, against the standard.
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).indexOf(Buffer.from([0xff, 0x4f, 0xff, 0x51]));
}

/** Real encoders cut an image into few tiles; a hostile header asks for millions. */
const MOST_TILES = 65_535;

/** Sizes that are no sizes, tiles without end and subsampling have sent decoders into loops. */
function checkGrid(view: DataView, siz: number, components: number): void {
  const [width, height, tileWidth, tileHeight] = [6, 10, 22, 26].map((at) => view.getUint32(siz + at));
  const tiles = Math.ceil(width / tileWidth) * Math.ceil(height / tileHeight);
  const sampled = Array.from({ length: components }, (_, i) => view.getUint16(siz + 41 + 3 * i));
  if (tiles <= MOST_TILES && sampled.every((steps) => steps === 0x0101)) return;
  throw fault('a JPEG 2000 frame has more tiles than any image, or subsampled components.');
}

/** Reads the SIZ segment of JPEG 2000 and HTJ2K. Source: ITU-T T.800 annex A.5.1. */
function readJpeg2000Header(bytes: Uint8Array): CodeStreamHeader {
  const start = startOfCodeStream(bytes);
  if (start < 0 || bytes.length < start + 43) throw fault('a frame does not begin with a JPEG 2000 code stream.');
  const view = viewOf(bytes);
  const siz = start + 2;
  const components = view.getUint16(siz + 38);
  if (components > 4 || bytes.length < siz + 40 + 3 * components) throw fault(`a JPEG 2000 frame has ${components} components.`);
  checkGrid(view, siz, components);
  return {
    marker: 0, components,
    columns: view.getUint32(siz + 6) - view.getUint32(siz + 14),
    rows: view.getUint32(siz + 10) - view.getUint32(siz + 18),
    bitsPerSample: (bytes[siz + 40] & 0x7f) + 1,
  };
}

/** The header of a code stream, without decompressing anything. @throws AmyloscopeError `invalidDicom` */
export function readCodeStreamHeader(bytes: Uint8Array, family: 'jpeg' | 'jpegLs' | 'jpeg2000'): CodeStreamHeader {
  return family === 'jpeg2000' ? readJpeg2000Header(bytes) : readJpegHeader(bytes);
}

/**
 * True where a JPEG-LS frame holds one component after the other, each in a scan of its own: it decodes plane after plane.
 * Source: ITU-T T.87 annex C.2.3 (interleave mode, number of components in a scan).
 */
export function isPlaneAfterPlane(bytes: Uint8Array, components: number): boolean {
  const scan = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(START_OF_SCAN);
  return components > 1 && scan >= 0 && bytes[scan + START_OF_SCAN.length + 2] === 1;
}

const LOSSLESS_JPEG = 0xffc3;
/** Padding after the end marker is a byte or two; some writers leave more. */
const SEARCHED_FOR_END = 64;

/** JPEG, JPEG-LS and JPEG 2000 all end in FFD9; decoders would fill what is missing with grey and say nothing. */
function checkEnd(bytes: Uint8Array): void {
  const tail = bytes.subarray(-SEARCHED_FOR_END);
  if (Buffer.from(tail.buffer, tail.byteOffset, tail.length).includes(Buffer.from([0xff, 0xd9]))) return;
  throw new AmyloscopeError('truncated', `(7FE0,0010) PixelData: a compressed frame ends without the marker FFD9: it is cut short. ${EXPORT_AGAIN}`);
}

/** A lossless transfer syntax promises lossless frames, and the pixels are trusted for it. */
function checkLossless({ marker }: CodeStreamHeader, { family, lossy, name }: TransferSyntax): void {
  if (family !== 'jpeg' || lossy !== 'never' || marker === LOSSLESS_JPEG) return;
  throw fault(`the frame is JPEG of kind ${marker.toString(16).toUpperCase()}, where ${name} requires FFC3.`);
}

/**
 * Checks that a compressed frame is whole and has the size the DICOM header states, before a codec allocates memory for it.
 * @throws AmyloscopeError `invalidDicom` naming both sizes, or `truncated`.
 */
export function checkCodeStream(bytes: Uint8Array, shape: ImageShape, transferSyntax: TransferSyntax): void {
  const { family } = transferSyntax;
  if (family === 'native' || family === 'rle') return;
  const header = readCodeStreamHeader(bytes, family);
  checkEnd(bytes);
  checkLossless(header, transferSyntax);
  if (header.rows !== shape.rows || header.columns !== shape.columns) {
    throw dicomFault('invalidDicom', 'Rows', `and Columns say ${shape.rows} x ${shape.columns}`, `The compressed frame says ${header.rows} x ${header.columns}.`, EXPORT_AGAIN);
  }
  if (header.components !== shape.samplesPerPixel) {
    throw dicomFault('invalidDicom', 'SamplesPerPixel', `is ${shape.samplesPerPixel}`, `The compressed frame has ${header.components}.`, EXPORT_AGAIN);
  }
  if (header.bitsPerSample < 2 || header.bitsPerSample > 16) {
    throw dicomFault('unsupportedEncoding', 'BitsStored', `is ${header.bitsPerSample} in the compressed frame`, 'Codecs read 2 to 16 bits.', 'Export the image uncompressed.');
  }
}
