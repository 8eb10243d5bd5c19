import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeSmallCohort } from '../cli/small-cohort.ts';
import { chromiumProgram, faultsOf, type OpenPages, openPages } from './open-pages.ts';

describe.skipIf(!chromiumProgram)('bringing files to an empty store in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'amyloscope-bring-'));
  const scans = join(folder, 'scans');
  let pages: OpenPages;
  beforeAll(async () => {
    writeSmallCohort(folder, 2);
    pages = await openPages(folder, []);
  }, 120_000);
  afterAll(async () => {
    await pages?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('an empty store says what to do, in French too, and a reader is told to ask', async () => {
    const page = await pages.open({ locale: 'fr-FR', colorScheme: 'dark' });
    await page.getByRole('heading', { name: 'Pas encore d’examens' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
    const reader = await pages.open({ name: 'reader' });
    await reader.getByText('Ask somebody who may analyse').waitFor();
    expect(await reader.getByRole('button', { name: /Analyse|digital/ }).count()).toBe(0);
    await reader.context().close();
  });

  test('files dropped on the page are analysed while it looks on, and their rows are marked as new', async () => {
    const page = await pages.open();
    await page.getByRole('heading', { name: 'No scans yet' }).waitFor();
    const files = readdirSync(scans).map((name) => ({ name, base64: readFileSync(join(scans, name)).toString('base64') }));
    // In words, for the types of a browser are not those of the tests.
    const transfer = await page.evaluateHandle(`(() => {
      const made = new DataTransfer();
      for (const { name, base64 } of ${JSON.stringify(files)}) made.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
      return made;
    })()`);
    await page.dispatchEvent('main', 'dragenter', { dataTransfer: transfer });
    await page.getByText('Drop files or folders to analyse them').waitFor();
    await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
    await page.getByText(/Files you brought: (waiting|running|done)/).waitFor();
    await page.getByText('Files you brought: done').waitFor({ timeout: 60_000 });
    await page.getByText(/notes\.txt/).waitFor();
    await expect.poll(() => page.locator('tbody tr').filter({ hasText: 'New' }).count()).toBe(2);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'scan 1' }).click();
    await page.getByRole('heading', { name: /^P\d$/ }).waitFor();
    await page.context().close();
  }, 90_000);

  test('the demonstration is one click away for whoever has nothing yet', async () => {
    await pages.running.home.client.query('delete from amyloscope.work_item');
    const page = await pages.open();
    await page.getByRole('button', { name: 'Make and analyse digital patients' }).click();
    await page.getByText(/Digital patients: (waiting|running|done)/).waitFor();
    await page.getByText('Digital patients: done').waitFor({ timeout: 60_000 });
    await page.context().close();
  }, 90_000);
});
