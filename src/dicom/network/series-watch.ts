import type { FoundSeries } from './pacs.ts';
import type { ReceivedObject } from './received-folder.ts';

/** What is known of a series once nothing more is expected: by the count stated, or by silence. */
export interface WatchedSeries {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly received: number;
  /** How many objects the sender states; null where nobody could be asked or it does not say. */
  readonly stated: number | null;
  /** Whether no other series of its study is still being sent. */
  readonly lastOfStudy: boolean;
}

export interface WatchOptions {
  /** Asks the sender for the series of a study; null where nobody can be asked. A question that fails counts as no answer. */
  readonly ask: ((studyInstanceUid: string) => Promise<readonly FoundSeries[]>) | null;
  /** How many objects of a series are here. */
  readonly count: (series: { studyInstanceUid: string; seriesInstanceUid: string }) => Promise<number>;
  /** Nothing new for so long ends a series whose count is not reached or not known, milliseconds. */
  readonly quietMs: number;
  readonly ended: (series: WatchedSeries) => void;
}

/** The sender is asked once a series has paused for so long, milliseconds: while objects pour in, no count is final. */
const PAUSE_MS = 1000;

interface Open {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  lastMs: number;
  /** When the sender was last asked; again only after something new has come. */
  askedMs: number;
  stated: number | null;
}

/** Tells when series that are being sent here are whole. */
export class SeriesWatch {
  readonly #options: WatchOptions;
  readonly #open = new Map<string, Open>();

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  /** Counts an object that is on disk. @param nowMs any clock that only moves forward. */
  received({ studyInstanceUid, seriesInstanceUid }: ReceivedObject, nowMs: number): void {
    const open = this.#open.get(seriesInstanceUid) ?? { studyInstanceUid, seriesInstanceUid, lastMs: nowMs, askedMs: -Infinity, stated: null };
    open.lastMs = nowMs;
    this.#open.set(seriesInstanceUid, open);
  }

  /** Looks at every series that has paused; to be called about every second. */
  async look(nowMs: number): Promise<void> {
    for (const open of [...this.#open.values()].filter(({ lastMs }) => nowMs - lastMs >= Math.min(PAUSE_MS, this.#options.quietMs))) await this.#lookAt(open, nowMs);
  }

  async #lookAt(open: Open, nowMs: number): Promise<void> {
    const { studyInstanceUid, seriesInstanceUid, lastMs } = open;
    if (this.#options.ask && open.askedMs < lastMs) {
      open.askedMs = nowMs;
      const answers = await this.#options.ask(studyInstanceUid).catch((): readonly FoundSeries[] => []);
      open.stated = answers.find((one) => one.seriesInstanceUid === seriesInstanceUid)?.stated ?? null;
    }
    const received = await this.#options.count(open);
    const isWhole = open.stated !== null && received >= open.stated;
    // Something may have come while the sender was asked.
    if (open.lastMs !== lastMs || !(isWhole || nowMs - lastMs >= this.#options.quietMs)) return;
    this.#open.delete(seriesInstanceUid);
    const lastOfStudy = [...this.#open.values()].every((other) => other.studyInstanceUid !== studyInstanceUid);
    this.#options.ended({ studyInstanceUid, seriesInstanceUid, received, stated: open.stated, lastOfStudy });
  }
}
