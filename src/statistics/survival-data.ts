import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { requireFinite, requireSameLength } from './require-values.ts';

/** Follow-up of subjects: until when each was seen, and whether the event happened then or the subject was censored. */
export interface SurvivalData {
  /** End of follow-up, in any unit of time, above 0. */
  readonly times: readonly number[];
  readonly events: readonly boolean[];
}

/**
 * Refuses follow-up that is not one finite time above 0 and one event mark per subject.
 * @throws AmyloscopeError `invalidInput` naming the subject, counted from 1.
 */
export function requireSurvival({ times, events }: SurvivalData): void {
  requireSameLength('times', times, 'events', events);
  requireFinite('times', times);
  const bad = times.findIndex((time) => time <= 0);
  if (bad >= 0) throw new AmyloscopeError('invalidInput', `times: subject ${bad + 1} has ${times[bad]}; follow-up must be longer than 0.`);
}
