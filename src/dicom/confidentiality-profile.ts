import { readFileSync } from 'node:fs';

/**
 * What is done to an attribute: `remove` it, leave it `empty`, put a `dummy` in its place, replace its UIDs, `shift` its
 * dates, or `keep` it. Letters of the standard: X, Z, D, U, C and K.
 */
export type ProfileAction = 'remove' | 'empty' | 'dummy' | 'uid' | 'shift' | 'keep';

/** Options of the profile that keep what it would remove. */
export interface RetainedInformation {
  /** Dates moved by a number of days that is the same for all of one patient. */
  readonly dates: boolean;
  /** Make, serial number and name of the device. */
  readonly device: boolean;
  /** Sex, age, size and weight. */
  readonly patient: boolean;
}

/** The edition of the standard that `confidentiality-profile.csv` holds. */
export const PROFILE_EDITION = 'DICOM PS3.15 2024b';

interface ProfileRow {
  readonly basic: ProfileAction;
  readonly dates: string;
  readonly device: string;
  readonly patient: string;
}

const actions: Readonly<Record<string, ProfileAction>> = { X: 'remove', Z: 'empty', D: 'dummy', U: 'uid' };

/**
 * The standard lets X/Z, X/D and the like depend on whether the kind of object needs the attribute. The last letter fits
 * every kind: a dummy or nothing inside never breaks an object, a missing attribute may.
 */
function basicAction(letters: string): ProfileAction {
  return actions[letters.replace('*', '').split('/').at(-1)!];
}

function readProfile(): ReadonlyMap<number, ProfileRow> {
  const [, ...lines] = readFileSync(new URL('confidentiality-profile.csv', import.meta.url), 'utf8').trim().split('\n');
  return new Map(lines.map((line) => {
    const [group, element, , basic, dates, device, patient] = line.split(',');
    return [Number.parseInt(group + element, 16), { basic: basicAction(basic), dates, device, patient }];
  }));
}

const profile = readProfile();

/**
 * What the profile demands for a standard attribute; null for one that it does not list.
 *
 * Options that allow a cleaned text (C) are taken as the basic profile, which removes it: nothing here can tell whether a
 * text names somebody.
 * Source: DICOM PS3.15 2024b, annex E, table E.1-1.
 */
export function profileAction(tag: number, retained: RetainedInformation): ProfileAction | null {
  const row = profile.get(tag);
  if (!row) return null;
  if (retained.dates && row.dates === 'C') return 'shift';
  if ((retained.device && row.device === 'K') || (retained.patient && row.patient === 'K')) return 'keep';
  return row.basic;
}
