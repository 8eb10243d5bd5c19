import { expect, test } from 'vitest';
import { nearestRows, principalComponents, standardised } from '../../web/src/embedding.ts';
import { randomSource } from '../../src/statistics/random-source.ts';
import reference from './reference/principal-components.json' with { type: 'json' };

const values = Float32Array.from(reference.values.flat());
const matrix = { rows: reference.values.length, columns: reference.values[0].length, values };

test('principal components are those of the singular value decomposition in NumPy', () => {
  const { places, shares } = principalComponents(matrix);
  for (const axis of [0, 1]) {
    expect(shares[axis]).toBeCloseTo(reference.shares[axis], 6);
    const own = reference.places.map((_, row) => places[2 * row + axis]);
    const sign = Math.sign(own[0] * reference.places[0][axis]);
    for (const [row, place] of reference.places.entries()) expect(sign * own[row]).toBeCloseTo(place[axis], 4);
  }
});

test('features have mean 0 and SD 1, and what was not measured stands at the mean', () => {
  const random = randomSource(3);
  const measure = Float64Array.from({ length: 50 }, (_, i) => (i === 7 ? Number.NaN : 10 + 5 * random.uniform()));
  const constant = new Float64Array(50).fill(2);
  const { features, used } = standardised([measure, constant]);
  expect(used).toEqual([0]);
  expect(features.values[7]).toBe(0);
  const present = [...features.values].filter((_, i) => i !== 7);
  expect(present.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 4);
  expect(present.reduce((sum, value) => sum + value ** 2, 0) / 48).toBeCloseTo(1, 4);
});

test('the nearest rows come in order of distance, without the row itself', () => {
  expect(nearestRows({ rows: 4, columns: 1, values: Float32Array.of(0, 5, 1, -2) }, 0, 2)).toEqual([2, 3]);
});
