import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildServer } from '../../src/server/build-server.ts';
import { hashPassword } from '../../src/server/passwords.ts';
import type { Server } from '../../src/server/server-context.ts';
import { addAccount } from '../../src/store/accounts.ts';
import { type Home, openDatabase } from '../../src/store/connection.ts';
import { keepServer, type KeptServer } from '../../src/store/keep-server.ts';
import { openTaskQueue, type TaskQueue } from '../../src/store/task-queue.ts';
import { headersOf, password, signIn, type Visitor } from './running-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'amyloscope-lost-'));
const lock = join(folder, 'postgresql', 'data', 'postmaster.pid');
let home: Home;
let kept: KeptServer;
let queue: TaskQueue;
let server: Server;
let analyst: Visitor;

beforeAll(async () => {
  home = await openDatabase({ folder });
  kept = keepServer(home);
  queue = await openTaskQueue(home);
  await addAccount(home.client, 'analyst', 'analyst', await hashPassword(password));
  server = await buildServer({ home, words: { findings: {}, unsureReasons: {} }, pages: null, secureCookies: false, jobs: { queue, files: join(folder, 'files') } });
  analyst = await signIn(server, 'analyst');
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ask = (url: string, method: 'GET' | 'POST' = 'GET') => server.inject({ method, url, headers: headersOf(analyst) });

test('a locked database is said in words after ten seconds, and goes on afterwards', async () => {
  const client = new pg.Client(home.connection);
  await client.connect();
  await client.query('begin');
  await client.query('lock table amyloscope.upload in access exclusive mode');
  const answer = await ask('/api/uploads', 'POST');
  expect(answer).toMatchObject({ statusCode: 503 });
  expect(answer.json()).toMatchObject({ code: 'noDatabase', message: { fr: expect.stringContaining('base de données') } });
  await client.end();
  expect((await ask('/api/uploads', 'POST')).statusCode).toBe(200);
});

test('a database that is killed is said in words and started again; sessions go on, and nothing kept is lost', async () => {
  const { id } = (await ask('/api/uploads', 'POST')).json();
  process.kill(Number(readFileSync(lock, 'utf8').split('\n')[0]), 'SIGKILL');
  const codes = new Set<string>();
  for (let answer = await ask(`/api/uploads/${id}/complete`, 'POST'); answer.statusCode !== 200; answer = await ask(`/api/uploads/${id}/complete`, 'POST')) {
    codes.add(answer.json().code);
    await sleep(20);
  }
  expect([...codes].filter((code) => code !== 'noDatabase')).toEqual([]);
  expect((await ask('/api/worklist')).statusCode).toBe(200);
  expect((await ask('/health')).json()).toEqual({ status: 'ok' });
});

test('the database that was started again stops when its last user leaves', async () => {
  await server.close();
  await queue.close();
  await kept.leave();
  expect(existsSync(lock)).toBe(false);
});
