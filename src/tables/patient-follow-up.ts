import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { requireSameLength } from '../statistics/require-values.ts';
import type { SurvivalData } from '../statistics/survival-data.ts';

/** Follow-up of each patient as a whole, in the order in which patients first appear. */
export interface PatientFollowUp extends SurvivalData {
  /** The row that holds each patient's first stretch. */
  readonly firstRows: readonly number[];
  /** The first row of the patient that each row belongs to. */
  readonly firstRowOf: readonly number[];
  /** Whether somebody is first seen after time 0. */
  readonly entersLate: boolean;
}

interface Stretches {
  readonly patients: readonly string[];
  readonly starts: readonly number[] | null;
  readonly times: readonly number[];
  readonly events: readonly boolean[];
}

/**
 * Joins the stretches of each patient: followed until the end of the last, with its event.
 *
 * @param stretches one entry per row in every list; without starts each row is a patient of its own, whatever its name.
 * @throws AmyloscopeError `invalidInput` naming the patient when stretches overlap, or an event comes before the last.
 */
export function onePerPatient({ patients, starts, times, events }: Stretches): PatientFollowUp {
  requireSameLength('times', times, 'patients', patients);
  requireSameLength('times', times, 'events', events);
  if (starts === null) {
    const rows = times.map((_, row) => row);
    return { times, events, firstRows: rows, firstRowOf: rows, entersLate: false };
  }
  requireSameLength('times', times, 'starts', starts);
  const chains = [...Map.groupBy(times.map((_, row) => row), (row) => patients[row]).values()].map((rows) => rows.toSorted((a, b) => starts[a] - starts[b]));
  for (const chain of chains) requireChain(chain, { patients, starts, times, events });
  const firstRowOf = times.map(() => 0);
  for (const chain of chains) for (const row of chain) firstRowOf[row] = chain[0];
  return {
    times: chains.map((chain) => times[chain[chain.length - 1]]),
    events: chains.map((chain) => events[chain[chain.length - 1]]),
    firstRows: chains.map(([first]) => first),
    firstRowOf,
    entersLate: chains.some(([first]) => starts[first] > 0),
  };
}

function requireChain(chain: readonly number[], { patients, starts, times, events }: Stretches & { readonly starts: readonly number[] }): void {
  chain.forEach((row, i) => {
    const next = chain[i + 1];
    if (next === undefined) return;
    if (starts[next] < times[row]) {
      throw new AmyloscopeError('invalidInput', { en: `patient "${patients[row]}": the stretch from ${starts[row]} to ${times[row]} overlaps the one from ${starts[next]} to ${times[next]}. End each where the next begins.`, fr: `patient "${patients[row]}" : la période de ${starts[row]} à ${times[row]} chevauche celle de ${starts[next]} à ${times[next]}. Terminez chacune où la suivante commence.` });
    }
    if (events[row]) {
      throw new AmyloscopeError('invalidInput', { en: `patient "${patients[row]}": the event at ${times[row]} is followed by a stretch from ${starts[next]} to ${times[next]}. Only the first event counts: mark it on the last row, and remove what comes after.`, fr: `patient "${patients[row]}" : l’événement à ${times[row]} est suivi d’une période de ${starts[next]} à ${times[next]}. Seul le premier événement compte : marquez-le sur la dernière ligne, et retirez la suite.` });
    }
  });
}
