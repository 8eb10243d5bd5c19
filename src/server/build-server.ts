import { existsSync } from 'node:fs';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import swagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify from 'fastify';
import pg from 'pg';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { software } from '../measurement/software.ts';
import { findSession } from '../store/accounts.ts';
import type { Home } from '../store/connection.ts';
import { withConnection } from '../store/with-connection.ts';
import { jobCounts } from '../store/jobs.ts';
import type { FindingWords } from '../measurement/finding.ts';
import { addAdministrationRoutes } from './administration-routes.ts';
import { addBackupRoutes } from './backup-routes.ts';
import { addCohortRoutes } from './cohort-routes.ts';
import { addJobRoutes } from './job-routes.ts';
import { addLoopRoutes } from './loop-routes.ts';
import { addNodeRoutes } from './node-routes.ts';
import { addPatientRoutes } from './patient-routes.ts';
import type { OpenIdProvider } from './openid-provider.ts';
import { addOpenIdRoutes } from './openid-routes.ts';
import { Problem, problem } from './problem.ts';
import { addReportRoutes } from './report-routes.ts';
import { addScanRoutes } from './scan-routes.ts';
import { addReadingsRoutes } from './readings-routes.ts';
import type { JobContext, Reply, Request, Server, ServerContext, Site } from './server-context.ts';
import { addSessionRoutes, sessionCookie } from './session-routes.ts';
import { addTransferRoutes } from './transfer-routes.ts';
import { addUploadRoutes, tidyUploads } from './upload-routes.ts';
import { addUserRoutes } from './user-routes.ts';
import { addVolumeRoutes } from './volume-routes.ts';
import { addWorklistRoutes } from './worklist-routes.ts';

export interface ServerOptions {
  readonly home: Home;
  readonly words: FindingWords;
  /** Folder of the built pages; null for the interface alone. */
  readonly pages: string | null;
  /** Whether it is reached by https, through a proxy. */
  readonly secureCookies: boolean;
  readonly jobs: JobContext;
  readonly site?: Site | null;
  readonly openId?: OpenIdProvider | null;
}

const connections = 8;
/** Nobody waits longer for a database that is busy or away. */
const patience = { connectionTimeoutMillis: 10_000, lock_timeout: 10_000, statement_timeout: 60_000 };
/** What PostgreSQL and the way to it say when a request may succeed later: not reached, broken off, shutting down, locked. */
const passing = /^(?:ECONN\w+|EPIPE|08\w{3}|57P0\d|57014|55P03|53\w{3})$/;
const tidyEveryMs = 3600_000;
const changing = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the route is for those who are not signed in. */
    open?: boolean;
  }
}

/**
 * Builds the server: sign-in, list of work, scans, the pages, and what a hospital's watch needs (health, metrics, OpenAPI).
 * It writes no log, so no identifier can stand in one; what people did is in the audit trail.
 */
export async function buildServer({ home, words, pages, secureCookies, jobs, site = null, openId = null }: ServerOptions): Promise<Server> {
  const pool = new pg.Pool({ ...home.connection, max: connections, ...patience });
  // A connection that breaks while idle is replaced when next needed.
  pool.on('error', () => undefined);
  const context: ServerContext = { database: (work) => withConnection(pool, work), words, secureCookies, jobs, site, openId };
  const server: Server = fastify({ logger: false, forceCloseConnections: true, trustProxy: secureCookies, bodyLimit: 1024 * 1024, ajv: { customOptions: { removeAdditional: false } } }).withTypeProvider<TypeBoxTypeProvider>();
  server.addHook('onClose', async () => pool.end());
  server.decorateRequest('session', null);
  await server.register(helmet, { contentSecurityPolicy: { directives: { 'default-src': ["'self'"], 'style-src': ["'self'", "'unsafe-inline'"], 'img-src': ["'self'", 'data:'], 'upgrade-insecure-requests': secureCookies ? [] : null } }, strictTransportSecurity: secureCookies });
  await server.register(cookie);
  await server.register(rateLimit, { max: 6000, timeWindow: '1 minute', errorResponseBuilder: () => problem('tooMany') });
  await server.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'Amyloscope', version: software.version, description: software.intendedUse } } });
  addWatch(server, context);
  server.addHook('onRequest', (request) => admit(request, context));
  server.setErrorHandler(answerProblem);
  addSessionRoutes(server, context);
  addOpenIdRoutes(server, context);
  addWorklistRoutes(server, context);
  addScanRoutes(server, context);
  addLoopRoutes(server, context);
  addVolumeRoutes(server, context);
  addReportRoutes(server, context);
  addNodeRoutes(server, context);
  addPatientRoutes(server, context);
  addCohortRoutes(server, context);
  addReadingsRoutes(server, context);
  addAdministrationRoutes(server, context);
  addBackupRoutes(server, context);
  addTransferRoutes(server, context);
  addUserRoutes(server, context);
  addUploadRoutes(server, context);
  addJobRoutes(server, context);
  await tidyUploads(context);
  const tidying = setInterval(() => void tidyUploads(context).catch(() => undefined), tidyEveryMs).unref();
  server.addHook('onClose', async () => clearInterval(tidying));
  if (pages && existsSync(pages)) await server.register(fastifyStatic, { root: pages, wildcard: false });
  server.setNotFoundHandler({ preHandler: [] }, (request, reply) => notFound(request, reply, pages));
  return server;
}

/** Lets nobody near the data who is not signed in, nor change anything without the page's own token. */
async function admit(request: Request, { database }: ServerContext): Promise<void> {
  if (!request.url.startsWith('/api/') || request.routeOptions.config.open) return;
  const token = request.cookies[sessionCookie];
  request.session = token ? await database((client) => findSession(client, token)) : null;
  if (!request.session) throw problem('notSignedIn');
  if (changing.has(request.method) && request.headers['x-csrf-token'] !== request.session.csrf) throw problem('noToken');
}

function answerProblem(error: unknown, _request: Request, reply: Reply): void {
  const known = problemOf(error as Error & { validation?: unknown; statusCode?: number });
  if (known.code === 'failed') process.stderr.write(`Amyloscope failed on a request: ${(error as Error).name}: ${(error as Error).message}\n`);
  void reply.status(known.status).send({ code: known.code, message: known.text });
}

function problemOf(error: Error & { validation?: unknown; statusCode?: number }): Problem {
  if (error instanceof Problem) return error;
  if (error.validation || (error.statusCode ?? 500) < 500) return problem('invalid');
  return isPassing(error) || isPassing(error.cause as Error | undefined) ? problem('noDatabase') : problem('failed');
}

function isPassing(error: (Error & { code?: string; syscall?: string }) | undefined): boolean {
  // No socket: the private server is not there.
  return passing.test(error?.code ?? '') || error?.syscall === 'connect' || /connection terminated|timeout exceeded when trying to connect|not queryable/i.test(error?.message ?? '');
}

/** Health, metrics and the description of the interface; none of them names a patient. */
function addWatch(server: Server, { database }: ServerContext): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({ name: 'amyloscope_request_seconds', help: 'Time to answer a request', labelNames: ['method', 'route', 'status'] as const, buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3], registers: [registry] });
  const jobs = new Gauge({ name: 'amyloscope_jobs', help: 'Jobs in each state', labelNames: ['state'] as const, registers: [registry], collect: () => countJobs() });
  async function countJobs(): Promise<void> {
    // Without a database there is nothing to count; health says so.
    const counts = await database((client) => jobCounts(client)).catch(() => []);
    for (const { state, count } of counts) jobs.set({ state }, count);
  }
  server.addHook('onResponse', async (request, reply) => duration.observe({ method: request.method, route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) }, reply.elapsedTime / 1000));
  server.get('/health', { schema: { hide: true } }, async (_request, reply: Reply) => {
    const alive = await database(async (client) => (await client.query('select 1')).rowCount === 1).catch(() => false);
    return reply.status(alive ? 200 : 503).send({ status: alive ? 'ok' : 'no database' });
  });
  server.get('/metrics', { schema: { hide: true } }, async (_request, reply: Reply) => reply.type(registry.contentType).send(await registry.metrics()));
  server.get('/openapi.json', { schema: { hide: true } }, async () => server.swagger());
}

/** The pages find their own way: every address that is none of a file leads to the first of them. */
function notFound(request: Request, reply: Reply, pages: string | null): unknown {
  const isPage = pages !== null && request.method === 'GET' && !request.url.startsWith('/api/') && !/\.\w+$/.test(request.url.split('?')[0]);
  if (isPage) return reply.sendFile('index.html');
  const { status, code, text } = problem('notFound');
  return reply.status(status).send({ code, message: text });
}
