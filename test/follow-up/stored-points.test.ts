import { expect, test } from 'vitest';
import { followPatient } from '../../src/follow-up/follow-patient.ts';
import { storedPoints } from '../../src/follow-up/stored-points.ts';
import { sampleAnalysis } from '../store/sample-analysis.ts';
import { historyOf, plainOptions } from './points.ts';

test('a stored analysis gives its followed quantities with uncertainty, tracer, delay, device, method and model', () => {
  const { analysis } = sampleAnalysis(1, { ratio: 1.5 });
  const points = storedPoints({ analysis, studyDate: '2024-02-29' });
  const stored = analysis.measurements.find(({ quantity }) => quantity === 'heartToContralateralRatio')!;
  expect(points).toMatchObject([{ quantity: 'heartToContralateralRatio', date: '2024-02-29', value: 1.5, context: { tracer: '99mTc-HMDP', uptakeTimeHours: 2.9166666666666665, device: 'Œuvre', method: `Amyloscope: ${stored.method.name} ${stored.method.version}` } }]);
  expect(storedPoints({ analysis, studyDate: null })).toEqual([]);
});

test('two analyses by different versions of a method are not comparable', () => {
  const { analysis } = sampleAnalysis(1);
  const later = { ...analysis, measurements: analysis.measurements.map((one) => ({ ...one, method: { ...one.method, version: '9.0.0' } })) };
  const points = [...storedPoints({ analysis, studyDate: '2024-01-01' }), ...storedPoints({ analysis: later, studyDate: '2025-01-01' })];
  expect(followPatient(historyOf(points), plainOptions).quantities[0].change).toMatchObject({ status: 'notMeasured', code: 'notComparable' });
});
