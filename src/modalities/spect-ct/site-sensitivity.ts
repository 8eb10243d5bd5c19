import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';

const VARIABLE = 'AMYLOSCOPE_SPECT_SENSITIVITY';

/**
 * What the site states for every SPECT in counts, in jobs and pages too: Bq/mL that one stored unit stands for, from its own test object.
 * @returns null where AMYLOSCOPE_SPECT_SENSITIVITY is not set.
 * @throws AmyloscopeError `invalidInput` when it is no number above 0.
 */
export function siteSensitivity(): number | null {
  const stated = process.env[VARIABLE];
  if (!stated) return null;
  const value = Number(stated);
  if (Number.isFinite(value) && value > 0) return value;
  throw new AmyloscopeError('invalidInput', {
    en: `${VARIABLE} is "${stated}"; a number above 0 is allowed, in Bq/mL a stored unit, or nothing.`,
    fr: `${VARIABLE} vaut « ${stated} » ; un nombre supérieur à 0 est admis, en Bq/mL par unité stockée, ou rien.`,
  });
}

/** Numbers under another sensitivity are those of another method. */
export function sensitivityInVersion(): string {
  const value = siteSensitivity();
  return value === null ? '' : `, sensitivity ${value} Bq/mL`;
}
