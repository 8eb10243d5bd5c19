import { describe, expect, test } from 'vitest';
import { comparePoints } from '../../src/follow-up/comparability.ts';
import type { FollowedQuantityName } from '../../src/follow-up/followed-quantity.ts';
import type { MeasurementContext } from '../../src/follow-up/history.ts';
import { pointOf, wholeContext } from './points.ts';

function compared(quantity: FollowedQuantityName, before: Partial<MeasurementContext>, after: Partial<MeasurementContext> = {}) {
  const value = quantity === 'globalLongitudinalStrain' ? -14 : 50;
  return comparePoints(pointOf(quantity, '2024-01-01', value, { ...wholeContext, ...before }), pointOf(quantity, '2025-01-01', value, { ...wholeContext, ...after }));
}

describe('measurements that were not made alike are not comparable, with the fact named', () => {
  test.each([
    ['heartToContralateralRatio', { tracer: '99mTc-PYP' }, 'tracer'],
    ['heartToContralateralRatio', { uptakeTimeHours: 1 }, 'uptakeTimeHours'],
    ['heartToContralateralRatio', { device: 'Camera 2' }, 'device'],
    ['heartToContralateralRatio', { method: 'rule 2.0' }, 'method'],
    ['heartToContralateralRatio', { model: 'net 1.1' }, 'model'],
    ['globalLongitudinalStrain', { vendor: 'Philips' }, 'vendor'],
    ['nativeT1', { sequence: 'ShMOLLI' }, 'sequence'],
    ['nativeT1', { fieldStrengthTesla: 3 }, 'fieldStrengthTesla'],
    ['ntProBnp', { laboratory: 'Other' }, 'laboratory'],
  ] as const)('%s with other %j', (quantity, before, fact) => {
    expect(compared(quantity, before)).toMatchObject({ verdict: 'notComparable', differences: [{ fact, kind: 'differs' }] });
  });
});

describe('measurements made alike are comparable', () => {
  test.each([
    ['heartToContralateralRatio', { tracer: 'Tc-99m DPD' }],
    ['heartToContralateralRatio', { uptakeTimeHours: 2.5 }],
    ['heartToContralateralRatio', { vendor: 'Siemens', sequence: null }],
    ['globalLongitudinalStrain', { vendor: null }],
    ['globalLongitudinalStrain', { vendor: 'ge', tracer: null }],
    ['nativeT1', { fieldStrengthTesla: 1.494 }],
    ['sixMinuteWalk', { device: null, vendor: null }],
  ] as const)('%s with %j', (quantity, before) => expect(compared(quantity, before)).toEqual({ verdict: 'comparable', differences: [] }));
  test('HDP and HMDP name one molecule', () => {
    expect(compared('heartToContralateralRatio', { tracer: '99mTc-HDP' }, { tracer: '99mTc-HMDP' }).verdict).toBe('comparable');
    expect(compared('heartToContralateralRatio', { tracer: '99mTc-MDP' }, { tracer: '99mTc-HMDP' }).verdict).toBe('notComparable');
  });
});

test('what is not stated is said, and is outweighed by what differs', () => {
  expect(compared('nativeT1', { sequence: null })).toMatchObject({ verdict: 'unstated', differences: [{ fact: 'sequence', kind: 'unstated', after: 'MOLLI' }] });
  const { verdict, differences } = compared('nativeT1', { device: null, fieldStrengthTesla: 3 });
  expect([verdict, differences.map(({ fact }) => fact)]).toEqual(['notComparable', ['fieldStrengthTesla', 'device']]);
});

test('method and model that neither measurement names are no difference; one that names them is', () => {
  expect(compared('ejectionFraction', { method: null, model: null }, { method: null, model: null }).verdict).toBe('comparable');
  expect(compared('ejectionFraction', { model: null }).verdict).toBe('unstated');
});
