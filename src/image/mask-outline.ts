import { contours } from 'd3-contour';

/**
 * Every edge of a mask as closed lines, those of its holes too: they run the other way round, so that filling leaves them empty.
 * @param mask as for `maskOutline`.
 */
export function maskEdges(mask: Uint8Array, rows: number, columns: number): readonly (readonly (readonly [x: number, y: number])[])[] {
  const [shape] = contours().size([columns, rows]).thresholds([0.5])(mask as unknown as number[]);
  return shape.coordinates.flatMap((rings) => rings.map((ring) => ring.map(([x, y]) => [x, y] as const)));
}

/**
 * Outlines of a mask, without its holes, as closed lines in pixels: x along columns, y along rows, 0 at the outer corner of the first pixel.
 * @param mask rows * columns, row-major; 1 inside, 0 outside.
 */
export function maskOutline(mask: Uint8Array, rows: number, columns: number): readonly (readonly (readonly [x: number, y: number])[])[] {
  const [shape] = contours().size([columns, rows]).thresholds([0.5])(mask as unknown as number[]);
  return shape.coordinates.map(([ring]) => ring.map(([x, y]) => [x, y] as const));
}
