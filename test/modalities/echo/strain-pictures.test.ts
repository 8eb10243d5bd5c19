import { expect, test } from 'vitest';
import type { ViewReading } from '../../../src/modalities/echo/examine-loop.ts';
import { strainPictures } from '../../../src/modalities/echo/strain-pictures.ts';

/** A followed view whose segments have the strains -1 to -6 from the base at the left over the apex. */
function reading(view: string, tracked = true, frameTimesMs: readonly number[] | null = [0, 40, 80, 120]): ViewReading {
  const strains = { leftBasal: -1.04, leftMiddle: -2, leftApical: -3, rightApical: null, rightMiddle: -5, rightBasal: -6 };
  const found = { status: 'measured', segments: strains, span: { frames: [1, 2, 3], closes: false }, curves: { endocardial: [0, -10.04, -5], segments: [[0, -1, 0], null, null, null, null, null] } };
  return { instance: { sopInstanceUid: `uid ${view}`, ultrasound: { view, frameTimesMs } }, tracked: tracked ? found : { status: 'notMeasured' } } as unknown as ViewReading;
}

test('segments of three views lie where the walls of a bull’s-eye of 18 are', () => {
  const { bullsEye } = strainPictures(['a4c', 'a2c', 'a3c'].map((view) => reading(view)));
  // Basal: anterior, anteroseptal, inferoseptal, inferior, inferolateral, anterolateral (Lang 2015, figure 8).
  expect(bullsEye!.segments.slice(0, 6)).toEqual([-6, -6, -1, -1, -1, -6]);
  expect(bullsEye!.segments.slice(6, 12)).toEqual([-5, -5, -2, -2, -2, -5]);
  expect(bullsEye!.segments.slice(12)).toEqual([null, null, -3, -3, -3, null]);
  expect(bullsEye).toMatchObject({ quantity: 'globalLongitudinalStrain', unit: '%' });
});

test('one view fills its six segments alone', () => {
  const { bullsEye } = strainPictures([reading('a2c'), reading('a4c', false)]);
  expect(bullsEye!.quantity).toBe('longitudinalStrainTracked');
  expect(bullsEye!.segments.flatMap((value, i) => (value === null ? [] : [i + 1]))).toEqual([1, 4, 7, 10, 16]);
});

test('curves count their frames from 1 and their times from end-diastole, or say that the file states none', () => {
  expect(strainPictures([reading('a4c')]).strainCurves).toEqual([{ view: 'a4c', sopInstanceUid: 'uid a4c', frames: [2, 3, 4], timesMs: [0, 40, 80], endocardial: [0, -10, -5], segments: [[0, -1, 0], null, null, null, null, null] }]);
  expect(strainPictures([reading('a4c', true, null)]).strainCurves![0].timesMs).toBeNull();
});

test('nothing is drawn where no wall was followed', () => expect(strainPictures([reading('a4c', false)])).toEqual({}));
