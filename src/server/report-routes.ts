import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Type } from 'typebox';
import { previousVisit } from '../analysis/previous-visit.ts';
import { reportQuerySchema, sendingAnswerSchema, sendingRequestSchema } from '../contract/reports.ts';
import { problemSchema } from '../contract/text.ts';
import type { Language } from '../measurement/language.ts';
import type { ReportFile, ScanReportKind } from '../report/report-files.ts';
import { addAuditEntry } from '../store/audit-trail.ts';
import { scansOf } from '../store/patients.ts';
import { addTransfers } from '../store/transfers.ts';
import { inTransaction } from '../store/transaction.ts';
import { foundScan } from './found-scan.ts';
import { inThread } from './in-thread.ts';
import { picturedScan } from './pictured-scan.ts';
import { Problem, problem } from './problem.ts';
import type { ReportAnswer, ReportRequest } from './report-thread.ts';
import type { Server, ServerContext } from './server-context.ts';

const reportThread = new URL('report-thread.ts', import.meta.url);
const longestMs = 300_000;
const scanParameters = Type.Object({ analysisId: Type.String({ pattern: '^[0-9]{1,18}$' }) });
const mediaTypes: Readonly<Record<ScanReportKind, string>> = { pdf: 'application/pdf', fhir: 'application/fhir+json', 'dicom-sr': 'application/dicom', 'dicom-seg': 'application/dicom', 'dicom-sc': 'application/dicom' };

/** Reports of a scan: to take away, and to send to the systems of the site. */
export function addReportRoutes(server: Server, context: ServerContext): void {
  const { database, site, jobs: { files: folder } } = context;
  const common = { tags: ['report'] };

  server.get('/api/scans/:analysisId/report', { schema: { ...common, summary: 'The report of a scan in one form; several objects of one form come as the first of them', params: scanParameters, querystring: reportQuerySchema } }, async ({ params: { analysisId }, query: { kind, language }, session }, reply) => {
    const { files, patientId } = await reportOf(context, analysisId, [kind], language);
    // A structured report brings its segmentation too, which is asked for by itself.
    const file = files.find(({ ending }) => kind !== 'dicom-sr' || ending === '-sr.dcm');
    if (!file) throw problem('noRegions');
    await database((client) => addAuditEntry(client, { user: session!.account.name, action: 'report.taken', subject: patientId, detail: `${analysisId} ${kind}` }));
    return reply.type(mediaTypes[kind]).header('content-disposition', `attachment; filename="amyloscope-${analysisId}${file.ending}"`).send(Buffer.from(file.content));
  });

  server.post('/api/scans/:analysisId/sendings', { schema: { ...common, summary: 'Have the report of a scan sent to a system of the site, beside the images it is about', params: scanParameters, body: sendingRequestSchema, response: { 200: sendingAnswerSchema, '4xx': problemSchema } } }, async ({ params: { analysisId }, body: { node, kinds, language }, session }) => {
    const { account } = session!;
    if (account.role === 'reader') throw problem('notAllowed');
    if (!site?.names.includes(node)) throw problem('noNode');
    const { files, patientId, writtenAt } = await reportOf(context, analysisId, kinds, language);
    if (files.length === 0) throw problem('noRegions');
    const paths = await kept(join(folder, 'reports', `${analysisId}-${writtenAt.getTime()}`), files);
    await database((client) => inTransaction(client, async () => {
      await addTransfers(client, 'push', node, paths.map((path) => ({ path })));
      await addAuditEntry(client, { user: account.name, action: 'report.sent', subject: patientId, detail: `${analysisId} ${kinds.join(' ')} to ${node}` });
    }));
    return { objects: paths.length };
  });
}

async function reportOf({ database, words }: ServerContext, analysisId: string, kinds: readonly ScanReportKind[], language: Language): Promise<{ readonly files: readonly ReportFile[]; readonly patientId: string; readonly writtenAt: Date }> {
  const { scan, previous } = await database(async (client) => {
    const found = await foundScan(client, analysisId);
    const visits = await scansOf(client, found.analysis.study);
    return { scan: found, previous: previousVisit(found.analysis, visits.map(({ analysis }) => analysis)) };
  });
  const { analysis, thumbnails } = await picturedScan(scan);
  const writtenAt = new Date();
  const request: ReportRequest = { analysis, thumbnails, previous, words, language, writtenAt, kinds };
  const answer = await inThread<ReportAnswer>(reportThread, request, { longestMs, late: 'reportTooLong' });
  if ('problem' in answer) throw problem(answer.problem);
  if ('refusal' in answer) throw new Problem(422, 'noReport', answer.refusal);
  return { files: answer.files, patientId: analysis.study.patientId, writtenAt };
}

/** Puts objects where they wait to be sent. @returns their paths. */
async function kept(folder: string, files: readonly ReportFile[]): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  return Promise.all(files.map(async ({ ending, content }) => {
    const path = join(folder, `report${ending}`);
    await writeFile(path, content, { flush: true });
    return path;
  }));
}
