import { describe, expect, test } from 'vitest';
import { readAssociationsTable, type AssociationsChoices } from '../../src/analysis/read-associations-table.ts';
import { associations } from '../../src/tables/associations.ts';
import { expectNear, measured } from '../statistics/reference.ts';
import { tableReference } from './table-reference.ts';

interface Pair { readonly first: string; readonly second: string; readonly pairs: number; readonly value: number }
interface Recorded {
  readonly text: string;
  readonly pearson: readonly (Pair & { readonly p: number; readonly interval: number[] })[];
  readonly holm: number[];
  readonly spearman: readonly Pair[];
  readonly held: readonly (Pair & { readonly p: number })[];
}
const recorded = tableReference<Recorded>('associations');
const plain: AssociationsChoices = { markers: null, held: [], method: 'pearson' };
const read = (text: string, choices: Partial<AssociationsChoices> = {}) => readAssociationsTable(new TextEncoder().encode(text), 'markers.csv', { ...plain, ...choices });
const found = (choices: Partial<AssociationsChoices> = {}) => associations(read(recorded.text, choices).input);

describe('a table with gaps', () => {
  test('gives the correlations of R on the rows that have both, adjusted by Holm', () => {
    const { pairs } = found();
    expect(pairs.map(({ first, second, correlation }) => [first, second, measured(correlation).pairs])).toEqual(recorded.pearson.map(({ first, second, pairs: count }) => [first, second, count]));
    for (const [i, { correlation, adjustedP }] of pairs.entries()) {
      const { value, p, interval95 } = measured(correlation);
      const expected = recorded.pearson[i];
      expectNear([value, p, ...interval95, adjustedP!], [expected.value, expected.p, ...expected.interval, recorded.holm[i]]);
    }
  });

  test('gives the rank correlations of R', () => {
    expectNear(found({ method: 'spearman' }).pairs.map(({ correlation }) => measured(correlation).value), recorded.spearman.map(({ value }) => value));
  });

  test('holds a quantity constant as regression on it does', () => {
    const { pairs, held } = found({ held: ['Temp'] });
    expect(held).toEqual(['Temp']);
    expectNear(pairs.flatMap(({ correlation }) => [measured(correlation).value, measured(correlation).p, measured(correlation).pairs]), recorded.held.flatMap(({ value, p, pairs: count }) => [value, p, count]));
  });

  test('a change of unit changes nothing', () => {
    const scaled = associations({ ...read(recorded.text).input, markers: read(recorded.text).input.markers.map((marker) => ({ ...marker, values: marker.values.map((value) => (value === null ? null : 1000 * value + 7)) })) });
    expectNear(scaled.pairs.map(({ correlation }) => measured(correlation).value), recorded.pearson.map(({ value }) => value));
  });
});

describe('reading', () => {
  test('lists what is no marker, and counts yes and no as 1 and 0', () => {
    const { input, unused } = read('patient;GLS (%);note;carpien;vide\nA;-12,5;vu;oui;\nB;-14;revu;non;\nC;faible;vu;oui;\n');
    expect(input.markers.map(({ name, unit, values }) => [name, unit, values])).toEqual([['GLS', '%', [-12.5, -14, null]], ['carpien', null, [1, 0, 1]]]);
    expect(unused.map(({ row, column, value }) => [row, column, value])).toEqual([[1, 'note', 'note'], [1, 'vide', 'vide'], [4, 'GLS (%)', 'faible']]);
  });

  test('a patient in several rows is counted', () => expect(associations(read('patient,x,y\nA,1,2\nA,2,3\nB,3,5\nC,4,4\n').input).repeatedPatients).toBe(1));

  test.each([
    ['only one column of numbers', 'patient,x\nA,1\nB,2\n', {}, 'only one column holds numbers'],
    ['a marker that is text', 'patient,x,y,z\nA,1,2,a\nB,2,3,b\n', { markers: ['x', 'z'] }, '"z" holds text'],
    ['a column that is not there', 'patient,x,y\nA,1,2\nB,2,3\n', { held: ['age'] }, 'age'],
  ])('%s is refused', (_, text, choices, message) => expect(() => read(text, choices)).toThrow(message));
});
