import { problemSchema } from '../contract/text.ts';
import { worklistAnswerSchema, worklistQuerySchema } from '../contract/worklist.ts';
import { patientKeys } from '../store/patients.ts';
import { worklistCounts, worklistPage } from '../store/worklist.ts';
import { worklistRow } from './present-work.ts';
import type { Server, ServerContext } from './server-context.ts';

/** The list of work, page by page. */
export function addWorklistRoutes(server: Server, { database, words }: ServerContext): void {
  server.get('/api/worklist', {
    schema: { summary: 'Scans to look at, the most urgent first', querystring: worklistQuerySchema, response: { 200: worklistAnswerSchema, '4xx': problemSchema }, tags: ['worklist'] },
  }, async ({ query: { group, modality, search, sort, descending, page, pageSize } }) => database(async (client) => {
    const { total, entries } = await worklistPage(client, { group: group ?? null, modality: modality ?? null, search, sort, descending, offset: (page - 1) * pageSize, limit: pageSize });
    const keys = await patientKeys(client, entries.map(({ analysis }) => analysis.study.patientId));
    const { groups, modalities } = await worklistCounts(client, modality ?? null);
    return { total, counts: groups, modalities: [...modalities], rows: entries.map((entry) => worklistRow(entry, keys.get(entry.analysis.study.patientId) ?? null, words)) };
  }));
}
