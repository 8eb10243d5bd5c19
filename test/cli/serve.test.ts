import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, expect, test } from 'vitest';
import { ReceivedFolder } from '../../src/dicom/network/received-folder.ts';
import { listenForStores } from '../../src/dicom/network/store-listener.ts';
import { openDatabase } from '../../src/store/connection.ts';
import { addTransfers, countTransfers } from '../../src/store/transfers.ts';
import { writeManyObjects } from '../dicom/network/many-objects.ts';

const program = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'amyloscope-serve-'));
const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `amyloscope serve` in a process of its own, and what it has said by the time it is ready. */
async function serve(...options: readonly string[]): Promise<{ readonly child: ChildProcess; readonly said: string; readonly address: string }> {
  const child = spawn(process.execPath, [program, 'serve', '--store', folder, '--language', 'en', ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  child.stdout.on('data', (text: Buffer) => (said += text.toString()));
  while (!said.includes('Ctrl+C')) await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => Promise.reject(new Error(said)))]);
  return { child, said, address: /http:\S+/.exec(said)![0] };
}

test('serve shows a password at the first start alone, which signs in, and leaves no database running behind it', async () => {
  const first = await serve('--port', '0');
  const password = /password (\S+)/.exec(first.said)![1];
  const answer = await fetch(`${first.address}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'administrator', password }) });
  expect(await answer.json()).toMatchObject({ role: 'administrator' });
  first.child.kill('SIGINT');
  expect(await once(first.child, 'exit')).toEqual([0, null]);
  expect(existsSync(join(folder, 'postgresql', 'data', 'postmaster.pid'))).toBe(false);
  expect((await serve('--port', '0')).said).not.toContain('password');
});

test('where the usual port is taken, serve takes a free one; where the port asked for is taken, it says so', async () => {
  const taken = createServer();
  // Somebody else may have it already, which serves as well.
  const isOurs = await new Promise<boolean>((resolve) => taken.once('error', () => resolve(false)).listen(8380, '127.0.0.1', () => resolve(true)));
  const { address } = await serve('--no-work');
  expect(new URL(address).port).not.toBe('8380');
  expect((await fetch(`${address}/health`)).status).toBe(200);
  await expect(serve('--port', '8380')).rejects.toThrow(/8380 is taken/);
  if (isOurs) taken.close();
});

test('serve works the queue of transfers of the systems in its site file, and refuses a site file it cannot read', async () => {
  await expect(serve('--port', '0', '--no-work', '--site', join(folder, 'nowhere.json'))).rejects.toThrow(/nowhere\.json cannot be read/);
  const received = await ReceivedFolder.open(join(folder, 'archive'));
  const archive = await listenForStores({ host: '127.0.0.1', port: 0, aeTitle: 'ARCHIVE', allowed: null, folder: received, silenceMs: 10_000, events: { received: () => undefined, failed: () => undefined } });
  writeFileSync(join(folder, 'pacs.json'), JSON.stringify({ aeTitle: 'AMYLOSCOPE', nodes: { archive: { protocol: 'dimse', host: '127.0.0.1', port: archive.port, aeTitle: 'ARCHIVE' } } }));
  const { studyInstanceUid, seriesInstanceUid, paths } = writeManyObjects(join(folder, 'made'), 2);
  const home = await openDatabase({ folder });
  await addTransfers(home.client, 'push', 'archive', paths.map((path) => ({ path })));
  const { child } = await serve('--port', '0', '--no-work', '--site', join(folder, 'pacs.json'));
  await expect.poll(() => countTransfers(home.client), { timeout: 15_000 }).toEqual({ waiting: 0, failed: 0, done: 2 });
  expect(await received.count(studyInstanceUid, seriesInstanceUid)).toBe(2);
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([0, null]);
  await home.leave();
  await archive.close();
}, 60_000);
