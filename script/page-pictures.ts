/**
 * Takes the pictures of the user guide, in both languages, and those of the README, of digital patients.
 * Usage: node script/page-pictures.ts [names of scenes], with Chromium and, for the PACS, Orthanc installed. Look at every one before keeping it.
 */
import { mkdtempSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { analysePaths } from '../src/analysis/analyse-study.ts';
import { writeCohort } from '../src/phantom/write-cohort.ts';
import { dimsePacs } from '../src/dicom/network/dimse-pacs.ts';
import { filesToSend } from '../src/cli/files-to-send.ts';
import { Orthanc } from '../test/dicom/network/orthanc.ts';
import { openPages, type OpenPages } from '../test/e2e/open-pages.ts';
import { writeVisits } from '../test/e2e/visits.ts';
import { makeViewedStudies } from '../test/server/viewed-studies.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const guide = join(root, 'web/public/guide');
const inReadme = ['worklist', 'scan', 'patient', 'cohort', 'reproducibility', 'administration', 'pacs'];
const settleMs = 1200;

/** What is done before each picture. */
const scenes: Readonly<Record<string, { readonly path: string; readonly ready: (page: Page) => Promise<void> }>> = {
  worklist: { path: '/', ready: (page) => page.locator('tbody tr').nth(10).waitFor() },
  scan: { path: '/', ready: async (page) => { await page.locator('tbody tr a').first().click(); await page.locator('.view canvas').first().waitFor(); } },
  loops: { path: '/', ready: async (page) => { await openKind(page, /Echo|Écho/); await page.locator('.strain-chart').waitFor({ timeout: 60_000 }); await page.keyboard.press('Tab'); } },
  volumes: { path: '/', ready: async (page) => { await openKind(page, /SPECT\/CT|TEMP\/TDM/); await page.locator('.view.slice').first().waitFor({ timeout: 60_000 }); } },
  patient: { path: '/', ready: async (page) => { await page.getByRole('link', { name: /: V0$/ }).first().click(); await page.locator('.view canvas').nth(1).waitFor(); } },
  cohort: { path: '/cohort', ready: async (page) => { await page.locator('.scatter canvas[data-paint-ms]').waitFor(); await page.locator('.scatter canvas').focus(); await page.keyboard.press('Enter'); } },
  reproducibility: { path: '/reproducibility', ready: async (page) => { await page.locator('textarea').first().fill(readFileSync(join(root, 'docs/examples/readings.csv'), 'utf8')); await page.getByRole('button', { name: /Do they agree|S’accordent/ }).click(); await page.locator('iframe').waitFor({ timeout: 60_000 }); await page.mouse.wheel(0, 520); } },
  pacs: { path: '/pacs', ready: async (page) => { await page.getByLabel(/Patient ID|Identifiant/).fill('DP1*'); await page.getByRole('button', { name: /Search|Chercher/ }).click(); await page.locator('tbody input').nth(2).check(); await page.locator('tbody input').nth(5).check(); } },
  administration: { path: '/administration', ready: (page) => page.locator('tbody tr').first().waitFor() },
};

/** Opens the first scan of a kind in the list of work. */
async function openKind(page: Page, kind: RegExp): Promise<void> {
  await page.locator('tbody tr', { hasText: kind }).first().locator('a').first().click();
}

const wanted = process.argv.slice(2);
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);

async function take(pages: OpenPages, locale: string, language: string): Promise<void> {
  for (const [name, { path, ready }] of Object.entries(scenes).filter(([scene]) => isWanted(scene))) {
    const page = await pages.open({ locale, path, name: name === 'administration' ? 'administrator' : 'analyst' });
    await page.setViewportSize({ width: 1360, height: 860 });
    await ready(page);
    await page.waitForTimeout(settleMs);
    await page.screenshot({ path: join(guide, `${name}-${language}.jpg`), type: 'jpeg', quality: 72 });
    if (language === 'en' && inReadme.includes(name)) await page.screenshot({ path: join(root, `docs/${name}-page.png`) });
    await page.context().close();
  }
}

async function takeEmpty(folder: string): Promise<void> {
  const pages = await openPages(folder, []);
  for (const [locale, language] of [['en-GB', 'en'], ['fr-FR', 'fr']] as const) {
    const page = await pages.open({ locale });
    await page.setViewportSize({ width: 1360, height: 860 });
    await page.locator('main h3').waitFor();
    await page.waitForTimeout(settleMs);
    await page.screenshot({ path: join(guide, `bring-${language}.jpg`), type: 'jpeg', quality: 72 });
    await page.context().close();
  }
  await pages.stop();
}

const folder = mkdtempSync(join(tmpdir(), 'amyloscope-pictures-'));
mkdirSync(guide, { recursive: true });
if (isWanted('bring')) await takeEmpty(folder);
await writeCohort({ count: 40, seed: 1, out: join(folder, 'cohort') });
writeVisits(join(folder, 'visits'));
const { analyses } = await analysePaths([join(folder, 'cohort/dicom'), join(folder, 'visits')]);
const studies = await makeViewedStudies();
const orthanc = await Orthanc.start();
const archive = dimsePacs({ host: '127.0.0.1', port: orthanc.dicomPort, aeTitle: 'ORTHANC', callingAeTitle: 'AMYLOSCOPE', trusted: null, silenceMs: 60_000 }, null);
await archive.push(await filesToSend([join(folder, 'cohort/dicom')]), async () => undefined);
const pages = await openPages(folder, [...analyses, studies.echo, studies.spectCt], { names: ['archive'], pacs: async () => archive });
await pages.running.home.client.query("insert into amyloscope.patient (patient_id) values ('V0'); insert into amyloscope.patient_note (patient_key, kind, day, name, user_name) select patient_key, 'treatment', '2022-03-10', 'tafamidis', 'analyst' from amyloscope.patient where patient_id = 'V0'");
for (const [locale, language] of [['en-GB', 'en'], ['fr-FR', 'fr']] as const) await take(pages, locale, language);
await pages.stop();
await orthanc.stop();
studies.remove();
rmSync(folder, { recursive: true });
process.exit(0);
