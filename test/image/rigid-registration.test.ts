import { describe, expect, test } from 'vitest';
import { movedGrid, movedPoint, registerRigidly, type RigidMotion } from '../../src/image/rigid-registration.ts';
import { length, minus, type Vector } from '../../src/image/vector.ts';
import { toPatient, voxelCount, type Grid, type Volume } from '../../src/image/volume.ts';

/** A chest of soft spots, mm; what it shows at a point is a formula. */
const spots: readonly (readonly [Vector, number, number])[] = [[[0, 60, 0], 25, 300], [[-60, 20, 30], 18, 200], [[70, 10, -20], 22, 150], [[20, -50, 40], 15, 250], [[-30, -40, -50], 20, 100], [[40, 40, 60], 12, 350]];
const chestAt = (point: Vector) => spots.reduce((sum, [place, width, grey]) => sum + grey * Math.exp(-(length(minus(point, place)) ** 2) / (2 * width * width)), -500);

const shown = (grid: Grid, at: (point: Vector) => number): Volume => {
  const [columns, rows] = grid.size;
  return { grid, values: Float32Array.from({ length: voxelCount(grid) }, (_, i) => at(toPatient(grid, [i % columns, Math.floor(i / columns) % rows, Math.floor(i / (columns * rows))]))) };
};

const grid = (spacing: Vector, size: Grid['size']): Grid => ({ size, origin: size.map((count, axis) => (-(count - 1) / 2) * spacing[axis]) as unknown as Vector, steps: [[spacing[0], 0, 0], [0, spacing[1], 0], [0, 0, spacing[2]]] });
const [fine, slices] = [grid([5, 5, 5], [50, 46, 44]), grid([4, 4, 8], [64, 58, 30])];
const middle: Vector = [10, 5, -5];

describe('a motion without a change of shape', () => {
  test.each<[string, Vector, Vector]>([
    ['shifted', [14, -9, 21], [0, 0, 0]],
    ['turned', [0, 0, 0], [4, -3, 6]],
    ['shifted and turned', [-11, 6, -17], [-5, 2, 3]],
  ])('of a chest %s is found to a fifth of a voxel and a quarter of a degree, between grids of other spacing', (_, shiftMm, turnDegrees) => {
    const motion: RigidMotion = { centre: middle, shiftMm, turnDegrees };
    const fixed = shown(fine, (point) => chestAt(movedPoint(motion, point)));
    const moving = shown(slices, chestAt);
    const found = registerRigidly(moving, fixed, [...fixed.values.keys()].filter((at) => at % 7 === 0), middle);
    expect(found.correlation).toBeGreaterThan(0.995);
    found.motion.shiftMm.forEach((mm, axis) => expect(Math.abs(mm - shiftMm[axis])).toBeLessThan(1));
    found.motion.turnDegrees.forEach((degrees, axis) => expect(Math.abs(degrees - turnDegrees[axis])).toBeLessThan(0.3));
  });

  test('takes a grid where it takes its voxels, and keeps their size', () => {
    const motion: RigidMotion = { centre: middle, shiftMm: [3, -4, 5], turnDegrees: [10, 20, 30] };
    const moved = movedGrid(slices, motion);
    for (const index of [[0, 0, 0], [10, 3, 7], [63, 57, 29]] as const) {
      expect(length(minus(toPatient(moved, index), movedPoint(motion, toPatient(slices, index))))).toBeLessThan(1e-9);
    }
    expect(moved.steps.map(length)).toEqual([4, 4, 8].map((mm) => expect.closeTo(mm, 9)));
  });

  test('turns by 90 degrees about x, y and z as the right hand does', () => {
    const turnedBy = (turnDegrees: Vector, point: Vector) => movedPoint({ centre: [0, 0, 0], shiftMm: [0, 0, 0], turnDegrees }, point).map((value) => Math.round(value));
    expect(turnedBy([90, 0, 0], [0, 1, 0]).map((value) => value + 0)).toEqual([0, 0, 1]);
    expect(turnedBy([0, 90, 0], [0, 0, 1]).map((value) => value + 0)).toEqual([1, 0, 0]);
    expect(turnedBy([0, 0, 90], [1, 0, 0]).map((value) => value + 0)).toEqual([0, 1, 0]);
  });

  test('of volumes that share nothing has a correlation of -1', () => {
    const far = { ...slices, origin: [5000, 0, 0] as const };
    expect(registerRigidly(shown(far, chestAt), shown(fine, chestAt), [0, 100, 5000, 70_000], middle).correlation).toBe(-1);
  });
});
