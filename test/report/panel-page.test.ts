import { readFileSync } from 'node:fs';
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { readPanelTable } from '../../src/analysis/read-panel-table.ts';
import { panelChart } from '../../src/report/panel-chart.ts';
import { cohortLines, patientLines } from '../../src/report/panel-figures.ts';
import { panelPage } from '../../src/report/panel-page.ts';
import { unusedPanel } from '../../src/report/unused-panel.ts';
import { panelOf } from '../../src/tables/panel.ts';
import { chartFile } from './chart-file.ts';

const example = readFileSync(new URL('../../docs/examples/panel.csv', import.meta.url));

function read(patient: string | null) {
  const { markers, ...rest } = readPanelTable(example, 'panel.csv', { markers: null, patient, siteNoise: [] });
  return { ...rest, patient, panel: panelOf(markers) };
}

const pageOf = (patient: string | null) => {
  const { unused, ...facts } = read(patient);
  return panelPage({ ...facts, language: 'en', writtenAt: new Date(0), table: 'panel.csv', leftOut: unusedPanel(unused) });
};

describe('charts look as recorded', () => {
  test('standardised changes of a cohort', () => expect(chartFile(panelChart({ lines: cohortLines(read(null).panel, 'en'), axis: 'mean change / standard deviation of changes', band: null }, 'en'))).toMatchFileSnapshot('charts/panel-cohort.svg'));
  test('one patient with the band of noise, in French', () => expect(chartFile(panelChart({ lines: patientLines(read('DT71-000002').panel, 'fr'), axis: 'changement / limite du bruit (95 %)', band: [-1, 1] }, 'fr'))).toMatchFileSnapshot('charts/panel-patient-french.svg'));
});

test.each([['all patients', null], ['one patient', 'DT71-000002']] as const)('the page of %s speaks both languages, is marked as simulated, and fetches nothing', (_, patient) => {
  const text = pageOf(patient);
  const { document } = parseHTML(text);
  expect(document.querySelectorAll('svg.chart')).toHaveLength(2);
  expect(document.querySelectorAll('tbody tr')).toHaveLength(18);
  expect(text).toContain('Simulated: digital patients, not persons.');
  expect(text).toContain('Simulé : patients numériques, pas des personnes.');
  expect(text.match(/(?:src|href)="(?!#)[^"]*"/g)).toBeNull();
  expect(document.querySelector('main')?.textContent).not.toMatch(/NaN|undefined|null|\{\w+\}/);
});

test('of eight patients the page says that no marker can pass Holm over 18', () => {
  // 2 / 2^8 is 0.0078, and 18 times that is 0.14.
  expect(pageOf(null)).toContain('With 8 patients p of Wilcoxon is never below 0.008: over 18 markers none can pass 0.05 after Holm');
});
