import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, lstatSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { installedFolder, serverBinaries } from '../../src/store/server-binaries.ts';
import { serverUser } from '../../src/store/server-user.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amyloscope-binaries-'));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The server as npm leaves it where install scripts are not run: without the links of its libraries. */
async function installWithoutLinks(place: string): Promise<string> {
  const installed = join(place, 'native');
  mkdirSync(place, { recursive: true });
  cpSync(await installedFolder(), installed, { recursive: true, filter: (source) => !lstatSync(source).isSymbolicLink() });
  return installed;
}

function version(program: string): string {
  return spawnSync(program, ['--version'], { encoding: 'utf8', cwd: '/', ...serverUser(folder) }).stdout.trim();
}

test('the links of the libraries are made where the install script was not run', async () => {
  const installed = await installWithoutLinks(folder);
  expect(version(join(installed, 'bin', 'postgres'))).toBe('');
  const { postgres } = await serverBinaries(join(folder, 'store'), serverUser(folder), installed);
  expect(version(postgres)).toMatch(/^postgres \(PostgreSQL\) 18/);
  expect(dirname(dirname(postgres))).toBe(installed);
});

describe.runIf(process.getuid?.() === 0)('as root', () => {
  test('a server below a folder that only root may enter is copied beside the store', async () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const installed = await installWithoutLinks(closed);
    const { postgres, initdb } = await serverBinaries(join(folder, 'store'), serverUser(folder), installed);
    expect(postgres.startsWith(join(folder, 'store'))).toBe(true);
    expect([version(postgres), version(initdb)]).toEqual([expect.stringMatching(/18/), expect.stringMatching(/18/)]);
  });
});

test('programs that run nowhere are refused with what they said', async () => {
  const nowhere = join(folder, 'nowhere');
  const store = join(folder, 'store');
  await expect(serverBinaries(store, serverUser(folder), nowhere)).rejects.toMatchObject({ code: 'storeUnavailable', message: expect.stringMatching(/npm install/) });
});
