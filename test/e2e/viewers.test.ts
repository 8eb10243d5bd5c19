import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeViewedStudies, type ViewedStudies } from '../server/viewed-studies.ts';
import { chromiumProgram, faultsOf, openPages, type OpenPages } from './open-pages.ts';

/** Where pictures are put when somebody wants to look at them. */
const pictures = process.env.AMYLOSCOPE_PICTURES;

// Skipped where no Chromium is installed; script/test installs Debian's when it may.
describe.skipIf(!chromiumProgram)('loops and volumes in Chromium, of digital patients', () => {
  const folder = mkdtempSync(join(tmpdir(), 'amyloscope-viewers-'));
  let studies: ViewedStudies;
  let pages: OpenPages;
  let paths = { echo: '', spectCt: '' };
  beforeAll(async () => {
    studies = await makeViewedStudies();
    pages = await openPages(folder, [studies.echo, studies.spectCt]);
    const { rows } = await pages.running.home.client.query<{ analysis_id: string; modality: string }>('select analysis_id::text, modality from amyloscope.analysis');
    const pathOf = (name: string) => `/scans/${rows.find(({ modality }) => modality === name)!.analysis_id}`;
    paths = { echo: pathOf('echo'), spectCt: pathOf('spect-ct') };
  }, 300_000);
  afterAll(async () => {
    await pages?.stop();
    studies?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const picture = async (page: Page, name: string) => { if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true }); };
  /** Bytes of what a canvas shows. */
  const shownOn = (page: Page, selector: string) => page.locator(selector).first().evaluate((canvas) => (canvas as unknown as { readonly toDataURL: () => string }).toDataURL());

  test('a loop plays, its curves follow the frame, and its views can be chosen', async () => {
    const page = await pages.open({ path: paths.echo });
    const canvas = '.view.loop canvas';
    await page.locator('.strain-chart').waitFor({ timeout: 30_000 });
    const first = await shownOn(page, canvas);
    await page.getByRole('button', { name: 'Play' }).click();
    await expect.poll(() => shownOn(page, canvas)).not.toBe(first);
    await page.getByRole('button', { name: 'Pause' }).click();
    expect(await page.locator('.view.loop polygon').count()).toBeGreaterThanOrEqual(3);
    await page.getByRole('button', { name: 'End-systole' }).click();
    const systole = Number(/Frame (\d+) of/.exec((await page.getByText(/^Frame \d+ of/).textContent())!)![1]);
    await expect.poll(() => page.locator('.strain-chart svg').getAttribute('aria-valuenow')).toBe(String(systole));
    await page.locator('.strain-chart svg').press('ArrowRight');
    await page.getByText(`Frame ${systole + 1} of`).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'End-diastole' }).click();
    await picture(page, 'echo-page');
    await page.getByText('A3C', { exact: true }).click();
    await page.getByRole('application', { name: 'Loop, A3C' }).waitFor({ timeout: 30_000 });
    await page.context().close();
  }, 120_000);

  test('the bull’s-eye names eighteen segments', async () => {
    const page = await pages.open({ path: paths.echo, locale: 'fr-FR', colorScheme: 'dark' });
    const label = await page.locator('.bulls-eye svg').getAttribute('aria-label');
    expect(label!.split('; ')).toHaveLength(18);
    await page.locator('.strain-chart').waitFor({ timeout: 30_000 });
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'echo-page-fr-dark');
    await page.context().close();
  }, 120_000);

  test('the cavity is corrected by hand, survives a refresh, and is kept beside the automatic one', async () => {
    const page = await pages.open({ path: paths.echo });
    await page.getByRole('button', { name: 'End-diastole' }).click({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Correct the cavity on this frame' }).click();
    const handle = page.getByRole('button', { name: 'Point 5 of the cavity' });
    await handle.focus();
    for (let i = 0; i < 30; i++) await page.keyboard.press('ArrowRight');
    const row = page.getByRole('row', { name: /end-diastolic volume/i });
    await expect.poll(() => row.locator('td').nth(1).textContent(), { timeout: 20_000 }).toMatch(/\d+\smL/);
    await page.reload();
    await expect.poll(() => row.locator('td').nth(1).textContent(), { timeout: 30_000 }).toMatch(/\d+\smL/);
    const [automatic, own] = await Promise.all([0, 1].map((cell) => row.locator('td').nth(cell).textContent()));
    expect(own).not.toBe(automatic);
    await page.getByRole('button', { name: 'End-diastole' }).click();
    await picture(page, 'echo-corrected');
    await page.getByRole('button', { name: 'Keep as my reading' }).click();
    await page.getByRole('heading', { name: 'Readings by hand' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  }, 120_000);

  test('borders of the walls are moved on the parasternal long axis, and mass follows at once', async () => {
    const page = await pages.open({ path: paths.echo });
    await page.getByText('PLAX', { exact: true }).click({ timeout: 30_000 });
    await page.getByRole('application', { name: 'Loop, PLAX' }).waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'End-diastole' }).click();
    const mass = page.getByRole('row', { name: /mass.*cube/i }).first();
    await mass.waitFor();
    await page.getByRole('button', { name: 'Correct the borders of the walls on this frame' }).click();
    const outer = page.getByRole('button', { name: 'Posterior wall, outer side' });
    await outer.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await outer.boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2, y + height / 2 + 12, { steps: 4 });
    await page.mouse.up();
    const grams = (cell: number) => mass.locator('td').nth(cell).textContent().then((text) => parseFloat(text!));
    await expect.poll(() => grams(1), { timeout: 20_000 }).toBeGreaterThan(await grams(0));
    // A border cannot be moved beyond its neighbour.
    const septum = page.getByRole('button', { name: 'Septum, cavity side' });
    await septum.focus();
    for (let i = 0; i < 200; i++) await page.keyboard.press('ArrowUp');
    const [inside, outside] = await Promise.all([septum, page.getByRole('button', { name: 'Septum, right ventricular side' })].map(async (handle) => Number(await handle.getAttribute('cy'))));
    expect(inside).toBeGreaterThan(outside);
    for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowDown');
    await expect.poll(() => mass.locator('td').nth(1).textContent(), { timeout: 20_000 }).toMatch(/\d+\sg/);
    await picture(page, 'echo-borders');
    await page.getByRole('button', { name: 'Keep as my reading' }).click();
    await page.getByRole('heading', { name: 'Readings by hand' }).waitFor();
    await page.locator('.lines li', { hasText: /^PLAX: .*mass/i }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  }, 120_000);

  test('a volume is cut where one clicks, and its threshold moves volume and activity at once', async () => {
    const page = await pages.open({ path: paths.spectCt });
    const slices = page.locator('.view.slice');
    await slices.first().waitFor({ timeout: 60_000 });
    expect(await slices.count()).toBe(3);
    const coronal = () => shownOn(page, '.view.slice >> nth=1 >> canvas');
    const before = await coronal();
    await slices.first().click({ position: { x: 40, y: 40 } });
    await expect.poll(coronal).not.toBe(before);
    const volume = page.locator('.threshold p', { hasText: 'mL' }).first();
    const stored = studies.spectCt.analysis.measurements.find(({ quantity }) => quantity === 'volumeOfInvolvement');
    expect(parseFloat((await volume.textContent())!)).toBe(Math.round(stored?.status === 'measured' ? stored.value : NaN));
    await page.getByRole('slider', { name: 'Threshold of involvement' }).press('End');
    await expect.poll(async () => parseFloat((await volume.textContent())!)).toBeLessThan(stored?.status === 'measured' ? stored.value : 0);
    expect(await faultsOf(page)).toEqual([]);
    await page.reload();
    await slices.first().waitFor({ timeout: 60_000 });
    await page.waitForTimeout(500);
    await picture(page, 'spect-ct-page');
    await page.context().close();
  }, 180_000);

  test('the list of work shows both kinds with their figures, and one kind alone when asked', async () => {
    const page = await pages.open({ locale: 'fr-FR' });
    await page.locator('tbody tr').first().waitFor();
    expect(await page.locator('tbody tr').count()).toBe(2);
    const echo = page.locator('tbody tr', { hasText: 'Écho' });
    expect(await echo.textContent()).toMatch(/FE \d+\s%/);
    expect(await page.locator('tbody tr', { hasText: 'TEMP/TDM' }).textContent()).toMatch(/CPA/);
    await picture(page, 'worklist-kinds');
    await page.getByText('Écho 1', { exact: true }).click();
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1);
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  }, 60_000);
});
