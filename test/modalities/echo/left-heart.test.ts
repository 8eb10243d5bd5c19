import { beforeAll, describe, expect, test } from 'vitest';
import type { ModelCard } from '../../../src/inference/model-card.ts';
import type { QuantityName } from '../../../src/measurement/catalogue.ts';
import type { Measurement } from '../../../src/measurement/measurement.ts';
import { notMeasured } from '../../../src/measurement/result.ts';
import type { ViewReading } from '../../../src/modalities/echo/examine-loop.ts';
import { measureOutlines } from '../../../src/modalities/echo/frame-measures.ts';
import { loadEchoNetwork } from '../../../src/modalities/echo/networks.ts';
import { contractionFraction, leftHeartMeasurements } from '../../../src/modalities/echo/left-heart-measurements.ts';
import { drawHeart, plainHeart, type DrawnHeart } from './drawn-heart.ts';
import { loopInMemory, plainLoop } from './drawn-loop.ts';

const spacing = [0.6, 0.6] as const;
let card: ModelCard;
beforeAll(async () => ({ card } = await loadEchoNetwork()));

function reading(view: 'a4c' | 'a2c', heart: Partial<DrawnHeart>, atSystole: Partial<DrawnHeart>, { calibrated = true, height = 1.8 as number | null } = {}): ViewReading {
  const frame = (shape: Partial<DrawnHeart>) => {
    const map = drawHeart({ ...plainHeart, ...shape }, spacing);
    return { map, ...measureOutlines(map, spacing), showings: [] };
  };
  const untold = notMeasured('noWall', 'No wall was found to follow.');
  return {
    beat: { diastole: 0, systole: 8 }, diastole: frame(heart), systole: frame(atSystole), calibrated, contour: untold, reservoir: untold, tracked: untold,
    instance: loopInMemory({ ...plainLoop, frames: 2 }, { patientHeightM: height, patientWeightKg: 80 }, { view }),
  };
}

const named = (measurements: readonly Measurement[], name: QuantityName) => measurements.find(({ quantity }) => quantity === name)!;
const valueOf = (measurements: readonly Measurement[], name: QuantityName) => {
  const found = named(measurements, name);
  if (found.status !== 'measured') throw new Error(`${name}: ${found.code}`);
  return found.value;
};
const half = (a: number, b: number, length: number) => ((2 / 3) * Math.PI * a * b * length) / 1000;

describe('half ellipsoids of known size in two views', () => {
  const before = half(24, 20, 80);
  const after = half(18, 15, 70);
  const four = reading('a4c', { radius: 24 }, { radius: 18, length: 70, atrialRadius: 20, atrialLength: 50 });
  const two = reading('a2c', { radius: 20 }, { radius: 15, length: 70, atrialRadius: 16, atrialLength: 50 });

  test('give volumes, stroke volume and atrium to 3 %, indexed by the surface that DuBois gives for 1.80 m and 80 kg', () => {
    const found = leftHeartMeasurements([four, two], card);
    // 0.007184 x 80^0.425 x 180^0.725, as published tables round it: 2.00 m2.
    const surface = 2.0;
    for (const [name, truth] of [
      ['leftVentricularEndDiastolicVolumeBiplane', before], ['leftVentricularEndSystolicVolumeBiplane', after], ['leftVentricularStrokeVolume', before - after], ['leftVentricularEndDiastolicVolumeIndex', before / surface],
      ['leftVentricularEndDiastolicVolumeAreaLength', half(24, 24, 80)], ['leftVentricularEndSystolicVolumeAreaLength', half(18, 18, 70)],
      ['leftAtrialVolumeBiplane', half(20, 16, 50)], ['leftAtrialVolumeAreaLength', half(20, 16, 50)], ['leftAtrialVolumeIndex', half(20, 16, 50) / surface],
    ] as const) expect(Math.abs(valueOf(found, name) / truth - 1), name).toBeLessThan(0.03);
  });

  test('each has an interval about it, and says which frames it is from', () => {
    for (const one of leftHeartMeasurements([four, two], card)) {
      if (one.status !== 'measured') throw new Error(one.quantity);
      expect(one.interval95[0]).toBeLessThan(one.value);
      expect(one.interval95[1]).toBeGreaterThan(one.value);
      expect(one.sources).toHaveLength(one.quantity.startsWith('leftVentricular') && one.quantity.endsWith('AreaLength') ? 2 : 4);
    }
  });

  test('without the two-chamber view what one view gives is measured, and the others say what is missing', () => {
    const found = leftHeartMeasurements([four], card);
    expect(valueOf(found, 'leftVentricularEndDiastolicVolumeAreaLength')).toBeGreaterThan(0);
    for (const name of ['leftVentricularEndDiastolicVolumeBiplane', 'leftAtrialVolumeBiplane', 'leftVentricularStrokeVolume', 'leftVentricularSphericityIndex'] as const) expect(named(found, name)).toMatchObject({ status: 'notMeasured', code: 'viewMissing' });
  });

  test('without calibration there is no volume, without height no index', () => {
    const plain = leftHeartMeasurements([four, reading('a2c', {}, { radius: 15 }, { calibrated: false })], card);
    for (const one of plain) expect(one).toMatchObject({ status: 'notMeasured', code: 'noCalibration' });
    const small = leftHeartMeasurements([reading('a4c', {}, { radius: 15 }, { height: null }), two], card);
    expect(named(small, 'leftAtrialVolumeIndex')).toMatchObject({ status: 'notMeasured', code: 'noBodySize' });
    expect(named(small, 'leftAtrialVolumeBiplane').status).toBe('measured');
  });
});

describe('myocardial contraction fraction', () => {
  const number = (quantity: QuantityName, value: number, share: number): Measurement => ({ quantity, status: 'measured', value, unit: 'g', standardUncertainty: share * value, interval95: [0.8 * value, 1.2 * value], method: { name: 'rule', version: '1', parameters: {} }, model: null, sources: [] });
  const stroke = number('leftVentricularStrokeVolume', 70, 0.1);
  const cube = number('leftVentricularMassCube', 210, 0.08);

  test('70 mL out of 210 g of muscle are 35 %', () => {
    const [found] = contractionFraction([stroke, cube]);
    expect(found).toMatchObject({ status: 'measured', unit: '%', method: { parameters: { mass: 'leftVentricularMassCube' } } });
    expect(found.status === 'measured' && found.value).toBeCloseTo(35, 10);
    expect(found.status === 'measured' && found.standardUncertainty).toBeCloseTo(35 * Math.sqrt(0.01 + 0.0064), 10);
  });

  test('the ellipsoid is taken before the cube, and what is missing is said', () => {
    expect(contractionFraction([stroke, cube, number('leftVentricularMassTruncatedEllipsoid', 147, 0.1)])[0]).toMatchObject({ method: { parameters: { mass: 'leftVentricularMassTruncatedEllipsoid' } } });
    const lost: Measurement = { ...cube, status: 'notMeasured', code: 'noCalibration', reason: 'The size of a pixel is not known.' } as Measurement;
    expect(contractionFraction([stroke, lost])).toMatchObject([{ status: 'notMeasured', code: 'noCalibration' }]);
    expect(contractionFraction([cube])).toEqual([]);
  });
});
