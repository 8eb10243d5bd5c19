import type pg from 'pg';
import { addAuditEntry } from '../store/audit-trail.ts';
import { foundScan } from './found-scan.ts';

/** Writes down that somebody was sent images of a scan, by whichever address. @throws Problem `notFound`. */
export async function auditImages(client: pg.ClientBase, user: string, analysisId: string): Promise<void> {
  const { analysis } = await foundScan(client, analysisId);
  await addAuditEntry(client, { user, action: 'scan.images', subject: analysis.study.patientId, detail: analysisId });
}
