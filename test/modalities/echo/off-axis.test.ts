import { expect, test } from 'vitest';
import type { Chamber } from '../../../src/modalities/echo/chamber.ts';
import { measureChamber } from '../../../src/modalities/echo/chamber.ts';
import { checkLean } from '../../../src/modalities/echo/off-axis.ts';
import { measured } from '../../statistics/reference.ts';
import { drawHeart, plainHeart } from './drawn-heart.ts';

const spacing = [0.6, 0.6] as const;
const degrees = Math.PI / 180;
/** A drawn ventricle whose apex leans to the left by so many degrees. */
const leaningLeft = (by: number): Chamber => measured(measureChamber(drawHeart({ ...plainHeart, tilt: -by * degrees }, spacing), 'leftVentricle', spacing));

test.each([0, 10, 25])('a ventricle that leans to the left by %i degrees is seen every day', (by) => {
  expect(checkLean(leaningLeft(by), false)).toEqual([]);
});

test.each([[45, -45], [-25, 25]])('one that leans to the left by %i is off-axis, and the finding says by how much', (by, said) => {
  const [finding] = checkLean(leaningLeft(by), false);
  expect(finding).toMatchObject({ code: 'offAxis', severity: 'warning' });
  expect(Math.abs(Number(finding.parameters['degrees']) - said)).toBeLessThanOrEqual(2);
});

test('a picture shown left for right is judged as if it were not', () => {
  expect(checkLean(leaningLeft(-25), true)).toEqual([]);
  expect(checkLean(leaningLeft(25), true)).toHaveLength(1);
});
