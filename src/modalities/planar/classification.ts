import type { ModelCard } from '../../inference/model-card.ts';
import type { Finding } from '../../measurement/finding.ts';
import type { Measurement } from '../../measurement/measurement.ts';
import type { Classification, Recommendation } from '../modality.ts';
import { modelReference } from '../../inference/model-card.ts';
import { recommendations } from './recommendations.ts';
import { PLANAR_METHOD_VERSION, toMeasurement } from './quantification.ts';
import type { ChestSegmentation } from './segmentation.ts';
import type { PlanarViews } from './views.ts';

/** Probabilities of grade 2 or more between these two are called unsure. */
export const UNSURE_BETWEEN = [0.15, 0.85] as const;
export const ABNORMAL_FROM = 0.5;
/** Findings under which no sure answer is given, whatever the network says. */
const MAKES_UNSURE = ['heartCropped', 'hardlyBoneScan', 'unfamiliar', 'pictureOfScan', 'negativeValues', 'spacingAssumed', 'posteriorOnly', 'heartOnRight'];
/** H/CL from which uptake is called abnormal at one hour (PYP); used only to notice that ratio and network disagree. */
const RATIO_ABNORMAL = 1.5;
const RATIO_NORMAL = 1.2;

/** Probability of grade 2 or more. */
export function abnormalProbability(gradeProbabilities: readonly number[]): number {
  return gradeProbabilities[2] + gradeProbabilities[3];
}

/** Says normal, abnormal or unsure, why unsure, and what to do next. */
export function classifyPlanar(chest: ChestSegmentation, findings: readonly Finding[], measurements: readonly Measurement[]): Classification {
  const p = abnormalProbability(chest.gradeProbabilities);
  const reasons = unsureReasons(p, findings, measurements);
  const label = reasons.length > 0 ? 'unsure' : p >= ABNORMAL_FROM ? 'abnormal' : 'normal';
  const probabilities = Object.fromEntries(chest.gradeProbabilities.map((value, grade) => [`grade${grade}`, value]));
  return { label, probabilities, unsure: label === 'unsure', unsureReasons: reasons, recommendation: recommend(label, chest.gradeProbabilities, findings) };
}

function unsureReasons(p: number, findings: readonly Finding[], measurements: readonly Measurement[]): string[] {
  const has = (code: string) => findings.some((finding) => finding.code === code);
  const reasons = MAKES_UNSURE.filter(has);
  if (p > UNSURE_BETWEEN[0] && p < UNSURE_BETWEEN[1]) reasons.push('probabilityBetween');
  if (has('mdpTracer') && p < ABNORMAL_FROM) reasons.push('mdpTracer');
  const ratio = measurements.find((one) => one.quantity === 'heartToContralateralRatio');
  if (ratio?.status === 'measured') {
    if (p < ABNORMAL_FROM && ratio.interval95[0] > RATIO_ABNORMAL) reasons.push('ratioHighUptakeLow');
    if (p >= ABNORMAL_FROM && ratio.interval95[1] < RATIO_NORMAL) reasons.push('ratioLowUptakeHigh');
  }
  return reasons;
}

function recommend(label: Classification['label'], grades: readonly number[], findings: readonly Finding[]): Recommendation[] {
  const advice: Recommendation[] = [];
  if (label === 'abnormal') advice.push(recommendations.spectNeeded, recommendations.monoclonalScreen);
  if (label === 'unsure') advice.push(recommendations.equivocal, recommendations.spectNeeded, recommendations.monoclonalScreen);
  if (label === 'normal') advice.push(grades[1] > 0.5 ? recommendations.mildUptake : recommendations.suspicionStays);
  if (findings.some((finding) => finding.code === 'mdpTracer')) advice.push(recommendations.repeatWithTracer);
  return advice;
}

/** Grade and probability as measurements, with the spread that two scans of one patient would show. */
export function classificationMeasurements(chest: ChestSegmentation, card: ModelCard, views: PlanarViews): Measurement[] {
  const grades = chest.gradeProbabilities;
  const model = modelReference(card);
  const grade = grades.indexOf(Math.max(...grades));
  const mean = grades.reduce((sum, p, i) => sum + p * i, 0);
  const sd = Math.sqrt(grades.reduce((sum, p, i) => sum + p * (i - mean) ** 2, 0));
  const p = abnormalProbability(grades);
  const logit = Math.log(Math.max(p, 1e-9) / Math.max(1 - p, 1e-9));
  const logitSd = card.logitRetestSd ?? 1;
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  return [
    toMeasurement('peruginiGrade', { status: 'measured', value: grade, standardUncertainty: sd, interval95: [quantileGrade(grades, 0.025), quantileGrade(grades, 0.975)] },
      { name: 'most probable grade of the network', version: PLANAR_METHOD_VERSION, parameters: {} }, model, views),
    toMeasurement('abnormalUptakeProbability', {
      status: 'measured', value: p, standardUncertainty: p * (1 - p) * logitSd,
      interval95: [sigmoid(logit - 1.96 * logitSd), sigmoid(logit + 1.96 * logitSd)],
    }, { name: 'network probability of grade 2 or more', version: PLANAR_METHOD_VERSION, parameters: { unsureAbove: UNSURE_BETWEEN[0], unsureBelow: UNSURE_BETWEEN[1], abnormalFrom: ABNORMAL_FROM, logitRetestSd: logitSd } }, model, views),
  ];
}

function quantileGrade(grades: readonly number[], share: number): number {
  let sum = 0;
  for (let grade = 0; grade < grades.length; grade++) {
    sum += grades[grade];
    if (sum >= share) return grade;
  }
  return grades.length - 1;
}
