import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A PostgreSQL installed on this machine, apart from the one Amyloscope brings, started for a test. */
export interface InstalledPostgres {
  readonly url: string;
  stop(): void;
}

const installations = '/usr/lib/postgresql';

/** The folder of the newest installed server's programs, or null: Debian's package `postgresql` brings one. */
export function installedPrograms(): string | null {
  if (!existsSync(installations)) return null;
  const versions = readdirSync(installations).filter((version) => existsSync(join(installations, version, 'bin', 'postgres')));
  const newest = versions.sort((a, b) => Number(a) - Number(b)).at(-1);
  return newest ? join(installations, newest, 'bin') : null;
}

/** Starts an empty server on a free loopback port. */
export async function startInstalledPostgres(programs: string): Promise<InstalledPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'amyloscope-installed-'));
  const user = process.getuid?.() === 0 ? { uid: id('-u'), gid: id('-g') } : null;
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const port = await freePort();
  const run = (program: string, ...parameters: string[]) => {
    const answer = spawnSync(join(programs, program), parameters, { ...user, cwd: folder, stdio: 'ignore' });
    if (answer.status !== 0) throw new Error(`${program} ended with ${answer.status}`);
  };
  run('initdb', '-D', data, '--username=amyloscope', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync');
  run('pg_ctl', '-D', data, '-w', '-l', join(folder, 'log'), '-o', `-c listen_addresses=127.0.0.1 -p ${port} -k ${folder}`, 'start');
  return {
    url: `postgresql://amyloscope@127.0.0.1:${port}/postgres`,
    stop() {
      run('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function id(option: '-u' | '-g'): number {
  return Number(spawnSync('id', [option, 'postgres'], { encoding: 'utf8' }).stdout);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
