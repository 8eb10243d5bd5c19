import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { largestPart } from '../../src/image/largest-part.ts';
import { borderDistance, dice } from '../../src/image/mask-distance.ts';
import { resize } from '../../src/image/resize.ts';
import { expectNear, expectNotMeasured, measured } from '../statistics/reference.ts';

interface Recorded {
  readonly masks: { readonly rows: number; readonly columns: number; readonly spacing: [number, number]; readonly one: number[]; readonly other: number[]; readonly dice: number; readonly mean: number; readonly hausdorff: number }[];
  readonly parts: { readonly rows: number; readonly columns: number; readonly mask: number[]; readonly largest: number[] };
  readonly resized: { readonly rows: number; readonly columns: number; readonly values: number[]; readonly to: { readonly rows: number; readonly columns: number; readonly values: number[] }[] };
}
/** Made by `reference/masks.py` with SciPy and Pillow. */
const recorded = JSON.parse(readFileSync(new URL('reference/masks.json', import.meta.url), 'utf8')) as Recorded;

test.each(recorded.masks)('overlap and border distances of $rows x $columns equal those of SciPy', ({ rows, columns, spacing, one, other, ...expected }) => {
  const distance = measured(borderDistance(one, other, rows, columns, spacing));
  expectNear([measured(dice(one, other)).value, distance.value, distance.hausdorffMm], [expected.dice, expected.mean, expected.hausdorff]);
  expectNear(measured(borderDistance(other, one, rows, columns, spacing)).value, expected.mean);
});

test('a mask and itself overlap wholly and lie nowhere apart', () => {
  const [{ one, rows, columns, spacing }] = recorded.masks;
  expect([measured(dice(one, one)).value, measured(borderDistance(one, one, rows, columns, spacing)).hausdorffMm]).toEqual([1, 0]);
});

test('empty masks have no overlap and no distance', () => {
  expectNotMeasured(dice([0, 0], [0, 0]), 'empty');
  expectNotMeasured(borderDistance([0, 1], [0, 0], 1, 2, [1, 1]), 'empty');
});

test('the largest part with its holes filled equals label and binary_fill_holes of SciPy', () => {
  const { rows, columns, mask, largest } = recorded.parts;
  expect([...largestPart(mask, rows, columns)]).toEqual(largest);
  expect([...largestPart(new Uint8Array(6), 2, 3)]).toEqual([0, 0, 0, 0, 0, 0]);
});

test('an image is scaled as Pillow does', () => {
  const { rows, columns, values, to } = recorded.resized;
  for (const one of to) resize(values, rows, columns, one.rows, one.columns).forEach((value, i) => expect(value).toBeCloseTo(one.values[i], 3));
});
