/** Times within a beat, ms after the R wave, and how much of the contraction is left in the rest between the two fillings. */
interface BeatTimes {
  readonly endSystole: number;
  readonly relaxed: number;
  readonly early: number;
  readonly atrial: number;
  readonly end: number;
}

/** Share of the contraction that early filling leaves to the atrial kick. */
const LEFT_TO_ATRIUM = 0.25;

function beatTimes(rate: number): BeatTimes {
  const end = 60_000 / rate;
  // Systole shortens with the square root of the beat, as the QT interval does (Bazett 1920).
  const endSystole = 330 * Math.sqrt(end / 900);
  const diastole = end - endSystole;
  return { endSystole, relaxed: endSystole + 0.08 * diastole, early: endSystole + 0.48 * diastole, atrial: end - Math.min(140, 0.3 * diastole), end };
}

/** Time of the smallest ventricle after the R wave, ms. @param rate beats a minute. */
export function endSystoleMs(rate: number): number {
  return beatTimes(rate).endSystole;
}

/**
 * Share of the contraction, 0 at end-diastole to 1 at end-systole.
 * @param timeMs after any R wave. @param rate beats a minute.
 */
export function contractionShare(timeMs: number, rate: number): number {
  const { endSystole, relaxed, early, atrial, end } = beatTimes(rate);
  const time = ((timeMs % end) + end) % end;
  if (time < endSystole) return eased(time / endSystole);
  if (time < relaxed) return 1;
  if (time < early) return 1 - (1 - LEFT_TO_ATRIUM) * eased((time - relaxed) / (early - relaxed));
  return time < atrial ? LEFT_TO_ATRIUM : LEFT_TO_ATRIUM * (1 - eased((time - atrial) / (end - atrial)));
}

function eased(way: number): number {
  return (1 - Math.cos(Math.PI * way)) / 2;
}
