import type pg from 'pg';
import { findScan, type StoredScan } from '../store/worklist.ts';
import { problem } from './problem.ts';

/** @throws Problem `notFound`. */
export async function foundScan(client: pg.ClientBase, analysisId: string): Promise<StoredScan> {
  const scan = await findScan(client, analysisId);
  if (!scan) throw problem('notFound');
  return scan;
}
