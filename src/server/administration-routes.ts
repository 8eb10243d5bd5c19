import { Type } from 'typebox';
import { installedModels } from '../analysis/installed-models.ts';
import { readTestRetest } from '../analysis/read-test-retest.ts';
import { auditAnswerSchema, auditCheckSchema, auditQuerySchema, modelsAnswerSchema, siteNoiseAnswerSchema, siteNoiseRequestSchema } from '../contract/administration.ts';
import { problemSchema } from '../contract/text.ts';
import { followedQuantities } from '../follow-up/followed-quantity.ts';
import { certaintyTexts, noiseLibrary, noiseRowInUse, type NoiseRow } from '../follow-up/noise-library.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { noiseFigure } from '../report/follow-up-words.ts';
import type { Session } from '../store/accounts.ts';
import { addAuditEntry, auditPage, checkAuditTrail } from '../store/audit-trail.ts';
import { addSiteNoise, siteNoiseInUse } from '../store/site-noise.ts';
import { Problem, problem } from './problem.ts';
import type { Server, ServerContext } from './server-context.ts';

const common = { tags: ['administration'] };

/** The audit trail, the networks, and the site's own measurement noise. */
export function addAdministrationRoutes(server: Server, context: ServerContext): void {
  addAuditRoutes(server, context);
  addNoiseRoutes(server, context);
  server.get('/api/models', { schema: { ...common, summary: 'The networks with their cards', response: { 200: modelsAnswerSchema, '4xx': problemSchema } } }, async () => ({
    models: installedModels().map(({ card: { name, version, modality, sha256, licence, recipe, task, trainedOn, limits, figures }, fault }) => ({ name, version, modality, sha256, licence, recipe, task, trainedOn, limits, figures: [...figures], fault })),
  }));
}

function addAuditRoutes(server: Server, { database }: ServerContext): void {
  server.get('/api/audit', { schema: { ...common, summary: 'Who did what to whom, the newest first', querystring: auditQuerySchema, response: { 200: auditAnswerSchema, '4xx': problemSchema } } }, async ({ query: { search, page, pageSize }, session }) => {
    const { name } = requireAdministrator(session);
    return database(async (client) => {
      // To look at the trail is an access to patients too.
      if (page === 1) await addAuditEntry(client, { user: name, action: 'audit.opened', subject: null, detail: search || null });
      const { total, entries } = await auditPage(client, { search, offset: (page - 1) * pageSize, limit: pageSize });
      return { total, entries: entries.map(({ at, ...entry }) => ({ ...entry, at: at.toISOString() })) };
    });
  });

  server.get('/api/audit/check', { schema: { ...common, summary: 'Whether the chain of the trail is whole', response: { 200: auditCheckSchema, '4xx': problemSchema } } }, async ({ session }) => {
    requireAdministrator(session);
    const check = await database(checkAuditTrail);
    return { intact: check.intact, entries: check.entries, brokenAt: check.intact ? null : check.brokenAt };
  });
}

function addNoiseRoutes(server: Server, { database }: ServerContext): void {
  server.get('/api/site-noise', { schema: { ...common, summary: 'The measurement noise that changes are held against', response: { 200: siteNoiseAnswerSchema, '4xx': problemSchema } } }, async () => database(async (client) => {
    const stored = await siteNoiseInUse(client);
    const own = (stored?.noise ?? []) as readonly NoiseRow[];
    return {
      broughtBy: stored && own.length > 0 ? { user: stored.user, at: stored.at.toISOString() } : null,
      rows: [...own, ...noiseLibrary].map((row) => ({ name: followedQuantities[row.quantity].name, figure: noiseFigure(row), subjects: row.subjects, source: row.source, certainty: certaintyTexts[row.certainty], site: row.certainty === 'site', inUse: noiseRowInUse(row.quantity, own) === row })),
    };
  }));

  server.post('/api/site-noise', { schema: { ...common, summary: 'Bring a test-retest table: its noise stands in for what is published; an empty one goes back to that', body: siteNoiseRequestSchema, response: { 204: Type.Null(), '4xx': problemSchema } } }, async ({ body: { table, name }, session }, reply) => {
    const account = requireAdministrator(session);
    const noise = table.trim() === '' ? [] : noiseOf(table, name);
    await database(async (client) => {
      await addSiteNoise(client, account.name, noise);
      await addAuditEntry(client, { user: account.name, action: 'noise.changed', subject: null, detail: noise.map(({ quantity }) => quantity).join(' ') || null });
    });
    return reply.status(204).send(null);
  });
}

function noiseOf(table: string, name: string): readonly NoiseRow[] {
  try {
    return readTestRetest(new TextEncoder().encode(table), name).noise;
  } catch (error) {
    if (!(error instanceof AmyloscopeError)) throw error;
    throw new Problem(422, 'badTable', error.text);
  }
}

/** @throws Problem `notAdministrator`. */
export function requireAdministrator(session: Session | null): Session['account'] {
  const { account } = session!;
  if (account.role !== 'administrator') throw problem('notAdministrator');
  return account;
}
