import { join, resolve } from 'node:path';
import type pg from 'pg';
import { insertJob } from '../store/jobs.ts';
import type { TaskQueue } from '../store/task-queue.ts';
import { inTransaction } from '../store/transaction.ts';
import { type Attempt, type Transfer, waitsForStudy } from '../store/transfers.ts';

/**
 * Has a fetched study analysed once none of its series waits any more.
 * @param folder fetched studies of which are analysed; those that somebody fetched elsewhere are theirs.
 */
export async function analyseFetched(client: pg.ClientBase, queue: TaskQueue, folder: string, { kind, subject }: Transfer, { state }: Attempt): Promise<void> {
  if (kind !== 'fetch' || !('studyInstanceUid' in subject) || state === 'waiting' || resolve(subject.folder) !== resolve(folder)) return;
  const { studyInstanceUid } = subject;
  await inTransaction(client, async () => {
    if (await waitsForStudy(client, studyInstanceUid)) return;
    await insertJob(client, queue, { kind: 'analyseReceived', user: 'reception', input: { paths: [join(folder, studyInstanceUid)] } });
  });
}
