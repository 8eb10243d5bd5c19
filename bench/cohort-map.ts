/**
 * How fluid the map of the cohort is in Chromium with many scans.
 *
 * Usage: script/bench cohort-map [--scans 20000] [--umap]
 * A store is filled with copies of one simulated analysis whose measures are drawn anew in four groups; the page loads them
 * all, and the map is moved once a frame while the time of each painting and between frames is taken.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openPages } from '../test/e2e/open-pages.ts';
import { sampleAnalysis } from '../test/store/sample-analysis.ts';

const { values: options } = parseArgs({ options: { scans: { type: 'string', default: '20000' }, umap: { type: 'boolean', default: false } } });
const scans = Number(options.scans);
const longestMs = 300_000;
const folder = mkdtempSync(join(tmpdir(), 'amyloscope-bench-'));
const pages = await openPages(folder, [sampleAnalysis(1, { label: 'abnormal', probability: 0.5, ratio: 1.7 })]);
await pages.running.home.client.query(`
  insert into amyloscope.analysis (method_id, images_hash, content_hash, modality, study_instance_uid, patient_id, study_date, label, analysis, number_lists, thumbnails, thumbnail_pixels)
  select method_id, sha256(n::text::bytea), sha256(n::text::bytea), modality, '1.2.3.' || n, 'P' || n, study_date, (array['normal', 'normal', 'unsure', 'abnormal'])[1 + n % 4],
    jsonb_set(analysis, '{measurements}', (select jsonb_agg(case when one->>'status' = 'measured' then jsonb_set(one, '{value}', to_jsonb((one->>'value')::float8 * (1 + 0.2 * (n % 4) + 0.3 * random() * random()))) else one end) from jsonb_array_elements(analysis->'measurements') one)),
    number_lists, thumbnails, ''
  from amyloscope.analysis, generate_series(2, $1::integer) n where analysis_id = 1`, [scans]);

const begun = performance.now();
const page = await pages.open({ path: '/cohort' });
await page.locator('.scatter canvas[data-paint-ms]').waitFor({ timeout: longestMs });
console.log(`${scans} scans: signed in, loaded and mapped by PCA in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
// In words, for the types of a browser are not those of this program.
const { paint, gap } = await page.evaluate<{ readonly paint: readonly number[]; readonly gap: readonly number[] }>(`new Promise((done) => {
  const canvas = document.querySelector('.scatter canvas');
  const [paints, gaps] = [[], []];
  let last = performance.now();
  const step = () => {
    gaps.push(performance.now() - last);
    last = performance.now();
    canvas.dispatchEvent(new KeyboardEvent('keydown', { key: gaps.length % 2 ? 'ArrowLeft' : 'ArrowRight', bubbles: true }));
    paints.push(Number(canvas.dataset.paintMs));
    const sorted = (list) => list.toSorted((a, b) => a - b);
    if (gaps.length === 200) done({ paint: [sorted(paints)[100], sorted(paints)[197]], gap: [sorted(gaps)[100], sorted(gaps)[197]] });
    else requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})`);
console.log(`  painting ${paint[0].toFixed(1)} ms in the median, ${paint[1].toFixed(1)} at p99; from frame to frame ${gap[0].toFixed(1)} and ${gap[1].toFixed(1)} ms`);
if (options.umap) {
  const start = performance.now();
  await page.getByText('UMAP', { exact: true }).click();
  await page.getByText(/Neighbours on the map/).waitFor({ timeout: longestMs });
  console.log(`  UMAP in its worker: ${((performance.now() - start) / 1000).toFixed(0)} s`);
}
await pages.stop();
rmSync(folder, { recursive: true });
