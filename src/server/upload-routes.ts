import { Type } from 'typebox';
import type pg from 'pg';
import { startedJobSchema, uploadAnswerSchema, uploadedFileQuerySchema, uploadedFileSchema, uploadParametersSchema } from '../contract/jobs.ts';
import { problemSchema } from '../contract/text.ts';
import type { Session } from '../store/accounts.ts';
import { addAuditEntry } from '../store/audit-trail.ts';
import { abandonedUploads, addUploadFile, beginUpload, completeUpload, findUpload, removeUpload, type Upload } from '../store/uploads.ts';
import { problem } from './problem.ts';
import { receiveFile, removeAbandoned, removeFiles } from './received-files.ts';
import { senderName } from './sender-name.ts';
import type { Server, ServerContext } from './server-context.ts';

/** Files of a hospital's export come by the thousand, each in a request of its own. */
const filesPerMinute = 100_000;

/** Bringing files: begin, send each, complete. An upload is its sender's own; to everybody else it is not there. */
export function addUploadRoutes(server: Server, context: ServerContext): void {
  const { database, jobs: { queue, files } } = context;
  const common = { tags: ['upload'] };
  // The stream itself is handed on: a file never is in memory as a whole.
  server.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));

  server.post('/api/uploads', { schema: { ...common, summary: 'Begin to bring files', response: { 200: uploadAnswerSchema, '4xx': problemSchema } } }, async ({ session }) => {
    const { name } = requireAnalyst(session);
    return { id: await database((client) => beginUpload(client, name)) };
  });

  server.put('/api/uploads/:id/files', { config: { rateLimit: { max: filesPerMinute, timeWindow: '1 minute' } }, schema: { ...common, summary: 'Send one file, as application/octet-stream', consumes: ['application/octet-stream'], params: uploadParametersSchema, querystring: uploadedFileQuerySchema, response: { 200: uploadedFileSchema, '4xx': problemSchema, '5xx': problemSchema } } }, async ({ params: { id }, query: { path }, session, body }) => {
    await database((client) => ownUpload(client, id, session));
    const name = senderName(path);
    if (name === null || !isStream(body)) throw problem('invalid');
    const received = await receiveFile(body, files);
    try {
      const { sha256, byteLength } = received;
      if (!(await database((client) => addUploadFile(client, id, { name, sha256, byteLength, path: received.path }, received.place)))) throw problem('uploadEnded');
      return { bytes: byteLength, sha256 };
    } finally {
      await received.discard();
    }
  });

  server.post('/api/uploads/:id/complete', { schema: { ...common, summary: 'All files are there: analyse them', params: uploadParametersSchema, response: { 200: startedJobSchema, '4xx': problemSchema } } }, async ({ params: { id }, session }) => database(async (client) => {
    const upload = await ownUpload(client, id, session);
    const jobId = await completeUpload(client, queue, upload);
    await addAuditEntry(client, { user: upload.user, action: 'upload.completed', subject: null, detail: id });
    return { jobId };
  }));

  server.delete('/api/uploads/:id', { schema: { ...common, summary: 'Give up files that were brought and not completed', params: uploadParametersSchema, response: { 204: Type.Null(), '4xx': problemSchema } } }, async ({ params: { id }, session }, reply) => {
    await database(async (client) => {
      await ownUpload(client, id, session);
      if (!(await removeUpload(client, id, (unneeded) => removeFiles(files, unneeded)))) throw problem('uploadEnded');
    });
    return reply.status(204).send(null);
  });
}

/** Removes what uploads left behind that nobody completed. */
export async function tidyUploads({ database, jobs: { files } }: ServerContext): Promise<void> {
  await database(async (client) => {
    for (const uploadId of await abandonedUploads(client)) await removeUpload(client, uploadId, (unneeded) => removeFiles(files, unneeded));
  });
  await removeAbandoned(files);
}

/** Whoever may bring files and start jobs. @throws Problem `notAllowed` for readers. */
export function requireAnalyst(session: Session | null): Session['account'] {
  const { account } = session!;
  if (account.role === 'reader') throw problem('notAllowed');
  return account;
}

async function ownUpload(client: pg.ClientBase, uploadId: string, session: Session | null): Promise<Upload> {
  const { name } = requireAnalyst(session);
  const upload = await findUpload(client, uploadId);
  if (upload?.user !== name) throw problem('noUpload');
  return upload;
}

function isStream(body: unknown): body is AsyncIterable<Buffer> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}
