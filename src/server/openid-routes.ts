import { signInWaysSchema } from '../contract/session.ts';
import { addAuditEntry } from '../store/audit-trail.ts';
import { beginSession, vouchedAccount } from '../store/accounts.ts';
import { problem } from './problem.ts';
import type { Server, ServerContext } from './server-context.ts';
import { returnPath } from './openid-provider.ts';
import { sessionCookie, sessionCookieOptions } from './session-routes.ts';

const beginPath = '/api/session/openid';
const stateCookie = 'amyloscope_openid';
const refused = '/?signIn=refused';
const disabled = '/?signIn=disabled';
const rateLimit = { max: 60, timeWindow: '1 minute' };

/** Signing in through the hospital's own provider. */
export function addOpenIdRoutes(server: Server, { database, openId, secureCookies }: ServerContext): void {
  const common = { tags: ['session'] };
  // The browser comes back from another site, so this cookie is not as strict as that of the session.
  const cookie = { path: beginPath, httpOnly: true, sameSite: 'lax', secure: secureCookies, maxAge: 600 } as const;

  server.get('/api/sign-in', { config: { open: true }, schema: { ...common, summary: 'How one may sign in', response: { 200: signInWaysSchema } } }, async () => ({ openId: openId && { name: openId.name, address: beginPath } }));

  server.get(beginPath, { config: { open: true, rateLimit }, schema: { ...common, summary: 'Go to the provider to sign in there' } }, async (_request, reply) => {
    if (!openId) throw problem('notFound');
    const begun = await openId.begin().catch(() => null);
    reply.header('cache-control', 'no-store');
    return begun ? reply.setCookie(stateCookie, begun.state, cookie).redirect(begun.address) : reply.redirect(refused);
  });

  server.get(returnPath, { config: { open: true, rateLimit }, schema: { ...common, summary: 'Come back from the provider' } }, async (request, reply) => {
    if (!openId) throw problem('notFound');
    reply.clearCookie(stateCookie, cookie).header('cache-control', 'no-store');
    const person = await openId.finish(request.cookies[stateCookie] ?? '', request.url.split('?')[1] ?? '').catch(() => null);
    if (!person) {
      await database((client) => addAuditEntry(client, { user: 'openid', action: 'session.refused', subject: null, detail: null }));
      return reply.redirect(refused);
    }
    const token = await database(async (client) => {
      const account = await vouchedAccount(client, person);
      if (account.disabled) {
        await addAuditEntry(client, { user: account.name, action: 'session.refused', subject: null, detail: 'openid' });
        return null;
      }
      const begun = await beginSession(client, account);
      await addAuditEntry(client, { user: account.name, action: 'session.begun', subject: null, detail: 'openid' });
      return begun.token;
    });
    if (token === null) return reply.redirect(disabled);
    return reply.setCookie(sessionCookie, token, sessionCookieOptions(secureCookies)).redirect('/');
  });
}
