import { useEffect, useMemo, useRef, useState } from 'react';
import type { ScanAnswer, StoredCircle } from '../../src/contract/scan.ts';

export type Picture = ScanAnswer['pictures'][number];
export type ColourScale = 'inverse' | 'grey' | 'hot';
export const colourScales: readonly ColourScale[] = ['inverse', 'grey', 'hot'];

/** Grey levels of a picture, 0 to 255, row by row. */
export interface Grey {
  readonly rows: number;
  readonly columns: number;
  readonly levels: Uint8Array;
}

/** The grey levels shown as the first and the last colour of a scale; outside 0 to 255 they stretch beyond the picture. */
export interface GreyWindow {
  readonly low: number;
  readonly high: number;
}

/** Part of a picture, in its pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The grey levels of a picture once they have come; null until then. */
export function useGrey(address: string | null): Grey | null {
  const [grey, setGrey] = useState<Grey | null>(null);
  useEffect(() => {
    setGrey(null);
    if (address === null) return;
    let current = true;
    readGrey(address).then((read) => current && setGrey(read), () => undefined);
    return () => void (current = false);
  }, [address]);
  return grey;
}

async function readGrey(address: string): Promise<Grey> {
  const image = new Image();
  image.src = address;
  await image.decode();
  const [columns, rows] = [image.naturalWidth, image.naturalHeight];
  const canvas = new OffscreenCanvas(columns, rows);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, columns, rows);
  return { rows, columns, levels: Uint8Array.from({ length: rows * columns }, (_, i) => data[4 * i]) };
}

/** Mean grey level in a circle that is given in stored pixels; null where no pixel lies in it. */
export function meanGrey({ rows, columns, levels }: Grey, { x, y, radius }: StoredCircle, { scaleColumns, scaleRows }: Picture): number | null {
  const [centreX, centreY, r] = [x * scaleColumns, y * scaleRows, radius * scaleColumns];
  let [sum, count] = [0, 0];
  for (let row = Math.max(0, Math.floor(centreY - r)); row < Math.min(rows, centreY + r); row++) {
    for (let column = Math.max(0, Math.floor(centreX - r)); column < Math.min(columns, centreX + r); column++) {
      if ((column + 0.5 - centreX) ** 2 + (row + 0.5 - centreY) ** 2 > r * r) continue;
      sum += levels[row * columns + column];
      count++;
    }
  }
  return count === 0 ? null : sum / count;
}

const clamp = (value: number): number => Math.max(0, Math.min(255, value));
/** Black, red, yellow, white in thirds, as nuclear medicine prints it. */
const hot = (level: number): readonly [number, number, number] => [clamp(3 * level), clamp(3 * level - 255), clamp(3 * level - 510)];

function paint(canvas: HTMLCanvasElement, { rows, columns, levels }: Grey, { low, high }: GreyWindow, scale: ColourScale): void {
  const context = canvas.getContext('2d')!;
  const image = context.createImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  const table = Uint32Array.from({ length: 256 }, (_, level) => {
    const shown = clamp(Math.round((255 * (level - low)) / Math.max(1, high - low)));
    const [red, green, blue] = scale === 'hot' ? hot(shown) : Array<number>(3).fill(scale === 'inverse' ? 255 - shown : shown);
    return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  });
  for (let i = 0; i < levels.length; i++) pixels[i] = table[levels[i]];
  context.putImageData(image, 0, 0);
}

interface Props {
  readonly grey: Grey | null;
  readonly greyWindow: GreyWindow;
  readonly scale: ColourScale;
  /** The part that fills the place. */
  readonly box: Box;
}

/** A picture in a window of its grey levels and a colour scale, filling the element around it. */
export function PictureCanvas({ grey, greyWindow: { low, high }, scale, box }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (grey && canvas.current) paint(canvas.current, grey, { low, high }, scale);
  }, [grey, low, high, scale]);
  const style = useMemo(() => grey ? { width: `${(100 * grey.columns) / box.width}%`, height: `${(100 * grey.rows) / box.height}%`, left: `${(-100 * box.x) / box.width}%`, top: `${(-100 * box.y) / box.height}%` } : {}, [grey, box.x, box.y, box.width, box.height]);
  return grey && <canvas ref={canvas} className="picture-canvas" width={grey.columns} height={grey.rows} style={style} aria-hidden="true" />;
}

/** Share of the picture that the chest takes around the heart circle, in radii. */
const chestInRadii = 7;

/** A square about the chest. */
export function chestBox({ x, y, radius }: StoredCircle, { scaleColumns, scaleRows, columns, rows }: Picture): Box {
  const side = Math.min(columns, 2 * chestInRadii * radius * scaleColumns);
  const height = Math.min(rows, side);
  return { x: Math.max(0, Math.min(columns - side, x * scaleColumns - 0.6 * side)), y: Math.max(0, Math.min(rows - height, y * scaleRows - height / 2)), width: side, height };
}
