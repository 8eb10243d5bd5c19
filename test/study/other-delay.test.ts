import { expect, test } from 'vitest';
import { drawPatient } from '../../src/phantom/patient.ts';
import { Random } from '../../src/phantom/random.ts';
import { atDelay, atOtherDelay, CLEARANCE_HALF_TIME_HOURS } from '../../src/study/other-delay.ts';

const patient = drawPatient(new Random(4), { grade: 3 });

test('one half-time later blood is halved, bone is as it was, and the myocardium has lost what blood has lost', () => {
  const later = atDelay(patient, patient.uptakeTimeHours + CLEARANCE_HALF_TIME_HOURS);
  expect(later.uptake.blood).toBeCloseTo(patient.uptake.blood / 2, 12);
  expect(later.uptake.ribs).toBe(patient.uptake.ribs);
  expect(patient.uptake.myocardium - later.uptake.myocardium).toBeCloseTo(patient.uptake.blood / 2, 12);
});

test('there and back again is the same patient', () => {
  const back = atDelay(atDelay(patient, 1.5), patient.uptakeTimeHours);
  for (const [organ, uptake] of Object.entries(patient.uptake)) expect(back.uptake[organ as keyof typeof back.uptake]).toBeCloseTo(uptake, 9);
});

test('another delay lies 45 to 90 minutes away, between 1 and 4.5 hours', () => {
  for (let seed = 0; seed < 300; seed++) {
    const first = drawPatient(new Random(seed));
    const hours = atOtherDelay(first, new Random(seed + 1000)).uptakeTimeHours;
    expect(hours).toBeGreaterThanOrEqual(1);
    expect(hours).toBeLessThanOrEqual(4.5);
    expect(Math.abs(hours - first.uptakeTimeHours)).toBeGreaterThanOrEqual(0.75 - 1e-9);
    expect(Math.abs(hours - first.uptakeTimeHours)).toBeLessThanOrEqual(1.5 + 1e-9);
  }
});
