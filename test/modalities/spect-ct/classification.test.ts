import { describe, expect, test } from 'vitest';
import { classifyUptake, gradeGroups } from '../../../src/modalities/spect-ct/classification.ts';
import { spectCtFinding } from '../../../src/modalities/spect-ct/findings.ts';
import type { Result } from '../../../src/measurement/result.ts';

const ratio = (value: number): Result => ({ status: 'measured', value });
const missing: Result = { status: 'notMeasured', code: 'noBlood', reason: 'No blood.' };
const { lower, upper, deviation } = gradeGroups.twoOverLess;
const density = (x: number, mean: number) => Math.exp(-0.5 * ((x - mean) / deviation) ** 2);

describe('the uptake of a myocardium', () => {
  test.each([-0.4, 0, 0.3, 0.6, 1, 1.8])('at the logarithm %d has the probability of Bayes for two normal groups', (x) => {
    const { probabilities } = classifyUptake(ratio(Math.exp(x)), ratio(1), [])!;
    expect(probabilities.grade2 + probabilities.grade3).toBeCloseTo(density(x, upper) / (density(x, upper) + density(x, lower)), 9);
    expect(Object.values(probabilities).reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
  });

  test('is abnormal, normal, or unsure in between', () => {
    expect(classifyUptake(ratio(Math.exp(upper + deviation)), ratio(1), [])!.label).toBe('abnormal');
    expect(classifyUptake(ratio(Math.exp(lower - deviation)), ratio(0.1), [])!.label).toBe('normal');
    expect(classifyUptake(ratio(Math.exp((lower + upper) / 2)), ratio(0.5), [])).toMatchObject({ label: 'unsure', unsureReasons: ['betweenGrades'] });
  });

  test('of a misregistered scan is never sure', () => {
    const findings = [spectCtFinding('misregistered', { mm: 15, left: 0, back: 0, head: 15 })];
    expect(classifyUptake(ratio(Math.exp(upper + deviation)), ratio(1), findings)).toMatchObject({ label: 'unsure', unsureReasons: ['misregistered'] });
  });

  test('beside blood that scatters is sure only where its uncertainty cannot change the class', () => {
    const noisy = [spectCtFinding('noisy', { percent: 77 })];
    const of = (logarithm: number, share: number) => classifyUptake({ status: 'measured', value: Math.exp(logarithm), standardUncertainty: share * Math.exp(logarithm) }, ratio(1), noisy)!;
    expect(of(upper, 0.08)).toMatchObject({ label: 'abnormal', unsureReasons: [] });
    expect(of(upper, 0.4)).toMatchObject({ label: 'unsure', unsureReasons: ['noisy'] });
    expect(of(lower, 0.08)).toMatchObject({ label: 'normal', unsureReasons: [] });
    expect(classifyUptake(ratio(Math.exp(upper)), ratio(1), noisy)).toMatchObject({ label: 'unsure', unsureReasons: ['noisy'] });
  });

  test('without blood has no class, and without bone no telling grade 3 from 2', () => {
    expect(classifyUptake(missing, ratio(1), [])).toBeNull();
    const { probabilities } = classifyUptake(ratio(Math.exp(upper)), missing, [])!;
    expect(probabilities.grade2).toBeCloseTo(probabilities.grade3, 12);
  });
});
