import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gatherInputs, type GivenInputs } from '../../../src/modalities/echo/score-inputs.ts';
import { echoScores, scoreAdvice, type ScoreName } from '../../../src/modalities/echo/scores.ts';
import type { Analysis, Score } from '../../../src/modalities/modality.ts';

const study = { studyInstanceUid: '1.2', patientId: 'A', studyDate: null, patientSex: null, patientAgeYears: null, tracer: null, uptakeTimeHours: null, manufacturer: null, model: null, simulated: true, files: [], sopInstanceUids: [] };
const nothing: Analysis = {
  study, modality: 'echo', quality: { status: 'accepted', findings: [] }, measurements: [], classification: null, regions: [], embedding: null, models: [],
  software: { name: 'Amyloscope', version: '0', intendedUse: 'research' },
};
const scoresOf = (given: GivenInputs, analysis = nothing) => echoScores(gatherInputs(analysis, { given }));
const scoreOf = (name: ScoreName, given: GivenInputs, analysis = nothing) => scoresOf(given, analysis).find((score) => score.name === name)!;
const valueOf = (score: Score) => (score.status === 'measured' ? score.value : score.missing);

const full: GivenInputs = { relativeWallThickness: 0.61, mitralToAnnularRatio: 11.5, tricuspidExcursionMm: 19, globalLongitudinalStrain: -13, septalApicalToBasalRatio: 3 };
const clinical: GivenInputs = { ageYears: 80, male: 1, septalThicknessMm: 16, lowQrsVoltage: 1, carpalTunnel: 1 };

describe('published definitions', () => {
  test('AMYLI is relative wall thickness times E/e′ and rules out below 2.22', () => {
    expect(scoreOf('amyli', { relativeWallThickness: 0.5, mitralToAnnularRatio: 4.4 })).toMatchObject({ value: 2.2, verdict: 'notRaised' });
    expect(scoreOf('amyli', { relativeWallThickness: 0.5, mitralToAnnularRatio: 4.44 })).toMatchObject({ value: 2.22, verdict: 'raised' });
  });

  test('IWT gives 3, 1, 2, 1 and 3 points, each just within its limit', () => {
    expect(valueOf(scoreOf('iwt', full))).toBe(10);
    expect(valueOf(scoreOf('iwt', { ...full, relativeWallThickness: 0.6 }))).toBe(7);
    expect(valueOf(scoreOf('iwt', { ...full, mitralToAnnularRatio: 11 }))).toBe(9);
    expect(valueOf(scoreOf('iwt', { ...full, tricuspidExcursionMm: 19.1 }))).toBe(8);
    expect(valueOf(scoreOf('iwt', { ...full, globalLongitudinalStrain: -13.1 }))).toBe(9);
    expect(valueOf(scoreOf('iwt', { ...full, septalApicalToBasalRatio: 2.9 }))).toBe(7);
  });

  test('T-Amylo gives 1, 3, 2, 2 and 3 points', () => {
    expect(valueOf(scoreOf('tAmylo', clinical))).toBe(11);
    expect(valueOf(scoreOf('tAmylo', { ...clinical, ageYears: 79 }))).toBe(10);
    expect(valueOf(scoreOf('tAmylo', { ...clinical, male: 0 }))).toBe(8);
    expect(valueOf(scoreOf('tAmylo', { ...clinical, septalThicknessMm: 15.9 }))).toBe(9);
    expect(valueOf(scoreOf('tAmylo', { ...clinical, lowQrsVoltage: 0 }))).toBe(9);
    expect(valueOf(scoreOf('tAmylo', { ...clinical, carpalTunnel: 0 }))).toBe(8);
  });

  test('the T-Amylo model at 75 years, man, 15 mm, no carpal tunnel syndrome, normal voltage has logit -1.629', () =>
    expect(valueOf(scoreOf('tAmyloProbability', { ageYears: 75, male: 1, septalThicknessMm: 15, lowQrsVoltage: 0, carpalTunnel: 0 }))).toBeCloseTo(0.16395, 4));

  test('apical sparing lies above 1, 2.1 and 2.9, not at them', () => {
    for (const [name, input, limit] of [['relaps', 'relativeApicalStrain', 1], ['apexToBase', 'apexToBaseRatio', 2.1], ['septalApexToBase', 'septalApicalToBasalRatio', 2.9]] as const) {
      expect(scoreOf(name, { [input]: limit })).toMatchObject({ verdict: 'notRaised' });
      expect(scoreOf(name, { [input]: limit + 0.01 })).toMatchObject({ verdict: 'raised' });
    }
  });
});

describe('inputs', () => {
  const wall = { quantity: 'relativeWallThickness', status: 'measured', value: 0.5, unit: '1', standardUncertainty: 0.05, interval95: [0.4, 0.6], method: { name: 'm', version: '1', parameters: {} }, model: null, sources: [] } as const;

  test('a score without its inputs says which are missing', () =>
    expect(scoreOf('amyli', { relativeWallThickness: 0.5 })).toMatchObject({ status: 'notMeasured', missing: ['mitralToAnnularRatio'] }));

  test('what was measured carries its interval into the score, and a verdict that changes within it is unsure', () => {
    const measured = { ...nothing, measurements: [wall] };
    const sure = scoreOf('amyli', { mitralToAnnularRatio: 10 }, measured);
    expect(sure).toMatchObject({ value: 5, interval95: [4, 6], verdict: 'raised' });
    expect(sure.inputs.map(({ origin }) => origin)).toEqual(['measured', 'given']);
    expect(scoreOf('amyli', { mitralToAnnularRatio: 4.5 }, measured)).toMatchObject({ verdict: 'unsure' });
  });

  test('what a person gave goes before what was measured and what the header states', () => {
    const analysis = { ...nothing, measurements: [wall], study: { ...study, patientAgeYears: 60, patientSex: 'F' as const } };
    const inputs = gatherInputs(analysis, { given: { relativeWallThickness: 0.7, ageYears: 61 } });
    expect(inputs.get('relativeWallThickness')).toMatchObject({ value: 0.7, origin: 'given', interval95: null });
    expect(inputs.get('ageYears')).toMatchObject({ value: 61, origin: 'given' });
    expect(inputs.get('male')).toMatchObject({ value: 0, origin: 'header' });
  });

  test('ratios of apex to base come from the bull’s-eye of 17 or 18 segments, and not where one is lost', () => {
    const eye = (segments: readonly (number | null)[]) => ({ ...nothing, bullsEye: { quantity: 'longitudinalStrainTracked' as const, unit: '%', segments } });
    const basal = [-8, -8, -10, -6, -8, -8], middle = [-12, -12, -12, -12, -12, -12];
    const seventeen = gatherInputs(eye([...basal, ...middle, -16, -25, -16, -23, -20]), {});
    expect(seventeen.get('apexToBaseRatio')?.value).toBeCloseTo(20 / 8, 12);
    expect(seventeen.get('septalApicalToBasalRatio')?.value).toBeCloseTo(2.5, 12);
    const eighteen = gatherInputs(eye([...basal, ...middle, -16, -16, -30, -16, -16, -16]), {});
    expect(eighteen.get('septalApicalToBasalRatio')?.value).toBeCloseTo(3, 12);
    const lost = gatherInputs(eye([...basal, ...middle, -16, -16, null, -16, -16, -16]), {});
    expect([lost.has('septalApicalToBasalRatio'), lost.has('apexToBaseRatio')]).toEqual([false, false]);
  });
});

test('monoclonal proteins and bone scintigraphy are advised where IWT or T-Amylo is raised, not for AMYLI alone', () => {
  expect(scoreAdvice(scoresOf(full)).map(({ code }) => code)).toEqual(['exploreAmyloid']);
  expect(scoreAdvice(scoresOf(clinical))).toHaveLength(1);
  expect(scoreAdvice(scoresOf({ relativeWallThickness: 0.5, mitralToAnnularRatio: 10 }))).toEqual([]);
});

test('a score always lies within its interval', () =>
  fc.assert(fc.property(fc.double({ min: 0.2, max: 1, noNaN: true }), fc.double({ min: 0, max: 0.15, noNaN: true }), fc.double({ min: 3, max: 40, noNaN: true }), (value, half, filling) => {
    const measured = { quantity: 'relativeWallThickness', status: 'measured', value, unit: '1', standardUncertainty: half / 1.96, interval95: [value - half, value + half], method: { name: 'm', version: '1', parameters: {} }, model: null, sources: [] } as const;
    for (const score of scoresOf({ ...full, mitralToAnnularRatio: filling }, { ...nothing, measurements: [measured] })) {
      if (score.status !== 'measured') continue;
      expect(score.interval95[0]).toBeLessThanOrEqual(score.value);
      expect(score.interval95[1]).toBeGreaterThanOrEqual(score.value);
    }
  }), { seed: 20261123 }));
