import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleAnalysis } from '../store/sample-analysis.ts';
import { chromiumProgram, faultsOf, type OpenPages, openPages } from './open-pages.ts';

/** Two groups that differ in everything measured, so that a map must part them. */
const samples = Array.from({ length: 60 }, (_, i) => {
  const isAbnormal = i % 3 === 0;
  return sampleAnalysis(i + 1, { label: isAbnormal ? 'abnormal' : 'normal', ratio: (isAbnormal ? 2.4 : 1.1) + 0.003 * i, probability: (isAbnormal ? 0.9 : 0.05) + 0.0007 * ((i * 37) % 60) });
});

describe.skipIf(!chromiumProgram)('the page of the cohort in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'amyloscope-cohort-'));
  let pages: OpenPages;
  beforeAll(async () => {
    pages = await openPages(folder, samples);
  }, 120_000);
  afterAll(async () => {
    await pages?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([['en-GB', 'light', 'Cohort', /60 of 60 scans are simulated/], ['fr-FR', 'dark', 'Cohorte', /60 examens sur 60 sont simulés/]] as const)('maps the scans and says which are simulated, in %s, %s', async (locale, colorScheme, title, simulated) => {
    const page = await pages.open({ locale, colorScheme, path: '/cohort' });
    await page.getByRole('heading', { name: title }).waitFor();
    await page.getByText(simulated).waitFor();
    await page.locator('.scatter canvas[data-paint-ms]').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  test('a scan picked by key is listed with its nearest, which are of its own group', async () => {
    const page = await pages.open({ path: '/cohort' });
    const map = page.locator('.scatter canvas');
    await map.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Nearest scans' }).waitFor();
    const listed = page.locator('[aria-live=polite] .mantine-Badge-label');
    await expect.poll(() => listed.count()).toBe(9);
    expect(new Set(await listed.allTextContents()).size).toBe(1);
    await page.context().close();
  });

  test('UMAP comes from the worker while the page stays usable', async () => {
    const page = await pages.open({ path: '/cohort' });
    await page.getByText('UMAP', { exact: true }).click();
    await page.getByText(/Neighbours on the map are alike/).waitFor({ timeout: 30_000 });
    await page.context().close();
  }, 60_000);

  test('shows how a measure is distributed, with the median by hand', async () => {
    const page = await pages.open({ path: '/cohort' });
    await page.getByText('Distribution', { exact: true }).click();
    await page.locator('svg.histogram rect').first().waitFor();
    const ratios = samples.map((_, i) => (i % 3 === 0 ? 2.4 : 1.1) + 0.003 * i).sort((a, b) => a - b);
    const median = ((ratios[29] + ratios[30]) / 2).toFixed(2);
    await page.getByText(`60 scans: median ${median}`).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  test('sorts the table by any measure and saves it as CSV', async () => {
    const page = await pages.open({ path: '/cohort' });
    await page.getByText('Table', { exact: true }).click();
    await page.getByRole('button', { name: /Heart-to-contralateral/ }).click();
    expect(await page.locator('tbody tr').first().textContent()).toContain('P58');
    expect(await faultsOf(page)).toEqual([]);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as CSV' }).click()]);
    expect(download.suggestedFilename()).toBe('cohort.csv');
    await page.context().close();
  });
});
