import type { SourceFrame } from '../measurement/measurement.ts';
import type { Region, Thumbnail } from '../modalities/modality.ts';

/** Part of a picture, in its pixels. */
export interface PictureWindow {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A picture, what is drawn on it, and the part of it to show. */
export interface PictureView {
  readonly thumbnail: Thumbnail;
  readonly regions: readonly Region[];
  readonly window: PictureWindow;
  /** `chest` is part of a whole body, enlarged; `strip` the whole body; `square` any other picture. */
  readonly form: 'chest' | 'strip' | 'square';
}

/** Half the side of the square about both circles, in radii of the circle: shows the chest from arm to arm. */
const chestHalfSideRadii = 6.2;
/** Rows over columns from which a picture is one of the whole body, and is shown beside a larger chest. */
const wholeBodyShape = 1.6;

/** The pictures of one scan: of a whole body the chest of the first view, then every view whole. */
export function pictureViews(thumbnails: readonly Thumbnail[], regions: readonly Region[]): readonly PictureView[] {
  const wholes = thumbnails.map((thumbnail): PictureView => ({
    thumbnail,
    regions: regions.filter(({ source }) => isSame(source, thumbnail.source)),
    window: { x: 0, y: 0, width: thumbnail.columns, height: thumbnail.rows },
    form: isTall(thumbnail) ? 'strip' : 'square',
  }));
  const [first] = wholes;
  const window = first?.form === 'strip' ? chestOf(first) : null;
  return window ? [{ ...first, window, form: 'chest' }, ...wholes] : wholes;
}

function isSame(a: SourceFrame, b: SourceFrame): boolean {
  return a.sopInstanceUid === b.sopInstanceUid && a.frame === b.frame;
}

function isTall({ rows, columns }: Thumbnail): boolean {
  return rows >= wholeBodyShape * columns;
}

/** A square about both circles; null where no circle was placed. */
function chestOf({ thumbnail, regions }: PictureView): PictureWindow | null {
  const circles = regions.filter((region) => region.shape === 'circle');
  if (circles.length === 0) return null;
  const middle = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const half = circles[0].radius * thumbnail.scale[1] * chestHalfSideRadii;
  const x = middle(circles.map((circle) => circle.x)) * thumbnail.scale[1] - half;
  const y = middle(circles.map((circle) => circle.y)) * thumbnail.scale[0] - half;
  return { x, y, width: 2 * half, height: 2 * half };
}
