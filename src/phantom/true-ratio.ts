import { circleCounts } from '../image/circle.ts';
import { placeMirroredCircles, type MirroredCircles } from '../image/mirrored-circles.ts';
import type { Result } from '../measurement/result.ts';
import { trueRegion, type PlanarScan } from './acquisition.ts';
import type { VoxelBody } from './voxel-body.ts';

/**
 * The heart-to-contralateral ratio a scan would give without noise and with the heart's true outline: the product's own
 * circle rule, placed from true masks, read from expected counts.
 * @returns the ratio with its circles, or `notMeasured` where a circle leaves the image.
 */
export function trueHeartToContralateralRatio(body: VoxelBody, scan: PlanarScan): Result<{ circles: MirroredCircles }> {
  const { acquisition } = scan;
  const region = (name: 'heart' | 'sternum' | 'spine') => trueRegion(body, name, acquisition);
  const circles = placeMirroredCircles(region('heart'), region('sternum'), region('spine'));
  if ('status' in circles) return circles;
  const image = {
    rows: acquisition.rows, columns: acquisition.columns, spacingMm: [acquisition.spacingMm, acquisition.spacingMm] as const,
    values: scan.expectedAnterior, flipRows: false, flipColumns: false,
  };
  const heart = circleCounts(image, circles.heart);
  const other = circleCounts(image, circles.contralateral);
  if (!heart || !other || other.mean === 0) return { status: 'notMeasured', code: 'outsideImage', reason: 'A circle reaches outside the image.' };
  return { status: 'measured', value: heart.mean / other.mean, circles };
}
