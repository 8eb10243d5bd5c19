import { expect, test } from 'vitest';
import { smoothed } from '../../../src/image/volume-smooth.ts';
import { recoveredMeans } from '../../../src/modalities/spect-ct/partial-volume.ts';
import { maskOf } from '../../../src/modalities/spect-ct/structures.ts';
import { expectNotMeasured, measured } from '../../statistics/reference.ts';
import { drawnAnatomy, drawnEmission, turnedGrid } from './drawn-chest.ts';

const grid = turnedGrid([2.5, 2.5, 2.5], [80, 80, 60], 0);
const anatomy = drawnAnatomy(grid);
const regions = [['leftVentricularWall'], ['leftVentricularCavity', 'rightVentricularCavity', 'aorta'], ['vertebrae'], ['background', 'paraspinalMuscle']] as const;
const masks = regions.map((wanted) => maskOf(anatomy, wanted));

test('the blur of a known resolution is undone to one part in a thousand', () => {
  const sharp = drawnEmission(grid, { leftVentricularWall: 6, leftVentricularCavity: 2, rightVentricularCavity: 2, aorta: 2, vertebrae: 4, background: 0.6, paraspinalMuscle: 0.6 });
  const { means } = measured(recoveredMeans(smoothed(sharp, 12 / 2.3548), masks, 12));
  [6, 2, 4, 0.6].forEach((truth, i) => expect(Math.abs(means[i] / truth - 1)).toBeLessThan(1e-3));
});

test('an empty region is named, and regions that are one are not told apart', () => {
  const volume = drawnEmission(grid, { leftVentricularWall: 6 });
  expectNotMeasured(recoveredMeans(volume, [masks[0], maskOf(anatomy, ['liver'])], 12), 'emptyRegion');
  expectNotMeasured(recoveredMeans(volume, [masks[0], masks[0]], 12), 'notSeparable');
});
