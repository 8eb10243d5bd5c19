import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import type { PlanarTruth } from '../../src/analysis/planar-truth.ts';
import { validatePlanar } from '../../src/analysis/validate-planar.ts';
import type { Markup } from '../../src/report/markup.ts';
import { blandAltmanChart, calibrationChart, rocChart } from '../../src/report/validation-charts.ts';
import { validationPage } from '../../src/report/validation-page.ts';
import { sampleAnalysis } from '../store/sample-analysis.ts';

const count = 40;
/** Overlapping groups and errors of the ratio that look like measurement, all from the number of the case. */
const scans = Array.from({ length: count }, (_, i) => {
  const abnormal = i % 2 === 1;
  const probability = Math.min(0.995, Math.max(0.005, (abnormal ? 0.8 : 0.2) + 0.45 * Math.sin(7 * i)));
  const known = 1 + (abnormal ? 0.6 : 0) + i / 80;
  const sample = sampleAnalysis(i, { label: probability >= 0.5 ? 'abnormal' : 'normal', probability, ratio: known + 0.1 * Math.sin(3 * i) });
  const truth: PlanarTruth = { row: i + 2, file: `${i}.dcm`, patient: null, abnormal, peruginiGrade: abnormal ? 2 + (i % 4 === 3 ? 1 : 0) : 0, heartToContralateralRatio: known };
  return { ...sample, truth };
});
const validation = validatePlanar(scans.map(({ truth }) => truth), { folder: '/archive', analyses: scans.map(({ analysis }) => analysis), refusedFiles: [], duplicateFiles: [] }, 'truth.csv');
const pictures = new Map(scans.map(({ analysis, thumbnails }) => [analysis.study.sopInstanceUids.join(), { analysis, thumbnails }]));

/** As a file that a browser shows, one element a line, with the colours the page would give. */
function asFile({ markup }: Markup): string {
  const colours = '<style>svg { --ink: #1a1c1e; --line: #d9dbdd; --faint: #5c6166; --abnormal: #a01f2d; background: white }</style>';
  return `${markup.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"').replace('>', `>${colours}`).replaceAll('><', '>\n<')}\n`;
}

describe('charts look as recorded', () => {
  test('the ROC curve with its point of use', () => expect(asFile(rocChart(validation.detection, 'en'))).toMatchFileSnapshot('charts/roc.svg'));
  test('the calibration with its intervals', () => expect(asFile(calibrationChart(validation.detection, 'fr'))).toMatchFileSnapshot('charts/calibration-french.svg'));
  test('the Bland-Altman chart with bias and limits', () => {
    const limits = validation.ratio.blandAltman;
    if (limits.status !== 'measured') throw new Error(limits.reason);
    return expect(asFile(blandAltmanChart(validation.ratio, limits, 'en'))).toMatchFileSnapshot('charts/bland-altman.svg');
  });
});

test('the page holds every figure, every chart in both languages, the confusion table and the worst cases', () => {
  const text = validationPage({ validation, language: 'en', writtenAt: new Date(0), folder: '/archive', table: 'truth.csv', pictures });
  const { document } = parseHTML(text);
  expect(document.querySelectorAll('svg.chart')).toHaveLength(6);
  expect(document.querySelectorAll('.confusion tbody td')).toHaveLength(16);
  expect(document.querySelectorAll('article.worst')).toHaveLength(validation.worst.length);
  expect(document.querySelectorAll('article.worst image')).toHaveLength(2 * validation.worst.length);
  expect(document.querySelector('.figures')?.textContent).toContain('Area under the ROC curve');
  expect(text.match(/(?:src|href)="(?!#|data:image\/png;base64,)[^"]*"/g)).toBeNull();
});

test('a validation on simulated scans alone says so', () => {
  const text = validationPage({ validation, language: 'en', writtenAt: new Date(0), folder: '/archive', table: 'truth.csv', pictures });
  expect(text).toContain('Every scan is simulated');
});

test('a validation without any case is a page that says why each figure is missing', () => {
  const empty = validatePlanar([], { folder: '/archive', analyses: [], refusedFiles: [], duplicateFiles: [] }, 'truth.csv');
  const { document } = parseHTML(validationPage({ validation: empty, language: 'en', writtenAt: new Date(0), folder: '/archive', table: 'truth.csv', pictures: new Map() }));
  expect(document.querySelector('.figures')?.textContent).toContain('An ROC curve needs diseased and healthy cases');
  expect(document.body.textContent).not.toContain('NaN');
});
