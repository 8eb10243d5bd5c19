import type { Entry } from './screening-ledger.ts';

/** How far a screening is. */
export interface ScreeningProgress {
  /** Files found so far; all of them once `walkEnded`. */
  readonly found: number;
  readonly walkEnded: boolean;
  /** Files whose outcome is stored. */
  readonly done: number;
  /** Scans analysed and stored by this screening. */
  readonly analysed: number;
  readonly refused: number;
  readonly duplicates: number;
  /** Files whose outcome was stored by an earlier screening. */
  readonly remembered: number;
  /** Scans analysed and stored per second since the screening began. */
  readonly perSecond: number;
}

/** Counts what a screening does. */
export interface ProgressCounter {
  /** Passes files on and counts them as found. */
  counting<Item>(items: AsyncIterable<Item>): AsyncIterable<Item>;
  /** Counts entries as stored, and reports. */
  readonly stored: (entries: readonly Entry[]) => void;
  now(): ScreeningProgress;
}

/** Files found between two reports. */
const reportEvery = 1000;

export function screeningProgress(onProgress: ((progress: ScreeningProgress) => void) | undefined): ProgressCounter {
  const begun = performance.now();
  const count = { found: 0, walkEnded: false, done: 0, analysed: 0, refused: 0, duplicates: 0, remembered: 0 };
  const now = () => ({ ...count, perSecond: (1000 * count.analysed) / Math.max(performance.now() - begun, 1) });
  return {
    async *counting(items) {
      for await (const item of items) {
        count.found += 1;
        if (count.found % reportEvery === 0) onProgress?.(now());
        yield item;
      }
      count.walkEnded = true;
    },
    stored(entries) {
      const outcomes = entries.flatMap((entry) => ('outcome' in entry ? [entry.outcome] : []));
      count.done += entries.length;
      count.remembered += entries.length - outcomes.length;
      count.analysed += new Set(outcomes.flatMap((outcome) => (outcome.kind === 'analysed' ? [outcome.analysis] : []))).size;
      count.refused += outcomes.filter(({ kind }) => kind === 'refused').length;
      count.duplicates += outcomes.filter(({ kind }) => kind === 'duplicate').length;
      onProgress?.(now());
    },
    now,
  };
}
