import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { biasChart, scatterChart, varianceChart } from '../../src/report/reproducibility-charts.ts';
import { biasSentence, componentTable, gradeTable, scatterTable, varianceSentence } from '../../src/report/reproducibility-figures.ts';
import { reproducibilityPage } from '../../src/report/reproducibility-page.ts';
import { notMeasured } from '../../src/measurement/result.ts';
import { sampleStudy } from '../study/sample-study.ts';
import { chartFile } from './chart-file.ts';

const study = sampleStudy();
const documentOf = (language: 'en' | 'fr' = 'en', shown = study) => parseHTML(reproducibilityPage(shown, language)).document;

describe('charts look as recorded', () => {
  test('variance about the patient’s mean, stacked', () => expect(chartFile(varianceChart(study, 'en'))).toMatchFileSnapshot('charts/reproducibility-variance.svg'));
  test('coefficients of variation after each change, in French', () => expect(chartFile(scatterChart(study, 'fr'))).toMatchFileSnapshot('charts/reproducibility-scatter-french.svg'));
  test('bias against both truths', () => expect(chartFile(biasChart(study, 'en'))).toMatchFileSnapshot('charts/reproducibility-bias.svg'));
});

test('the page says on top that all is simulated, in both languages', () => {
  const document = documentOf();
  expect(document.querySelector('header .summary')?.textContent).toMatch(/Simulated: .*Simulation : /);
  expect(document.querySelectorAll('svg.chart')).toHaveLength(6);
});

test('the page fetches nothing and holds no date', () => {
  const text = reproducibilityPage(study, 'en');
  expect(text.match(/(?:src|href)="(?!#)[^"]*"/g)).toBeNull();
  expect(text).not.toMatch(/20\d\d-\d\d-\d\d/);
  expect(documentOf('fr').documentElement.lang).toBe('fr');
});

test('a part that an observer cannot have is said to be none, and never 0', () => {
  const reading = componentTable(study).rows.find(([name]) => name.en === 'Single reading')!;
  expect(reading.map(({ en }) => en).slice(0, 3)).toEqual(['Single reading', 'none: one scan, one answer', 'none: one scan, one answer']);
  expect(reading[3].en).toMatch(/^4\.4 % \(/);
});

test('the sentences give the shares and biases of the tables', () => {
  // From the components of R: scan 0.0032345 of 0.0257152 besides the patient.
  expect(varianceSentence(study)?.en).toContain('the human causes 87 % of the variance between them, the machine 13 %');
  expect(varianceSentence(study)?.fr).toContain('l’humain cause 87 % de la variance');
  expect(biasSentence(study)?.en).toContain('readers together −16.3 %');
});

test('the same answer every time is written as 0 without an interval', () =>
  expect(scatterTable(study).rows[0].map(({ en }) => en).slice(0, 3)).toEqual(['Read again', '0', '0']));

test('perfect agreement has no interval', () => {
  const [withTruth, , recounted] = gradeTable(study).rows;
  expect(withTruth.map(({ en }) => en)).toEqual(['With the true grade', '1.000', '8/8']);
  expect(recounted[1].en).toMatch(/^0\.854 \(/);
});

test('what could not be had is said with its reason, in words and without NaN', () => {
  const missing = notMeasured('constant', 'All values are equal: there is no variance to split.');
  const shown = sampleStudy({ variance: { ...study.variance, automatic: missing }, missing: [{ by: 'automatic', reason: 'No heart was found on the image.', count: 3 }] });
  const text = documentOf('en', shown).body.textContent ?? '';
  expect(text).toContain('All values are equal');
  expect(text).toContain('No heart was found on the image.');
  expect(text).not.toContain('NaN');
});
