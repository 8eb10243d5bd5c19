/** What may differ between two measurements of one patient, and so adds scatter. */
export type ScatterFactor = 'reader' | 'acquisition' | 'device' | 'site';

/** One quantity of patients measured more than once: one entry per measurement in every list. */
export interface RepeatedMeasurements<Value> {
  readonly name: string;
  readonly unit: string | null;
  readonly patients: readonly string[];
  /** Levels of every factor that the table has. */
  readonly factors: Readonly<Partial<Record<ScatterFactor, readonly string[]>>>;
  readonly values: readonly Value[];
}

/** Measurements sorted into patients (rows) and raters (columns); a cell holds its repeats, none where nobody measured. */
export interface RatingTable<Value> {
  readonly subjects: readonly string[];
  readonly raters: readonly string[];
  readonly cells: readonly (readonly (readonly Value[])[])[];
}

/**
 * Sorts measurements into a table of patients by raters, both in the order of their first appearance.
 * @param raters who or what measured, one per measurement.
 */
export function ratingTable<Value>({ patients, values }: Pick<RepeatedMeasurements<Value>, 'patients' | 'values'>, raters: readonly string[]): RatingTable<Value> {
  const [rowOf, columnOf] = [places(patients), places(raters)];
  const cells: Value[][][] = Array.from(rowOf, () => Array.from(columnOf, () => []));
  values.forEach((value, i) => cells[rowOf.get(patients[i])!][columnOf.get(raters[i])!].push(value));
  return { subjects: [...rowOf.keys()], raters: [...columnOf.keys()], cells };
}

function places(names: readonly string[]): ReadonlyMap<string, number> {
  const place = new Map<string, number>();
  for (const name of names) if (!place.has(name)) place.set(name, place.size);
  return place;
}
