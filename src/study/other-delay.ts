import type { Patient } from '../phantom/patient.ts';
import type { Random } from '../phantom/random.ts';

/** Time in which what is not bound leaves blood and soft organs by half, hours. Assumed: no measured value was found. */
export const CLEARANCE_HALF_TIME_HOURS = 3;
/** How much earlier or later than the reference scan, hours, and within which limits of the delay. Assumed. */
const SHIFT_HOURS = [0.75, 1.5] as const;
const DELAY_HOURS = [1, 4.5] as const;

/** The same patient imaged at another delay: earlier or later, whichever stays within 1 to 4.5 hours. */
export function atOtherDelay(patient: Patient, random: Random): Patient {
  const shift = random.uniform(...SHIFT_HOURS);
  const early = random.chance(0.5);
  const fits = (hours: number) => hours >= DELAY_HOURS[0] && hours <= DELAY_HOURS[1];
  const wanted = patient.uptakeTimeHours + (early ? -shift : shift);
  return atDelay(patient, fits(wanted) ? wanted : patient.uptakeTimeHours + (early ? shift : -shift));
}

/**
 * The same patient at a stated delay. Blood and soft organs clear by half every three hours; bone keeps its uptake, and so
 * does the part of the myocardium's that exceeds blood. Decay of the radionuclide cancels in every ratio and is left out.
 * @param uptakeTimeHours time since injection, above 0.
 */
export function atDelay(patient: Patient, uptakeTimeHours: number): Patient {
  const left = 2 ** ((patient.uptakeTimeHours - uptakeTimeHours) / CLEARANCE_HALF_TIME_HOURS);
  const { uptake } = patient;
  const unbound = Math.min(uptake.myocardium, uptake.blood);
  return {
    ...patient, uptakeTimeHours,
    uptake: {
      ...uptake, blood: left * uptake.blood, softTissue: left * uptake.softTissue, fat: left * uptake.fat, lung: left * uptake.lung,
      liver: left * uptake.liver, spleen: left * uptake.spleen, kidney: left * uptake.kidney,
      myocardium: uptake.myocardium - unbound + left * unbound,
    },
  };
}
