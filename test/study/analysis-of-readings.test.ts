import { describe, expect, test } from 'vitest';
import { changeScatter } from '../../src/study/change-scatter.ts';
import { gradeAgreement } from '../../src/study/grade-agreement.ts';
import { observerBiases } from '../../src/study/observer-bias.ts';
import type { StudyChange, StudyReading } from '../../src/study/reproducibility-study.ts';
import { varianceSplit } from '../../src/study/variance-split.ts';
import { closedForm, expectNear, expectNotMeasured, iterative, measured } from '../statistics/reference.ts';
import { look } from './sample-readings.ts';
import { recorded, recordedPatients, recordedReadings } from './sample-study.ts';

const readings = recordedReadings;
const patients = recordedPatients;
const readers = 3;

describe('the variance of readings', () => {
  test('splits for readers as lme4 does', () => {
    const { parts } = measured(varianceSplit(readings, 'readers'));
    expect(parts.map(({ name }) => name)).toEqual(['patient', 'scan', 'reader', 'readerInPatient', 'reading']);
    expectNear(parts.map(({ variance }) => variance), recorded.readersVariances, iterative);
  });

  test('splits for the automatic rule as lme4 does, the second reading of the same image left out', () => {
    const { parts, bySource, observations } = measured(varianceSplit(readings, 'automatic'));
    expectNear(parts.map(({ variance }) => variance), recorded.automaticVariances, iterative);
    expect([observations, bySource.map(({ source }) => source)]).toEqual([24, ['patient', 'technical']]);
  });

  test('adds up to 1 over patient, human and technical', () =>
    expectNear(measured(varianceSplit(readings, 'readers')).bySource.reduce((total, { share }) => total + share, 0), 1));

  test('does not change when all ratios double or patients change places', () => {
    const variances = (list: readonly StudyReading[]) => measured(varianceSplit(list, 'readers')).parts.map(({ variance }) => variance);
    expectNear(variances(readings.map((one) => ({ ...one, ratio: one.ratio! * 2 }))), variances(readings), iterative);
    expectNear(variances(readings.toReversed()), variances(readings), iterative);
  });

  test('leaves out looks without a ratio, and is not measured without any scatter', () => {
    expect(measured(varianceSplit([...readings, look(3, null)], 'automatic')).observations).toBe(24);
    expectNotMeasured(varianceSplit([1, 2, 3].map((patient) => look(patient, 1.5)), 'automatic'), 'constant');
  });
});

describe('the scatter after a change', () => {
  const camera = changeScatter(readings, readers).find(({ change }) => change === 'otherCamera')!;

  test('equals the residual of a one-way analysis of variance of the logarithms in R', () => {
    expectNear(measured(camera.automatic).value, recorded.automaticCv, closedForm);
    expectNear(measured(camera.sameReader).value, recorded.sameReaderCv, closedForm);
  });

  test('with another reader takes the changed scan from the one who follows', () => expectNear(measured(camera.otherReader).value, recorded.otherReaderCv, closedForm));

  test('has an interval about the value, and none where every look agrees', () => {
    const { value, interval95: [lower, upper] } = measured(camera.otherReader);
    expect(lower).toBeLessThan(value);
    expect(upper).toBeGreaterThan(value);
    expect(measured(camera.truth)).toEqual({ status: 'measured', value: 0, interval95: [0, 0], patients: 8 });
  });

  test('is exactly 0 where three looks give the very same ratio', () => {
    const same = [1, 2, 3].flatMap((patient) => [look(patient, 1.1 * patient), look(patient, 1.1 * patient, { change: 'readAgain' }), look(patient, 1.1 * patient, { change: 'readAgain', repeat: 2 })]);
    expect(measured(changeScatter(same, readers)[0].automatic).value).toBe(0);
  });

  test('of a change that was not made is not measured', () => expectNotMeasured(changeScatter(readings, readers).find(({ change }) => change === 'otherDelay')!.automatic, 'noRepeats'));
});

describe('the bias', () => {
  const bias = observerBiases(patients, readers);

  test('of automatic rule, readers and one reader equals t.test of R on the patients’ mean errors', () => {
    const [, automatic, everyReader, , second] = bias;
    expectNear([measured(automatic.againstScan).value, ...measured(automatic.againstScan).interval95], recorded.automaticAgainstScan, closedForm);
    expectNear([measured(everyReader.againstBody).value, ...measured(everyReader.againstBody).interval95], recorded.readersAgainstBody, closedForm);
    expectNear([measured(second.againstBody).value, ...measured(second.againstBody).interval95], recorded.secondReaderAgainstBody, closedForm);
  });

  test('of the truth is given against the body alone', () => {
    expectNotMeasured(bias[0].againstScan, 'itself');
    expect(measured(bias[0].againstBody).patients).toBe(8);
  });

  test('against the body leaves out looks at a patient who lies or has taken up otherwise', () => {
    const moved = patients.map((one, i) => ({ ...one, readings: [...one.readings, look(i + 1, 9, { change: 'otherDelay' }), look(i + 1, 9, { by: 'truth', change: 'otherDelay' })] }));
    expect(observerBiases(moved, readers)[1].againstBody).toEqual(bias[1].againstBody);
  });
});

describe('the agreement of grades', () => {
  const grade = (patient: number, change: StudyChange | 'reference', given: number | null, repeat = 1) => ({ patient, change, repeat, trueGrade: recorded.firstGrades[patient - 1], grade: given });
  const grades = recorded.firstGrades.flatMap((first, i) => [grade(i + 1, 'reference', first), grade(i + 1, 'recounted', recorded.secondGrades[i]), grade(i + 1, 'recounted', 0, 2)]);

  test('equals the weighted kappa of vcd, the first repeat alone taking part', () => {
    const found = gradeAgreement(grades).find(({ compared }) => compared === 'recounted')!;
    expectNear(measured(found.kappa).value, recorded.kappa, closedForm);
    expect([found.same, found.pairs]).toEqual([5, 8]);
  });

  test('with the true grade is 1 where every grade is right', () => expect(gradeAgreement(grades)[0]).toMatchObject({ compared: 'trueGrade', kappa: { value: 1 }, same: 8, pairs: 8 }));

  test('leaves out scans without a grade', () => expect(gradeAgreement([...grades, grade(1, 'otherCamera', null)]).find(({ compared }) => compared === 'otherCamera')).toMatchObject({ kappa: { code: 'noSubjects' }, pairs: 0 }));
});
