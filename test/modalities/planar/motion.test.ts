import { describe, expect, test } from 'vitest';
import { resampleArea } from '../../../src/image/resample-area.ts';
import { motionMm } from '../../../src/modalities/planar/motion.ts';
import { acquirePlanar } from '../../../src/phantom/acquisition.ts';
import { buildBody } from '../../../src/phantom/build-body.ts';
import { drawCamera, projectPlanar } from '../../../src/phantom/gamma-camera.ts';
import { makeScan } from '../../../src/phantom/digital-scan.ts';
import { Random } from '../../../src/phantom/random.ts';

function motionOf(index: number, jumpMm: number): number {
  const { patient, acquisition } = makeScan(21, index, { wholeBody: true, anteriorCounts: 900_000 });
  const random = new Random(index);
  const projection = projectPlanar(buildBody(patient, 5), drawCamera(random));
  const scan = acquirePlanar(projection, { ...acquisition, motionMm: jumpMm, motionRow: 420 }, random);
  const raster = (values: Uint16Array, flipColumns: boolean) => ({ rows: acquisition.rows, columns: acquisition.columns, spacingMm: [acquisition.spacingMm, acquisition.spacingMm] as const, values, flipRows: false, flipColumns });
  const grid = { rows: 176, columns: 56, spacingMm: 12, topMm: 0, leftMm: (acquisition.columns * acquisition.spacingMm - 672) / 2 };
  return motionMm({ grid, anterior: resampleArea(raster(scan.anterior, false), grid), posterior: resampleArea(raster(scan.posterior, true), grid) });
}

describe('motion during a whole-body scan', () => {
  test('of 20 mm is found in most patients and seldom where there is none', () => {
    const indices = [0, 1, 2, 3, 4, 5];
    const moved = indices.filter((index) => motionOf(index, 20) >= 7).length;
    const still = indices.filter((index) => motionOf(index, 0) >= 7).length;
    expect(moved).toBeGreaterThanOrEqual(4);
    expect(still).toBeLessThanOrEqual(1);
  });
});
