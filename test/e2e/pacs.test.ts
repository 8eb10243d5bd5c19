import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { analyseFetched } from '../../src/analysis/analyse-fetched.ts';
import { keepTransferring } from '../../src/analysis/keep-transferring.ts';
import { readSiteFile } from '../../src/cli/read-site-file.ts';
import { runCommand } from '../cli/run-command.ts';
import { writeSmallCohort } from '../cli/small-cohort.ts';
import { hasOrthanc, Orthanc } from '../dicom/network/orthanc.ts';
import { chromiumProgram, faultsOf, type OpenPages, openPages } from './open-pages.ts';

const isThere = chromiumProgram !== undefined && hasOrthanc();

describe.skipIf(!isThere)('pages and a real Orthanc (skipped where Chromium or Orthanc is not installed)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'amyloscope-pacs-pages-'));
  const troubles: string[] = [];
  let orthanc: Orthanc;
  let pages: OpenPages;
  let transfers: ReturnType<typeof keepTransferring>;
  beforeAll(async () => {
    orthanc = await Orthanc.start();
    const sitePath = join(folder, 'pacs.json');
    writeFileSync(sitePath, JSON.stringify({ aeTitle: 'AMYLOSCOPE', nodes: { archive: { protocol: 'dimse', host: '127.0.0.1', port: orthanc.dicomPort, aeTitle: 'ORTHANC' } } }));
    writeSmallCohort(join(folder, 'cohort'), 2);
    expect((await runCommand(['pacs', 'push', 'archive', join(folder, 'cohort', 'scans'), '--site', sitePath, '--store', join(folder, 'sender')])).code).toBe(0);
    const site = await readSiteFile(sitePath);
    pages = await openPages(folder, [], site);
    const { home, queue, files } = pages.running;
    transfers = keepTransferring({
      home, nodes: site.names, pacs: site.pacs, patience: { firstWaitSeconds: 1, mostAttempts: 5, quietSeconds: 1 },
      onAttempt: (client, transfer, attempt) => analyseFetched(client, queue, join(files, 'received'), transfer, attempt),
      onTrouble: (node, error) => void troubles.push(`${node}: ${error.message}`),
    });
  }, 180_000);
  afterAll(async () => {
    await transfers?.close();
    await pages?.stop();
    await orthanc?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a study is found, fetched, analysed, and its report taken away and sent back', async () => {
    const page = await pages.open({ path: '/pacs' });
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('alert').getByText('Give a patient or a date').waitFor();
    await page.getByLabel('Patient ID').fill('P*');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByText('2 studies').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('Choose the study of P1, 2024-03-01').check();
    await page.getByRole('button', { name: 'Fetch and analyse 1' }).click();
    await page.getByText('series are in line').waitFor();
    await page.getByRole('link', { name: 'Worklist', exact: true }).click();
    // The page notices by itself that the server has analysed something.
    await page.getByRole('link', { name: 'P1', exact: true }).waitFor({ timeout: 90_000 });
    expect(await page.getByRole('link', { name: 'P0', exact: true }).count()).toBe(0);

    await page.getByRole('link', { name: 'P1', exact: true }).click();
    const [download] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), page.getByRole('button', { name: 'PDF, one page' }).click({ timeout: 60_000 })]);
    const path = join(folder, 'report.pdf');
    await download.saveAs(path);
    expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-');
    expect(download.suggestedFilename()).toMatch(/^amyloscope-\d+\.pdf$/);

    const before = await orthanc.count();
    await page.getByRole('button', { name: 'Send', exact: true }).click({ timeout: 60_000 });
    await page.getByText('3 objects are in line for archive').waitFor({ timeout: 60_000 });
    await expect.poll(() => orthanc.count(), { timeout: 60_000 }).toBe(before + 3);
    expect(await faultsOf(page)).toEqual([]);
    expect(troubles).toEqual([]);
    await page.context().close();
  }, 300_000);

  test('a reader is told in French that looking for studies is for others', async () => {
    const page = await pages.open({ path: '/pacs', locale: 'fr-FR', name: 'reader' });
    await page.getByRole('heading', { name: 'Études d’un PACS' }).waitFor();
    await page.getByLabel('Identifiant du patient').fill('P1');
    await page.getByRole('button', { name: 'Chercher' }).click();
    await page.getByRole('alert').getByText('consulter').waitFor();
    await page.context().close();
  });
});
