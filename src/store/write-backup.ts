import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { pack as tarPack, type Header, type Pack } from 'tar-stream';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { software } from '../measurement/software.ts';
import { backupFormat, endName, filesFolder, manifestName, tablesFolder, type BackupCounts, type BackupManifest, type BackupTable } from './backup-format.ts';
import { query } from './transaction.ts';

const pieceBytes = 4 * 1024 * 1024;
/** Fast; the rows shrink to a third even so. */
const compressionLevel = 1;

/**
 * Writes everything in a store into one file, as it stood at one moment, while others go on working.
 *
 * @param files folder of brought files.
 * @param path of the backup; it appears there once it is whole and on the disk.
 * @throws AmyloscopeError `outputRefused` when there is a file already or it cannot be written, `storeUnavailable`.
 */
export async function writeBackup(client: pg.Client, files: string, path: string): Promise<BackupCounts> {
  if (existsSync(path)) throw new AmyloscopeError('outputRefused', { en: `${path} exists already. Name a new file.`, fr: `${path} existe déjà. Nommez un nouveau fichier.` });
  const partial = `${path}.${process.pid}.partial`;
  const pack = tarPack();
  const written = pipeline(pack, createGzip({ level: compressionLevel }), createWriteStream(partial, { mode: 0o600, flags: 'wx', flush: true }));
  try {
    const [counts] = await Promise.all([packStore(client, files, pack), written]);
    await rename(partial, path);
    return counts;
  } catch (cause) {
    pack.destroy();
    await written.catch(() => undefined);
    await rm(partial, { force: true });
    if (cause instanceof AmyloscopeError) throw cause;
    throw new AmyloscopeError('outputRefused', { en: `The backup ${path} cannot be written: ${(cause as Error).message}`, fr: `La sauvegarde ${path} ne peut être écrite : ${(cause as Error).message}` }, { cause });
  }
}

/**
 * The same as a stream, for whoever asks over a network. A stream that ends without fault is a whole backup.
 * @param client to itself until the stream has ended.
 * @returns the stream, and a promise that rejects as the stream does.
 */
export function streamBackup(client: pg.ClientBase, files: string): { readonly stream: Readable; readonly done: Promise<BackupCounts> } {
  const pack = tarPack();
  const stream = createGzip({ level: compressionLevel });
  const sent = pipeline(pack, stream);
  const packed = packStore(client, files, pack).catch((cause: Error) => {
    pack.destroy(cause);
    throw cause;
  });
  return { stream, done: Promise.all([packed, sent]).then(([counts]) => counts) };
}

async function packStore(client: pg.ClientBase, files: string, pack: Pack): Promise<BackupCounts> {
  await query(client, 'begin isolation level repeatable read, read only');
  try {
    await query(client, `set local datestyle = 'ISO, YMD'`);
    // A large table takes longer than a page may wait.
    await query(client, 'set local statement_timeout = 0');
    const manifest = await manifestOf(client, files);
    await addJson(pack, manifestName, manifest);
    const rows: Record<string, number> = {};
    for (const table of manifest.tables) rows[table.name] = await addTable(client, pack, table);
    const counts = { rows, files: await addFiles(pack, files) };
    await addJson(pack, endName, counts);
    pack.finalize();
    return counts;
  } finally {
    await client.query('commit').catch(() => undefined);
  }
}

async function manifestOf(client: pg.ClientBase, files: string): Promise<BackupManifest> {
  const columns = await query<{ table: string; column: string }>(client, `select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'amyloscope' and table_name <> 'migration' and is_generated = 'NEVER' order by table_name, ordinal_position`);
  const references = await query<{ table: string; refersTo: string }>(client, `select own.relname as table, other.relname as "refersTo" from pg_constraint
    join pg_class own on own.oid = conrelid join pg_class other on other.oid = confrelid join pg_namespace on pg_namespace.oid = own.relnamespace where contype = 'f' and nspname = 'amyloscope'`);
  const migrations = await query<{ name: string }>(client, 'select name from amyloscope.migration order by name');
  const tables = [...Map.groupBy(columns, ({ table }) => table)].map(([name, own]): BackupTable => ({ name, columns: own.map(({ column }) => column) }));
  return { format: backupFormat, software: `${software.name} ${software.version}`, madeAt: new Date().toISOString(), filesFolder: resolve(files), migrations: migrations.map(({ name }) => name), tables: inOrder(tables, references) };
}

/** Tables after those they refer to. */
function inOrder(tables: readonly BackupTable[], references: readonly { readonly table: string; readonly refersTo: string }[]): readonly BackupTable[] {
  const ordered = new Set<BackupTable>();
  const place = (table: BackupTable): void => {
    if (ordered.has(table)) return;
    for (const { refersTo } of references.filter((one) => one.table === table.name && one.refersTo !== table.name)) place(tables.find(({ name }) => name === refersTo)!);
    ordered.add(table);
  };
  tables.forEach(place);
  return [...ordered];
}

/** @returns the number of rows. */
async function addTable(client: pg.ClientBase, pack: Pack, { name, columns }: BackupTable): Promise<number> {
  const rows = client.query(copyTo(`copy amyloscope.${name} (${columns.join(', ')}) to stdout`));
  let pieces = 0;
  let piece: Buffer[] = [];
  let bytes = 0;
  const write = async (): Promise<void> => {
    await addEntry(pack, { name: `${tablesFolder}${name}/${String((pieces += 1)).padStart(6, '0')}`, size: bytes }, piece);
    [piece, bytes] = [[], 0];
  };
  for await (const chunk of rows as AsyncIterable<Buffer>) {
    piece.push(chunk);
    bytes += chunk.length;
    if (bytes >= pieceBytes) await write();
  }
  if (bytes > 0) await write();
  return rows.rowCount;
}

/** @returns the number of files. */
async function addFiles(pack: Pack, folder: string): Promise<number> {
  let files = 0;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).split(sep).join('/');
    // What is still coming in belongs to no result.
    if (!entry.isFile() || name.startsWith('incoming/')) continue;
    const { size, mtime } = await stat(path);
    await addEntry(pack, { name: filesFolder + name, size, mtime }, createReadStream(path));
    files += 1;
  }
  return files;
}

function addJson(pack: Pack, name: string, value: object): Promise<void> {
  const text = Buffer.from(JSON.stringify(value, null, 2));
  return addEntry(pack, { name, size: text.length }, [text]);
}

function addEntry(pack: Pack, header: Partial<Header> & Pick<Header, 'name'>, content: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<void> {
  return new Promise((resolve, reject) => {
    const entry = pack.entry({ mode: 0o600, ...header }, (error) => (error ? reject(error) : resolve()));
    const fill = async (): Promise<void> => {
      for await (const chunk of content) if (!entry.write(chunk)) await once(entry, 'drain');
      entry.end(undefined);
    };
    fill().catch(reject);
  });
}
