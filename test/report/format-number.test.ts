import { expect, test } from 'vitest';
import { formatInterval, formatNumber } from '../../src/report/format-number.ts';
import { percent } from '../../src/report/scan-card.ts';

test('decimals are written in full, with the mark of the language', () => {
  expect([formatNumber(1.5, 2, 'en'), formatNumber(1.5, 2, 'fr')]).toEqual(['1.50', '1,50']);
});
test('a negative bound is told from the dash of the interval', () => {
  expect([formatInterval([-0.25, 0.5], 2, 'en'), formatInterval([-0.25, 0.5], 2, 'fr')]).toEqual(['−0.25 to 0.50', '−0,25 à 0,50']);
});
test('a probability is never rounded to a certainty', () => {
  expect([0, 0.001, 0.5, 0.999, 1].map(percent)).toEqual(['<\u202f1\u202f%', '<\u202f1\u202f%', '50\u202f%', '>\u202f99\u202f%', '>\u202f99\u202f%']);
});
