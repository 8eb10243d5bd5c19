import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { finished, pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';
import { extract as tarExtract, type Extract } from 'tar-stream';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { backupFormat, endName, filesFolder, manifestName, tablesFolder, type BackupCounts, type BackupManifest } from './backup-format.ts';
import { restartUnfinishedJobs } from './job-tasks.ts';
import { applyMigrations, knownMigrations } from './migrate.ts';
import type { TaskQueue } from './task-queue.ts';
import { query } from './transaction.ts';

/** One file of the archive. */
type Entry = Extract extends AsyncIterable<infer Member> ? Member : never;

/**
 * Brings everything in a backup back into an empty store: all of it or nothing. Jobs that were not finished begin again.
 *
 * @param client of a database without results, accounts or audit trail.
 * @param files folder for brought files.
 * @throws AmyloscopeError `invalidInput` when the file is no whole backup, `outputRefused` when the store is not empty.
 */
export async function restoreBackup(client: pg.Client, queue: TaskQueue, files: string, path: string): Promise<BackupCounts> {
  await query(client, 'begin');
  try {
    await requireEmpty(client);
    const counts = await unpack(client, files, path);
    await restartUnfinishedJobs(client, queue);
    await applyMigrations(client, knownMigrations());
    await client.query('commit');
    return counts;
  } catch (cause) {
    await client.query('rollback').catch(() => undefined);
    if (cause instanceof AmyloscopeError) throw cause;
    throw new AmyloscopeError('invalidInput', { en: `${path} is not a whole backup of Amyloscope: ${(cause as Error).message}`, fr: `${path} n’est pas une sauvegarde entière d’Amyloscope : ${(cause as Error).message}` }, { cause });
  }
}

async function requireEmpty(client: pg.Client): Promise<void> {
  const tables = await query<{ name: string }>(client, `select table_name as name from information_schema.tables where table_schema = 'amyloscope' and table_type = 'BASE TABLE' and table_name <> 'migration'`);
  for (const { name } of tables) {
    const [{ used }] = await query<{ used: boolean }>(client, `select exists (select from amyloscope.${name}) as used`);
    if (used) throw new AmyloscopeError('outputRefused', { en: `The store is not empty: its table ${name} has rows. Restore into a new one, by --store or --database.`, fr: `La base n’est pas vide : sa table ${name} a des lignes. Rétablissez dans une nouvelle, par --store ou --database.` });
  }
  await client.query('drop schema if exists amyloscope cascade');
}

/** Fills the tables and the folder in the order of the archive. */
async function unpack(client: pg.Client, files: string, path: string): Promise<BackupCounts> {
  const archive = tarExtract();
  const reading = pipeline(createReadStream(path), createGunzip(), archive);
  reading.catch(() => undefined);
  const loader = tableLoader(client);
  let manifest: BackupManifest | null = null;
  let end: BackupCounts | null = null;
  try {
    for await (const entry of archive) {
      const { name } = entry.header;
      if (name === manifestName) await prepare(client, (manifest = readManifest(await readJson(entry))));
      else if (name.startsWith(tablesFolder)) await loader.load(manifest, name.split('/')[1], entry);
      else if (name.startsWith(filesFolder)) await placeFile(files, name.slice(filesFolder.length), entry);
      else if (name === endName) end = (await readJson(entry)) as BackupCounts;
      else throw new Error(`it holds ${JSON.stringify(name)}, which no backup does.`);
    }
    await reading;
    await loader.end();
  } catch (error) {
    await loader.giveUp(error as Error);
    throw error;
  }
  if (!manifest || !end) throw new Error('its end is missing.');
  await finish(client, manifest, end, files);
  return end;
}

async function readJson(entry: Entry): Promise<unknown> {
  return JSON.parse((await buffer(entry)).toString('utf8'));
}

function readManifest(value: unknown): BackupManifest {
  const manifest = value as BackupManifest;
  if (manifest.format !== backupFormat) throw new Error(`its format is ${manifest.format}; this version reads ${backupFormat}.`);
  const names = [...manifest.tables.map(({ name }) => name), ...manifest.tables.flatMap(({ columns }) => columns)];
  // They become part of statements.
  if (!names.every((name) => /^[a-z_0-9]+$/.test(name))) throw new Error('it names tables that no store has.');
  return manifest;
}

/** Makes the tables as they were when the backup was made, without what fills some of them by itself. */
async function prepare(client: pg.Client, { migrations, tables }: BackupManifest): Promise<void> {
  await applyMigrations(client, migrations);
  await query(client, `set local datestyle = 'ISO, YMD'`);
  for (const { name } of tables) await query(client, `alter table amyloscope.${name} disable trigger user`);
}

/** Hands the pieces of a table to one COPY, which ends when the next table comes. */
function tableLoader(client: pg.Client) {
  let current: { readonly name: string; readonly stream: CopyStreamQuery } | null = null;

  async function end(): Promise<void> {
    if (!current) return;
    const { stream } = current;
    current = null;
    stream.end();
    await finished(stream);
  }

  return {
    end,
    /** A COPY that is left open would keep the connection from anything else. */
    async giveUp(cause: Error): Promise<void> {
      current?.stream.destroy(cause);
      if (current) await finished(current.stream).catch(() => undefined);
    },
    async load(manifest: BackupManifest | null, name: string, entry: Entry): Promise<void> {
      const table = manifest?.tables.find((one) => one.name === name);
      if (!table) throw new Error(`it has rows of ${JSON.stringify(name)}, which it does not name.`);
      if (current?.name !== name) {
        await end();
        current = { name, stream: client.query(copyFrom(`copy amyloscope.${name} (${table.columns.join(', ')}) from stdin`)) };
      }
      const { stream } = current;
      for await (const chunk of entry) if (!stream.write(chunk)) await once(stream, 'drain');
    },
  };
}

async function placeFile(folder: string, name: string, entry: Entry): Promise<void> {
  if (name.split('/').some((part) => part === '' || part === '.' || part === '..')) throw new Error(`it has a file named ${JSON.stringify(name)}, which points elsewhere.`);
  const place = join(folder, name);
  const temporary = join(folder, 'incoming', randomUUID());
  await mkdir(dirname(temporary), { recursive: true, mode: 0o700 });
  await mkdir(dirname(place), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  try {
    const hashed = async function* (): AsyncIterable<Buffer> {
      for await (const chunk of entry as AsyncIterable<Buffer>) {
        hash.update(chunk);
        yield chunk;
      }
    };
    await pipeline(hashed, createWriteStream(temporary, { mode: 0o600, flush: true }));
    if (name.startsWith('content/') && hash.digest('hex') !== basename(name, '.zip')) throw new Error(`its file ${name} is damaged.`);
    await rename(temporary, place);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function finish(client: pg.Client, { tables, filesFolder: before }: BackupManifest, { rows }: BackupCounts, files: string): Promise<void> {
  for (const { name } of tables) {
    const [{ count }] = await query<{ count: number }>(client, `select count(*)::integer as count from amyloscope.${name}`);
    if (count !== rows[name]) throw new Error(`it has ${count} rows of ${name} instead of ${rows[name]}.`);
    await query(client, `alter table amyloscope.${name} enable trigger user`);
  }
  const counters = await query<{ table: string; column: string }>(client, `select table_name as table, column_name as column from information_schema.columns where table_schema = 'amyloscope' and is_identity = 'YES'`);
  for (const { table, column } of counters) await query(client, `select setval(pg_get_serial_sequence('amyloscope.${table}', '${column}'), coalesce(max(${column}), 0) + 1, false) from amyloscope.${table}`);
  await query(client, `update amyloscope.file set path = $2 || substr(path, length($1) + 1) where starts_with(path, $1 || '/') and $1 <> $2`, [before, resolve(files)]);
}
