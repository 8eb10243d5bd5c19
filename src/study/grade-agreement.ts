import { kappaWeighted } from '../statistics/kappa-weighted.ts';
import { studyChanges, type GradeAgreement, type StudyGrade } from './reproducibility-study.ts';

type GradePair = readonly [first: number, second: number];

const perugini = [0, 1, 2, 3] as const;

/**
 * Agreement of the automatic grade with quadratic weights: of the reference scan with the true grade, then of each changed
 * scan with the reference. Of each change the first repeat alone takes part, so that every patient counts once.
 */
export function gradeAgreement(grades: readonly StudyGrade[]): readonly GradeAgreement[] {
  const reference = new Map(grades.filter(({ change }) => change === 'reference').map(({ patient, grade }) => [patient, grade]));
  const withTruth = grades.flatMap(({ change, grade, trueGrade }): GradePair[] => (change === 'reference' && grade !== null ? [[trueGrade, grade]] : []));
  const withReference = (wanted: StudyGrade['change']) => grades.flatMap(({ patient, change, repeat, grade }): GradePair[] => {
    const first = reference.get(patient) ?? null;
    return change === wanted && repeat === 1 && grade !== null && first !== null ? [[first, grade]] : [];
  });
  return [agreement('trueGrade', withTruth), ...studyChanges.map((change) => agreement(change, withReference(change)))];
}

function agreement(compared: GradeAgreement['compared'], pairs: readonly GradePair[]): GradeAgreement {
  const kappa = kappaWeighted(pairs.map(([first]) => first), pairs.map(([, second]) => second), perugini, 'quadratic');
  return { compared, kappa, same: pairs.filter(([first, second]) => first === second).length, pairs: pairs.length };
}
