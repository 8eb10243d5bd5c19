import type { QuantityName } from '../measurement/catalogue.ts';
import type { Analysis } from '../modalities/modality.ts';
import { ABNORMAL_FROM } from '../modalities/planar/classification.ts';
import { blandAltman } from '../statistics/bland-altman.ts';
import { brierScore } from '../statistics/brier-score.ts';
import { calibrationBins } from '../statistics/calibration-bins.ts';
import { calibrationSlope } from '../statistics/calibration-slope.ts';
import { diagnosticAccuracy, twoByTwo } from '../statistics/diagnostic-accuracy.ts';
import { kappaWeighted } from '../statistics/kappa-weighted.ts';
import { proportionWilson } from '../statistics/proportion-wilson.ts';
import { median, quantile } from '../statistics/quantile.ts';
import { rocAuc } from '../statistics/roc-auc.ts';
import { rocPoints } from '../statistics/roc-points.ts';
import { matchPlanarTruth, type LabelledScans, type MatchedTruth } from './match-planar-truth.ts';
import type { PlanarTruth } from './planar-truth.ts';
import type {
  CountedAccuracy, DetectionValidation, GradeValidation, PlanarValidation, RatioValidation, ValidationCase, ValidationRefusal, WorstCase, WorstReason,
} from './planar-validation.ts';

const grades = [0, 1, 2, 3] as const;
const mostWorstCases = 12;

/**
 * Compares what Amyloscope says of planar scans with what a site knows of them.
 *
 * Scans that quality control refused, or files that cannot be read, are listed and take part in no figure. Each figure is
 * over the cases whose truth it needs. Intervals assume one scan per patient.
 *
 * @param truths rows of the table of known answers.
 * @param tablePath for messages.
 * @throws AmyloscopeError `invalidInput` when a row cannot be matched with a scan.
 */
export function validatePlanar(truths: readonly PlanarTruth[], scans: LabelledScans, tablePath: string): PlanarValidation {
  const matched = matchPlanarTruth(truths, scans, tablePath);
  const outcomes = matched.map(outcomeOf);
  const cases = outcomes.filter((outcome) => 'label' in outcome);
  const named = new Set(matched.flatMap((match) => ('analysis' in match ? [match.analysis] : [])));
  const ratio = validateRatio(cases);
  return {
    cases,
    refused: outcomes.filter((outcome) => 'reason' in outcome),
    withoutTruth: scans.analyses.filter((analysis) => !named.has(analysis)).length,
    simulated: cases.filter(({ analysis }) => analysis.study.simulated).length,
    detection: validateDetection(cases),
    grade: validateGrade(cases),
    ratio,
    worst: worstCases(cases, ratio),
  };
}

function outcomeOf(match: MatchedTruth): ValidationCase | ValidationRefusal {
  if ('unreadable' in match) return { truth: match.truth, file: match.unreadable.path, reason: match.unreadable.reason };
  const { truth, analysis } = match;
  const probability = measured(analysis, 'abnormalUptakeProbability');
  const grade = measured(analysis, 'peruginiGrade');
  if (!analysis.classification || !probability || !grade) {
    const reason = analysis.quality.findings.filter(({ severity }) => severity === 'refusal').map(({ message }) => message).join(' ');
    return { truth, file: analysis.study.files.join(', '), reason: reason || 'No answer was given.' };
  }
  const ratio = measured(analysis, 'heartToContralateralRatio');
  return { truth, analysis, label: analysis.classification.label, abnormalProbability: probability.value, grade: grade.value, ratio };
}

function measured({ measurements }: Analysis, quantity: QuantityName): { value: number; interval95: readonly [number, number] } | null {
  const found = measurements.find((one) => one.quantity === quantity);
  return found?.status === 'measured' ? { value: found.value, interval95: found.interval95 } : null;
}

function validateDetection(all: readonly ValidationCase[]): DetectionValidation {
  const cases = all.filter(({ truth }) => truth.abnormal !== null);
  const diseased = cases.map(({ truth }) => truth.abnormal === true);
  const probabilities = cases.map(({ abnormalProbability }) => abnormalProbability);
  const unsure = cases.filter(({ label }) => label === 'unsure');
  const unsurePositives = unsure.filter(({ truth }) => truth.abnormal).length;
  const positives = diseased.filter(Boolean).length;
  const roc = rocPoints(probabilities, diseased);
  return {
    positives,
    negatives: cases.length - positives,
    unsurePositives,
    unsureNegatives: unsure.length - unsurePositives,
    threshold: ABNORMAL_FROM,
    decided: countedAccuracy(cases, ({ abnormalProbability }) => abnormalProbability >= ABNORMAL_FROM),
    unsureAsAbnormal: countedAccuracy(cases, ({ label }) => label !== 'normal'),
    unsureLeftOut: countedAccuracy(cases.filter(({ label }) => label !== 'unsure'), ({ label }) => label === 'abnormal'),
    auc: rocAuc(probabilities, diseased),
    roc: roc.status === 'measured' ? roc.points : [],
    calibration: calibrationBins(probabilities, diseased),
    calibrationSlope: calibrationSlope(probabilities, diseased),
    brier: brierScore(probabilities, diseased),
  };
}

function countedAccuracy(cases: readonly ValidationCase[], called: (one: ValidationCase) => boolean): CountedAccuracy {
  const table = twoByTwo(cases.map(called), cases.map(({ truth }) => truth.abnormal === true));
  return { table, accuracy: diagnosticAccuracy(table) };
}

function validateGrade(all: readonly ValidationCase[]): GradeValidation {
  const cases = all.flatMap(({ truth, grade }) => (truth.peruginiGrade === null ? [] : [{ truth: truth.peruginiGrade, given: grade }]));
  const count = (truth: number, given: number) => cases.filter((one) => one.truth === truth && one.given === given).length;
  return {
    cases: cases.length,
    kappa: kappaWeighted(cases.map(({ truth }) => truth), cases.map(({ given }) => given), grades, 'quadratic'),
    exact: proportionWilson(cases.filter(({ truth, given }) => truth === given).length, cases.length),
    confusion: grades.map((truth) => grades.map((given) => count(truth, given))),
  };
}

function validateRatio(all: readonly ValidationCase[]): RatioValidation {
  const cases = all.flatMap(({ truth, ratio }) => (truth.heartToContralateralRatio === null || ratio === null ? [] : [{ truth: truth.heartToContralateralRatio, ratio }]));
  const errors = cases.map(({ truth, ratio }) => Math.abs(ratio.value - truth));
  const covered = cases.filter(({ truth, ratio }) => ratio.interval95[0] <= truth && truth <= ratio.interval95[1]).length;
  return {
    blandAltman: blandAltman(cases.map(({ ratio }) => ratio.value), cases.map(({ truth }) => truth)),
    pairs: cases.map(({ truth, ratio }) => ({ truth, measured: ratio.value })),
    medianAbsoluteError: errors.length > 0 ? median(errors) : null,
    absoluteError95: errors.length > 0 ? quantile(errors, 0.95) : null,
    covered: proportionWilson(covered, cases.length),
  };
}

/** Wrong answers first, the surest of them first of all; then grades far apart; then ratios outside the limits of agreement. */
function worstCases(cases: readonly ValidationCase[], { blandAltman: limits }: RatioValidation): readonly WorstCase[] {
  const judged = cases.map((one) => ({ validationCase: one, ...judge(one, limits) })).filter(({ reasons }) => reasons.length > 0);
  return judged.sort((a, b) => b.weight - a.weight).slice(0, mostWorstCases).map(({ validationCase, reasons }) => ({ validationCase, reasons }));
}

function judge({ truth, label, abnormalProbability, grade, ratio }: ValidationCase, limits: RatioValidation['blandAltman']): { reasons: readonly WorstReason[]; weight: number } {
  const reasons: WorstReason[] = [];
  const distance = truth.abnormal === null ? 0 : Math.abs(abnormalProbability - Number(truth.abnormal));
  const gradeDistance = truth.peruginiGrade === null ? 0 : Math.abs(grade - truth.peruginiGrade);
  const error = truth.heartToContralateralRatio === null || ratio === null ? null : ratio.value - truth.heartToContralateralRatio;
  const contradicts = truth.abnormal !== null && label !== 'unsure' && (label === 'abnormal') !== truth.abnormal;
  const outside = error !== null && limits.status === 'measured' && (error < limits.lowerLimit.value || error > limits.upperLimit.value);
  if (contradicts) reasons.push('wrongAnswer');
  if (gradeDistance >= 2) reasons.push('gradeTwoApart');
  if (outside) reasons.push('ratioOutsideLimits');
  return { reasons, weight: (contradicts ? 100 + distance : 0) + (gradeDistance >= 2 ? 10 * gradeDistance : 0) + (outside ? Math.abs(error) : 0) };
}
