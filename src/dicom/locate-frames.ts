import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { DataSet, Element, Fragment } from './data-set.ts';
import { dicomFault, EXPORT_AGAIN } from './dicom-fault.ts';
import { numberValues } from './element-values.ts';
import { samplesPerFrame, type ImageShape } from './image-shape.ts';
import { tagOf } from './tags.ts';

/** Bytes that a native frame takes, before rounding up to whole bytes. */
function bitsPerFrame(shape: ImageShape): number {
  return samplesPerFrame(shape) * shape.bitsAllocated;
}

/**
 * Checks that native pixel data hold every frame the header announces.
 * @throws AmyloscopeError `truncated` with both numbers of bytes.
 */
export function checkNativeLength(dataSet: DataSet, shape: ImageShape): void {
  const element = dataSet.elements.get(tagOf(shape.source))!;
  const needed = Math.ceil((bitsPerFrame(shape) * shape.numberOfFrames) / 8);
  if (element.length >= needed) return;
  throw dicomFault('truncated', shape.source, `holds ${element.length} bytes`,
    `${shape.numberOfFrames} frame(s) of ${shape.rows} x ${shape.columns} pixels, ${shape.samplesPerPixel} x ${shape.bitsAllocated} bits each, take ${needed}.`, EXPORT_AGAIN);
}

/** The bytes of one native frame, counted from 1; a view, not a copy. Frames must begin on whole bytes. */
export function nativeFrame(dataSet: DataSet, shape: ImageShape, frame: number): Uint8Array {
  const element = dataSet.elements.get(tagOf(shape.source))!;
  const bits = bitsPerFrame(shape);
  if (bits % 8 !== 0 && shape.numberOfFrames > 1) {
    throw dicomFault('unsupportedEncoding', 'BitsAllocated', `is ${shape.bitsAllocated}`, 'Frames must begin on whole bytes.', 'Export the image with 8 or 16 bits.');
  }
  const start = element.offset + ((frame - 1) * bits) / 8;
  return dataSet.bytes.subarray(start, start + Math.ceil(bits / 8));
}

/** Which fragments make up each frame; every frame has at least one. */
export type FrameFragments = readonly (readonly Fragment[])[];

function tooFewFrames(found: number, announced: number): AmyloscopeError {
  return dicomFault('truncated', 'PixelData', `holds ${found} compressed frame(s)`, `(0028,0008) NumberOfFrames announces ${announced}.`, EXPORT_AGAIN);
}

function basicOffsets(dataSet: DataSet, table: Fragment | undefined): number[] {
  if (!table) return [];
  return Array.from({ length: Math.floor(table.length / 4) }, (_, i) => dataSet.view.getUint32(table.offset + i * 4, true));
}

/** Groups fragments by the offsets of their frames, each from the first byte of the first fragment's item header. */
function groupByOffsets(fragments: readonly Fragment[], offsets: readonly number[]): Fragment[][] | null {
  const origin = fragments[0].offset - 8;
  const groups: Fragment[][] = [];
  for (const fragment of fragments) {
    if (offsets[groups.length] === fragment.offset - 8 - origin) groups.push([]);
    if (groups.length === 0) return null;
    groups.at(-1)!.push(fragment);
  }
  return groups.length === offsets.length ? groups : null;
}

/** How a compressed image begins: JPEG and JPEG-LS (FFD8), JPEG 2000 code stream (FF4F) or file (0000000C). */
function beginsCodeStream(bytes: Uint8Array, { offset, length }: Fragment): boolean {
  if (length < 4) return false;
  const [a, b, c, d] = bytes.subarray(offset, offset + 4);
  return (a === 0xff && (b === 0xd8 || b === 0x4f)) || (a === 0 && b === 0 && c === 0 && d === 12);
}

function groupByCodeStream(bytes: Uint8Array, fragments: readonly Fragment[]): Fragment[][] {
  const groups: Fragment[][] = [];
  for (const fragment of fragments) {
    if (groups.length === 0 || beginsCodeStream(bytes, fragment)) groups.push([]);
    groups.at(-1)!.push(fragment);
  }
  return groups;
}

/**
 * Finds the fragments of every frame of encapsulated pixel data: one each, by offset table, or by where code streams begin.
 * @throws AmyloscopeError `truncated` when there are fewer frames than announced, `invalidDicom` when pixels are not encapsulated.
 * Source: DICOM PS3.5 section A.4.
 */
export function locateFragments(dataSet: DataSet, shape: ImageShape): FrameFragments {
  const element: Element = dataSet.elements.get(tagOf('PixelData'))!;
  if (!element.fragments) {
    throw dicomFault('invalidDicom', 'PixelData', `has a stated length of ${element.length} bytes`, 'A compressed transfer syntax requires fragments of undefined length.', EXPORT_AGAIN);
  }
  const [table, ...fragments] = element.fragments;
  const frames = shape.numberOfFrames;
  if (fragments.length < frames) throw tooFewFrames(fragments.length, frames);
  if (fragments.length === frames) return fragments.map((fragment) => [fragment]);
  if (frames === 1) return [fragments];
  const extended = numberValues(dataSet, 'ExtendedOffsetTable').map((offset) => offset ?? 0);
  const offsets = extended.length > 0 ? extended : basicOffsets(dataSet, table);
  const groups = (offsets.length === frames ? groupByOffsets(fragments, offsets) : null) ?? groupByCodeStream(dataSet.bytes, fragments);
  if (groups.length < frames) throw tooFewFrames(groups.length, frames);
  return groups;
}

/** The compressed bytes of one frame; fragments are joined when there are several. */
export function encodedFrame(dataSet: DataSet, fragments: readonly Fragment[]): Uint8Array {
  const parts = fragments.map(({ offset, length }) => dataSet.bytes.subarray(offset, offset + length));
  return parts.length === 1 ? parts[0] : Buffer.concat(parts);
}

/** Native pixels written as fragments, which some archives do to files they did not compress. */
export function isEncapsulated(dataSet: DataSet): boolean {
  return dataSet.elements.get(tagOf('PixelData'))?.fragments != null;
}
