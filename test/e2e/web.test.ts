import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { analysePaths } from '../../src/analysis/analyse-study.ts';
import type { ReadingPreview, ScanAnswer } from '../../src/contract/scan.ts';
import type { SessionAnswer } from '../../src/contract/session.ts';
import type { WorklistAnswer } from '../../src/contract/worklist.ts';
import { writeSmallCohort } from '../cli/small-cohort.ts';
import { password, type RunningServer, startServer } from '../server/running-server.ts';

const programs = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const program = programs.find((path) => existsSync(path));
const web = fileURLToPath(new URL('../../web/', import.meta.url));

// Skipped where no Chromium is installed; script/test installs Debian's when it may.
describe.skipIf(!program)('the pages in Chromium, on four digital patients', () => {
  const folder = mkdtempSync(join(tmpdir(), 'amyloscope-pages-'));
  let running: RunningServer;
  let browser: Browser;
  let address: string;
  beforeAll(async () => {
    writeSmallCohort(folder, 4);
    const { analyses } = await analysePaths([join(folder, 'scans')]);
    await build({ configFile: join(web, 'vite.config.ts'), logLevel: 'error', build: { outDir: join(folder, 'pages') } });
    running = await startServer(analyses, join(folder, 'pages'));
    address = await running.server.listen({ port: 0, host: '127.0.0.1' });
    browser = await chromium.launch({ executablePath: program!, args: ['--no-sandbox'] });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await running?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(choice: { readonly locale?: string; readonly colorScheme?: 'light' | 'dark' } = {}): Promise<Page> {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1360, height: 900 }, ...choice });
    const page = await context.newPage();
    await page.goto(address);
    await page.fill('input[name=name]', 'analyst');
    await page.fill('input[name=password]', password);
    await page.click('button[type=submit]');
    await page.waitForSelector('table.worklist tbody tr, tbody tr');
    return page;
  }

  /** What axe calls serious or worse, by rule. */
  async function faultsOf(page: Page): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page }).analyze();
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
  }

  test('refuse a wrong password in words', async () => {
    const page = await (await browser.newContext({ locale: 'fr-FR' })).newPage();
    await page.goto(address);
    await page.fill('input[name=password]', 'deviné');
    await page.click('button[type=submit]');
    await page.getByText('Nom ou mot de passe incorrect.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  test.each([['en-GB', 'light', 'Scans to look at'], ['fr-FR', 'dark', 'Examens à regarder']] as const)('show the list of work in %s, %s', async (locale, colorScheme, title) => {
    const page = await open({ locale, colorScheme });
    expect(await page.getByRole('heading', { level: 2 }).textContent()).toBe(title);
    expect(await page.locator('tbody tr').count()).toBe(4);
    expect(await page.locator('tbody tr').first().textContent()).toMatch(/Abnormal|Anormal/);
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  test('find a patient, and come back by the browser’s own button', async () => {
    const page = await open();
    await page.getByPlaceholder('Search a patient').fill('P3');
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1);
    await page.getByRole('link', { name: 'P3', exact: true }).click();
    await page.getByRole('heading', { name: 'P3' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Scans to look at' }).waitFor();
    await page.context().close();
  });

  test('let a reader move the circle by keyboard and by mouse, and keep the reading beside the automatic one', async () => {
    const page = await open();
    await page.locator('tbody tr a').first().click();
    const circle = page.locator('.movable');
    await circle.waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await circle.focus();
    for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowDown');
    const ratio = () => page.locator('[aria-live=polite]').textContent();
    await expect.poll(ratio).toMatch(/H\/CL \d\.\d\d/);
    const byKeys = await ratio();
    const box = (await circle.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 - 40, box.y + 2, { steps: 4 });
    await page.mouse.up();
    await expect.poll(ratio).not.toBe(byKeys);
    await page.getByRole('button', { name: 'Keep as my reading' }).click();
    await page.getByText(/H\/CL \d\.\d\d by analyst/).waitFor();
    await page.context().close();
  });

  test('keep a decision with its reason and show it in the list', async () => {
    const page = await open();
    await page.locator('tbody tr').nth(1).locator('a').first().click();
    const dismiss = page.getByRole('button', { name: 'Dismiss' });
    await dismiss.waitFor();
    expect(await dismiss.isDisabled()).toBe(true);
    await page.getByLabel('Reason (needed to dismiss)').fill('recent infarct');
    await dismiss.click();
    await page.getByText(/Dismissed by analyst.*: recent infarct/).waitFor();
    await page.getByRole('link', { name: /Back to the list/ }).click();
    await page.getByText('Decided 1').waitFor();
    await page.context().close();
  });

  test('change window, colours and zoom by mouse and keys, and keep a circle that was moved through a refresh', async () => {
    const page = await open();
    await page.locator('tbody tr a').first().click();
    const canvas = page.locator('.view canvas').first();
    await canvas.waitFor();
    const sum = () => page.evaluate<number>(`(() => {
      const canvas = document.querySelector('.view canvas');
      return canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.reduce((total, value) => total + value, 0);
    })()`);
    await expect.poll(sum).toBeGreaterThan(0);
    const before = await sum();
    const box = (await page.locator('.view').first().boundingBox())!;
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 120, box.y + 20, { steps: 5 });
    await page.mouse.up();
    await expect.poll(sum).not.toBe(before);
    await page.locator('.view').first().focus();
    await page.keyboard.press('0');
    await expect.poll(sum).toBe(before);
    await page.getByText('Hot', { exact: true }).click();
    await expect.poll(sum).not.toBe(before);
    const wide = (await canvas.boundingBox())!.width;
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect.poll(async () => (await canvas.boundingBox())!.width / wide).toBeCloseTo(1.4, 1);
    expect(await faultsOf(page)).toEqual([]);
    await page.locator('.movable').focus();
    await page.keyboard.press('ArrowDown');
    await page.reload();
    await page.getByText('Your circle').waitFor();
    await page.getByRole('button', { name: 'Back to the automatic circle' }).click();
    await page.context().close();
  });

  test('draw the pictures of a normal scan again from its file', async () => {
    const page = await open();
    await page.locator('tbody tr').filter({ hasText: 'Normal' }).locator('a').first().click();
    await page.locator('.view canvas').first().waitFor();
    await page.context().close();
  });

  test('the circle of the machine, sent back as a reader’s, gives the machine’s ratio', async () => {
    const page = await open();
    const found = await page.evaluate(async () => {
      const ask = async <T>(path: string): Promise<T> => (await (await fetch(path)).json()) as T;
      const { csrf } = await ask<SessionAnswer>('/api/session');
      const { rows: [{ analysisId }] } = await ask<WorklistAnswer>('/api/worklist');
      const { regions, row } = await ask<ScanAnswer>(`/api/scans/${analysisId}`);
      const heart = regions.find(({ name }) => name === 'heartCircle')!.circle;
      const answer = await fetch(`/api/scans/${analysisId}/readings`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-csrf-token': csrf }, body: JSON.stringify({ heart, keep: false }) });
      return { automatic: row.ratio!.value, reader: ((await answer.json()) as ReadingPreview).ratio };
    });
    expect(found.reader).toBeCloseTo(found.automatic, 2);
    await page.context().close();
  });
});
