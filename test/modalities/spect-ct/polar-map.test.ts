import { describe, expect, test } from 'vitest';
import { dot, minus, times, type Vector } from '../../../src/image/vector.ts';
import { toPatient, voxelCount, type Grid } from '../../../src/image/volume.ts';
import { polarMap } from '../../../src/modalities/spect-ct/polar-map.ts';
import { structures, type Structure } from '../../../src/modalities/spect-ct/structures.ts';
import { expectNotMeasured, measured } from '../../statistics/reference.ts';

const grid: Grid = { size: [90, 90, 90], origin: [-89, -89, -89], steps: [[2, 0, 0], [0, 2, 0], [0, 0, 2]] };

/** A heart as it lies: apex to the left, the front and the feet; right ventricle to the right and front of it. */
const axis: Vector = [0.7, -0.55, -Math.sqrt(1 - 0.49 - 0.3025)];
const towardsRight = unit(minus([-0.7, -0.7, 0], times(axis, dot([-0.7, -0.7, 0], axis))));
const front = unit(frontOf());

function unit(vector: Vector): Vector {
  return times(vector, 1 / Math.hypot(...vector));
}

/** At right angles to axis and septum, on the side of breastbone and head. */
function frontOf(): Vector {
  const [a, b] = [axis, towardsRight];
  const side: Vector = [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
  return dot(side, [0, -1, 1]) > 0 ? side : times(side, -1);
}

function structureAt(point: Vector): Structure {
  const along = dot(point, axis);
  const out = Math.hypot(...minus(point, times(axis, along)));
  const shell = (grow: number) => along < 0 ? out / (22 + grow) : Math.hypot(along / (40 + grow), out / (22 + grow));
  if (along > -30 && shell(0) < 1) return 'leftVentricularCavity';
  if (along > -30 && shell(10) < 1) return 'leftVentricularWall';
  if (Math.hypot(...minus(point, times(axis, -50))) < 19) return 'leftAtrium';
  return Math.hypot(...minus(point, times(towardsRight, 50))) < 20 ? 'rightVentricularCavity' : 'background';
}

const labels = new Uint8Array(voxelCount(grid));
const points = Array.from(labels, (_, at) => toPatient(grid, [at % 90, Math.floor(at / 90) % 90, Math.floor(at / 8100)]));
points.forEach((point, at) => { labels[at] = structures.indexOf(structureAt(point)); });

/** Segments that are hot where a rule says so. */
function hotSegments(hot: (along: number, septal: number, anterior: number) => boolean): readonly number[] {
  const values = Float32Array.from(points, (point) => (hot(dot(point, axis), dot(point, towardsRight), dot(point, front)) ? 1 : 0));
  const { segments } = measured(polarMap({ grid, values }, { grid, labels }));
  return segments.flatMap((value, i) => (value !== null && value > 0.5 ? [i + 1] : []));
}

describe('the segments of a heart as it lies', () => {
  test.each<[string, (along: number, septal: number, anterior: number) => boolean, number[]]>([
    ['beyond the cavity is the apex', (along) => along > 40, [17]],
    ['the first third is basal', (along) => along < -7, [1, 2, 3, 4, 5, 6]],
    ['the septum is anteroseptal and inferoseptal, and septal at the apex', (_, septal, anterior) => septal > Math.abs(anterior) * 0.6, [2, 3, 8, 9, 14]],
    ['the front is anterior', (_, septal, anterior) => anterior > Math.abs(septal) * 1.8, [1, 7, 13]],
    ['behind is inferior', (_, septal, anterior) => -anterior > Math.abs(septal) * 1.8, [4, 10, 15]],
    ['the side away from the septum is lateral', (_, septal, anterior) => -septal > Math.abs(anterior) * 0.6, [5, 6, 11, 12, 16]],
  ])('%s', (_, hot, segments) => expect(hotSegments(hot)).toEqual(segments));
});

test('without a left atrium the segments cannot be placed', () => {
  const without = labels.map((label) => (label === structures.indexOf('leftAtrium') ? 0 : label));
  expectNotMeasured(polarMap({ grid, values: new Float32Array(labels.length) }, { grid, labels: without }), 'noAxis');
});
