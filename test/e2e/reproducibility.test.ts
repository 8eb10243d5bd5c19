import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleAnalysis } from '../store/sample-analysis.ts';
import { chromiumProgram, faultsOf, type OpenPages, openPages } from './open-pages.ts';

/** Six patients and four judges. Source: Shrout and Fleiss 1979, table 2; ICC(A,1) 0.29 and ICC(C,1) 0.71 in table 4. */
const shroutFleiss = 'patient,A,B,C,D\n1,9,2,5,8\n2,6,1,3,2\n3,8,4,6,8\n4,7,1,2,6\n5,10,5,6,9\n6,6,2,4,7\n';

describe.skipIf(!chromiumProgram)('the page on reproducibility in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'amyloscope-readings-'));
  let pages: OpenPages;
  beforeAll(async () => {
    pages = await openPages(folder, [sampleAnalysis(1, { ratio: 1.7 }), sampleAnalysis(2, { ratio: 1.2 })]);
  }, 120_000);
  afterAll(async () => {
    await pages?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([['en-GB', 'light', 'Do they agree?', '0.29', '0.71'], ['fr-FR', 'dark', 'S’accordent-ils ?', '0,29', '0,71']] as const)('a table that is pasted gives the published coefficients, in %s, %s', async (locale, colorScheme, button, absolute, consistency) => {
    const page = await pages.open({ locale, colorScheme, path: '/reproducibility' });
    await page.locator('textarea').first().fill(shroutFleiss);
    await page.reload();
    expect(await page.locator('textarea').first().inputValue()).toBe(shroutFleiss);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: button }).click();
    const result = page.frameLocator('iframe');
    await result.getByText(absolute).first().waitFor({ timeout: 60_000 });
    await result.getByText(consistency).first().waitFor();
    await page.context().close();
  }, 90_000);

  test('readings can be entered by hand', async () => {
    const page = await pages.open({ path: '/reproducibility' });
    await page.getByText('Enter readings', { exact: true }).click();
    for (const [row, values] of [['13.7', '14.5'], ['12.1', '12.4'], ['15.0', '15.9'], ['16.2', '16.0']].entries()) {
      for (const [reader, value] of values.entries()) await page.getByLabel(`${row + 1}, Reader ${reader + 1}`).fill(value);
    }
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Do they agree?' }).click();
    await page.frameLocator('iframe').getByText(/Bland/).first().waitFor({ timeout: 60_000 });
    await page.context().close();
  }, 90_000);

  test('a table without readers is refused in words', async () => {
    const page = await pages.open({ path: '/reproducibility' });
    await page.locator('textarea').first().fill('patient,value\n1,2\n2,3\n');
    await page.getByRole('button', { name: 'Do they agree?' }).click();
    await page.getByText(/agreement needs two/).waitFor({ timeout: 60_000 });
    await page.context().close();
  }, 90_000);

  test('the circles kept by readers become a table beside the automatic ones', async () => {
    const page = await pages.open({ path: '/reproducibility' });
    await page.getByRole('button', { name: 'Use the circles kept in Amyloscope' }).click();
    await page.getByText('No reader has kept a circle yet').waitFor();
    await pages.running.home.client.query(`insert into amyloscope.reading (analysis_id, user_name, reading) select analysis_id, 'reader', '{"ratio": 1.5}' from amyloscope.analysis`);
    await page.getByRole('button', { name: 'Use the circles kept in Amyloscope' }).click();
    await expect.poll(() => page.locator('textarea').first().inputValue()).toContain('P1 2024-02-29,reader,1.5');
    expect(await page.locator('textarea').first().inputValue()).toContain('P1 2024-02-29,Amyloscope,1.7');
    await page.context().close();
  });
});
