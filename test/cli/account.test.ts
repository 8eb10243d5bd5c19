import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isPassword } from '../../src/server/passwords.ts';
import { beginSession, countFailure, findAccount, findSession } from '../../src/store/accounts.ts';
import { openDatabase } from '../../src/store/connection.ts';
import { runCommand } from './run-command.ts';

const store = mkdtempSync(join(tmpdir(), 'amyloscope-accounts-'));
afterAll(() => rmSync(store, { recursive: true, force: true }));
const passwordIn = (output: string) => /: (\S+)\n/.exec(output)![1];

test('an account is added with a password shown once, a taken name is refused, and a reset ends lock and sessions', async () => {
  const added = await runCommand(['account', 'add', 'martin', '--role', 'reader', '--store', store]);
  expect(added.code).toBe(0);
  expect(await runCommand(['account', 'add', 'martin', '--store', store])).toMatchObject({ code: 2, messages: expect.stringContaining('is taken') });
  expect(await runCommand(['account', 'reset', 'nobody', '--store', store], 'fr')).toMatchObject({ code: 2, messages: expect.stringContaining('pas de compte nobody') });

  const home = await openDatabase({ folder: store });
  const account = (await findAccount(home.client, 'martin'))!;
  expect([account.role, await isPassword(passwordIn(added.output), account.passwordHash)]).toEqual(['reader', true]);
  const { token } = await beginSession(home.client, account);
  for (let i = 0; i < 5; i++) await countFailure(home.client, account);
  expect((await findAccount(home.client, 'martin'))!.lockedUntil!.getTime()).toBeGreaterThan(Date.now());

  const reset = await runCommand(['account', 'reset', 'martin', '--store', store]);
  const after = (await findAccount(home.client, 'martin'))!;
  expect([after.lockedUntil, await findSession(home.client, token)]).toEqual([null, null]);
  expect([await isPassword(passwordIn(reset.output), after.passwordHash), await isPassword(passwordIn(added.output), after.passwordHash)]).toEqual([true, false]);
  await home.leave();
  expect(await runCommand(['audit', 'verify', '--store', store])).toMatchObject({ code: 0, output: expect.stringContaining('2 entries') });
}, 60_000);
