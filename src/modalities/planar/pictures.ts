import { contours } from 'd3-contour';
import type { MirroredCircles, RegionMap } from '../../image/mirrored-circles.ts';
import { resampleArea } from '../../image/resample-area.ts';
import type { Region, Thumbnail } from '../modality.ts';
import type { PlanarSegmentation } from './segmentation.ts';
import type { PlanarView } from './views.ts';

/** Longest side of a picture, pixels. */
const LONGEST_SIDE = 512;
/** The grey scale ends at this share of the sorted pixels of the body, so that a hot bladder does not dim the chest. */
const WHITE_SHARE = 0.985;

/** Pictures of both views as stored (not turned), so that regions in stored pixels lie on them. */
export function drawThumbnails({ views }: PlanarSegmentation): Thumbnail[] {
  return [views.anterior, views.posterior].flatMap((view) => (view ? [thumbnail(view)] : []));
}

function thumbnail(view: PlanarView): Thumbnail {
  const spacingMm = Math.max(...view.spacingMm, (Math.max(view.rows * view.spacingMm[0], view.columns * view.spacingMm[1])) / LONGEST_SIDE);
  const rows = Math.max(1, Math.round((view.rows * view.spacingMm[0]) / spacingMm));
  const columns = Math.max(1, Math.round((view.columns * view.spacingMm[1]) / spacingMm));
  const counts = resampleArea({ ...view, flipRows: false, flipColumns: false }, { rows, columns, spacingMm, topMm: 0, leftMm: 0 });
  const white = levelBelow(counts, WHITE_SHARE);
  const grey = new Uint8ClampedArray(counts.length);
  for (let i = 0; i < counts.length; i++) grey[i] = Math.floor((255 * counts[i]) / white);
  return { source: view.source, rows, columns, scale: [rows / view.rows, columns / view.columns], greyBase64: Buffer.from(grey).toString('base64') };
}

/** The value that a share of the positive pixels lie below, from a histogram on a square-root scale. */
function levelBelow(counts: Float32Array, share: number): number {
  let largest = 0;
  for (let i = 0; i < counts.length; i++) if (counts[i] > largest) largest = counts[i];
  if (largest === 0) return 1;
  const bins = new Uint32Array(1024);
  let positive = 0;
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] <= 0) continue;
    bins[Math.min(1023, Math.floor(Math.sqrt(counts[i] / largest) * 1024))]++;
    positive++;
  }
  let below = 0;
  const bin = bins.findIndex((count) => (below += count) >= share * positive);
  return largest * ((bin + 1) / 1024) ** 2;
}

/** The two circles on each view, in stored pixels. */
export function circleRegions({ views }: PlanarSegmentation, circles: MirroredCircles | null): Region[] {
  if (!circles) return [];
  return [views.anterior, views.posterior].flatMap((view) => (view ? (['heart', 'contralateral'] as const).map((name): Region => {
    const [x, y] = toStored(view, circles[name].columnMm, circles[name].rowMm);
    return { name: `${name}Circle`, source: view.source, shape: 'circle', x, y, radius: circles[name].radiusMm / view.spacingMm[1] };
  }) : []));
}

/** Regions outlined on each view: those a reader can see on it. The bladder and kidneys come from the whole field of view. */
const OUTLINED = {
  anterior: { chest: ['heart', 'sternum'], body: ['bladder'] },
  posterior: { chest: ['heart'], body: ['kidneys', 'bladder'] },
} as const;

/** Outlines of regions at probability one half, in stored pixels. */
export function outlineRegions({ views, chest, body }: PlanarSegmentation): Region[] {
  if (!chest) return [];
  return (['anterior', 'posterior'] as const).flatMap((side) => {
    const view = views[side];
    if (!view) return [];
    const maps: [string, RegionMap][] = [
      ...OUTLINED[side].chest.map((name): [string, RegionMap] => [name, chest.region(name)]),
      ...OUTLINED[side].body.map((name): [string, RegionMap] => [name, body.region(name)]),
    ];
    return maps.flatMap(([name, map]) => ringsOf(map).map((ring): Region => ({
      name, source: view.source, shape: 'polygon', points: ring.map(([x, y]) => toStored(view, x, y)),
    })));
  });
}

type Point = readonly [columnMm: number, rowMm: number];

/** Outer rings of a region at probability one half, in mm of the image as seen. */
function ringsOf(map: RegionMap): readonly (readonly Point[])[] {
  const [shape] = contours().size([map.columns, map.rows]).thresholds([0.5])(map.values as unknown as number[]);
  return shape.coordinates.filter(([ring]) => ring.length > 8)
    .map(([ring]) => ring.map(([x, y]): Point => [map.leftMm + x * map.spacingMm, map.topMm + y * map.spacingMm]));
}

/** From mm of the image as seen to pixels of the image as stored, rounded to a tenth. */
function toStored(view: PlanarView, columnMm: number, rowMm: number): [number, number] {
  const [x, y] = [columnMm / view.spacingMm[1], rowMm / view.spacingMm[0]];
  const round = (value: number) => Math.round(value * 10) / 10;
  return [round(view.flipColumns ? view.columns - x : x), round(view.flipRows ? view.rows - y : y)];
}
