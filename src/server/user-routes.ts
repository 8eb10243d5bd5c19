import { Type } from 'typebox';
import { newPasswordSchema, newUserSchema, userChangeSchema, userParametersSchema, usersAnswerSchema } from '../contract/administration.ts';
import { problemSchema } from '../contract/text.ts';
import { addAccount, changeAccount, listAccounts, setPassword } from '../store/accounts.ts';
import { addAuditEntry } from '../store/audit-trail.ts';
import { requireAdministrator } from './administration-routes.ts';
import { hashPassword, randomPassword } from './passwords.ts';
import { problem } from './problem.ts';
import type { Server, ServerContext } from './server-context.ts';

/** Who may sign in, and as what. Passwords are made here and shown once; nobody chooses another's. */
export function addUserRoutes(server: Server, { database }: ServerContext): void {
  const common = { tags: ['administration'] };

  server.get('/api/users', { schema: { ...common, summary: 'Who may sign in', response: { 200: usersAnswerSchema, '4xx': problemSchema } } }, async ({ session }) => {
    requireAdministrator(session);
    const accounts = await database(listAccounts);
    return { users: accounts.map(({ name, role, disabled, locked, vouched }) => ({ name, role, disabled, locked, vouched })) };
  });

  server.post('/api/users', { schema: { ...common, summary: 'Add somebody; the password comes back once', body: newUserSchema, response: { 200: newPasswordSchema, '4xx': problemSchema } } }, async ({ body: { name, role }, session }) => {
    const account = requireAdministrator(session);
    const password = randomPassword();
    const hash = await hashPassword(password);
    await database(async (client) => {
      if (!(await addAccount(client, name.trim(), role, hash))) throw problem('nameTaken');
      await addAuditEntry(client, { user: account.name, action: 'account.added', subject: name.trim(), detail: role });
    });
    return { password };
  });

  server.post('/api/users/:name/password', { schema: { ...common, summary: 'Give a new password, which ends lock and sessions; it comes back once', params: userParametersSchema, response: { 200: newPasswordSchema, '4xx': problemSchema } } }, async ({ params: { name }, session }) => {
    const account = requireAdministrator(session);
    const password = randomPassword();
    const hash = await hashPassword(password);
    await database(async (client) => {
      if (!(await setPassword(client, name, hash))) throw problem('noUser');
      await addAuditEntry(client, { user: account.name, action: 'account.password', subject: name, detail: null });
    });
    return { password };
  });

  server.patch('/api/users/:name', { schema: { ...common, summary: 'Change a role, disable or enable', params: userParametersSchema, body: userChangeSchema, response: { 204: Type.Null(), '4xx': problemSchema } } }, async ({ params: { name }, body, session }, reply) => {
    const account = requireAdministrator(session);
    await database(async (client) => {
      const outcome = await changeAccount(client, name, body);
      if (outcome === 'unknown') throw problem('noUser');
      if (outcome === 'lastAdministrator') throw problem('lastAdministrator');
      await addAuditEntry(client, { user: account.name, action: 'account.changed', subject: name, detail: JSON.stringify(body) });
    });
    return reply.status(204).send(null);
  });
}
