import type { RepeatedMeasurements } from './repeated-measurements.ts';

/** What a part of the scatter is called; `readerInPatient`: a reader who sees one patient differently from the others. */
export type ScatterTerm = 'patient' | 'reader' | 'readerInPatient' | 'acquisition' | 'device' | 'site';

/** Something that the table names, but whose scatter it cannot tell apart. */
export interface UnseparableTerm {
  readonly term: ScatterTerm;
  /** Only one level; a level of its own for each measurement; or the same split as `other`. */
  readonly why: 'oneLevel' | 'onePerMeasurement' | 'sameAs';
  readonly other: ScatterTerm | null;
}

interface TermLevels {
  readonly term: ScatterTerm;
  readonly levels: readonly string[];
}

/**
 * What may scatter in a table of repeated measurements, and what of it the table can tell apart.
 *
 * Acquisitions are taken as each patient's own: the first of one patient has nothing in common with the first of another.
 */
export function scatterTerms({ patients, factors, values }: RepeatedMeasurements<unknown>): { readonly separable: readonly TermLevels[]; readonly unseparable: readonly UnseparableTerm[] } {
  const separable: TermLevels[] = [];
  const unseparable: UnseparableTerm[] = [];
  for (const candidate of candidates(patients, factors)) {
    const count = new Set(candidate.levels).size;
    const twin = separable.find((kept) => sameSplit(kept.levels, candidate.levels));
    const why = count < 2 ? 'oneLevel' : count === values.length ? 'onePerMeasurement' : twin ? 'sameAs' : null;
    if (why === null) separable.push(candidate);
    // That reader and patient together say no more than one of them is a matter of the model, not of the table.
    else if (candidate.term !== 'readerInPatient') unseparable.push({ term: candidate.term, why, other: why === 'sameAs' ? twin!.term : null });
  }
  return { separable, unseparable };
}

function candidates(patients: readonly string[], { reader, acquisition, device, site }: RepeatedMeasurements<unknown>['factors']): readonly TermLevels[] {
  const inPatient = (levels: readonly string[]) => levels.map((level, i) => JSON.stringify([patients[i], level]));
  return [
    { term: 'patient', levels: patients },
    ...(reader ? [{ term: 'reader', levels: reader } as const, { term: 'readerInPatient', levels: inPatient(reader) } as const] : []),
    ...(acquisition ? [{ term: 'acquisition', levels: inPatient(acquisition) } as const] : []),
    ...(device ? [{ term: 'device', levels: device } as const] : []),
    ...(site ? [{ term: 'site', levels: site } as const] : []),
  ];
}

/** Whether two columns part the measurements alike, whatever their levels are called. */
function sameSplit(one: readonly string[], other: readonly string[]): boolean {
  const count = new Set(one).size;
  return new Set(other).size === count && new Set(one.map((level, i) => JSON.stringify([level, other[i]]))).size === count;
}
