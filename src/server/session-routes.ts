import { Type } from 'typebox';
import { problemSchema } from '../contract/text.ts';
import { credentialsSchema, sessionSchema, type SessionAnswer } from '../contract/session.ts';
import { addAuditEntry } from '../store/audit-trail.ts';
import { beginSession, countFailure, endSession, findAccount, type Session } from '../store/accounts.ts';
import { isPassword } from './passwords.ts';
import { problem } from './problem.ts';
import type { Server, ServerContext } from './server-context.ts';

export const sessionCookie = 'amyloscope_session';
/** The hash of no password, so that an unknown name takes as long as a wrong password. */
const nobody = '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$0000000000000000000000000000000000000000000';

/** A cookie that neither scripts nor other sites can use. */
export function sessionCookieOptions(secure: boolean) {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure } as const;
}

/** Signing in and out. */
export function addSessionRoutes(server: Server, { database, secureCookies }: ServerContext): void {
  const cookie = sessionCookieOptions(secureCookies);
  const schema = { response: { 200: sessionSchema, '4xx': problemSchema }, tags: ['session'] };

  server.post('/api/session', { config: { open: true, rateLimit: { max: 20, timeWindow: '1 minute' } }, schema: { ...schema, summary: 'Sign in', body: credentialsSchema } }, async (request, reply) => {
    const { name, password } = request.body;
    const account = await database((client) => findAccount(client, name));
    if (account?.lockedUntil && account.lockedUntil > new Date()) throw problem('locked');
    const right = await isPassword(password, account?.passwordHash ?? nobody).catch(() => false);
    if (!account || !right) {
      await database(async (client) => {
        if (account) await countFailure(client, account);
        await addAuditEntry(client, { user: name, action: 'session.refused', subject: null, detail: null });
      });
      throw problem('wrongPassword');
    }
    if (account.disabled) throw problem('disabled');
    const { token, session } = await database((client) => beginSession(client, account));
    await database((client) => addAuditEntry(client, { user: account.name, action: 'session.begun', subject: null, detail: null }));
    reply.setCookie(sessionCookie, token, cookie);
    return answerOf(session);
  });

  server.get('/api/session', { schema: { ...schema, summary: 'Who is signed in' } }, async (request) => answerOf(request.session!));

  server.delete('/api/session', { schema: { summary: 'Sign out', response: { 204: Type.Null(), '4xx': problemSchema }, tags: ['session'] } }, async (request, reply) => {
    const { account } = request.session!;
    await database(async (client) => {
      await endSession(client, request.cookies[sessionCookie] ?? '');
      await addAuditEntry(client, { user: account.name, action: 'session.ended', subject: null, detail: null });
    });
    reply.clearCookie(sessionCookie, cookie);
    return reply.status(204).send(null);
  });
}

function answerOf({ account: { name, role }, csrf }: Session): SessionAnswer {
  return { name, role, csrf };
}
