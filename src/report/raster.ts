import { fillRings, type Ring } from '../image/fill-rings.ts';
import type { Rgb } from './region-colours.ts';

/** A picture in colour: red, green, blue of each pixel, row-major. */
export interface Raster {
  readonly rows: number;
  readonly columns: number;
  readonly rgb: Uint8Array;
}

/** Points looked at along each side of a pixel, so that edges are smooth. */
const SAMPLES = 4;

/** A white picture. */
export function blankRaster(rows: number, columns: number): Raster {
  return { rows, columns, rgb: new Uint8Array(rows * columns * 3).fill(255) };
}

/** Fills rings with a colour. */
export function paintRings({ rows, columns, rgb }: Raster, rings: readonly Ring[], colour: Rgb): void {
  const cover = fillRings(rings, rows, columns, SAMPLES);
  for (let i = 0; i < cover.length; i++) {
    if (cover[i] === 0) continue;
    for (let channel = 0; channel < 3; channel++) {
      const at = 3 * i + channel;
      rgb[at] = Math.round((rgb[at] * (255 - cover[i]) + colour[channel] * cover[i]) / 255);
    }
  }
}

/** Lays a grey picture on the raster, its first pixel at a place. */
export function paintGrey({ columns, rgb }: Raster, grey: Uint8Array, greyColumns: number, left: number, top: number): void {
  grey.forEach((value, i) => {
    const at = 3 * ((top + Math.floor(i / greyColumns)) * columns + left + (i % greyColumns));
    rgb.fill(value, at, at + 3);
  });
}

/** Longest bar of an outline, pixels: shorter than a dash, so that dashes are even. */
const LONGEST_BAR = 2;

/**
 * The outline of a ring as filled bars.
 * @param dash length of dashes and of the gaps between them, pixels; null for a full line.
 */
export function strokeRing(ring: Ring, width: number, dash: number | null): readonly Ring[] {
  let run = 0;
  const points = finer(ring);
  return points.flatMap(([x0, y0], i) => {
    const [x1, y1] = points[(i + 1) % points.length];
    const length = Math.hypot(x1 - x0, y1 - y0);
    run += length;
    if (length === 0 || (dash !== null && Math.floor(run / dash) % 2 === 1)) return [];
    // Half a width longer at both ends, so that neighbours meet without a notch.
    const [ux, uy] = [((x1 - x0) / length) * (width / 2), ((y1 - y0) / length) * (width / 2)];
    return [[[x0 - ux - uy, y0 - uy + ux], [x1 + ux - uy, y1 + uy + ux], [x1 + ux + uy, y1 + uy - ux], [x0 - ux + uy, y0 - uy - ux]]];
  });
}

/** The same ring with points added where they are far apart. */
function finer(ring: Ring): Ring {
  return ring.flatMap(([x0, y0], i) => {
    const [x1, y1] = ring[(i + 1) % ring.length];
    const parts = Math.max(1, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / LONGEST_BAR));
    return Array.from({ length: parts }, (_, part) => [x0 + (part / parts) * (x1 - x0), y0 + (part / parts) * (y1 - y0)] as const);
  });
}

/** The part of rings inside a rectangle is kept by cutting points to it; enough for outlines that leave a picture. */
export function withinRectangle(rings: readonly Ring[], left: number, top: number, width: number, height: number): readonly Ring[] {
  const cut = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));
  return rings.filter((ring) => ring.some(([x, y]) => x >= left && x <= left + width && y >= top && y <= top + height))
    .map((ring) => ring.map(([x, y]) => [cut(x, left, left + width), cut(y, top, top + height)] as const));
}
