import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { software } from '../measurement/software.ts';
import type { CellKind, Column } from './analysis-columns.ts';
import type { CsvCell } from './csv.ts';

/** Rows encoded together: memory holds one such group, however long the table. */
const ROWS_PER_GROUP = 10_000;

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

const typeOf: Readonly<Record<CellKind, Partial<SchemaElement>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
};

function schemaOf<Row>(columns: readonly Column<Row>[]): SchemaElement[] {
  return [{ name: 'root', num_children: columns.length }, ...columns.map(([name, kind]): SchemaElement => ({ name, repetition_type: 'OPTIONAL', ...typeOf[kind] }))];
}

/**
 * Writes a table as Parquet, piece by piece: the columns, names and values of the CSV, with their types; an empty cell is null.
 * Source: Apache Parquet format 2.
 */
export async function* writeParquet<Row>(rows: AsyncIterable<Row> | Iterable<Row>, columns: readonly Column<Row>[]): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({ writer: bytes, schema: schemaOf(columns), createdBy: `${software.name} version ${software.version}` });
  let group: CsvCell[][] = columns.map(() => []);
  const flush = async (): Promise<Uint8Array> => {
    await writer.write({ columnData: columns.map(([name], index) => ({ name, data: group[index] })), rowGroupSize: ROWS_PER_GROUP });
    group = columns.map(() => []);
    return taken(bytes);
  };
  for await (const row of rows) {
    for (const [index, [, , cell]] of columns.entries()) group[index].push(cell(row));
    if (group[0].length >= ROWS_PER_GROUP) yield await flush();
  }
  if (group[0].length > 0) yield await flush();
  writer.finish();
  yield taken(bytes);
}

/** What was written since the last time; the writer goes on counting its place in the file. */
function taken(bytes: ByteWriter): Uint8Array {
  const piece = bytes.getBytes().slice();
  bytes.index = 0;
  return piece;
}
