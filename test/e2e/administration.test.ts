import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addTransfers, claimTransfers, nextTransfer, settleTransfer } from '../../src/store/transfers.ts';
import { sampleAnalysis } from '../store/sample-analysis.ts';
import { headersOf, signIn } from '../server/running-server.ts';
import { chromiumProgram, faultsOf, type OpenPages, openPages } from './open-pages.ts';

describe.skipIf(!chromiumProgram)('the page of administration in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'amyloscope-administration-'));
  let pages: OpenPages;
  beforeAll(async () => {
    pages = await openPages(folder, [sampleAnalysis(1)]);
  }, 120_000);
  afterAll(async () => {
    await pages?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const administer = (choice = {}) => pages.open({ name: 'administrator', path: '/administration', ...choice });

  test('somebody is added, signs in with the password shown, and is out at once when disabled', async () => {
    const page = await administer();
    await page.getByLabel('Name', { exact: true }).fill('Dr Noël');
    await page.getByRole('button', { name: 'Add' }).click();
    const password = await page.locator('code').first().textContent();
    expect(await faultsOf(page)).toEqual([]);
    const { server } = pages.running;
    const visitor = await signIn(server, 'Dr Noël' as never, password!);
    const look = () => server.inject({ url: '/api/worklist', headers: headersOf(visitor) });
    expect((await look()).statusCode).toBe(200);
    await page.getByRole('button', { name: 'Disable: Dr Noël' }).click();
    await page.getByRole('button', { name: 'Enable: Dr Noël' }).waitFor();
    expect((await look()).statusCode).toBe(401);
    await expect(signIn(server, 'Dr Noël' as never, password!)).rejects.toThrow(/disabled/);
    await page.context().close();
  });

  test('the last administrator cannot go', async () => {
    const page = await administer({ locale: 'fr-FR', colorScheme: 'dark' });
    await page.getByRole('button', { name: 'Désactiver: administrator' }).click();
    await page.getByText('C’est le dernier administrateur').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  test('the trail is shown with its verdict, which notices a touched entry', async () => {
    const page = await administer();
    await page.getByText('Audit trail', { exact: true }).click();
    await page.getByText(/The chain is whole: all \d+ entries/).waitFor();
    await page.getByPlaceholder('Search user, action, patient').fill('account.added');
    await expect.poll(() => page.locator('tbody').textContent()).toMatch(/account\.addedDr Noël/);
    expect(await faultsOf(page)).toEqual([]);
    const { client } = pages.running.home;
    await client.query(`alter table amyloscope.audit disable trigger keep_audit; update amyloscope.audit set user_name = 'nobody' where entry = 2; alter table amyloscope.audit enable trigger keep_audit`);
    await page.getByRole('button', { name: 'Check the chain again' }).click();
    await page.getByText('The chain is broken at entry 2').waitFor();
    await page.context().close();
  });

  test('each network stands there with its card, and its file is the one described', async () => {
    const page = await administer({ name: 'reader' });
    await page.getByRole('heading', { name: /planar-chest/ }).waitFor();
    expect(await page.getByText('file intact').count()).toBe(await page.getByRole('heading', { level: 3 }).count());
    expect(await page.getByText('Users', { exact: true }).count()).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  test('a test-retest table replaces published noise, with the within-subject SD by hand', async () => {
    const page = await administer();
    await page.getByText('Measurement noise', { exact: true }).click();
    await page.getByText('Your site has brought none').waitFor();
    const table = join(folder, 'test-retest.csv');
    // Differences of 2, 4, 2 and 4: within-subject SD is the root of the mean of d²/2, so √5 = 2.236.
    writeFileSync(table, 'patient,LVEF\n1,50\n1,52\n2,60\n2,56\n3,55\n3,57\n4,45\n4,49\n');
    await page.locator('input[type=file]').first().setInputFiles(table);
    await page.getByText(/Your site’s noise was brought by administrator/).waitFor();
    expect(await page.locator('tbody tr').first().textContent()).toMatch(/LV ejection fraction.*in use.*2\.24/);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Go back to published figures' }).click();
    await page.getByText('Your site has brought none').waitFor();
    await page.context().close();
  });

  test('transfers stand there with why they were given up, and are made due again', async () => {
    const { client } = pages.running.home;
    await addTransfers(client, 'push', 'archive', [{ path: '/results/report.dcm' }]);
    await addTransfers(client, 'fetch', 'archive', [{ studyInstanceUid: '1.2', seriesInstanceUid: '1.2.3', folder: '/received' }]);
    const [sent] = await claimTransfers(client, 'push', 'archive', 1);
    await settleTransfer(client, sent.transferId, { state: 'failed', waitSeconds: 0, stated: null, received: 0, reason: 'Refused: out of resources.' });
    const [fetched] = await claimTransfers(client, 'fetch', 'archive', 1);
    await settleTransfer(client, fetched.transferId, { state: 'waiting', waitSeconds: 600, stated: 12, received: 5, reason: '5 of 12 objects came.' });
    const page = await administer();
    await page.getByText('Transfers', { exact: true }).click();
    await page.getByText('1 waiting, 1 given up, 0 done.').waitFor();
    await page.getByText('Refused: out of resources.').waitFor();
    await page.getByText('5 of 12 objects here').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Put all of it back in line' }).click();
    await page.getByText('2 waiting, 0 given up, 0 done.').waitFor();
    expect((await nextTransfer(client, 'archive'))).toEqual({ waiting: 2, dueInMs: 0 });
    await page.context().close();
  });

  test('nobody but administrators reaches it, whatever they ask', async () => {
    const { server } = pages.running;
    const headers = headersOf(await signIn(server, 'analyst'));
    const asked = [['GET', '/api/users'], ['POST', '/api/users', { name: 'x', role: 'administrator' }], ['PATCH', '/api/users/analyst', { role: 'administrator' }], ['POST', '/api/users/administrator/password'], ['GET', '/api/audit'], ['GET', '/api/transfers'], ['POST', '/api/transfers/retry'], ['GET', '/api/audit/check'], ['POST', '/api/site-noise', { table: '', name: 'x' }]] as const;
    for (const [method, url, payload] of asked) expect((await server.inject({ method, url, headers, ...(payload ? { payload } : {}) })).statusCode, url).toBe(403);
  });
});
