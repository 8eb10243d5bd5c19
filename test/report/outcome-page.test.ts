import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { forestChart } from '../../src/report/forest-chart.ts';
import { curvesOf, forestLines, modelSentences } from '../../src/report/outcome-figures.ts';
import { outcomePage } from '../../src/report/outcome-page.ts';
import { survivalChart } from '../../src/report/survival-chart.ts';
import { outcome } from '../../src/tables/outcome.ts';
import type { OutcomeInput } from '../../src/tables/outcome-input.ts';
import { chartFile } from './chart-file.ts';

/** Thirty patients whose thick hearts have the event sooner, all from the number of the patient. */
const patients = Array.from({ length: 30 }, (_, i) => {
  const septum = 11 + ((i * 7) % 30) / 3;
  return { septum, time: 3 + ((i * 11) % 29) + (20 - septum) * 2, event: i % 3 !== 0, woman: i % 4 === 1 };
});
const input: OutcomeInput = {
  timeUnit: 'months',
  patients: patients.map((_, i) => `P${i}`),
  starts: null,
  times: patients.map(({ time }) => time),
  events: patients.map(({ event }) => event),
  covariates: [
    { name: 'septum', unit: 'mm', kind: 'quantity', contrast: null, values: patients.map(({ septum }, i) => (i === 3 ? null : septum)) },
    { name: 'sex', unit: null, kind: 'yesNo', contrast: { word: 'woman', reference: 'man' }, values: patients.map(({ woman }) => Number(woman)) },
  ],
  grouping: { by: 'cut', name: 'septum', unit: 'mm', values: patients.map(({ septum }) => septum), cut: 15 },
  ties: 'efron',
};
const found = outcome(input);
const page = (one = found, language: 'en' | 'fr' = 'en') => outcomePage({ outcome: one, unit: 'months', language, writtenAt: new Date(0), table: 'outcome.csv', leftOut: null });

describe('charts look as recorded', () => {
  const chart = { curves: curvesOf(found), times: found.times, unit: 'months' as const, groupedBy: found.comparison };
  test('survival by group with numbers at risk', () => expect(chartFile(survivalChart(chart, 'en'))).toMatchFileSnapshot('charts/survival.svg'));
  test('hazard ratios as a forest', () => expect(chartFile(forestChart({ lines: forestLines(found, 'fr'), seriesNames: ['seul', 'avec les autres'], axis: 'HR' }, 'fr'))).toMatchFileSnapshot('charts/forest-french.svg'));
});

test('numbers at risk below the curves are those of the table', () => {
  const { document } = parseHTML(survivalChart({ curves: curvesOf(found), times: found.times, unit: 'months', groupedBy: found.comparison }, 'en').markup);
  const words = [...document.querySelectorAll('text')].map(({ textContent }) => textContent);
  const first = words.indexOf('septum ≤ 15 mm');
  expect(words.slice(first + 1, first + 1 + found.times.length)).toEqual(found.groups[0].atRisk.map(String));
});

test('groups are told apart by dashes as well as by colours', () => {
  const { document } = parseHTML(page());
  const dashes = new Set([...document.querySelectorAll('svg [aria-label="line"]')].map((mark) => mark.getAttribute('stroke-dasharray')));
  expect(dashes.size).toBe(2);
});

test('the page says in words what the figures mean, in both languages, and fetches nothing', () => {
  const text = page();
  const { document } = parseHTML(text);
  expect(document.querySelectorAll('svg.chart')).toHaveLength(4);
  expect(document.querySelector('main')!.textContent).toContain('parted at 15 mm as you stated');
  expect(document.querySelector('main')!.textContent).toContain('sex: woman contre man');
  expect(document.querySelector('main')!.textContent).toContain('Rows left out: 1');
  expect(document.querySelector('main')!.textContent).not.toMatch(/NaN|undefined|null|\{\w+\}/);
  expect(text.match(/(?:src|href)="(?!#)[^"]*"/g)).toBeNull();
});

test('a model with fewer than ten events for each covariate warns', () => {
  const sentences = modelSentences(found).map(({ en }) => en);
  const extra = Array.from({ length: 3 }, (_, j) => ({ name: `x${j}`, unit: null, kind: 'quantity' as const, contrast: null, values: patients.map((_, i) => (i * (j + 3)) % (7 + j)) }));
  const crowded = modelSentences(outcome({ ...input, covariates: [...input.covariates, ...extra] })).map(({ en }) => en);
  expect(sentences.join()).not.toContain('fewer than 10');
  expect(crowded.join()).toContain('fewer than 10');
});

test('a table without an event is a page that says why figures are missing', () => {
  const { document } = parseHTML(page(outcome({ ...input, events: patients.map(() => false) }), 'fr'));
  expect(document.querySelector('main')!.textContent).toContain('Aucun événement n’est survenu.');
  expect(document.querySelector('main')!.textContent).not.toMatch(/NaN|undefined/);
});

test('names from the table are text, never markup', () => {
  const hostile = page(outcome({ ...input, grouping: { by: 'column', name: '<script>', values: patients.map((_, i) => (i % 2 ? '<img onerror=x>' : 'b')) } }));
  expect(parseHTML(hostile).document.querySelectorAll('img, main script')).toHaveLength(0);
});
