/**
 * The value at which an upper tail has a given probability, by secants from a close start.
 *
 * For distributions near the normal, whose tail is smooth between start and answer.
 *
 * @param tail probability of exceeding a value.
 * @param start above 0, within a few standard deviations of the answer.
 */
export function quantileBySecants(tail: (value: number) => number, probability: number, start: number): number {
  let [before, now] = [start * (1 + 1e-5), start];
  let missedBefore = tail(before) - probability;
  for (let step = 0; step < mostSteps && Math.abs(now - before) > precision * now; step++) {
    const missed = tail(now) - probability;
    if (missed === missedBefore) break;
    const next = now - (missed * (now - before)) / (missed - missedBefore);
    [before, now, missedBefore] = [now, next, missed];
  }
  return now;
}

const mostSteps = 50;
const precision = 1e-14;
