import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumProgram, faultsOf, type OpenPages, openPages } from './open-pages.ts';

describe.skipIf(!chromiumProgram)('the user guide in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'amyloscope-guide-'));
  let pages: OpenPages;
  beforeAll(async () => {
    pages = await openPages(folder, []);
  }, 120_000);
  afterAll(async () => {
    await pages?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([['en-GB', 'light', 'User guide', 10], ['fr-FR', 'dark', 'Guide d’utilisation', 10]] as const)('shows a picture in each chapter, in the reader’s language, in %s, %s', async (locale, colorScheme, title, chapters) => {
    const page = await pages.open({ locale, colorScheme, path: '/guide' });
    await page.getByRole('heading', { name: title }).waitFor();
    const images = page.locator('.chapter img');
    expect(await images.count()).toBe(chapters);
    for (let i = 0; i < chapters; i++) {
      await images.nth(i).scrollIntoViewIfNeeded();
      await expect.poll(() => page.evaluate<number>(`document.querySelectorAll('.chapter img')[${i}].naturalWidth`)).toBe(1360);
    }
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  });
});
