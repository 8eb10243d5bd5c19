import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { analysePaths } from '../../src/analysis/analyse-study.ts';
import { chromiumProgram, faultsOf, type OpenPages, openPages } from './open-pages.ts';
import { writeVisits } from './visits.ts';

describe.skipIf(!chromiumProgram)('the page of a patient in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'amyloscope-patient-'));
  let pages: OpenPages;
  beforeAll(async () => {
    writeVisits(join(folder, 'scans'));
    const { analyses } = await analysePaths([join(folder, 'scans')]);
    pages = await openPages(folder, analyses);
  }, 120_000);
  afterAll(async () => {
    await pages?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([['en-GB', 'light', 'What changed', 'yes, worse'], ['fr-FR', 'dark', 'Ce qui a changé', 'oui, aggravé']] as const)('shows both answers about change, the courses and two dates, in %s, %s', async (locale, colorScheme, title, verdict) => {
    const page = await pages.open({ locale, colorScheme });
    await page.getByRole('link', { name: /(Over time|Dans le temps): V0/ }).first().click();
    await page.getByRole('heading', { name: title }).waitFor();
    expect(page.url()).toMatch(/\/patients\/[0-9a-f-]{36}$/);
    expect(await page.locator('table').first().textContent()).toContain(verdict);
    await page.locator('.view canvas').nth(1).waitFor();
    expect(await page.locator('svg.chart').count()).toBeGreaterThan(1);
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  test('leaves every look in the audit trail', async () => {
    const { rows: [{ count }] } = await pages.running.home.client.query<{ count: number }>("select count(*)::integer as count from amyloscope.audit where action = 'patient.opened' and subject = 'V0' and user_name = 'analyst'");
    expect(count).toBeGreaterThanOrEqual(2);
  });

  test('takes a treatment, draws it on the time line, and takes it back', async () => {
    const page = await pages.open();
    await page.getByRole('link', { name: 'Over time: V0' }).first().click();
    await page.getByLabel('Name').fill('<b>tafamidis</b>');
    await page.getByLabel('Start').fill('2022-03-10');
    await page.reload();
    expect(await page.getByLabel('Name').inputValue()).toBe('<b>tafamidis</b>');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.locator('svg.chart text').filter({ hasText: '<b>tafamidis</b>' }).first().waitFor();
    expect(await page.locator('svg.chart b').count()).toBe(0);
    await page.getByRole('button', { name: /Withdraw/ }).click();
    await page.getByText('None noted.').waitFor();
    await page.context().close();
  });

  test('says in words that a value is impossible', async () => {
    const page = await pages.open();
    await page.getByRole('link', { name: 'Over time: V0' }).first().click();
    await page.getByLabel('Kind').selectOption('value');
    await page.getByLabel('Quantity').selectOption('ejectionFraction');
    await page.getByLabel('Date', { exact: true }).fill('2022-03-10');
    await page.getByLabel('Value (%)').fill('550');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByText(/No such value is possible/).waitFor();
    await page.context().close();
  });

  test('goes on after a session has ended, and the words somebody was writing are still there', async () => {
    const page = await pages.open();
    await page.locator('tbody tr a').first().click();
    await page.getByLabel('Reason (needed to dismiss)').fill('recent infarct');
    await pages.running.home.client.query('delete from amyloscope.session');
    await page.getByRole('button', { name: 'Explored' }).click();
    await page.getByText('Sign in again to go on.').waitFor();
    await page.fill('input[name=password]', 'correct horse battery staple');
    await page.locator('button[type=submit]').click();
    await page.getByText(/Explored by analyst.*: recent infarct/).waitFor();
    await page.context().close();
  });

  test('two people deciding on one scan see each other', async () => {
    const [first, second] = [await pages.open(), await pages.open({ name: 'administrator' })];
    for (const page of [first, second]) {
      await page.locator('tbody tr').filter({ hasText: 'V2' }).locator('a').first().click();
      await page.getByRole('button', { name: 'Already known' }).waitFor();
    }
    await first.getByRole('button', { name: 'Already known' }).click();
    await first.getByText(/Already known by analyst/).waitFor();
    await second.getByLabel('Reason (needed to dismiss)').fill('bone metastasis');
    await second.getByRole('button', { name: 'Dismiss' }).click();
    await second.getByText(/Somebody decided about this scan meanwhile/).waitFor();
    await second.getByText(/Already known by analyst/).waitFor();
    expect(await second.getByLabel('Reason (needed to dismiss)').inputValue()).toBe('bone metastasis');
    await second.getByRole('button', { name: 'Dismiss' }).click();
    await second.getByText(/Dismissed by administrator.*: bone metastasis/).waitFor();
    await Promise.all([first, second].map((page) => page.context().close()));
  });
});
