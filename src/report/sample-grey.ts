import type { PictureWindow } from './picture-window.ts';

/** A grey picture, row-major. */
export interface GreyPicture {
  readonly rows: number;
  readonly columns: number;
  readonly grey: Uint8Array;
}

/**
 * Part of a grey picture at another size, smoothly: each new pixel lies between its four neighbours (bilinear).
 * @param window in pixels of the picture, 0 at the outer corner of its first; what lies outside the picture is 0.
 * @returns `rows * columns` bytes, row-major.
 */
export function sampleGrey(picture: GreyPicture, window: PictureWindow, rows: number, columns: number): Uint8Array {
  const sampled = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const y = window.y + ((row + 0.5) / rows) * window.height;
    for (let column = 0; column < columns; column++) {
      const x = window.x + ((column + 0.5) / columns) * window.width;
      if (x >= 0 && x < picture.columns && y >= 0 && y < picture.rows) sampled[row * columns + column] = Math.round(between(picture, y - 0.5, x - 0.5));
    }
  }
  return sampled;
}

/** The value at a place given in pixel centres; beyond the last centre that of the rim. */
function between({ rows, columns, grey }: GreyPicture, y: number, x: number): number {
  const [top, left] = [Math.floor(y), Math.floor(x)];
  const [down, right] = [y - top, x - left];
  const at = (row: number, column: number) => grey[Math.min(rows - 1, Math.max(0, row)) * columns + Math.min(columns - 1, Math.max(0, column))];
  const upper = at(top, left) * (1 - right) + at(top, left + 1) * right;
  const lower = at(top + 1, left) * (1 - right) + at(top + 1, left + 1) * right;
  return upper * (1 - down) + lower * down;
}
