import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTable } from '../../src/analysis/read-table.ts';
import { csvLine } from '../../src/report/csv.ts';
import { analysesCsv, rankedCsv } from '../../src/report/ranked-csv.ts';
import { sampleRow } from './sample-row.ts';

test('cells with a comma, a quotation mark or a line break are quoted as RFC 4180 has it', () =>
  expect(csvLine(['a,b', 'say "no"', 'two\nlines', 'plain'])).toBe('"a,b","say ""no""","two\nlines",plain\r\n'));

test('text that a spreadsheet would run is written as text', () =>
  expect(csvLine(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '=A1,"B1"'])).toBe(`'=1+1,'+1,'-1,'@SUM(A1),'\t=1,"'=A1,""B1"""\r\n`));

test('numbers keep their sign, their point and all their digits', () => expect(csvLine([-0.5, 0.1 + 0.2, 1e-9])).toBe('-0.5,0.30000000000000004,1e-9\r\n'));

test('what is written is read back, but for the guard against formulas', () =>
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 5 }), (cells) => {
      fc.pre(!/^[\s"]*$/.test(cells.join('')));
      const [header] = [readTable(Buffer.from(`a,b,c,d,e,f\r\n${csvLine(['x', ...cells])}`), 'table.csv').rows[0].cells];
      const guarded = cells.map((cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell));
      expect(header).toEqual(['x', ...guarded]);
    }),
    { seed: 7 },
  ));

async function table(rows: Parameters<typeof rankedCsv>[0]): Promise<{ header: readonly string[]; cells: readonly (readonly string[])[] }> {
  let text = '';
  for await (const line of rankedCsv(rows)) text += line;
  const { header, rows: read } = readTable(Buffer.from(text), 'ranked.csv');
  return { header, cells: read.map(({ cells }) => cells) };
}

test('the ranked list has one line a scan with rank, group, numbers, intervals and files', async () => {
  const { header, cells } = await table([sampleRow(1, 'abnormal', { ratio: 1.75 }), sampleRow(2, 'known')]);
  const cell = (row: number, name: string) => cells[row][header.indexOf(name)];
  expect(cells).toHaveLength(2);
  expect(['rank', 'group', 'heartToContralateralRatio', 'heartToContralateralRatioLower95', 'files'].map((name) => cell(0, name))).toEqual(['1', 'abnormal', '1.75', '1.55', '/archive/1.dcm']);
  expect(['known', 'diagnosis'].map((name) => cell(1, name))).toEqual(['true', 'ATTRwt']);
});

test('a quantity that was not measured is an empty cell', async () => {
  const { header, cells } = await table([sampleRow(1, 'normal')]);
  expect(cells[0][header.indexOf('heartToBoneRatio')]).toBe('');
});

test('analyses alone are written with the same columns', () => {
  const { header, rows } = readTable(Buffer.from(analysesCsv([sampleRow(1, 'normal').analysis])), 'analyses.csv');
  expect(rows[0].cells[header.indexOf('label')]).toBe('normal');
});
