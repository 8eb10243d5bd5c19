import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { archiveRequestSchema, type JobAnswer, jobParametersSchema, jobsAnswerSchema, jobSchema, jobsQuerySchema, startedJobSchema } from '../contract/jobs.ts';
import { problemSchema } from '../contract/text.ts';
import { addAuditEntry } from '../store/audit-trail.ts';
import { addJob, findJob, jobsPage } from '../store/jobs.ts';
import { jobAnswer } from './present-job.ts';
import { problem } from './problem.ts';
import type { Server, ServerContext } from './server-context.ts';
import { requireAnalyst } from './upload-routes.ts';

const lookEveryMs = 400;
/** Proxies close a connection on which nothing is said for a minute. */
const speakEveryMs = 15_000;

/** Jobs: what runs, how far it is, and the demonstration. */
export function addJobRoutes(server: Server, context: ServerContext): void {
  const { database, jobs: { queue } } = context;
  const common = { tags: ['job'] };

  server.get('/api/jobs', { schema: { ...common, summary: 'Jobs, the newest first', querystring: jobsQuerySchema, response: { 200: jobsAnswerSchema, '4xx': problemSchema } } }, async ({ query: { page, pageSize } }) => database(async (client) => {
    const { total, jobs } = await jobsPage(client, (page - 1) * pageSize, pageSize);
    const answers: JobAnswer[] = [];
    for (const job of jobs) answers.push(await jobAnswer(client, job));
    return { total, jobs: answers };
  }));

  server.get('/api/jobs/:id', { schema: { ...common, summary: 'How far a job is', params: jobParametersSchema, response: { 200: jobSchema, '4xx': problemSchema } } }, async ({ params: { id } }) => {
    const job = await answerOf(context, id);
    if (!job) throw problem('noJob');
    return job;
  });

  server.get('/api/jobs/:id/events', { schema: { ...common, summary: 'The job whenever it changes, as server-sent events, until it ends', produces: ['text/event-stream'], params: jobParametersSchema } }, async ({ params: { id } }, reply) => {
    const job = await answerOf(context, id);
    if (!job) throw problem('noJob');
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    return reply.type('text/event-stream').header('cache-control', 'no-store').header('x-accel-buffering', 'no').send(Readable.from(events(context, job, gone.signal)));
  });

  server.post('/api/archives', { schema: { ...common, summary: 'Screen folders that the server can read', body: archiveRequestSchema, response: { 200: startedJobSchema, '4xx': problemSchema } } }, async ({ session, body: { paths } }) => {
    const { name, role } = requireAnalyst(session);
    if (role !== 'administrator') throw problem('notAllowed');
    return database(async (client) => {
      const jobId = await addJob(client, queue, { kind: 'screenArchive', user: name, input: { paths } });
      await addAuditEntry(client, { user: name, action: 'archive.started', subject: null, detail: jobId });
      return { jobId };
    });
  });

  server.post('/api/demo', { schema: { ...common, summary: 'Make a cohort of digital patients, marked as simulated, and analyse it; once', response: { 200: startedJobSchema, '4xx': problemSchema } } }, async ({ session }) => {
    const { name } = requireAnalyst(session);
    return database(async (client) => {
      const jobId = await addJob(client, queue, { kind: 'demo', user: name, input: { demo: true } });
      await addAuditEntry(client, { user: name, action: 'demo.started', subject: null, detail: jobId });
      return { jobId };
    });
  });
}

function answerOf({ database }: ServerContext, id: string): Promise<JobAnswer | null> {
  return database(async (client) => {
    const job = await findJob(client, id);
    return job && jobAnswer(client, job);
  });
}

async function* events(context: ServerContext, first: JobAnswer, signal: AbortSignal): AsyncIterable<string> {
  let job: JobAnswer | null = first;
  let said = '';
  let saidAt = 0;
  while (job && !signal.aborted) {
    const text: string = JSON.stringify(job);
    if (text !== said) yield `data: ${text}\n\n`;
    else if (Date.now() - saidAt > speakEveryMs) yield ': still here\n\n';
    if (text !== said || Date.now() - saidAt > speakEveryMs) saidAt = Date.now();
    said = text;
    if (job.state === 'done' || job.state === 'failed') return;
    await sleep(lookEveryMs, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) job = await answerOf(context, job.id);
  }
}
