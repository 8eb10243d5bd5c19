/** A value that could not be obtained, and why. It stands where other programs would write 0, null or NaN. */
export interface NotMeasured {
  readonly status: 'notMeasured';
  /** A word a program may branch on, e.g. `noRepeats`. */
  readonly code: string;
  /** A sentence a person reads. */
  readonly reason: string;
}

/** A statistic or number with its companions, or the reason why there is none. */
export type Result<Companions extends object = object> = ({ readonly status: 'measured'; readonly value: number } & Companions) | NotMeasured;

/**
 * Says that something cannot be measured.
 * @example notMeasured('noRepeats', 'No subject was measured twice.').status // 'notMeasured'
 */
export function notMeasured(code: string, reason: string): NotMeasured {
  return { status: 'notMeasured', code, reason };
}
