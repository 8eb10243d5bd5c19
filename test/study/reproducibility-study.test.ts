import { beforeAll, describe, expect, test } from 'vitest';
import type { ReproducibilityStudy } from '../../src/study/reproducibility-study.ts';
import { imagePatient } from '../../src/study/image-patient.ts';
import { runReproducibilityStudy } from '../../src/study/run-reproducibility-study.ts';
import { measured } from '../statistics/reference.ts';

const choice = { patients: 4, readers: 2, repeats: 1, seed: 2 };

describe('a study of four patients', () => {
  let study: ReproducibilityStudy;
  const steps: (readonly [number, number])[] = [];
  beforeAll(async () => {
    study = await runReproducibilityStudy(choice, (done, total) => void steps.push([done, total]));
  });

  test('tells after every scan how many are made', () => expect(steps).toEqual(Array.from({ length: 20 }, (_, i) => [i + 1, 20])));

  test('has one look of every observer at every scan, and a second one at the reference', () => {
    expect(study.readings.filter(({ by }) => by === 'truth')).toHaveLength(4 * 6);
    expect(study.readings.filter(({ by }) => by === 'automatic')).toHaveLength(4 * 6);
    expect(study.readings.filter(({ by }) => by === 'readers')).toHaveLength(4 * 6 * 2);
  });

  test('finds that the automatic rule repeats itself on the same image, and no reader does', () => {
    const [again] = study.scatter;
    expect(measured(again.automatic).value).toBe(0);
    expect(measured(again.sameReader).value).toBeGreaterThan(0.005);
  });

  test('finds that new counts move the automatic answer and not the known ratio', () => {
    const recounted = study.scatter.find(({ change }) => change === 'recounted')!;
    expect(measured(recounted.truth).value).toBe(0);
    expect(measured(recounted.automatic).value).toBeGreaterThan(0);
  });

  test('splits the variance of all three observers, with a human part for readers alone', () => {
    expect(measured(study.variance.readers).bySource.map(({ source }) => source)).toEqual(['patient', 'human', 'technical']);
    expect(measured(study.variance.automatic).bySource.map(({ source }) => source)).toEqual(['patient', 'technical']);
    expect(measured(study.variance.truth).bySource.map(({ source }) => source)).toEqual(['patient', 'technical']);
  });

  test('says which networks took part, and survives JSON', () => {
    expect(study.models.length).toBeGreaterThan(0);
    expect(JSON.parse(JSON.stringify(study))).toEqual(study);
  });

  test('gives its first patients the same readings when it is larger or has more readers', async () => {
    const larger = await runReproducibilityStudy({ ...choice, patients: 3, readers: 3 });
    const common = study.readings.filter(({ patient }) => patient <= 3);
    expect(larger.readings.filter(({ reader }) => reader !== 3)).toEqual(common);
  });
});

test('a recounted scan has other counts of the same body, a repositioned one another body', () => {
  const scans = [...imagePatient({ seed: 3, repeats: 1 }, 0)];
  const [reference, recounted, repositioned, otherCamera] = scans;
  expect(scans.map(({ change }) => change)).toEqual(['reference', 'recounted', 'repositioned', 'otherCamera', 'otherDelay']);
  expect(recounted.scan.expectedAnterior).toEqual(reference.scan.expectedAnterior);
  expect(recounted.scan.anterior).not.toEqual(reference.scan.anterior);
  expect(repositioned.body.activity).not.toEqual(reference.body.activity);
  expect(otherCamera.body).toBe(reference.body);
  expect(otherCamera.acquisition.wholeBody).toBe(reference.acquisition.wholeBody);
});

test.each([
  [{ patients: 2 }, 'patients is 2; it must be a whole number from 3 to 500.'],
  [{ readers: 1 }, 'readers is 1; it must be a whole number from 2 to 12.'],
  [{ repeats: 1.5 }, 'repeats is 1.5; it must be a whole number from 1 to 10.'],
  [{ seed: -1 }, 'seed is -1; it must be a whole number from 0 to 1000000.'],
])('a study of %j is refused', async (given, message) => {
  await expect(runReproducibilityStudy({ ...choice, ...given })).rejects.toMatchObject({ code: 'invalidInput', message });
});
