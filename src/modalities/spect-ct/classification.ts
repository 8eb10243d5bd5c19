import type { Finding } from '../../measurement/finding.ts';
import type { Text } from '../../measurement/language.ts';
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
  oneOverNone: { lower: -0.131, upper: 0.242, deviation: 0.13 },
  twoOverLess: { lower: -0.102, upper: 1.047, deviation: 0.332 },
  threeOverTwo: { lower: -0.324, upper: 0.432, deviation: 0.311 },
};

/** Probabilities of grade 2 or more between these are unsure, as on planar images. */
const UNSURE_BETWEEN = [0.15, 0.85] as const;
/** Findings under which no sure answer is given. */
const MAKES_UNSURE = ['misregistered', 'bodiesUnlike', 'displacementUnknown', 'notAttenuationCorrected', 'heartAtEdge', 'noisy', 'unknownTracer', 'earlyScan'];

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
export function classifyUptake(toBlood: Result, toBone: Result, findings: readonly Finding[]): Classification | null {
  if (toBlood.status === 'notMeasured') return null;
  const like = upperProbability(toBlood, gradeGroups.twoOverLess);
  const [one, three] = [upperProbability(toBlood, gradeGroups.oneOverNone), upperProbability(toBone, gradeGroups.threeOverTwo)];
  const probabilities = { grade0: (1 - like) * (1 - one), grade1: (1 - like) * one, grade2: like * (1 - three), grade3: like * three };
  const reasons = MAKES_UNSURE.filter((code) => findings.some((finding) => finding.code === code));
  if (like > UNSURE_BETWEEN[0] && like < UNSURE_BETWEEN[1]) reasons.push('betweenGrades');
  const label = reasons.length > 0 ? 'unsure' : like >= 0.5 ? 'abnormal' : 'normal';
  return { label, probabilities, unsure: label === 'unsure', unsureReasons: reasons, recommendation: [] };
}

/** Probability of the upper of two normal groups; a half where the ratio is missing. */
function upperProbability(ratio: Result, { lower, upper, deviation }: TwoGroups): number {
  if (ratio.status === 'notMeasured') return 0.5;
  if (!(ratio.value > 0)) return 0;
  const x = Math.log(ratio.value);
  return 1 / (1 + Math.exp(-((upper - lower) / deviation ** 2) * (x - (lower + upper) / 2)));
}
