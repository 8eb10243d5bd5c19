import type { FileOutcome, FoundFile, MeasurementStore, Screening } from '../store/measurement-store.ts';
import type { Entry } from './screening-ledger.ts';

/** Gathers entries and stores them in batches, the next batch filling while one is being written. */
export interface OutcomeWriter {
  /** Takes entries; waits while the batch before is not yet stored. @throws AmyloscopeError `storeUnavailable`. */
  add(entries: readonly Entry[]): Promise<void>;
  /** Stores what is left and waits until all is stored. */
  flush(): Promise<void>;
}

/** Large enough that the cost of a transaction is spread thin, small enough that a kill costs a fraction of a second. */
const batchSize = 128;
const longestWaitMs = 500;

/** @param onStored called with the entries of each batch once they are stored. */
export function outcomeWriter(store: MeasurementStore, screening: Screening, onStored: (entries: readonly Entry[]) => void): OutcomeWriter {
  let batch: Entry[] = [];
  let writing = Promise.resolve();
  let begun = Date.now();

  async function write(entries: readonly Entry[]): Promise<void> {
    const outcomes: FileOutcome[] = [];
    const found: FoundFile[] = [];
    for (const entry of entries) {
      if ('outcome' in entry) outcomes.push(entry.outcome);
      else found.push(entry.found);
    }
    if (outcomes.length > 0) await store.save(screening, outcomes);
    if (found.length > 0) await store.markFound(screening, found);
    onStored(entries);
  }

  async function startWriting(): Promise<void> {
    await writing;
    const entries = batch;
    batch = [];
    begun = Date.now();
    writing = write(entries);
    // A failure is thrown by the next call; until then it must not count as unhandled.
    writing.catch(() => undefined);
  }

  return {
    async add(entries) {
      batch.push(...entries);
      if (batch.length >= batchSize || Date.now() - begun > longestWaitMs) await startWriting();
    },
    async flush() {
      await startWriting();
      await writing;
    },
  };
}
