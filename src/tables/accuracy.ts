import { notMeasured, type NotMeasured, type Result } from '../measurement/result.ts';
import { type BrierScore, brierScore } from '../statistics/brier-score.ts';
import { type Calibration, calibrationBins } from '../statistics/calibration-bins.ts';
import { type CalibrationSlope, calibrationSlope } from '../statistics/calibration-slope.ts';
import { decisionCurve, type DecisionPoint } from '../statistics/decision-curve.ts';
import { type DiagnosticAccuracy, diagnosticAccuracy, type TwoByTwo, twoByTwo } from '../statistics/diagnostic-accuracy.ts';
import { pAdjustHolm } from '../statistics/p-adjust.ts';
import { type RocAuc, rocAuc } from '../statistics/roc-auc.ts';
import { type RocAucComparison, rocAucComparison } from '../statistics/roc-auc-comparison.ts';
import { type RocPoint, rocPoints } from '../statistics/roc-points.ts';

/** One score of every case. */
export interface AccuracyScore {
  readonly name: string;
  readonly unit: string | null;
  /** In the order of the cases; null where the table says nothing. */
  readonly values: readonly (number | null)[];
  /** Which values mean disease: the ejection fraction is low in it, the septum thick. */
  readonly diseasedWhen: 'high' | 'low';
  /** Stated before looking at the data; a value equal to it is called diseased. null: none was stated. */
  readonly threshold: number | null;
}

export interface AccuracyInput {
  /** One per case, to tell patients that stand in several rows. */
  readonly patients: readonly string[];
  readonly diseased: readonly boolean[];
  readonly scores: readonly AccuracyScore[];
}

/** A score at one threshold. */
export interface ThresholdAccuracy {
  readonly value: number;
  /** `chosenHere`: where sensitivity and specificity of these very cases sum to most, which flatters the score. */
  readonly origin: 'stated' | 'chosenHere';
  readonly counts: TwoByTwo;
  readonly accuracy: DiagnosticAccuracy;
}

/** What can be asked of a score that is a probability. */
export interface ProbabilityAccuracy {
  readonly calibration: Result<Calibration>;
  readonly slope: CalibrationSlope | NotMeasured;
  readonly brier: Result<BrierScore>;
  readonly decision: readonly DecisionPoint[];
}

export interface ScoreAccuracy {
  readonly name: string;
  readonly unit: string | null;
  readonly diseasedWhen: 'high' | 'low';
  readonly cases: number;
  /** Cases without this score, which its figures leave out. */
  readonly missing: number;
  readonly auc: Result<RocAuc>;
  /** Thresholds on the scale of the score; the first is infinite. */
  readonly roc: readonly RocPoint[];
  readonly threshold: ThresholdAccuracy | NotMeasured;
  /** null for a score that is no probability. */
  readonly probability: ProbabilityAccuracy | null;
}

/** Two scores on the cases that have both. */
export interface ScoreComparison {
  readonly first: string;
  readonly second: string;
  readonly cases: number;
  readonly difference: Result<RocAucComparison>;
  /** Holm's, over all comparisons of the table; null where there is no test. */
  readonly adjustedP: number | null;
}

export interface Accuracy {
  readonly cases: number;
  readonly diseased: number;
  /** Patients in more than one row: their rows are not independent, and intervals too narrow. */
  readonly repeatedPatients: number;
  readonly scores: readonly ScoreAccuracy[];
  readonly comparisons: readonly ScoreComparison[];
}

/** Probabilities at which one would act, for the decision curve. */
const actingThresholds = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);

/** Cases of one score: those that have it, turned so that higher means disease. */
interface ScoredCases {
  readonly values: readonly number[];
  readonly diseased: readonly boolean[];
}

/**
 * How well scores tell diseased from healthy cases: the area under the ROC curve, sensitivity and specificity at a
 * threshold, likelihood ratios, and for probabilities their calibration and decision curve; every two scores compared.
 *
 * A score whose values all lie between 0 and 1, and are not merely 0 and 1, is taken for a probability of disease. Where no
 * threshold was stated, the one with the largest Youden index on these cases is taken and says so.
 *
 * @param input one entry per case in every list; a missing score leaves the case out of that score's figures alone.
 * @returns figures with 95 % intervals, each `notMeasured` with a reason where the cases do not allow it.
 * @throws AmyloscopeError `invalidInput` on scores that are not finite or lists of different length.
 * Source: DeLong et al., Biometrics 1988;44:837, doi 10.2307/2531595; Youden, Cancer 1950;3:32, doi
 *   10.1002/1097-0142(1950)3:1<32::AID-CNCR2820030106>3.0.CO;2-3; and those of the statistics used.
 */
export function accuracy({ patients, diseased, scores }: AccuracyInput): Accuracy {
  return {
    cases: diseased.length,
    diseased: diseased.filter(Boolean).length,
    repeatedPatients: countRepeated(patients),
    scores: scores.map((score) => describeScore(score, diseased)),
    comparisons: compareAll(scores, diseased),
  };
}

function countRepeated(patients: readonly string[]): number {
  const rows = new Map<string, number>();
  for (const patient of patients) rows.set(patient, (rows.get(patient) ?? 0) + 1);
  return [...rows.values()].filter((count) => count > 1).length;
}

function describeScore(score: AccuracyScore, diseased: readonly boolean[]): ScoreAccuracy {
  const scored = scoredCases(score, diseased, score.values.map((value) => value !== null));
  const sign = signOf(score);
  const curve = rocPoints(scored.values, scored.diseased);
  const points = curve.status === 'measured' ? curve.points : [];
  const { name, unit, diseasedWhen } = score;
  return {
    name, unit, diseasedWhen,
    cases: scored.values.length,
    missing: diseased.length - scored.values.length,
    auc: rocAuc(scored.values, scored.diseased),
    roc: points.map((point) => ({ ...point, threshold: sign * point.threshold })),
    threshold: curve.status === 'measured' ? atThreshold(score, scored, points) : curve,
    probability: isProbability(score) ? describeProbability(scored) : null,
  };
}

function signOf({ diseasedWhen }: AccuracyScore): 1 | -1 {
  return diseasedWhen === 'high' ? 1 : -1;
}

function scoredCases(score: AccuracyScore, diseased: readonly boolean[], kept: readonly boolean[]): ScoredCases {
  const sign = signOf(score);
  return { values: score.values.flatMap((value, i) => (kept[i] && value !== null ? [sign * value] : [])), diseased: diseased.filter((_, i) => kept[i]) };
}

function atThreshold(score: AccuracyScore, { values, diseased }: ScoredCases, points: readonly RocPoint[]): ThresholdAccuracy | NotMeasured {
  const sign = signOf(score);
  const chosen = score.threshold === null ? largestYouden(points) : sign * score.threshold;
  if (!Number.isFinite(chosen)) return notMeasured('noThreshold', 'No threshold tells these cases apart better than chance; state one.');
  const counts = twoByTwo(values.map((value) => value >= chosen), diseased);
  return { value: sign * chosen, origin: score.threshold === null ? 'chosenHere' : 'stated', counts, accuracy: diagnosticAccuracy(counts) };
}

/** The strictest of the best thresholds; infinite when none is better than calling nobody diseased. */
function largestYouden(points: readonly RocPoint[]): number {
  const youden = ({ sensitivity, specificity }: RocPoint): number => sensitivity + specificity - 1;
  return points.reduce((best, point) => (youden(point) > youden(best) ? point : best)).threshold;
}

/** Whether a score can be a probability of disease. A reader's 0 or 1 is an answer, not a probability. */
function isProbability({ values, diseasedWhen }: AccuracyScore): boolean {
  const known = values.filter((value) => value !== null);
  return diseasedWhen === 'high' && known.length > 0 && known.every((value) => value >= 0 && value <= 1) && known.some((value) => value > 0 && value < 1);
}

function describeProbability({ values, diseased }: ScoredCases): ProbabilityAccuracy {
  const decision = decisionCurve(values, diseased, actingThresholds);
  return {
    calibration: calibrationBins(values, diseased),
    slope: calibrationSlope(values, diseased),
    brier: brierScore(values, diseased),
    decision: decision.status === 'measured' ? decision.points : [],
  };
}

function compareAll(scores: readonly AccuracyScore[], diseased: readonly boolean[]): readonly ScoreComparison[] {
  const comparisons = scores.flatMap((first, i) => scores.slice(i + 1).map((second) => comparePair(first, second, diseased)));
  const tested = comparisons.filter(({ difference }) => difference.status === 'measured');
  const adjusted = pAdjustHolm(tested.map(({ difference }) => (difference.status === 'measured' ? difference.p : 1)));
  return comparisons.map((one) => ({ ...one, adjustedP: adjusted[tested.indexOf(one)] ?? null }));
}

function comparePair(first: AccuracyScore, second: AccuracyScore, diseased: readonly boolean[]): Omit<ScoreComparison, 'adjustedP'> {
  const both = diseased.map((_, i) => first.values[i] !== null && second.values[i] !== null);
  const [a, b] = [first, second].map((score) => scoredCases(score, diseased, both));
  return { first: first.name, second: second.name, cases: a.values.length, difference: rocAucComparison(a.values, b.values, a.diseased) };
}
