import { join } from 'node:path';
import { Type } from 'typebox';
import { fetchAnswerSchema, fetchRequestSchema, nodeQuerySchema, nodesAnswerSchema, nodeStudiesSchema } from '../contract/nodes.ts';
import { problemSchema } from '../contract/text.ts';
import type { FoundSeries, Pacs } from '../dicom/network/pacs.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Session } from '../store/accounts.ts';
import { addAuditEntry } from '../store/audit-trail.ts';
import { inTransaction } from '../store/transaction.ts';
import { addTransfers } from '../store/transfers.ts';
import { Problem, problem } from './problem.ts';
import type { Server, ServerContext } from './server-context.ts';

/** Studies listed; their count is of all. */
const shown = 200;
const nodeParameters = Type.Object({ node: Type.String({ maxLength: 200 }) });

/** The other systems of the site: what they have, and having it fetched and analysed. */
export function addNodeRoutes(server: Server, { database, site, jobs: { files } }: ServerContext): void {
  const common = { tags: ['systems'] };
  const pacsOf = async (node: string): Promise<Pacs> => {
    if (!site?.names.includes(node)) throw problem('noNode');
    return asked(() => site.pacs(node));
  };

  server.get('/api/nodes', { schema: { ...common, summary: 'The systems that studies are fetched from and reports sent to', response: { 200: nodesAnswerSchema, '4xx': problemSchema } } }, async () => ({ nodes: [...(site?.names ?? [])] }));

  server.get('/api/nodes/:node/studies', { schema: { ...common, summary: 'Studies that another system has', params: nodeParameters, querystring: nodeQuerySchema, response: { 200: nodeStudiesSchema, '4xx': problemSchema } } }, async ({ params: { node }, query: { patient, from, to, modality }, session }) => {
    const { name } = allowed(session);
    if (!patient && !from && !to) throw problem('tooWide');
    const pacs = await pacsOf(node);
    await database((client) => addAuditEntry(client, { user: name, action: 'system.searched', subject: patient || null, detail: [node, from, to, modality].filter(Boolean).join(' ') }));
    const found = await asked(() => pacs.findStudies({ patientId: patient || null, from: from ?? null, to: to ?? null, modality: modality ?? null, studyInstanceUid: null }));
    const studies = found.toSorted((a, b) => (b.studyDate ?? '').localeCompare(a.studyDate ?? '')).slice(0, shown);
    return { total: found.length, studies: studies.map(({ studyInstanceUid, patientId, studyDate, description, modalities }) => ({ studyInstanceUid, patientId, studyDate, description, modalities: [...modalities] })) };
  });

  server.post('/api/nodes/:node/fetches', { schema: { ...common, summary: 'Have studies of another system fetched, and analysed once they are here', params: nodeParameters, body: fetchRequestSchema, response: { 200: fetchAnswerSchema, '4xx': problemSchema } } }, async ({ params: { node }, body: { studies }, session }) => {
    const { name } = allowed(session);
    const pacs = await pacsOf(node);
    const series: FoundSeries[] = [];
    // One question after another: a PACS lets in only so many at once.
    for (const study of studies) series.push(...(await asked(() => pacs.findSeries(study))));
    if (series.length === 0) throw problem('noStudy');
    await database((client) => inTransaction(client, async () => {
      await addTransfers(client, 'fetch', node, series.map(({ studyInstanceUid, seriesInstanceUid }) => ({ studyInstanceUid, seriesInstanceUid, folder: join(files, 'received') })));
      for (const study of studies) await addAuditEntry(client, { user: name, action: 'study.fetched', subject: null, detail: `${study} from ${node}` });
    }));
    return { series: series.length };
  });
}

function allowed(session: Session | null): Session['account'] {
  const { account } = session!;
  if (account.role === 'reader') throw problem('notAllowed');
  return account;
}

/** What another system does wrong is said in words. */
async function asked<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof AmyloscopeError) throw new Problem(422, error.code, error.text);
    throw error;
  }
}
