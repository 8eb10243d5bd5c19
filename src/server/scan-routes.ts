import { Type } from 'typebox';
import { readCircle } from '../analysis/read-circle.ts';
import { readSourceInstance } from '../analysis/read-source-group.ts';
import { decisionRequestSchema, readingPreviewSchema, readingRequestSchema, scanAnswerSchema } from '../contract/scan.ts';
import { problemSchema } from '../contract/text.ts';
import { encodePngGrey } from '../report/encode-png-grey.ts';
import { addAuditEntry } from '../store/audit-trail.ts';
import { patientKeys } from '../store/patients.ts';
import { addDecision, addReading, decisionsOf, readingsOf, type StoredScan } from '../store/worklist.ts';
import { auditImages } from './audit-images.ts';
import { foundScan } from './found-scan.ts';
import { picturedScan } from './pictured-scan.ts';
import { scanAnswer } from './present-scan.ts';
import { problem } from './problem.ts';
import type { Server, ServerContext } from './server-context.ts';

const scanParameters = Type.Object({ analysisId: Type.String({ pattern: '^[0-9]{1,18}$' }) });
const pictureParameters = Type.Object({ analysisId: Type.String({ pattern: '^[0-9]{1,18}$' }), picture: Type.Integer({ minimum: 0, maximum: 99 }) });

/** One scan: its numbers and pictures, a reader's own circle, what was decided. Every look is in the audit trail. */
export function addScanRoutes(server: Server, context: ServerContext): void {
  const { database, words } = context;
  const common = { tags: ['scan'] };

  server.get('/api/scans/:analysisId', { schema: { ...common, summary: 'Everything about a scan', params: scanParameters, response: { 200: scanAnswerSchema, '4xx': problemSchema } } }, async ({ params: { analysisId }, session }) => database(async (client) => {
    const scan = await foundScan(client, analysisId);
    const { patientId } = scan.analysis.study;
    await addAuditEntry(client, { user: session!.account.name, action: 'scan.opened', subject: patientId, detail: analysisId });
    const patientKey = (await patientKeys(client, [patientId])).get(patientId) ?? null;
    return scanAnswer(await picturedScan(scan), { readings: await readingsOf(client, analysisId), decisions: await decisionsOf(client, scan), words, patientKey });
  }));

  server.get('/api/scans/:analysisId/pictures/:picture', { schema: { ...common, summary: 'A picture of a frame, grey, as PNG', params: pictureParameters } }, async ({ params: { analysisId, picture }, session }, reply) => {
    await database((client) => auditImages(client, session!.account.name, analysisId));
    const { thumbnails } = await picturedScan(await database((client) => foundScan(client, analysisId)));
    const thumbnail = thumbnails[picture];
    if (!thumbnail) throw problem('notFound');
    return reply.type('image/png').header('cache-control', 'private, max-age=3600').send(encodePngGrey(thumbnail.rows, thumbnail.columns, Buffer.from(thumbnail.greyBase64, 'base64')));
  });

  server.post('/api/scans/:analysisId/readings', { schema: { ...common, summary: 'The ratio at a circle placed by a reader; kept beside the automatic one when asked', params: scanParameters, body: readingRequestSchema, response: { 200: readingPreviewSchema, '4xx': problemSchema } } }, async ({ params: { analysisId }, body: { heart, keep }, session }) => {
    const { account } = session!;
    if (keep && account.role === 'reader') throw problem('notAllowed');
    const scan = await database((client) => foundScan(client, analysisId));
    const reading = readCircleOf(await circledInstance(scan), scan, heart);
    if (keep) {
      await database(async (client) => {
        await addReading(client, analysisId, account.name, reading);
        await addAuditEntry(client, { user: account.name, action: 'scan.read', subject: scan.analysis.study.patientId, detail: analysisId });
      });
    }
    return { contralateral: reading.contralateral, ratio: reading.ratio };
  });

  server.post('/api/scans/:analysisId/decisions', { schema: { ...common, summary: 'Mark a scan as explored, known, dismissed with a reason, or open again', params: scanParameters, body: decisionRequestSchema, response: { 204: Type.Null(), '4xx': problemSchema } } }, async ({ params: { analysisId }, body: { decision, reason, seen }, session }, reply) => {
    const { account } = session!;
    if (account.role === 'reader') throw problem('notAllowed');
    const said = reason?.trim() || null;
    if (decision === 'dismissed' && said === null) throw problem('noReason');
    await database(async (client) => {
      const scan = await foundScan(client, analysisId);
      if (seen !== undefined && seen < (await decisionsOf(client, scan)).length) throw problem('decidedMeanwhile');
      await addDecision(client, scan, account.name, decision, said);
      await addAuditEntry(client, { user: account.name, action: `scan.${decision}`, subject: scan.analysis.study.patientId, detail: analysisId });
    });
    return reply.status(204).send(null);
  });
}

/** The object on whose frame the circles lie. */
async function circledInstance({ analysis }: StoredScan) {
  const circle = analysis.regions.find(({ name }) => name === 'heartCircle');
  if (!circle) throw problem('noCircle');
  const instance = await readSourceInstance(analysis.study.files, circle.source.sopInstanceUid);
  if (!instance) throw problem('noImage');
  return instance;
}

function readCircleOf(instance: Awaited<ReturnType<typeof circledInstance>>, { analysis }: StoredScan, heart: Parameters<typeof readCircle>[2]) {
  try {
    return readCircle(instance, analysis.regions, heart);
  } catch {
    throw problem('noCircle');
  }
}
