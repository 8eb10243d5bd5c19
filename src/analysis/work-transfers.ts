import type pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pacs } from '../dicom/network/pacs.ts';
import { ReceivedFolder } from '../dicom/network/received-folder.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { claimTransfers, nextTransfer, release, settleTransfer, type Attempt, type Transfer } from '../store/transfers.ts';

/** How patient the queue is. */
export interface Patience {
  /** Seconds before the second attempt; each further one waits four times as long. */
  readonly firstWaitSeconds: number;
  /** Attempts before a transfer is given up. */
  readonly mostAttempts: number;
  /** Where the other system does not say how many objects a series has, it is whole when nothing new came for so long, seconds. */
  readonly quietSeconds: number;
}

/** Waits of 30 s, 2 min, 8 min, 32 min and 2 h outlast a restart and a lunch break. */
export const usualPatience: Patience = { firstWaitSeconds: 30, mostAttempts: 6, quietSeconds: 60 };

export interface TransferWork {
  readonly client: pg.ClientBase;
  readonly node: string;
  readonly pacs: Pacs;
  readonly patience: Patience;
  /** Told of each attempt as it ends. */
  readonly onAttempt: (transfer: Transfer, attempt: Attempt) => void;
  readonly signal: AbortSignal;
}

/** Files sent on one connection. */
const PUSHED_TOGETHER = 500;
const BACK_OFF = 4;

/**
 * What an attempt that failed comes to.
 * @param attempts how often it had been tried before.
 * @example afterFailure({ attempts: 1, stated: null, received: 0 }, 'busy', { firstWaitSeconds: 30, mostAttempts: 6, quietSeconds: 60 }).waitSeconds // 120
 */
export function afterFailure({ attempts, stated, received }: Pick<Transfer, 'attempts' | 'stated' | 'received'>, reason: string, { firstWaitSeconds, mostAttempts }: Patience): Attempt {
  const isLast = attempts + 1 >= mostAttempts;
  return { state: isLast ? 'failed' : 'waiting', waitSeconds: isLast ? 0 : firstWaitSeconds * BACK_OFF ** attempts, stated, received, reason };
}

/**
 * Whether a series is whole: by the count the other system states; where it states none, when nothing new came for a while.
 * @param before how many objects were here when the other system was last asked; null at the first attempt.
 */
export function judgeSeries({ stated, received, failed, before }: { stated: number | null; received: number; failed: number; before: number | null }): 'whole' | 'lookAgain' | 'incomplete' {
  if (failed > 0) return 'incomplete';
  if (stated !== null) return received >= stated ? 'whole' : 'incomplete';
  return received > 0 && received === before ? 'whole' : 'lookAgain';
}

async function fetchOne({ pacs, patience }: TransferWork, transfer: Transfer<'fetch'>): Promise<Attempt> {
  const { studyInstanceUid, seriesInstanceUid } = transfer.subject;
  const folder = await ReceivedFolder.open(transfer.subject.folder);
  const here = () => folder.count(studyInstanceUid, seriesInstanceUid);
  const known = (await pacs.findSeries(studyInstanceUid)).find((series) => series.seriesInstanceUid === seriesInstanceUid);
  if (!known) throw new AmyloscopeError('peerFailed', {
    en: `The other system no longer has the series ${seriesInstanceUid}.`,
    fr: `L’autre système n’a plus la série ${seriesInstanceUid}.`,
  });
  const { stated } = known;
  const isHere = stated !== null && (await here()) >= stated;
  const failed = isHere ? 0 : await pacs.fetchSeries(known, folder, () => undefined);
  const received = await here();
  const verdict = judgeSeries({ stated, received, failed, before: transfer.attempts > 0 ? transfer.received : null });
  if (verdict === 'whole') return { state: 'done', waitSeconds: 0, stated, received, reason: null };
  if (verdict === 'incomplete') return afterFailure({ attempts: transfer.attempts, stated, received }, `${received} of ${stated ?? received + failed} objects are here.`, patience);
  const attempt = afterFailure({ attempts: transfer.attempts, stated, received }, 'The other system does not say how many objects there are: it is asked again.', patience);
  return { ...attempt, waitSeconds: patience.quietSeconds };
}

async function workFetches(work: TransferWork): Promise<boolean> {
  const [transfer] = await claimTransfers(work.client, 'fetch', work.node, 1);
  if (!transfer) return false;
  const attempt = await fetchOne(work, transfer).catch(async (error: Error) => {
    const { folder, studyInstanceUid, seriesInstanceUid } = transfer.subject;
    const received = await ReceivedFolder.open(folder).then((one) => one.count(studyInstanceUid, seriesInstanceUid), () => transfer.received);
    return afterFailure({ ...transfer, received }, messageOf(error), work.patience);
  });
  await settleTransfer(work.client, transfer.transferId, attempt);
  work.onAttempt(transfer, attempt);
  return true;
}

/** A fault of Amyloscope itself is no reason to try again. */
function messageOf(error: Error): string {
  if (error instanceof AmyloscopeError) return error.message;
  throw error;
}

async function workPushes(work: TransferWork): Promise<boolean> {
  const claimed = await claimTransfers(work.client, 'push', work.node, PUSHED_TOGETHER);
  const open = new Map(claimed.map((transfer) => [transfer.subject.path, transfer]));
  const settle = async (transfer: Transfer<'push'>, attempt: Attempt) => {
    open.delete(transfer.subject.path);
    await settleTransfer(work.client, transfer.transferId, attempt);
    work.onAttempt(transfer, attempt);
  };
  try {
    // What the other system refuses it will refuse again: a person must look at it.
    await work.pacs.push([...open.keys()], ({ path, refusal }) => settle(open.get(path)!, { state: refusal === null ? 'done' : 'failed', waitSeconds: 0, stated: null, received: 0, reason: refusal }));
  } catch (error) {
    for (const transfer of open.values()) await settle(transfer, afterFailure(transfer, messageOf(error as Error), work.patience));
  } finally {
    await release(work.client, [...open.values()].map(({ transferId }) => transferId));
  }
  return claimed.length > 0;
}

/**
 * Works the queue of one other system until nothing waits there, or somebody stops it. What is not done then waits in the
 * store for the next who works the queue; so does what a killed process had begun.
 * @throws AmyloscopeError `storeUnavailable`; faults of the other system are attempts that failed.
 */
export async function workTransfers(work: TransferWork): Promise<void> {
  while (!work.signal.aborted) {
    const didFetch = await workFetches(work);
    const didPush = await workPushes(work);
    if (didFetch || didPush) continue;
    const next = await nextTransfer(work.client, work.node);
    if (next === null) return;
    // At most a second: another process may add or release some meanwhile.
    await sleep(Math.min(1000, Math.max(50, next.dueInMs)), undefined, { signal: work.signal }).catch(() => undefined);
  }
}
