import { expect, test } from 'vitest';
import { squaredDistances } from '../../../src/image/volume-distance.ts';
import { smoothed } from '../../../src/image/volume-smooth.ts';
import { maskOf, structures } from '../../../src/modalities/spect-ct/structures.ts';
import { widenWall } from '../../../src/modalities/spect-ct/widen-wall.ts';
import { drawnAnatomy, drawnEmission, turnedGrid } from './drawn-chest.ts';

const grid = turnedGrid([2.5, 2.5, 2.5], [100, 120, 60], 0);
const whole = drawnAnatomy(grid);
const widening = { reachMm: 5, edge: 0.5, leastAboveBlood: 1.5 };
const wallVoxels = (anatomy: typeof whole) => maskOf(anatomy, ['leftVentricularWall']).inside.reduce((sum, one) => sum + one, 0);
const emission = (wall: number) => smoothed(drawnEmission(grid, { leftVentricularWall: wall, leftVentricularCavity: 1, rightVentricularCavity: 1, aorta: 1, background: 0.3 }), 4);

/** The same heart with the outer 4 mm of its wall taken off. */
function thinned() {
  const wall = maskOf(whole, ['leftVentricularWall']);
  const outside = squaredDistances({ grid, inside: maskOf(whole, ['leftVentricularWall', 'leftVentricularCavity']).inside.map((one) => 1 - one) });
  return { grid, labels: whole.labels.map((label, i) => (wall.inside[i] && outside[i] <= 16 ? structures.indexOf('background') : label)) };
}

test('a hot wall that was drawn too thin regains most of what it lacks, and one that was drawn well stays within a tenth', () => {
  const [thin, full] = [wallVoxels(thinned()), wallVoxels(whole)];
  const widened = wallVoxels(widenWall(emission(6), thinned(), 1, widening));
  expect(widened - thin).toBeGreaterThan(0.6 * (full - thin));
  expect(Math.abs(wallVoxels(widenWall(emission(6), whole, 1, widening)) / full - 1)).toBeLessThan(0.1);
});

test('a wall without uptake, and any wall where no reach is allowed, stay as they were drawn', () => {
  expect(widenWall(emission(1), thinned(), 1, widening).labels).toEqual(thinned().labels);
  const drawn = thinned();
  expect(widenWall(emission(6), drawn, 1, { ...widening, reachMm: 0 })).toBe(drawn);
});
