import type { SourceFrame } from '../measurement/measurement.ts';
import { inDrawingOrder } from './region-colours.ts';
import type { Analysis, Region, Thumbnail } from '../modalities/modality.ts';

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
  /** `chest` is part of a whole body, enlarged; `strip` the whole body; `slice` the surroundings of the heart; `square` any other picture. */
  readonly form: 'chest' | 'strip' | 'slice' | 'square';
}

/** Half the side of the square about both circles, in radii of the circle: shows the chest from arm to arm. */
const chestHalfSideRadii = 6.2;
/** Rows over columns from which a picture is one of the whole body, and is shown beside a larger chest. */
const wholeBodyShape = 1.6;

/** Half the side of the square shown of slices, as a share of the longer side of what is outlined on them. */
const sliceHalfSide = 0.85;

/** The pictures of a scan as its kind shows them. */
export function viewsOf({ thumbnails, analysis: { modality, regions } }: { readonly thumbnails: readonly Thumbnail[]; readonly analysis: Pick<Analysis, 'modality' | 'regions'> }): readonly PictureView[] {
  return modality === 'spect-ct' ? sliceViews(thumbnails, regions) : pictureViews(thumbnails, regions);
}

/** Where each of several pictures stands in two rows. */
export interface GridPlace {
  readonly column: number;
  readonly row: number;
}

/** Places of pictures in two rows: loops come with both moments of a view one after the other, which then stand one above the other. */
export function gridPlaces(count: number, modality: string): readonly GridPlace[] {
  const perRow = Math.ceil(count / 2);
  return Array.from({ length: count }, (_, i) => (modality === 'echo' ? { column: Math.floor(i / 2), row: i % 2 } : { column: i % perRow, row: Math.floor(i / perRow) }));
}

/** Slices about the heart: the same square of each, about everything that is outlined on any. */
function sliceViews(thumbnails: readonly Thumbnail[], regions: readonly Region[]): readonly PictureView[] {
  const wholes = pictureViews(thumbnails, regions);
  const points = wholes.flatMap(({ thumbnail: { scale: [rowScale, columnScale] }, regions: own }) => own.flatMap((region) => (region.shape === 'polygon' ? region.points.map(([x, y]) => [x * columnScale, y * rowScale] as const) : [])));
  if (points.length === 0) return wholes;
  const [left, right, top, bottom] = [0, 1].flatMap((axis) => [Math.min(...points.map((point) => point[axis])), Math.max(...points.map((point) => point[axis]))]);
  const half = sliceHalfSide * Math.max(right - left, bottom - top);
  const window = { x: (left + right) / 2 - half, y: (top + bottom) / 2 - half, width: 2 * half, height: 2 * half };
  return wholes.map((view) => ({ ...view, window, form: 'slice' }));
}

/** The pictures of one scan: of a whole body the chest of the first view, then every view whole. */
export function pictureViews(thumbnails: readonly Thumbnail[], regions: readonly Region[]): readonly PictureView[] {
  const wholes = thumbnails.map((thumbnail): PictureView => ({
    thumbnail,
    regions: inDrawingOrder(regions.filter(({ source }) => isSame(source, thumbnail.source))),
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
