import type { Finding } from '../../measurement/finding.ts';
import type { Text } from '../../measurement/language.ts';
import type { MeasuredValue } from '../../measurement/measurement.ts';
import type { Result } from '../../measurement/result.ts';
import type { Classification } from '../modality.ts';

/** How the logarithm of a ratio lies in two groups of digital patients. */
interface TwoGroups {
  readonly lower: number;
  readonly upper: number;
  /** Standard deviation, pooled over both. */
  readonly deviation: number;
}

/**
 * What tells grades apart: the ratio to the blood for uptake at all, and for grade 2 or more against everything below, tracer in the
 * blood alone included; the ratio to bone for grade 3 against 2. Written by `training/spect-ct/fit-grades.ts` from digital patients.
 */
export const gradeGroups: Readonly<Record<'oneOverNone' | 'twoOverLess' | 'threeOverTwo', TwoGroups>> = {
  // A single digital patient of grade 1 stands behind the upper group here.
  oneOverNone: { lower: -0.1294, upper: 0.2326, deviation: 0.0934 },
  twoOverLess: { lower: -0.1015, upper: 1.3249, deviation: 0.3566 },
  threeOverTwo: { lower: -0.3485, upper: 0.4338, deviation: 0.3053 },
};

/** Probabilities of grade 2 or more between these are unsure, as on planar images. */
const UNSURE_BETWEEN = [0.15, 0.85] as const;
/** Findings under which no sure answer is given. */
const MAKES_UNSURE = ['misregistered', 'bodiesUnlike', 'displacementUnknown', 'notAttenuationCorrected', 'heartAtEdge', 'unknownTracer', 'earlyScan'];
/** Blood that scatters makes a class unsure only where a ratio so many standard uncertainties away would have another. */
const NOISY_REACH = 2;

/** Why a SPECT/CT is called unsure, where no finding of quality control says it already. */
export const unsureReasons = {
  betweenGrades: {
    en: 'The uptake of the myocardium lies between that of grade 2 and that of less.',
    fr: 'La fixation du myocarde se situe entre le grade 2 et moins.',
  },
} as const satisfies Record<string, Text>;

/**
 * Says whether the uptake of the myocardium is like that of ATTR amyloidosis, grade 2 or more, with a probability for each grade.
 * The model is two normal distributions of one ratio each time, equally likely before.
 * @returns null where the ratio to the blood could not be measured.
 */
export function classifyUptake(toBlood: Result<Partial<Pick<MeasuredValue, 'standardUncertainty'>>>, toBone: Result, findings: readonly Finding[]): Classification | null {
  if (toBlood.status === 'notMeasured') return null;
  const like = upperProbability(toBlood, gradeGroups.twoOverLess);
  const [one, three] = [upperProbability(toBlood, gradeGroups.oneOverNone), upperProbability(toBone, gradeGroups.threeOverTwo)];
  const probabilities = { grade0: (1 - like) * (1 - one), grade1: (1 - like) * one, grade2: like * (1 - three), grade3: like * three };
  const reasons = MAKES_UNSURE.filter((code) => findings.some((finding) => finding.code === code));
  if (findings.some(({ code }) => code === 'noisy') && !isFarFromUnsure(toBlood.value, toBlood.standardUncertainty)) reasons.push('noisy');
  if (isUnsure(like)) reasons.push('betweenGrades');
  const label = reasons.length > 0 ? 'unsure' : like >= 0.5 ? 'abnormal' : 'normal';
  return { label, probabilities, unsure: label === 'unsure', unsureReasons: reasons, recommendation: [] };
}

function isUnsure(probability: number): boolean {
  return probability > UNSURE_BETWEEN[0] && probability < UNSURE_BETWEEN[1];
}

/** Whether a ratio stays on its side of what is unsure when it is wrong by all that its uncertainty allows; not without one. */
function isFarFromUnsure(ratio: number, standardUncertainty: number | undefined): boolean {
  if (standardUncertainty === undefined) return false;
  const [lowest, highest] = [-1, 1].map((side) => upperProbability({ status: 'measured', value: ratio + side * NOISY_REACH * standardUncertainty }, gradeGroups.twoOverLess));
  return lowest >= UNSURE_BETWEEN[1] || highest <= UNSURE_BETWEEN[0];
}

/** Probability of the upper of two normal groups; a half where the ratio is missing. */
function upperProbability(ratio: Result, { lower, upper, deviation }: TwoGroups): number {
  if (ratio.status === 'notMeasured') return 0.5;
  if (!(ratio.value > 0)) return 0;
  const x = Math.log(ratio.value);
  return 1 / (1 + Math.exp(-((upper - lower) / deviation ** 2) * (x - (lower + upper) / 2)));
}
