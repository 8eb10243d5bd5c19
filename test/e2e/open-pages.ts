import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { startJobWorker } from '../../src/analysis/job-worker.ts';
import type { AnalysisWithPicture } from '../../src/modalities/modality.ts';
import type { Site } from '../../src/server/server-context.ts';
import type { Role } from '../../src/store/accounts.ts';
import { writeSmallCohort } from '../cli/small-cohort.ts';
import { password, type RunningServer, startServer } from '../server/running-server.ts';

const programs = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** Chromium as Debian installs it; undefined where there is none. */
export const chromiumProgram = programs.find((path) => existsSync(path));
const web = fileURLToPath(new URL('../../web/', import.meta.url));

/** No answer takes longer, even on a busy machine. */
const mostMs = 12_000;

export interface Visit {
  readonly locale?: string;
  readonly colorScheme?: 'light' | 'dark';
  readonly name?: Role;
  readonly path?: string;
}

/** The pages in a browser, on a server of their own with a worker for jobs. */
export interface OpenPages {
  readonly running: RunningServer;
  readonly address: string;
  /** Signs somebody in, in a browser of their own, and goes to a page. */
  readonly open: (visit?: Visit) => Promise<Page>;
  readonly stop: () => Promise<void>;
}

/** Builds the pages into `folder` and serves them on these analyses. @param site the systems the server knows. */
export async function openPages(folder: string, analyses: readonly AnalysisWithPicture[], site: Site | null = null): Promise<OpenPages> {
  const pages = join(folder, 'pages');
  await build({ configFile: join(web, 'vite.config.ts'), logLevel: 'error', build: { outDir: pages } });
  const running = await startServer(analyses, pages, site);
  const worker = await startJobWorker({ home: running.home, queue: running.queue, folders: { files: running.files, makeCohort: smallCohort }, workers: 1 });
  const address = await running.server.listen({ port: 0, host: '127.0.0.1' });
  const browser = await chromium.launch({ executablePath: chromiumProgram!, args: ['--no-sandbox'] });
  return {
    running, address,
    open: (visit) => signIn(browser, address, visit),
    stop: async () => {
      await browser.close();
      await running.server.close();
      await running.queue.close();
      await worker.close();
      await running.stop();
    },
  };
}

/** The demonstration, small. */
async function* smallCohort(folder: string): AsyncGenerator<string> {
  writeSmallCohort(folder, 2);
  yield join(folder, 'scans');
}

async function signIn(browser: Browser, address: string, { locale = 'en-GB', colorScheme = 'light', name = 'analyst', path = '/' }: Visit = {}): Promise<Page> {
  const context = await browser.newContext({ locale, colorScheme, viewport: { width: 1360, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(mostMs);
  await page.goto(address + path);
  await page.fill('input[name=name]', name);
  await page.fill('input[name=password]', password);
  await page.click('button[type=submit]');
  await page.locator('header nav').waitFor();
  return page;
}

/** What axe calls serious or worse, by rule. */
export async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
}
