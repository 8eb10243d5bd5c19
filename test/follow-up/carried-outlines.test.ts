import { describe, expect, test } from 'vitest';
import { storedHistory } from '../../src/analysis/stored-history.ts';
import { followPatient } from '../../src/follow-up/follow-patient.ts';
import { noiseLibrary, noiseRowInUse } from '../../src/follow-up/noise-library.ts';
import { comparabilityTexts } from '../../src/report/follow-up-words.ts';
import { followUpSummary } from '../../src/report/follow-up-page.ts';
import type { CarriedReading } from '../../src/store/measurement-store.ts';
import { carriedVisit, ownVisit, type SampleVisit } from '../store/carried-visit.ts';
import { plainOptions, wholeContext } from './points.ts';

const [first, second, third] = ['2025-01-01', '2025-07-01', '2026-01-01'];
const follow = (own: readonly SampleVisit[], carried: readonly CarriedReading[]) => followPatient(
  storedHistory({ patient: { patientId: 'P1' }, scans: own.map((visit, i) => ({ analysisId: String(i), analysis: ownVisit(visit).analysis })), notes: [], carried }), plainOptions,
);
const own = [{ day: first, suv: 6 }, { day: second, suv: 5.5 }];
const carried = [carriedVisit({ day: first, suv: 6 }, first), carriedVisit({ day: second, suv: 5.7 }, first)];

describe('visits that were read in the outlines of the first', () => {
  test('are compared so, by the scatter of this way of measuring', () => {
    const { quantities: [{ change, points }] } = follow(own, carried);
    expect(points.map(({ point }) => point.value)).toEqual([6, 5.7]);
    // 2.2 % of 6 is the scatter of one visit, as script/bench spect-ct-serial printed; 1.96 * sqrt(2) times it is noise of a difference.
    expect(change).toMatchObject({ change: expect.closeTo(-0.3, 9), limit: { rise: expect.closeTo(1.959964 * Math.SQRT2 * 0.022 * 6, 5) } });
  });
  test('need no analysis beside them', () => expect(follow([], carried)).toMatchObject({ simulated: true, quantities: [{ change: { change: expect.closeTo(-0.3, 9) } }] }));
  test('are said to be, in both languages', () => {
    const summary = followUpSummary(follow(own, carried));
    expect(summary.en).toMatch(/in the outlines of the visit of 1\sJan\s2025, carried over to later visits, with the noise of this way of measuring/);
    expect(summary.fr).toMatch(/dans les contours de la visite du 1\sjanv\.\s2025/);
  });
  test('are not compared with a visit between that is known in its own outlines alone, and the reason is said', () => {
    const { quantities: [followed] } = follow([own[0], { day: second, suv: 5.5 }, { day: third, suv: 5 }], [carried[0], carriedVisit({ day: third, suv: 5 }, first)]);
    expect(followed.points.map(({ comparability }) => comparability.verdict)).toEqual(['comparable', 'notComparable', 'comparable']);
    const [text] = comparabilityTexts(followed);
    expect(text.en).toMatch(/outlines its own instead of those of 1\sJan\s2025/);
    expect(text.fr).toMatch(/contours les siens au lieu de ceux du 1\sjanv\.\s2025/);
  });
});

describe('outlines of each visit are compared as before', () => {
  const limit = 1.959964 * Math.SQRT2 * 0.026 * 6;
  test('where nothing was carried over', () => {
    const followUp = follow(own, []);
    expect(followUp.quantities[0].change).toMatchObject({ change: -0.5, limit: { rise: expect.closeTo(limit, 5) } });
    expect(followUpSummary(followUp).en).not.toContain('outlines');
  });
  test('where a later scan was not read in the outlines of the first', () => {
    const { quantities: [{ change, points }] } = follow([...own, { day: third, suv: 5 }], carried);
    expect(points.map(({ point }) => point.value)).toEqual([6, 5.5, 5]);
    expect(change).toMatchObject({ change: -1, limit: { rise: expect.closeTo(limit, 5) } });
  });
});

test('the row of carried outlines holds for them alone, and a site’s own comes before it', () => {
  const inUse = (outlines: string | null, site = [] as typeof noiseLibrary) => noiseRowInUse('volumeOfInvolvement', site, { ...wholeContext, outlines });
  expect(inUse(null)).toMatchObject({ carriedOutlines: null, subjects: 8 });
  expect(inUse(first)).toMatchObject({ carriedOutlines: true, subjects: 16, figure: [0.012, 0.012], leastSd: 5.3 });
  const site = { ...inUse(null)!, certainty: 'site' as const };
  expect(inUse(first, [site])).toBe(site);
});
