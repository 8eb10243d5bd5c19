import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { screeningPage, wantsPicture, type ScreeningPageInput } from '../../src/report/screening-page.ts';
import type { RankedRow } from '../../src/store/ranked-row.ts';
import { sampleRow } from './sample-row.ts';

const words = {
  findings: { lowCounts: { severity: 'warning', text: { en: 'Few counts: {counts}.', fr: 'Peu de coups : {counts}.' } } },
  unsureReasons: { probabilityBetween: { en: 'Neither low nor high.', fr: 'Ni faible ni élevée.' } },
} as const;

const hostile = '<img src=x onerror=alert(1)>';

async function page(rows: readonly RankedRow[], more: Partial<ScreeningPageInput> = {}): Promise<string> {
  const groupCounts = { abnormal: 0, unsure: 0, normal: 0, known: 0, refused: 0 };
  for (const { group } of rows) groupCounts[group]++;
  let text = '';
  const counts = { files: rows.length + 1, scans: rows.length, refused: 1, duplicates: 0, knownPatients: 1, knownPatientsFound: 1 };
  for await (const piece of screeningPage({
    language: 'en', words, counts, groupCounts, rows, writtenAt: new Date(0), paths: ['/archive'], storeLocation: '/store',
    refusedFiles: [{ path: 'notes.txt', code: 'notDicom', reason: 'No DICM at byte 128.' }], duplicateFiles: [], ...more,
  })) text += piece;
  return text;
}

const everyGroup = [sampleRow(1, 'abnormal'), sampleRow(2, 'unsure'), sampleRow(3, 'normal'), sampleRow(4, 'known'), sampleRow(5, 'refused')];

test('scans to act on are cards with pictures and regions, the others rows of folded tables', async () => {
  const { document } = parseHTML(await page(everyGroup));
  expect([...document.querySelectorAll('article.scan')].map(({ id }) => id)).toEqual(['scan-1', 'scan-2']);
  expect([...document.querySelectorAll('details.group tbody tr[id]')].map(({ id }) => id)).toEqual(['scan-3', 'scan-4', 'scan-5']);
  expect(document.querySelectorAll('#scan-1 image')).toHaveLength(2);
  expect(document.querySelectorAll('#scan-1 .regions circle.region-heart').length).toBeGreaterThan(0);
  expect([...document.querySelectorAll('.group')].map(({ id }) => id)).toEqual(['abnormal', 'unsure', 'normal', 'known', 'refused', 'refused-files']);
});

test('a group without scans is there and empty', async () => {
  const { document } = parseHTML(await page([sampleRow(1, 'normal')]));
  expect(document.querySelector('#abnormal h2 b')?.textContent).toBe('0');
  expect(document.querySelectorAll('article.scan')).toHaveLength(0);
});

test('a circle of the stored image lies where the thumbnail shows it', async () => {
  const row = sampleRow(1, 'abnormal');
  const { document } = parseHTML(await page([row]));
  const circle = document.querySelector('#scan-1 .regions circle');
  // The sample's thumbnail has half as many rows and a quarter as many columns as the stored frame.
  expect([circle?.getAttribute('cx'), circle?.getAttribute('cy'), circle?.getAttribute('r')]).toEqual(['25.3', '0.2', '4.3']);
});

test('the page asks nothing of any network', async () => {
  const text = await page(everyGroup);
  expect(text).toContain("default-src 'none'");
  expect(text.match(/(?:src|href)="(?!#|data:image\/png;base64,)[^"]*"/g)).toBeNull();
  expect(text).not.toMatch(/@import|url\(|https?:\/\//);
});

test('text from a file never becomes markup', async () => {
  const row = sampleRow(1, 'abnormal', { patientId: hostile, files: [`${hostile}.dcm`] });
  const text = await page([row, sampleRow(2, 'normal', { patientId: hostile })], { paths: [hostile], refusedFiles: [{ path: hostile, code: hostile, reason: hostile }] });
  expect(parseHTML(text).document.querySelectorAll('img')).toHaveLength(0);
  expect(text).not.toContain(hostile);
});

test('every word a person reads is there in English and in French', async () => {
  const { document } = parseHTML(await page(everyGroup));
  const spoken = (language: string) => document.querySelectorAll(`body [lang="${language}"]`).length;
  expect(spoken('en')).toBeGreaterThan(50);
  expect(spoken('fr')).toBe(spoken('en'));
  expect(document.querySelector('#scan-1 .words [lang="fr"]')?.textContent).toBe('Qualité');
  expect(document.querySelector('#scan-1 .words')?.textContent).toContain('Peu de coups : 100000.');
});

test('a page asked for in French opens in French with decimal commas', async () => {
  const { document } = parseHTML(await page([sampleRow(1, 'abnormal', { ratio: 1.75 })], { language: 'fr' }));
  expect(document.documentElement.getAttribute('lang')).toBe('fr');
  expect(document.querySelector('#scan-1 .figure .n')?.textContent).toBe('1,75');
});

test('a simulated scan says so on its card and in its row', async () => {
  const { document } = parseHTML(await page([sampleRow(1, 'abnormal'), sampleRow(2, 'normal')]));
  expect(document.querySelectorAll('#scan-1 .badge, #scan-2 .badge')).toHaveLength(2);
});

test('the foot names model and method versions and the intended use', async () => {
  const foot = parseHTML(await page(everyGroup)).document.querySelector('footer')?.textContent;
  expect(foot).toContain('Research use only. Not a medical device.');
  expect(foot).toContain(`planar 1 (SHA-256 ${'ab'.repeat(6)})`);
  expect(foot).toContain('sample 1.0.0');
});

test('refused files are listed with their reason', async () => {
  const { document } = parseHTML(await page(everyGroup));
  expect(document.querySelector('#refused-files tbody')?.textContent).toMatch(/notes\.txt.*Not DICOM.*No DICM at byte 128\./s);
});

test('pictures are wanted for the first abnormal and unsure scans alone', () => {
  expect([wantsPicture('abnormal', 1), wantsPicture('unsure', 250), wantsPicture('unsure', 251), wantsPicture('normal', 2)]).toEqual([true, true, false, false]);
});

test('a list of 20,000 scans without pictures stays below 30 MB', async () => {
  const row = sampleRow(1, 'normal', { thumbnails: [] });
  const rows = Array.from({ length: 20_000 }, (_, i) => ({ ...row, rank: i + 1 }));
  expect((await page(rows)).length).toBeLessThan(30e6);
});
