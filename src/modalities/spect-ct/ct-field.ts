import { length } from '../../image/vector.ts';
import { toPatient, voxelFinder, type Grid, type Volume, type VolumeMask } from '../../image/volume.ts';
import type { Finding } from '../../measurement/finding.ts';
import { spectCtFinding } from './findings.ts';

/** Scanners write a value below that of air outside the round field of view. */
const PADDING_HU = -1010;
const TISSUE_HU = -300;
/** Tissue within this of the edge of the field is cut by it. */
const RIM_MM = 4;
/** The table, and a hand, may touch the edge. */
const LEAST_CUT_MM = 100;

/** Checks that the CT holds the heart from end to end, and the body around it from side to side. */
export function checkCtField(heart: VolumeMask, ct: Volume): readonly Finding[] {
  const levels = levelsOf(heart, ct.grid);
  if (!levels) return [];
  const [first, last] = levels;
  const cutMm = Math.max(...Array.from({ length: last - first + 1 }, (_, i) => cutAt(ct, first + i)));
  return [
    ...(first <= 0 || last >= ct.grid.size[2] - 1 ? [spectCtFinding('heartLeavesCt')] : []),
    ...(cutMm > LEAST_CUT_MM ? [spectCtFinding('bodyCutByCt', { mm: Math.round(cutMm) })] : []),
  ];
}

/** First and last slice of a CT that the heart reaches; null without a heart. */
function levelsOf({ grid, inside }: VolumeMask, ct: Grid): readonly [number, number] | null {
  const find = voxelFinder(ct);
  const [columns, rows] = grid.size;
  let [first, last] = [Infinity, -Infinity];
  inside.forEach((one, at) => {
    if (!one) return;
    const level = Math.round(find(toPatient(grid, [at % columns, Math.floor(at / columns) % rows, Math.floor(at / (columns * rows))]))[2]);
    first = Math.min(first, level);
    last = Math.max(last, level);
  });
  return first > last ? null : [Math.max(0, first), Math.min(ct.size[2] - 1, last)];
}

/** Length of the edge of the field along which a slice has tissue, mm. */
function cutAt({ grid, values }: Volume, slice: number): number {
  const [columns, rows] = grid.size;
  const pixelMm = length(grid.steps[0]);
  const reach = Math.max(1, Math.round(RIM_MM / pixelMm));
  const outside = (column: number, row: number) => column < 0 || row < 0 || column >= columns || row >= rows || values[(slice * rows + row) * columns + column] < PADDING_HU;
  let cut = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (values[(slice * rows + row) * columns + column] > TISSUE_HU && [[-1, 0], [1, 0], [0, -1], [0, 1]].some(([x, y]) => outside(column + x * reach, row + y * reach))) cut++;
    }
  }
  return (cut * pixelMm) / reach;
}
