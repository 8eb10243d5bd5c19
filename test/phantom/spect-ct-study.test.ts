import { describe, expect, test } from 'vitest';
import { resampled, voxelMl, type Volume } from '../../src/image/volume.ts';
import { makeSpectCt, type DigitalSpectCt, type SpectCtChoice } from '../../src/phantom/spect-ct-study.ts';
import { labelTable, type StructureName } from '../../src/phantom/structures.ts';

const choice = { grade: 3, bmi: 26, matrix: 64, projections: 60, arcDegrees: 360, secondsPerProjection: 20, breathingMm: 6, ctMatrix: 96, ctSliceMm: 5, contrast: false } as const satisfies SpectCtChoice;
const study = makeSpectCt(31, 2, choice);

/** Mean SUV of an image over structures as they lie before breathing. */
function meanSuv({ chest, becquerelPerSuv }: DigitalSpectCt, image: Volume, names: readonly StructureName[]): number {
  const table = labelTable(names);
  const { values } = resampled(image, chest.grid, 0);
  let [sum, count] = [0, 0];
  chest.labels.forEach((label, i) => { if (table[label]) { sum += values[i]; count++; } });
  return sum / count / becquerelPerSuv;
}

describe('a digital SPECT/CT', () => {
  test('is the same, value for value, for the same seed', () => {
    const again = makeSpectCt(31, 2, choice);
    expect(again.corrected.values.findIndex((value, i) => value !== study.corrected.values[i])).toBe(-1);
    expect(again.ctImage.values.findIndex((value, i) => value !== study.ctImage.values[i])).toBe(-1);
    expect(again.truth).toEqual(study.truth);
  });

  test('holds the activity that was given, once corrected: liver and muscle within 15 %', () => {
    const { structures } = study.truth;
    for (const name of ['liver', 'paraspinalMuscle'] as const) expect(Math.abs(meanSuv(study, study.corrected, [name]) / structures[name]!.suvMean - 1)).toBeLessThan(0.15);
  });

  test('in all, holds the activity of the chest in its field', () => {
    const { grid, values } = study.corrected;
    const seen = values.reduce((total, value) => total + value, 0) * voxelMl(grid);
    const [, , first] = grid.origin;
    const last = first + (grid.size[2] - 1) * grid.steps[2][2];
    const { chest } = study;
    const plane = chest.grid.size[0] * chest.grid.size[1];
    const given = chest.suv.reduce((total, value, i) => {
      const z = chest.grid.origin[2] + Math.floor(i / plane) * chest.grid.steps[2][2];
      return z < first || z > last ? total : total + value;
    }, 0) * voxelMl(chest.grid) * study.becquerelPerSuv;
    expect(Math.abs(seen / given - 1)).toBeLessThan(0.08);
  });

  test('shows the walls less hot than they are, since they are thin, and hotter than the blood', () => {
    const walls = meanSuv(study, study.corrected, ['leftVentricleWall', 'septum']);
    expect(walls).toBeLessThan(study.truth.targetToBackground * study.truth.bloodSuv);
    expect(walls).toBeGreaterThan(0.5 * study.truth.targetToBackground * study.truth.bloodSuv);
    expect(walls).toBeGreaterThan(1.5 * meanSuv(study, study.corrected, ['aorta']));
  });

  test('without corrections falls short of the truth in the depth of the chest', () => {
    expect(meanSuv(study, study.uncorrected, ['vertebrae'])).toBeLessThan(0.5 * study.truth.structures.vertebrae!.suvMean);
  });

  test('after a treatment has the excess over the blood that was left', () => {
    const treated = makeSpectCt(31, 2, { ...choice, excessFactor: 0.6, projections: 30, matrix: 32 });
    expect(treated.patient.uptake.myocardium - treated.patient.uptake.blood).toBeCloseTo(0.6 * (study.patient.uptake.myocardium - study.patient.uptake.blood), 9);
    expect((treated.truth.targetToBackground - 1) / (study.truth.targetToBackground - 1)).toBeCloseTo(0.6, 2);
  });

  test('with tracer in the blood alone has no wall above it', () => {
    const { truth, patient } = makeSpectCt(31, 3, { ...choice, grade: 0, bloodPoolOnly: true, projections: 30, matrix: 32 });
    expect([patient.grade, truth.bloodSuv > 2]).toEqual([0, true]);
    expect(truth.leftVentricle[1].volumeMl).toBeLessThan(15);
  });

  test('misregistered, lies 15 mm off its CT', () => {
    const moved = makeSpectCt(31, 2, { ...choice, fault: 'misregistered', projections: 30, matrix: 32 });
    expect(Math.hypot(...moved.misregistrationMm)).toBeCloseTo(15, 9);
    moved.ctImage.grid.origin.forEach((at, axis) => expect(at - study.ctImage.grid.origin[axis]).toBeCloseTo(moved.misregistrationMm[axis], 9));
  });
});
