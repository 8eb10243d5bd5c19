import { problemSchema } from '../contract/text.ts';
import { addAuditEntry } from '../store/audit-trail.ts';
import { streamBackup } from '../store/write-backup.ts';
import { requireAdministrator } from './administration-routes.ts';
import type { Reply, Server, ServerContext } from './server-context.ts';

/** Everything in the store as one file, for administrators to take away. */
export function addBackupRoutes(server: Server, { database, jobs: { files } }: ServerContext): void {
  server.get('/api/backup', { config: { rateLimit: { max: 10, timeWindow: '1 hour' } }, schema: { tags: ['administration'], summary: 'Everything in the store as one file, which "amyloscope restore" brings back; data of patients in the clear', response: { '4xx': problemSchema } } }, async ({ session }, reply) => {
    const { name } = requireAdministrator(session);
    await database((client) => addAuditEntry(client, { user: name, action: 'store.backedUp', subject: null, detail: 'by the page' }));
    await new Promise<void>((begun) => {
      // The connection is the backup's until the last byte is out.
      void database(async (client) => {
        const { stream, done } = streamBackup(client, files);
        void (reply as Reply).type('application/gzip').header('content-disposition', `attachment; filename="amyloscope-${new Date().toISOString().slice(0, 10)}.tar.gz"`).send(stream);
        begun();
        await done.catch(() => undefined);
      });
    });
    return reply;
  });
}
