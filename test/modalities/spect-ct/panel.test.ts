import { describe, expect, test } from 'vitest';
import type { Vector } from '../../../src/image/vector.ts';
import { measurePanel, panelParameters, type PanelQuantity } from '../../../src/modalities/spect-ct/panel.ts';
import type { SuvScale } from '../../../src/modalities/spect-ct/suv.ts';
import { structures } from '../../../src/modalities/spect-ct/structures.ts';
import { expectNotMeasured, measured } from '../../statistics/reference.ts';
import { drawnAnatomy, drawnEmission, turnedGrid, wallMl } from './drawn-chest.ts';

/** Bq/mL; a dose of 500 MBq undecayed in 70 kg makes 7142.857 Bq/mL of SUV 1. */
const unit = 500e6 / 70_000;
const scale: SuvScale = { status: 'measured', unit: 'g/mL', activityBq: 500e6, concentration: { slope: 1, intercept: 0 }, slope: 1 / unit, intercept: 0, evidence: [] };
const suv = { leftVentricularWall: 6, leftVentricularCavity: 2, rightVentricularCavity: 2, aorta: 2, vertebrae: 4, paraspinalMuscle: 0.5, background: 0.6 } as const;
const becquerel = Object.fromEntries(Object.entries(suv).map(([name, value]) => [name, value * unit]));

describe.each<[string, Vector, Vector, number]>([
  ['even voxels', [2, 2, 2], [120, 150, 80], 0],
  ['flat voxels', [1.6, 1.6, 3.2], [150, 190, 50], 0],
  ['oblique voxels', [2, 2, 2.5], [130, 160, 80], 17],
])('a shell of known activity on %s', (_, spacing, size, degrees) => {
  const grid = turnedGrid(spacing, size, degrees);
  const panel = measurePanel({ emission: drawnEmission(grid, becquerel), anatomy: drawnAnatomy(grid) }, scale, panelParameters);
  const value = (quantity: PanelQuantity) => measured(panel[quantity]).value;

  test.each<[PanelQuantity, number, number]>([
    ['volumeOfInvolvement', wallMl, 0.02],
    ['cardiacPyrophosphateActivity', 3 * wallMl, 0.02],
    ['myocardiumToBloodRatio', 3, 1e-6],
    ['septumToBloodRatio', 3, 1e-6],
    ['myocardiumToBoneRatio', 1.5, 1e-6],
    ['myocardialSuvMax', 6, 1e-6],
    ['myocardialSuvMean', 6, 1e-6],
    ['myocardialSuvPeak', 6, 0.02],
    ['bloodSuvMean', 2, 1e-6],
    ['boneSuvPeak', 4, 1e-6],
    ['myocardialRetentionIndex', (6 / 4) * 0.5, 0.02],
    ['uptakeVolumeRelative', wallMl, 0.02],
    ['uptakeVolumeFixed', wallMl, 0.02],
    ['totalMyocardialUptake', 6 * wallMl, 0.02],
    ['injectedDoseFraction', (100 * 6 * wallMl * unit) / 500e6, 0.02],
  ])('%s is %d', (quantity, truth, tolerance) => expect(Math.abs(value(quantity) / truth - 1)).toBeLessThan(tolerance));
});

test('atria are read against the blood, but not where the blood itself was read', () => {
  const grid = turnedGrid([2.5, 2.5, 2.5], [100, 120, 60], 0);
  const anatomy = drawnAnatomy(grid);
  const named = (name: 'leftAtrium' | 'rightAtrium', withoutAorta: boolean) => ({ grid, labels: anatomy.labels.map((label) => {
    const own = structures[label];
    return own === 'rightVentricularCavity' ? structures.indexOf(name) : withoutAorta && own === 'aorta' ? 0 : label;
  }) });
  const emission = drawnEmission(grid, { ...becquerel, rightVentricularCavity: 3 * unit });
  const [left, right, asBlood] = ([['leftAtrium', false], ['rightAtrium', false], ['leftAtrium', true]] as const).map(([name, withoutAorta]) => measurePanel({ emission, anatomy: named(name, withoutAorta) }, scale, panelParameters));
  expect(measured(left.leftAtriumToBloodRatio).value).toBeCloseTo(1.5, 6);
  expect(measured(right.rightAtriumToBloodRatio).value).toBeCloseTo(1.5, 6);
  expectNotMeasured(asBlood.leftAtriumToBloodRatio, 'readAsBlood');
  expectNotMeasured(left.rightAtriumToBloodRatio, 'emptyRegion');
});

test('a heart no brighter than its blood has no volume of involvement', () => {
  const grid = turnedGrid([2.5, 2.5, 2.5], [100, 120, 60], 0);
  const panel = measurePanel({ emission: drawnEmission(grid, { ...becquerel, leftVentricularWall: 2 * unit }), anatomy: drawnAnatomy(grid) }, scale, panelParameters);
  expect(measured(panel.volumeOfInvolvement).value).toBe(0);
  expect(measured(panel.cardiacPyrophosphateActivity).value).toBe(0);
});

test('ratios stay when SUV is refused, and what needs SUV repeats the reason', () => {
  const grid = turnedGrid([2.5, 2.5, 2.5], [100, 120, 60], 0);
  const reason = { status: 'notMeasured', code: 'noWeight', reason: 'Weight is missing.' } as const;
  const panel = measurePanel({ emission: drawnEmission(grid, becquerel), anatomy: drawnAnatomy(grid) }, reason, panelParameters);
  expect(measured(panel.myocardiumToBloodRatio).value).toBeCloseTo(3, 6);
  expect(panel.myocardialSuvMax).toEqual(reason);
  expect(panel.injectedDoseFraction).toEqual(reason);
});
