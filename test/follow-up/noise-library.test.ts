import { describe, expect, test } from 'vitest';
import { noiseLibrary, noiseRowInUse } from '../../src/follow-up/noise-library.ts';
import { withinSubjectNoise } from '../../src/follow-up/noise.ts';
import { siteNoise } from '../../src/follow-up/site-noise.ts';

describe('every row of the noise library', () => {
  test.each(noiseLibrary.map((row) => [`${row.quantity}, ${row.source}`, row] as const))('%s has a source and an ordered figure', (_, row) => {
    expect(row.source.length).toBeGreaterThan(8);
    expect(row.figure[0]).toBeGreaterThan(0);
    expect(row.figure[1]).toBeGreaterThanOrEqual(row.figure[0]);
    if (row.statistic.startsWith('relative') || row.statistic === 'coefficientOfVariation') expect(row.figure[1]).toBeLessThan(1);
  });
});

test('the NT-proBNP pair of 14 days, which contradicts itself, is in no row', () => {
  // 17.6 % within subject would give 48.8 %, not the 34.6 % that stands beside it.
  expect(2.7718 * 17.6).toBeCloseTo(48.8, 1);
  expect(noiseLibrary.flatMap(({ figure }) => figure)).not.toContain(0.176);
});

test('an ICC gives no noise in units, and no row is in use for ECV', () => {
  const reliability = noiseLibrary.find(({ statistic }) => statistic === 'reliability')!;
  expect(withinSubjectNoise(reliability, 1000)).toBeNull();
  expect(noiseRowInUse('extracellularVolume', [])).toBeNull();
});

test('mean relative differences between readers become the detectable change of the formula', () => {
  const row = noiseLibrary.find(({ statistic }) => statistic === 'relativeDifference')!;
  const [lowest, highest] = withinSubjectNoise(row, -20)!.map((sd) => (1.959964 * Math.SQRT2 * sd) / 20);
  // e * 1.2533 * 1.96: 4.9 % gives 12.0 %, 7.3 % gives 17.9 %.
  expect([lowest, highest]).toEqual([expect.closeTo(0.1204, 4), expect.closeTo(0.1793, 4)]);
});

describe('a site’s own test-retest table', () => {
  test('replaces the published row by its within-subject SD', () => {
    const row = siteNoise('ejectionFraction', [[60, 62], [55, 55], [40, 44]], 'own.csv');
    // sqrt((2 + 0 + 8) / 3), the residual SD of a one-way analysis of variance
    expect(row).toMatchObject({ statistic: 'withinSubjectSd', figure: [expect.closeTo(1.825742, 6), expect.closeTo(1.825742, 6)], df: 3, subjects: 3, certainty: 'site' });
    if ('figure' in row) expect(noiseRowInUse('ejectionFraction', [row])).toBe(row);
  });
  test('of a logarithmic quantity gives the SD of logarithms', () => {
    const row = siteNoise('ntProBnp', [[1000, 1100], [300, 270]], 'own.csv');
    const sd = Math.sqrt((Math.log(1.1) ** 2 / 2 + Math.log(0.9) ** 2 / 2) / 2);
    expect(row).toMatchObject({ figure: [expect.closeTo(sd, 9), expect.closeTo(sd, 9)] });
  });
  test('without repeats, or without any scatter, gives no noise and says why', () => {
    expect(siteNoise('ejectionFraction', [[60], [55]], 'own.csv')).toMatchObject({ status: 'notMeasured', code: 'noRepeats' });
    expect(siteNoise('ejectionFraction', [[60, 60]], 'own.csv')).toMatchObject({ status: 'notMeasured', code: 'noScatter' });
  });
});
