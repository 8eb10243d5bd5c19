import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { enterPrivateServer } from '../../src/store/private-server.ts';

const program = fileURLToPath(new URL('./hold-store.ts', import.meta.url));

/** A store that exists already, for every test that does not need a new one: to make one takes the longest. */
let folder: string;
const holders: ChildProcess[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'amyloscope-server-'));
  await visit();
}, 60_000);
afterEach(async () => {
  for (const holder of holders.splice(0)) holder.kill('SIGKILL');
  await stopServer();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lockFile = (store = folder) => join(store, 'postgresql', 'data', 'postmaster.pid');
const serverPid = (store = folder) => Number(readFileSync(lockFile(store), 'utf8').split('\n')[0]);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A killed process that nobody has waited for yet is no longer at work.
    return process.platform !== 'linux' || !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 10_000; !condition(); await sleep(20)) {
    if (Date.now() > deadline) throw new Error('It did not come to pass within 10 s.');
  }
}

async function stopServer(): Promise<void> {
  if (!existsSync(lockFile())) return;
  const pid = serverPid();
  if (!readServerCommand(pid)) return;
  process.kill(pid, 'SIGQUIT');
  await until(() => !isAlive(pid));
}

/** Only a PostgreSQL server is ever signalled by these tests. */
function readServerCommand(pid: number): boolean {
  return isAlive(pid) && readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
}

async function hold(store = folder): Promise<ChildProcess> {
  const holder = spawn(process.execPath, [program, store], { stdio: ['pipe', 'pipe', 'inherit'] });
  holders.push(holder);
  const [first] = await once(holder.stdout!, 'data');
  expect(String(first)).toBe('opened\n');
  return holder;
}

async function letGo(holder: ChildProcess): Promise<void> {
  holder.stdin!.write('close\n');
  await once(holder, 'exit');
}

/** Enters, runs a query that needs a working server, and leaves. */
async function visit(store = folder): Promise<unknown> {
  const server = await enterPrivateServer(store);
  const { rows } = await server.client.query("select current_setting('fsync') as fsync, current_setting('listen_addresses') as addresses");
  await server.leave();
  return rows[0];
}

test('the server writes through to the disk and listens on no network address', async () => {
  expect(await visit()).toEqual({ fsync: 'on', addresses: '' });
});

test('nobody else may enter the folder of the server', () => {
  expect(statSync(join(folder, 'postgresql')).mode & 0o077).toBe(0);
});

// A server gives up its lock a moment before its process is gone, so the process is waited for.
test('the server stops when its only user leaves', async () => {
  const server = await enterPrivateServer(folder);
  const pid = serverPid();
  await server.leave();
  await until(() => !isAlive(pid));
  expect(existsSync(lockFile())).toBe(false);
});

test('a second process uses the server that runs, and only the last one to leave stops it', async () => {
  const first = await hold();
  const pid = serverPid();
  const second = await hold();
  expect(serverPid()).toBe(pid);
  await letGo(first);
  expect(isAlive(pid)).toBe(true);
  await letGo(second);
  await until(() => !isAlive(pid));
});

test('processes that come at the same moment to a store that does not exist yet all get in', async () => {
  const store = join(folder, 'new');
  const together = await Promise.all([hold(store), hold(store), hold(store)]);
  const pid = serverPid(store);
  await Promise.all(together.map(letGo));
  await until(() => !isAlive(pid));
}, 30_000);

test('a server whose process was killed is used again, and stopped by who leaves last', async () => {
  const holder = await hold();
  const pid = serverPid();
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(isAlive(pid)).toBe(true);
  const server = await enterPrivateServer(folder);
  expect(serverPid()).toBe(pid);
  await server.leave();
  await until(() => !isAlive(pid));
});

test('a server that was killed itself leaves a lock, and the next one starts in spite of it', async () => {
  const holder = await hold();
  const pid = serverPid();
  process.kill(pid, 'SIGKILL');
  holder.kill('SIGKILL');
  await until(() => !isAlive(pid));
  expect(existsSync(lockFile())).toBe(true);
  expect(await visit()).toMatchObject({ fsync: 'on' });
}, 30_000);

describe.runIf(process.platform === 'linux')('where another process has got the number in a stale lock', () => {
  test('the lock is removed and the server starts', async () => {
    const { uid, gid } = statSync(join(folder, 'postgresql'));
    const stranger = spawn('sleep', ['60'], { uid, gid });
    writeFileSync(lockFile(), `${stranger.pid}\n${join(folder, 'postgresql', 'data')}\n1700000000\n5432\n/nowhere\n\n 1 1\nready\n`);
    expect(await visit()).toMatchObject({ fsync: 'on' });
    expect(isAlive(stranger.pid!)).toBe(true);
    stranger.kill();
  }, 30_000);

});

describe.runIf(process.platform === 'linux')('a store deep below a folder that only its owner may enter', () => {
  test('works, and the folder stays closed', async () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    // The name is too long for the path of a socket.
    expect(await visit(join(closed, 'x'.repeat(200)))).toMatchObject({ fsync: 'on' });
    expect(statSync(closed).mode & 0o777).toBe(0o700);
  }, 30_000);
});

describe.runIf(process.getuid?.() === 0)('as root', () => {

  test('the server runs as another user', async () => {
    const server = await enterPrivateServer(folder);
    expect(statSync(`/proc/${serverPid()}`).uid).not.toBe(0);
    await server.leave();
  });
});

test('a folder that cannot be made is refused with its name', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  await expect(enterPrivateServer(join(file, 'store'))).rejects.toMatchObject({ code: 'storeUnavailable', message: expect.stringContaining(file) });
});

test('a folder with a database of another PostgreSQL version is refused with what the server said', async () => {
  const version = join(folder, 'postgresql', 'data', 'PG_VERSION');
  const before = readFileSync(version);
  writeFileSync(version, '12\n');
  await expect(enterPrivateServer(folder)).rejects.toThrow(/initialized by PostgreSQL version 12/);
  writeFileSync(version, before);
}, 60_000);
