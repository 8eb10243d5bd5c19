import type { FollowedQuantityName } from './followed-quantity.ts';

/** How a value was obtained, as far as it is known: what must be alike before two values are compared. */
export interface MeasurementContext {
  readonly tracer: string | null;
  /** From injection to acquisition, in hours. */
  readonly uptakeTimeHours: number | null;
  readonly vendor: string | null;
  readonly device: string | null;
  readonly sequence: string | null;
  readonly fieldStrengthTesla: number | null;
  readonly laboratory: string | null;
  /** Name and version of the rule that gave the number. */
  readonly method: string | null;
  /** Name and version of the network that took part. */
  readonly model: string | null;
  /** The visit, by its day, whose outlines were measured in; null where every visit has outlines of its own. */
  readonly outlines: string | null;
}

/** What the method of a value begins with when Amyloscope measured it. */
export const ownMethod = 'Amyloscope';

/** One value of one quantity on one day. */
export interface FollowUpPoint {
  readonly quantity: FollowedQuantityName;
  /** ISO 8601 calendar day, e.g. `2025-03-31`. */
  readonly date: string;
  /** In the unit of the quantity. */
  readonly value: number;
  /** As stated with the value, in its unit, above 0; null where nothing was stated. */
  readonly standardUncertainty: number | null;
  readonly context: MeasurementContext;
  /** How many values of that day this is the mean of, at least 1. */
  readonly repeats: number;
  /** Where it stands, for the reader: rows of a table, or files. */
  readonly source: string;
}

export interface Treatment {
  readonly name: string;
  readonly start: string;
  /** null while it goes on, or where the end is not known. */
  readonly end: string | null;
}

/** Something that happened on a day, of the kinds that published criteria ask for. */
export type EventName = 'heartFailureHospitalisation' | 'diureticIntensification' | 'newConductionDisease';

export interface ClinicalEvent {
  readonly event: EventName;
  readonly date: string;
  /** False where the record says that none took place up to this day. */
  readonly happened: boolean;
}

/** Everything known of one patient over time. */
export interface PatientHistory {
  readonly patient: string;
  /** True when any of it comes from a digital patient. */
  readonly simulated: boolean;
  readonly points: readonly FollowUpPoint[];
  readonly treatments: readonly Treatment[];
  readonly events: readonly ClinicalEvent[];
}

/** What was understood of a cell that does not say it in full, and in which rows. */
export interface Reading {
  readonly remark: 'signAdded' | 'unitAssumed';
  readonly quantity: FollowedQuantityName;
  readonly rows: readonly number[];
}

/** A context of which nothing is known. */
export const unknownContext: MeasurementContext = {
  tracer: null, uptakeTimeHours: null, vendor: null, device: null, sequence: null, fieldStrengthTesla: null, laboratory: null, method: null, model: null, outlines: null,
};

const msPerDay = 86_400_000;

/**
 * Days from one calendar day to another, negative when the second is earlier.
 * @example daysBetween('2024-02-28', '2024-03-01') // 2
 */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / msPerDay);
}
