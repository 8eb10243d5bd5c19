import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { rankedColumns, scanColumns, type Column } from '../../src/report/analysis-columns.ts';
import { writeParquet } from '../../src/report/write-parquet.ts';
import { sampleRow } from './sample-row.ts';

const folder = mkdtempSync(join(tmpdir(), 'amyloscope-parquet-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes rows and reads them with DuckDB, whose reader shares nothing with our writer. */
async function readBack<Row>(rows: readonly Row[], columns: readonly Column<Row>[], query = 'select * from table'): Promise<{ names: readonly string[]; types: readonly string[]; rows: readonly (readonly unknown[])[] }> {
  const path = join(folder, 'table.parquet');
  const pieces: Uint8Array[] = [];
  for await (const piece of writeParquet(rows, columns)) pieces.push(piece);
  writeFileSync(path, Buffer.concat(pieces));
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const answer = await connection.runAndReadAll(query.replace('table', `read_parquet('${path}')`));
  return { names: answer.columnNames(), types: answer.columnTypes().map(String), rows: answer.getRows() };
}

test('DuckDB reads every value of the ranked list, by the names of the CSV and with their types', async () => {
  const rows = [sampleRow(1, 'abnormal'), sampleRow(2, 'normal'), sampleRow(3, 'refused')];
  const read = await readBack(rows, rankedColumns);
  expect(read.names).toEqual(rankedColumns.map(([name]) => name));
  expect(read.types).toEqual(rankedColumns.map(([, kind]) => ({ text: 'VARCHAR', number: 'DOUBLE', boolean: 'BOOLEAN' })[kind]));
  expect(read.rows).toEqual(rows.map((row) => rankedColumns.map(([, , cell]) => cell(row))));
});

test('a table longer than one group of rows is whole, and nulls stay nulls', async () => {
  const columns: readonly Column<number>[] = [['n', 'number', (n) => n], ['half', 'number', (n) => (n % 2 === 0 ? n / 2 : null)], ['text', 'text', (n) => `é${n}`]];
  const read = await readBack(Array.from({ length: 25_000 }, (_, n) => n), columns, 'select count(*), sum(n), count(half), sum(half), min(text), count(distinct text) from table');
  expect(read.rows.flat().map((one) => (typeof one === 'bigint' ? Number(one) : one))).toEqual([25_000, (25_000 * 24_999) / 2, 12_500, (12_500 * 12_499) / 2, 'é0', 25_000]);
});

test('a table without rows has its columns', async () => {
  const read = await readBack([], scanColumns);
  expect([read.names, read.rows]).toEqual([scanColumns.map(([name]) => name), []]);
});
