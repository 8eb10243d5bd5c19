import { describe, expect, test } from 'vitest';
import { readFollowUp } from '../../src/analysis/read-follow-up.ts';
import { followedAs, followedQuantities } from '../../src/follow-up/followed-quantity.ts';
import { followPatient } from '../../src/follow-up/follow-patient.ts';
import { noiseLibrary, noiseRowInUse } from '../../src/follow-up/noise-library.ts';
import { storedPoints } from '../../src/follow-up/stored-points.ts';
import { catalogue, type QuantityName } from '../../src/measurement/catalogue.ts';
import type { MeasuredValue } from '../../src/measurement/measurement.ts';
import { visitScatter, type SpectCtScatterName } from '../../src/measurement/spect-ct-visit-scatter.ts';
import type { Analysis } from '../../src/modalities/modality.ts';
import { sampleAnalysis } from '../store/sample-analysis.ts';
import { historyOf, plainOptions, pointOf, wholeContext } from './points.ts';

function value(quantity: QuantityName, number: number, parameters: MeasuredValue['method']['parameters'] = {}): MeasuredValue {
  return { quantity, value: number, unit: catalogue[quantity].unit, status: 'measured', standardUncertainty: 0.4, interval95: [number - 0.8, number + 0.8], method: { name: 'rule', version: '1.0.0', parameters }, model: null, sources: [] };
}

const analysisOf = (modality: string, measurements: readonly MeasuredValue[], study: Partial<Analysis['study']> = {}): Analysis => {
  const { analysis } = sampleAnalysis(1);
  return { ...analysis, modality, measurements, study: { ...analysis.study, manufacturer: 'GE', ...study } };
};
const followed = (visits: readonly (readonly [date: string, analysis: Analysis])[]) => followPatient(historyOf(visits.flatMap(([studyDate, analysis]) => storedPoints({ analysis, studyDate }))), plainOptions).quantities;

describe('noise of global longitudinal strain', () => {
  const context = { ...wholeContext, method: 'EchoPAC 204', model: null };
  test.each([['GE Vingmed Ultrasound', 3], ['GE', 3], ['General Electric', 3], ['Siemens Healthineers', 5], ['SIEMENS', 5]])('of a scanner by %s is the %d points published for its maker', (vendor, points) => {
    expect(noiseRowInUse('globalLongitudinalStrain', [], { ...context, vendor })).toMatchObject({ statistic: 'detectableChange', figure: [points, points] });
  });
  test.each(['Philips', 'Gentle Imaging', null])('of a scanner by %s is that of no maker', (vendor) => {
    expect(noiseRowInUse('globalLongitudinalStrain', [], { ...context, vendor })).toMatchObject({ vendors: null, source: expect.stringContaining('Baron') });
  });
  test('that Amyloscope measured on images of a maker is not that of the maker’s program', () => {
    const [point] = storedPoints({ analysis: analysisOf('echo', [value('globalLongitudinalStrain', -12)]), studyDate: '2025-01-01' });
    expect(noiseRowInUse('globalLongitudinalStrain', [], point.context)).toMatchObject({ vendors: null });
  });
  test('from a site’s own table comes before all', () => {
    const own = { ...noiseLibrary[0], quantity: 'globalLongitudinalStrain', certainty: 'site', source: 'own.csv' } as const;
    expect(noiseRowInUse('globalLongitudinalStrain', [own], { ...context, vendor: 'GE' })).toBe(own);
  });
  test('by simulation is marked so, and is used where nothing is published', () => {
    expect(noiseRowInUse('longitudinalStrainTracked', [])).toMatchObject({ certainty: 'derived' });
    expect(noiseRowInUse('longitudinalStrainContour', [])).toMatchObject({ certainty: 'simulated', source: expect.stringContaining('Amyloscope') });
  });
});

describe('strain of two makers, or by two methods, is never one change', () => {
  test('makers that differ are said to', () => {
    const points = [pointOf('globalLongitudinalStrain', '2024-01-01', -14, { ...wholeContext, vendor: 'GE' }), pointOf('globalLongitudinalStrain', '2025-01-01', -11, { ...wholeContext, vendor: 'Siemens' })];
    const [{ change, points: compared }] = followPatient(historyOf(points), plainOptions).quantities;
    expect(change).toMatchObject({ status: 'notMeasured', code: 'notComparable' });
    expect(compared[0].comparability.differences).toMatchObject([{ fact: 'vendor', before: 'GE', after: 'Siemens' }]);
  });
  test('speckle and contours are quantities of their own', () => {
    const visit = (speckle: number, contour: number) => analysisOf('echo', [value('globalLongitudinalStrain', speckle), value('globalLongitudinalStrainContour', contour)]);
    const found = followed([['2024-01-01', visit(-14, -17)], ['2025-01-01', visit(-13, -15)]]);
    expect(found.map(({ quantity, change }) => [quantity, change.status === 'measured' && change.change])).toEqual([['globalLongitudinalStrain', 1], ['globalLongitudinalStrainContour', 2]]);
  });
  test('biplane ejection fraction is followed beside that of tables, and says where the method differs', () => {
    expect(followedAs('leftVentricularEjectionFractionBiplane')).toBe('ejectionFraction');
    const [stored] = storedPoints({ analysis: analysisOf('echo', [value('leftVentricularEjectionFractionBiplane', 50)]), studyDate: '2025-01-01' });
    const [{ change }] = followPatient(historyOf([pointOf('ejectionFraction', '2024-01-01', 55, { ...wholeContext, method: 'visual' }), stored]), plainOptions).quantities;
    expect(change).toMatchObject({ code: 'notComparable' });
  });
});

describe('the panel of SPECT/CT', () => {
  const visit = (suv: number, segmentation: string, study: Partial<Analysis['study']> = {}) => analysisOf('spect-ct', [value('myocardialSuvMean', suv, { segmentation, bloodPool: 'rightAtrium' })], study);
  test('is followed but for the references of blood and bone and the heterogeneity, of which nobody can say which way is worse', () => {
    const names = Object.keys(visitScatter) as SpectCtScatterName[];
    expect(names.filter((name) => followedAs(name) === null)).toEqual(['uptakeHeterogeneity', 'bloodSuvMean', 'boneSuvPeak']);
    for (const name of names) if (name in followedQuantities) expect(noiseRowInUse(followedAs(name)!, [])).toMatchObject({ certainty: 'simulated', figure: [visitScatter[name].share, visitScatter[name].share], leastSd: visitScatter[name].least ?? null });
  });
  test('changes of uptake beyond twice the scatter of a difference are beyond noise', () => {
    const [{ change }] = followed([['2024-01-01', visit(6, 'network')], ['2025-01-01', visit(4, 'network')]]);
    // Stated 0.4 is above 2.3 % of 6; 1.96 * sqrt(2) * 0.4 is 1.109.
    expect(change).toMatchObject({ exceedsNoise: true, direction: 'better', limit: { rise: expect.closeTo(1.1087, 4) } });
  });
  test.each([['other outlines', visit(6, 'given with the study'), 'method'], ['another tracer', visit(6, 'network', { tracer: '99mTc-PYP' }), 'tracer'], ['another delay', visit(6, 'network', { uptakeTimeHours: 1 }), 'uptakeTimeHours'], ['another camera', visit(6, 'network', { model: 'Other' }), 'device']])('by %s is not compared', (_, first, fact) => {
    const [{ change, points }] = followed([['2024-01-01', first], ['2025-01-01', visit(4, 'network', { model: 'Camera' })]]);
    expect(change).toMatchObject({ code: 'notComparable' });
    expect(points[0].comparability.differences.map((one) => one.fact)).toContain(fact);
  });
});

test('a table of reports brings its intervals along, so that it tells no more change than the store does', () => {
  const rows = ['patientId,studyDate,manufacturer,software,globalLongitudinalStrain,globalLongitudinalStrainLower95,globalLongitudinalStrainUpper95', 'P,2024-01-01,GE,Amyloscope 0.1.0,-14,-17.919928,-10.080072', 'P,2025-01-01,GE,Amyloscope 0.1.0,-11,-14.919928,-7.080072'];
  const { history, unreadColumns } = readFollowUp(new TextEncoder().encode(rows.join('\n')), 'scans.csv', 'P');
  // Half of 7.84 over 1.96 is 2.
  expect(history.points.map(({ standardUncertainty }) => standardUncertainty)).toEqual([expect.closeTo(2, 6), expect.closeTo(2, 6)]);
  expect(unreadColumns).toEqual([]);
  expect(followPatient(history, plainOptions).quantities[0]).toMatchObject({ noise: { vendors: null }, change: { exceedsNoise: false } });
});
