import { problemSchema } from '../contract/text.ts';
import { retryAnswerSchema, transfersAnswerSchema, type TransfersAnswer } from '../contract/transfers.ts';
import { addAuditEntry } from '../store/audit-trail.ts';
import { countTransfers, listTransfers, retryTransfers, type Transfer } from '../store/transfers.ts';
import { requireAdministrator } from './administration-routes.ts';
import type { Server, ServerContext } from './server-context.ts';

/** Transfers shown; the counts are of all. */
const shown = 200;
const common = { tags: ['administration'] };

/** What waits to be fetched from or sent to other systems, and trying it again. */
export function addTransferRoutes(server: Server, { database }: ServerContext): void {
  server.get('/api/transfers', { schema: { ...common, summary: 'The queue of transfers: what waits, what was given up and why, what was done last', response: { 200: transfersAnswerSchema, '4xx': problemSchema } } }, async ({ session }) => {
    const { name } = requireAdministrator(session);
    return database(async (client) => {
      // Names of files can name patients.
      await addAuditEntry(client, { user: name, action: 'transfers.listed', subject: null, detail: null });
      return { counts: { ...await countTransfers(client) }, transfers: (await listTransfers(client, shown)).map(presented) };
    });
  });

  server.post('/api/transfers/retry', { schema: { ...common, summary: 'Make due at once what was given up or waits', response: { 200: retryAnswerSchema, '4xx': problemSchema } } }, async ({ session }) => {
    const { name } = requireAdministrator(session);
    return database(async (client) => {
      const due = await retryTransfers(client);
      await addAuditEntry(client, { user: name, action: 'transfers.retried', subject: null, detail: String(due) });
      return { due };
    });
  });
}

function presented({ transferId, kind, node, subject, state, attempts, notBefore, received, stated, reason }: Transfer): TransfersAnswer['transfers'][number] {
  return { id: transferId, kind, node, subject: 'path' in subject ? subject.path : subject.seriesInstanceUid, state, attempts, notBefore: notBefore.toISOString(), received, stated, reason };
}
