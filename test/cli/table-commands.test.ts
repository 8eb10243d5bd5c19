import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { expectNear } from '../statistics/reference.ts';
import { tableReference } from '../tables/table-reference.ts';
import { runCommand } from './run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'amyloscope-tables-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Cells = readonly (string | number | boolean | null)[];
function writeTable(name: string, columns: Readonly<Record<string, Cells>>): string {
  const path = join(folder, name);
  const rows = Object.values(columns)[0].map((_, i) => Object.values(columns).map((cells) => cells[i] ?? '').join(','));
  writeFileSync(path, [Object.keys(columns).join(','), ...rows].join('\n'));
  return path;
}

interface Recorded {
  readonly lung: { readonly data: Record<'time' | 'event' | 'sex' | 'age' | 'ecog' | 'loss', Cells>; readonly together: { readonly hazardRatios: number[][] } };
}
const { lung } = tableReference<Recorded>('outcome');
const { time, event, sex, age, ecog, loss } = lung.data;
const outcomes = writeTable('outcomes.csv', { patient: time.map((_, i) => `P${i}`), 'time (months)': time, event: event.map(Number), sex, age, ecog, 'loss (kg)': loss });
const repeated = tableReference<{ wide: { text: string; icc: number[] }; long: { text: string; variances: number[] }; grades: { text: string } }>('repeated');
const { text: markers } = tableReference<{ text: string }>('associations');
function keepTable(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
const { diseased, values } = tableReference<{ diseased: Cells; values: Record<'s100b' | 'low' | 'probability', Cells> }>('accuracy');
const scores = writeTable('scores.csv', { patient: diseased.map((_, i) => `P${i}`), truth: diseased.map(Number), ...values });

describe('outcome', () => {
  test('writes the page and the JSON, and says who had the event', async () => {
    const out = join(folder, 'outcome');
    const { code, output } = await runCommand(['outcome', outcomes, '--group', 'sex', '--covariates', 'age,ecog,loss', '--out', out]);
    expect(code).toBe(0);
    expect(output).toContain('228 patients, 165 with the event');
    expect(output).toContain('log-rank p = 0.001');
    expect(readFileSync(join(out, 'outcome.html'), 'utf8')).toContain('<svg');
    expect(JSON.parse(readFileSync(join(out, 'outcome.json'), 'utf8'))).toMatchObject({ patients: 228, events: 165, timeUnit: 'months', comparison: { name: 'sex' } });
  });

  test('gives the hazard ratios of R as JSON and as CSV', async () => {
    const args = ['outcome', outcomes, '--group', 'sex', '--covariates', 'age,ecog,loss', '--out', join(folder, 'formats')];
    const { multivariable } = JSON.parse((await runCommand([...args, '--format', 'json'])).output);
    expectNear(multivariable.covariates.map((one: { hazard: { hazardRatio: number } }) => one.hazard.hazardRatio), lung.together.hazardRatios.map(([ratio]) => ratio), 1e-4);
    const csv = (await runCommand([...args, '--format', 'csv'])).output.split('\r\n').filter((line) => line.startsWith('together,'));
    expectNear(csv.map((line) => Number(line.split(',')[5])), lung.together.hazardRatios.map(([ratio]) => ratio), 1e-4);
  });

  test('spells out in JSON a median bound that the curve never reaches', async () => {
    const path = writeTable('young.csv', { patient: ['A', 'B', 'C', 'D'], time: [5, 6, 7, 8], event: [1, 1, 0, 1], x: [1.5, 2, 3, 4] });
    const { everybody } = JSON.parse((await runCommand(['outcome', path, '--out', join(folder, 'young'), '--format', 'json'])).output);
    expect(everybody.median.interval95[1]).toBe('Infinity');
  });

  test('speaks French', async () => {
    const { output } = await runCommand(['outcome', outcomes, '--out', join(folder, 'french')], 'fr');
    expect(output).toContain('228 patients, dont 165 avec l’événement');
    expect(output).toContain('À valeurs égales des autres');
  });

  test('ends with a usage error and writes nothing when the table is missing or not understood', async () => {
    const out = join(folder, 'nothing');
    expect(await runCommand(['outcome', join(folder, 'absent.csv'), '--out', out])).toMatchObject({ code: 2, messages: expect.stringContaining('cannot be read') });
    expect(await runCommand(['outcome', scores, '--out', out])).toMatchObject({ code: 2, messages: expect.stringContaining('must be headed time') });
    expect(await runCommand(['outcome', outcomes, '--cut', 'x', '--out', out])).toMatchObject({ code: 2 });
    expect(existsSync(out)).toBe(false);
  });
});

describe('accuracy', () => {
  test('writes the page and the JSON, and says what the scores are worth', async () => {
    const out = join(folder, 'accuracy');
    const { code, output } = await runCommand(['accuracy', scores, '--low', 'low', '--threshold', 's100b=0,3', '--threshold', 'low=50', '--out', out]);
    expect(code).toBe(0);
    expect(output).toContain('113 cases, 41 diseased and 72 healthy.');
    expect(output).toContain('0.731 (0.630–0.833)');
    expect(output).toContain('low ≤ 50');
    expect(readFileSync(join(out, 'accuracy.html'), 'utf8')).toContain('<svg');
    expect(JSON.parse(readFileSync(join(out, 'accuracy.json'), 'utf8')).scores[0].threshold).toMatchObject({ value: 0.3, origin: 'stated' });
  });

  test('gives one line of CSV a score', async () => {
    const { output } = await runCommand(['accuracy', scores, '--format', 'csv', '--out', join(folder, 'lines')]);
    const lines = output.trim().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(new Set(lines.map((line) => line.split(',').length)).size).toBe(1);
  });

  test('refuses a threshold that is no number', async () => {
    expect(await runCommand(['accuracy', scores, '--threshold', 's100b=high'])).toMatchObject({ code: 2 });
  });
});

describe('agreement', () => {
  const ratings = keepTable('ratings.csv', repeated.wide.text);
  const grades = keepTable('grades.csv', repeated.grades.text);

  test('writes the page and the JSON, and judges the interval', async () => {
    const out = join(folder, 'agreement');
    const { code, output } = await runCommand(['agreement', ratings, '--scale', 'quantity', '--machine', 'D', '--out', out]);
    expect(code).toBe(0);
    expect(output).toContain('ICC(2,1), ICC(A,1)');
    expect(output).toContain('0.290 (0.019–0.761)');
    expect(output).toContain('poor to good');
    expect(readFileSync(join(out, 'agreement.html'), 'utf8')).toContain('<svg');
    const { agreement } = JSON.parse(readFileSync(join(out, 'agreement.json'), 'utf8'));
    expectNear(['ICC1', 'ICC2', 'ICC3', 'ICC1k', 'ICC2k', 'ICC3k'].map((name) => agreement[0].icc.forms[name].value), repeated.wide.icc);
  });

  test('speaks French, of grades too', async () => {
    const { code, output } = await runCommand(['agreement', grades, '--out', join(folder, 'grades')], 'fr');
    expect(code).toBe(0);
    expect(output).toContain('Krippendorff');
    expect(output).not.toMatch(/\b(readers?|patients with)\b/);
  });

  test('refuses a table without readers and writes nothing', async () => {
    const out = join(folder, 'none');
    expect(await runCommand(['agreement', keepTable('alone.csv', 'patient,value\nA,1\nA,2\n'), '--out', out])).toMatchObject({ code: 2, messages: expect.stringContaining('no column of readers') });
    expect(existsSync(out)).toBe(false);
  });
});

describe('reproducibility', () => {
  const readings = keepTable('lectures.csv', repeated.long.text);

  test('writes the page and the JSON, with the parts that lme4 gives', async () => {
    const out = join(folder, 'reproducibility');
    const { code, output } = await runCommand(['reproducibility', readings, '--out', out, '--format', 'csv']);
    expect(code).toBe(0);
    expectNear(output.trim().split('\r\n').slice(1).map((line) => Number(line.split(',')[4])), repeated.long.variances, 1e-4);
    expect(readFileSync(join(out, 'reproducibility.html'), 'utf8')).toContain('<svg');
    expect(JSON.parse(readFileSync(join(out, 'reproducibility.json'), 'utf8')).quantities[0]).toMatchObject({ name: 'SLG', unit: '%', patients: 14 });
  });

  test('says in French how large a change must be, in points', async () => {
    const { output } = await runCommand(['reproducibility', readings, '--out', join(folder, 'reproductibilite')], 'fr');
    expect(output).toMatch(/de moins de 1,2\spoints 95 fois sur 100/);
  });
});

test.each([['agreement', 'readings'], ['reproducibility', 'readings'], ['associations', 'markers']])('%s works out the example of the documentation', async (command, name) => {
  const example = join(import.meta.dirname, `../../docs/examples/${name}.csv`);
  expect(await runCommand([command, example, '--out', join(folder, `example-${command}`)])).toMatchObject({ code: 0, messages: '' });
});

describe('associations', () => {
  const path = keepTable('markers.csv', markers);

  test('writes the triangle, and every pair as CSV', async () => {
    const out = join(folder, 'associations');
    const { code, output } = await runCommand(['associations', path, '--out', out, '--format', 'csv']);
    expect(code).toBe(0);
    expect(output.trim().split('\r\n')).toHaveLength(7);
    expect(readFileSync(join(out, 'associations.html'), 'utf8')).toContain('<svg');
  });

  test('holds a quantity constant and says so', async () => {
    const { output } = await runCommand(['associations', path, '--given', 'Temp', '--method', 'spearman', '--out', join(folder, 'held')]);
    expect(output).toContain('Temp held constant');
  });
});
