import { expect, test } from 'vitest';
import { movedGrid } from '../../../src/image/rigid-registration.ts';
import type { Vector } from '../../../src/image/vector.ts';
import { maskCount } from '../../../src/image/volume-distance.ts';
import { voxelMl, type VolumeMask } from '../../../src/image/volume.ts';
import { carriedOver, fitVisits, heartOverlap, type VisitFit } from '../../../src/modalities/spect-ct/propagate-regions.ts';
import { maskOf } from '../../../src/modalities/spect-ct/structures.ts';
import { type DigitalSpectCt, makeSpectCt } from '../../../src/phantom/spect-ct-study.ts';
import { labelTable } from '../../../src/phantom/structures.ts';
import { expectNotMeasured } from '../../statistics/reference.ts';
import { drawnAnatomy, turnedGrid, wallMl } from './drawn-chest.ts';

const choice = { matrix: 48, ctMatrix: 96, ctSliceMm: 6, breathingMm: 0 } as const;
const heartLabels = labelTable(['leftVentricleWall', 'septum', 'leftVentricleCavity', 'rightVentricleCavity', 'leftAtrium', 'rightAtrium']);
const heartOf = ({ ctImage: { grid }, ctTrueLabels }: DigitalSpectCt): VolumeMask => ({ grid, inside: Uint8Array.from(ctTrueLabels, (label) => heartLabels[label]) });
const fitOf = (shiftMm: Vector, turnDegrees: Vector): VisitFit => ({ status: 'measured', motion: { centre: [0, 0, 0], shiftMm, turnDegrees }, correlation: 1, movedMm: 0, turnedDegrees: 0 });

test('a digital patient who lies elsewhere is found there to 2 mm across and a breath along the table; another patient does not fit', () => {
  const [first, again, other] = [makeSpectCt(31, 0, choice), makeSpectCt(31, 0, { ...choice, visit: 1 }), makeSpectCt(32, 4, choice)];
  const fit = fitVisits(first.ctImage, again.ctImage, heartOf(again));
  if (fit.status === 'notMeasured') throw new Error(fit.reason);
  const truth = first.chest.grid.origin.map((place, axis) => place - again.chest.grid.origin[axis]);
  const breath = Math.abs(first.ct.breathingMm - again.ct.breathingMm);
  expect(Math.abs(fit.motion.shiftMm[0] - truth[0])).toBeLessThan(2);
  expect(Math.abs(fit.motion.shiftMm[1] - truth[1])).toBeLessThan(2);
  expect(Math.abs(fit.motion.shiftMm[2] - truth[2])).toBeLessThan(2 + breath);
  expect(fit.turnedDegrees).toBeLessThanOrEqual(1);
  expect(fit.correlation).toBeGreaterThan(0.9);
  const stranger = fitVisits(other.ctImage, again.ctImage, heartOf(again));
  expect(stranger.status === 'measured' && stranger.correlation).toBeLessThan(0.85);
}, 120_000);

test('a wall that is carried over keeps its volume to 2 %, onto a grid of other voxels, turned', () => {
  const drawn = drawnAnatomy(turnedGrid([2, 2, 2], [70, 70, 70], 0));
  const onto = turnedGrid([2.2, 2.5, 3], [90, 80, 66], 17);
  const wall = maskOf(carriedOver(drawn, fitOf([12, -7, 9], [5, -8, 11]), onto), ['leftVentricularWall']);
  expect(Math.abs((maskCount(wall) * voxelMl(onto)) / wallMl - 1)).toBeLessThan(0.02);
});

test('a heart carried there and drawn there overlap; one that lies apart does not', () => {
  const grid = turnedGrid([3, 3, 3], [60, 60, 60], 0);
  const fit = fitOf([6, 3, -4], [3, 0, 2]);
  const there = drawnAnatomy(movedGrid(grid, fit.motion));
  expect(heartOverlap(carriedOver(drawnAnatomy(grid), fit, grid), { grid, labels: there.labels })).toBeGreaterThan(0.93);
  expect(heartOverlap(drawnAnatomy(grid), carriedOver(drawnAnatomy(grid), fitOf([200, 0, 0], [0, 0, 0]), grid))).toBe(0);
});

test('without a heart there is nothing to compare the visits around', () => {
  const { ctImage } = makeSpectCt(31, 0, choice);
  expectNotMeasured(fitVisits(ctImage, ctImage, { grid: ctImage.grid, inside: new Uint8Array(ctImage.values.length) }), 'noHeart');
}, 60_000);
