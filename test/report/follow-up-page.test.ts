import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { readFollowUp } from '../../src/analysis/read-follow-up.ts';
import { followPatient, type FollowUpOptions } from '../../src/follow-up/follow-patient.ts';
import { followUpChart } from '../../src/report/follow-up-chart.ts';
import { followUpPage } from '../../src/report/follow-up-page.ts';
import { amountText, differenceText, togetherText, valueText } from '../../src/report/follow-up-words.ts';
import type { Markup } from '../../src/report/markup.ts';
import { historyOf, plainOptions, pointOf } from '../follow-up/points.ts';
import { simulatedPatient } from '../follow-up/simulated-patient.ts';

const table = readFollowUp(new TextEncoder().encode(simulatedPatient()), 'table.csv', 'SIM-1');
const followed = (options: Partial<FollowUpOptions> = {}) => followPatient(table.history, { ...plainOptions, ...options });
const pageOf = (options: Partial<FollowUpOptions> = {}) => followUpPage({ followUp: followed(options), readings: table.readings, unreadColumns: [], unused: table.leftOut, otherRows: table.otherRows, language: 'en', writtenAt: new Date(0), table: 'table.csv' });

/** As a file that a browser shows, one element a line, with the colours the page would give. */
function asFile({ markup }: Markup): string {
  const colours = '<style>svg { --ink: #1a1c1e; --paper: #fff; --faint: #5c6166; --series-1: #0072b2; --series-2: #d55e00; --series-3: #009e73; background: white; font: 11.5px sans-serif; color: #5c6166 }</style>';
  return `${markup.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"').replace('>', `>${colours}`).replaceAll('><', '>\n<')}\n`;
}

describe('charts look as recorded', () => {
  const chart = (quantity: string, options: Partial<FollowUpOptions>, language: 'en' | 'fr') => {
    const followUp = followed(options);
    return asFile(followUpChart(followUp.quantities.find((one) => one.quantity === quantity)!, followUp, language));
  };
  test('strain with noise band, a published threshold inside it, course and treatment', () =>
    expect(chart('globalLongitudinalStrain', { unverifiedRules: true, amyloidType: 'ATTR' }, 'en')).toMatchFileSnapshot('charts/follow-up-strain.svg'));
  test('NT-proBNP with its asymmetric band, in French', () => expect(chart('ntProBnp', { amyloidType: 'AL' }, 'fr')).toMatchFileSnapshot('charts/follow-up-nt-probnp-french.svg'));
  test('native T1 with a hollow point from another magnet', () => expect(chart('nativeT1', {}, 'en')).toMatchFileSnapshot('charts/follow-up-t1.svg'));
});

test('the page sets both answers side by side for every quantity, in both languages, and fetches nothing', () => {
  const text = pageOf();
  const { document } = parseHTML(text);
  expect(document.querySelectorAll('.answers')).toHaveLength(10);
  expect(document.querySelectorAll('svg.chart')).toHaveLength(20);
  expect(text).toContain('Simulated: a digital patient, not a person.');
  expect(text).toContain('device Discovery 2 instead of Symbia 1');
  expect(text).toContain('appareil Discovery 2 au lieu de Symbia 1');
  expect(text.match(/(?:src|href)="(?!#)[^"]*"/g)).toBeNull();
  expect(document.querySelector('main')?.textContent).not.toMatch(/NaN|undefined|null|\{\w+\}/);
});

test('the page says that a published threshold lies inside the noise, whether its rule is on or off', () => {
  const words = (text: string) => parseHTML(text).document.body.textContent;
  expect(words(pageOf())).toContain('Global longitudinal strain worsens by 1 point. Its threshold lies inside the noise.');
  expect(words(pageOf({ unverifiedRules: true }))).toContain('met. This threshold (+1.0\u00a0points) lies inside the noise.');
  expect(words(pageOf({ unverifiedRules: true }))).toContain('noise alone does that: measure again before acting on it');
});

test('the page says why NT-proBNP at 14 days is not in the noise library', () => {
  expect(pageOf()).toContain('It contradicts itself');
  expect(pageOf()).toContain('Elle se contredit');
});

describe('both answers together', () => {
  const togetherOf = (before: number, after: number) => {
    const followUp = followPatient(historyOf([pointOf('ejectionFraction', '2024-01-01', before), pointOf('ejectionFraction', '2025-01-01', after)]), { ...plainOptions, unverifiedRules: true });
    return togetherText(followUp.quantities[0], followUp)?.en;
  };
  test.each([
    [60, 48, 'A real change that meets a published criterion.'],
    [60, 54, 'The published threshold is passed, but noise alone does that: measure again before acting on it.'],
    [40, 46.5, 'A real change, smaller than any published threshold that is on.'],
    [60, 58, 'Nothing here says that the patient changed.'],
  ])('%s to %s', (before, after, words) => expect(togetherOf(before, after)).toBe(words));
  test('are missing where noise is not known', () => {
    const followUp = followPatient(historyOf([pointOf('extracellularVolume', '2024-01-01', 50), pointOf('extracellularVolume', '2025-01-01', 40)]), plainOptions);
    expect(togetherText(followUp.quantities[0], followUp)).toBeNull();
  });
});

test('values and differences carry unit, sign and share', () => {
  expect(valueText('globalLongitudinalStrain', -14.2, 'fr')).toBe('−14,2\u00a0%');
  expect(differenceText('ejectionFraction', -5, 60, 'en')).toBe('−5.0\u00a0points');
  expect(differenceText('ntProBnp', 500, 1000, 'en')).toBe('+500\u00a0ng/L (+50\u00a0%)');
  expect(amountText('nativeT1', 73, 'en')).toBe('73\u00a0ms');
});

test('a patient without any value is a page that says so', () => {
  const text = followUpPage({ followUp: followPatient(historyOf([], { simulated: false }), plainOptions), readings: [], unreadColumns: ['colour'], unused: [], otherRows: 3, language: 'en', writtenAt: new Date(0), table: 't.csv' });
  expect(text).toContain('Patient P1: no value could be read.');
  expect(text).toContain('Columns that are not read: colour.');
  expect(text).toContain('3 rows are about other patients.');
});
