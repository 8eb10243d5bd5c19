import { describe, expect, test } from 'vitest';
import { contractionShare, endSystoleMs } from '../../src/phantom/echo-beat.ts';
import { contracting, drawHeartPatient, heartKinds } from '../../src/phantom/echo-patient.ts';
import { heartPatient, truthOf } from '../../src/phantom/echo-study.ts';
import { cavityVolume, trueStrain, wallMass } from '../../src/phantom/echo-truth.ts';
import { layerRadius, movedPoint, twistAt, wallMotion, type Ventricle } from '../../src/phantom/echo-ventricle.ts';
import { Random } from '../../src/phantom/random.ts';

const shape = { lengthMm: 84, radiusMm: 23, wallMm: 9, apexWallMm: 6.75, bulgeMm: 0, bulgeAngle: 0 };
const noTilt = { tilt: 0, leadAngle: 0, leadMs: 0, twist: 0 };
const { ventricle } = drawHeartPatient(new Random(5), 'hypertrophic');

/** Where a point of the wall goes, in Cartesian coordinates. */
function moved(of: Ventricle, [x, y, z]: readonly number[]): readonly number[] {
  const angle = Math.atan2(y, x);
  const [radius, height] = movedPoint(Math.hypot(x, y), z, wallMotion(of, angle, z), 0.8);
  const turned = angle + twistAt(of, height, 0.8);
  return [radius * Math.cos(turned), radius * Math.sin(turned), height];
}

function determinant([a, b, c]: readonly (readonly number[])[]): number {
  return a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0]);
}

test('the wall keeps its volume everywhere: the determinant of its deformation is 1', () => {
  const step = 1e-4;
  for (const z of [12, 30, 55, 85]) {
    for (const angle of [-2.5, -0.4, 1.1, 2.6]) {
      const radius = (layerRadius(ventricle, 0, angle, z) + layerRadius(ventricle, 1, angle, z)) / 2;
      const point = [radius * Math.cos(angle), radius * Math.sin(angle), z];
      const columns = [0, 1, 2].map((axis) => {
        const [after, before] = [step, -step].map((by) => moved(ventricle, point.map((value, i) => value + (i === axis ? by : 0))));
        return after.map((value, i) => (value - before[i]) / (2 * step));
      });
      expect(determinant(columns)).toBeCloseTo(1, 4);
    }
  }
});

test('the volume at end-diastole is that of the truncated ellipsoid', () => {
  const still: Ventricle = { ...shape, contraction: { heights: [0, 0, 0], squeeze: 0, ...noTilt } };
  const half = 0.66 * shape.lengthMm;
  const top = (shape.lengthMm - half) / half;
  const formula = (Math.PI * shape.radiusMm ** 2 * half * (top - top ** 3 / 3 + 2 / 3)) / 1000;
  expect(cavityVolume(still, () => 0)).toBeCloseTo(formula, 1);
});

test('an even loss of height without squeeze shortens a straight part by just that, and keeps the volume of the cavity', () => {
  const even: Ventricle = { ...shape, contraction: { heights: [-0.15, -0.15, -0.15], squeeze: 0, ...noTilt } };
  expect(cavityVolume(even, () => 1) / cavityVolume(even, () => 0)).toBeCloseTo(1, 6);
  expect(trueStrain(even, 'a4c', 0, () => 1).segments[1]).toBeCloseTo(-14.5, 0);
});

test('a contraction reaches the ejection fraction and the strains asked for', () => {
  const found = contracting(shape, noTilt, { ejectionFraction: 55, strain: [-12, -15, -18] });
  expect(100 * (1 - cavityVolume(found, () => 1) / cavityVolume(found, () => 0))).toBeCloseTo(55, 2);
  trueStrain(found, 'a4c', 0, () => 1).segments.slice(0, 3).forEach((strain, i) => expect(strain).toBeCloseTo([-12, -15, -18][i], 2));
});

test('a contraction that cannot be is refused', () =>
  expect(() => contracting(shape, noTilt, { ejectionFraction: 90, strain: [-1, -1, -1] })).toThrow('No contraction'));

describe.each(heartKinds)('%s', (kind) => {
  test('has volumes, mass and strains of its kind', () => {
    const truth = truthOf(drawHeartPatient(new Random(12), kind));
    const ranges = { normal: [50, 75, -15, 80], amyloid: [38, 65, -7, 160], hypertrophic: [50, 75, -11, 130], dilated: [22, 38, -6, 130], anthracycline: [45, 62, -12, 90] } as const;
    const [least, most, strain, mass] = ranges[kind];
    expect(truth.ejectionFraction).toBeGreaterThan(least);
    expect(truth.ejectionFraction).toBeLessThan(most);
    expect(truth.endocardial.global).toBeLessThan(strain);
    expect(truth.massG).toBeGreaterThan(mass);
  });
});

test('only amyloid hearts spare the apex', () => {
  for (const kind of heartKinds) expect(truthOf(drawHeartPatient(new Random(7), kind)).endocardial.relativeApicalStrain > 0.9).toBe(kind === 'amyloid');
});

test('the mass is the volume of the wall at 1.05 g/mL', () => {
  // Two ellipsoids cut off at one height, each by the formula of the test above.
  const still: Ventricle = { ...shape, contraction: { heights: [0, 0, 0], squeeze: 0, ...noTilt } };
  const part = (radius: number, half: number) => {
    const top = (0.34 * shape.lengthMm) / half;
    return Math.PI * radius ** 2 * half * (top - top ** 3 / 3 + 2 / 3);
  };
  const half = 0.66 * shape.lengthMm;
  expect(wallMass(still)).toBeCloseTo((1.05 * (part(32, half + 6.75) - part(23, half))) / 1000, 0);
});

test('a beat begins and ends at rest and contracts wholly at end-systole, at any rate', () => {
  for (const rate of [45, 66, 90, 130]) {
    expect(contractionShare(0, rate)).toBeCloseTo(0, 9);
    expect(contractionShare(60_000 / rate, rate)).toBeCloseTo(0, 9);
    expect(contractionShare(endSystoleMs(rate), rate)).toBeCloseTo(1, 9);
  }
});

test('a draw that asks for a contraction no heart has is drawn again', () => {
  const random = new Random(32 * 1009);
  const kind = random.pick(heartKinds);
  expect(() => drawHeartPatient(random, kind)).toThrow(/contraction/);
  expect(heartPatient(32, 0, {})).toEqual(heartPatient(32, 0, {}));
});
