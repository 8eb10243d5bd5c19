import { describe, expect, test } from 'vitest';
import { analyseAgreement, type AgreementChoices } from '../../src/analysis/analyse-agreement.ts';
import { analyseReproducibility } from '../../src/analysis/analyse-reproducibility.ts';
import type { ClassAgreement } from '../../src/tables/class-agreement.ts';
import type { QuantityAgreement } from '../../src/tables/quantity-agreement.ts';
import { closedForm, expectNear, iterative, measured } from '../statistics/reference.ts';
import { tableReference } from './table-reference.ts';

interface Recorded {
  readonly wide: { readonly text: string; readonly names: readonly ('ICC1' | 'ICC2' | 'ICC3' | 'ICC1k' | 'ICC2k' | 'ICC3k')[]; readonly icc: number[]; readonly f: number[]; readonly p: number[]; readonly lower: number[]; readonly upper: number[] };
  readonly two: { readonly text: string; readonly bias: number; readonly biasInterval: number[]; readonly sd: number; readonly limits: number[]; readonly withinSd: number; readonly slope: readonly [number, number] };
  readonly long: { readonly text: string; readonly measurements: number; readonly mean: number; readonly lost: number[]; readonly variances: number[]; readonly repeatability: number; readonly reproducibility: number };
  readonly grades: { readonly text: string; readonly counts: number[][]; readonly plain: number; readonly linear: number; readonly quadratic: number };
}
const recorded = tableReference<Recorded>('repeated');
const bytes = (text: string) => new TextEncoder().encode(text);
const choices: AgreementChoices = { reader: null, columns: null, scale: null, order: null, machine: null };
const agree = (text: string, more: Partial<AgreementChoices> = {}) => analyseAgreement(bytes(text), 'table.csv', { ...choices, ...more });
const quantity = (text: string, more?: Partial<AgreementChoices>) => agree(text, more).agreement[0] as QuantityAgreement;
const scatter = (text: string, repeatIs: 'human' | 'technical' | null = null) => analyseReproducibility(bytes(text), 'table.csv', { reader: null, columns: null, repeatIs });

describe('a wide table of Shrout and Fleiss', () => {
  const { wide } = recorded;
  const { forms } = measured(quantity(wide.text).icc);

  test.each(wide.names.map((name, i) => ({ name, i })))('$name equals R package psych, with F, p and interval', ({ name, i }) => {
    const { value, f, p, interval95 } = forms[name];
    expectNear([value, f, p, ...interval95], [wide.icc[i], wide.f[i], wide.p[i], wide.lower[i], wide.upper[i]]);
  });
});

describe('a French table of two readers', () => {
  const { two } = recorded;
  const found = quantity(two.text);
  const [pair] = found.pairs;

  test('has one name and unit for what both columns measure', () => expect([found.name, found.unit, found.raters.map(({ name }) => name)]).toEqual(['Septum lecteur', 'mm', ['Septum lecteur 1', 'Septum lecteur 2']]));

  test('has the bias, limits and slope of R', () => {
    const difference = measured(pair.difference);
    expectNear([difference.value, ...difference.interval95, difference.standardDeviation, difference.lowerLimit.value, difference.upperLimit.value], [two.bias, ...two.biasInterval, two.sd, ...two.limits]);
    const { slope } = measured(pair.proportionalBias);
    expectNear([slope.value, slope.p], two.slope);
  });

  test('has the scatter within patients that the differences give', () => expectNear(measured(found.anyRater.withinSubjectSd).value, two.withinSd));

  test('read the other way round flips the bias', () => {
    const swapped = two.text.replace(/^(.*?);(.*?);(.*?)\r$/gm, '$1;$3;$2\r');
    expectNear(measured(quantity(swapped).pairs[0].difference).value, -two.bias);
  });
});

describe('a long French table with lost measurements', () => {
  const { long } = recorded;
  const { quantities: [found], unused } = scatter(long.text);

  test('names each lost measurement by its row', () => {
    expect(unused.map(({ row, column }) => [row, column])).toEqual(long.lost.map((row) => [row, 'SLG (%)']));
    expect([found.name, found.unit, found.measurements]).toEqual(['SLG', '%', long.measurements]);
  });

  test('splits the scatter as R package lme4 does', () => {
    const components = 'reason' in found.components ? [] : found.components;
    expect(components.map(({ name, source }) => [name, source])).toEqual([['patient', 'patient'], ['reader', 'human'], ['readerInPatient', 'human'], ['acquisition', 'technical'], ['residual', 'human']]);
    expectNear([found.mean!, ...components.map(({ variance }) => variance)], [long.mean, ...long.variances], iterative);
  });

  test('has both coefficients', () => {
    expectNear(['reason' in found.repeatabilityCoefficient ? NaN : found.repeatabilityCoefficient.value, 'reason' in found.reproducibilityCoefficient ? NaN : found.reproducibilityCoefficient.value], [long.repeatability, long.reproducibility], iterative);
  });

  test('counts bare repetition as told', () => {
    const components = scatter(long.text, 'technical').quantities[0].components;
    expect('reason' in components ? null : components.at(-1)!.source).toBe('technical');
  });
});

describe('a table of grades', () => {
  const { grades } = recorded;
  const found = agree(grades.text).agreement[0] as ClassAgreement;

  test('is taken as ordered classes, and counted', () => {
    expect([found.kind, found.ordered, found.categories]).toEqual(['classes', true, ['0', '1', '2', '3']]);
    expect(found.pairs[0].counts).toEqual(grades.counts);
  });

  test('has the kappas of R package vcd', () => {
    expectNear(found.pairs[0].kappas.map(({ kappa }) => measured(kappa).value), [grades.plain, grades.linear, grades.quadratic], closedForm);
  });
});

describe('a table that a hospital spoilt', () => {
  test('repeated rows, missing readers and text are listed with row, column and value', () => {
    const { agreement, unused } = agree('patient,reader,septum (mm)\nA,Anne,12\nA,Bruno,13\nA,Bruno,13\nB,,14\nB,Anne,15\nB,Bruno,unreadable\nC,Anne,11\nC,Bruno,12\n');
    expect(unused.map(({ row, column, value }) => [row, column, value])).toEqual([[4, '', ''], [5, 'reader', ''], [7, 'septum (mm)', 'unreadable']]);
    expect(agreement[0]).toMatchObject({ subjects: 3, missing: 1 });
  });

  test.each([
    ['one reader', 'patient,reader,value\nA,Anne,1\nB,Anne,2\n', 'one reader alone, Anne'],
    ['nobody read', 'patient,value\nA,1\nA,2\n', 'no column of readers'],
    ['two units', 'patient,A (mm),B (cm)\nP1,12,1.2\nP2,13,1.3\n', 'mm and cm'],
    ['no patient', 'reader,value\nAnne,1\nBruno,2\n', 'no column names the patient'],
    ['one column', 'patient,A\nP1,1\nP2,2\n', 'two columns of values'],
  ])('%s is refused with what was found', (_, text, message) => expect(() => agree(text)).toThrow(message));

  test('a machine that read nothing is refused by name', () => expect(() => agree(recorded.wide.text, { machine: 'E' })).toThrow('--machine E is none of the readers: A, B, C, D'));
});

test('the order of patients changes nothing', () => {
  const [header, ...rows] = recorded.wide.text.trim().split('\n');
  const { pairs: _, ...turned } = quantity([header, ...rows.toReversed()].join('\n'));
  const { pairs: __, ...straight } = quantity(recorded.wide.text);
  expectNear(measured(turned.icc).forms.ICC2.value, measured(straight.icc).forms.ICC2.value, 1e-12);
  expectNear(measured(turned.anyRater.withinSubjectSd).value, measured(straight.anyRater.withinSubjectSd).value, 1e-12);
});
