// A server in a process of its own, to be killed: says its address once it listens.
import { join } from 'node:path';
import { buildServer } from '../../src/server/build-server.ts';
import { openDatabase } from '../../src/store/connection.ts';
import { openTaskQueue } from '../../src/store/task-queue.ts';

const folder = process.argv[2];
const home = await openDatabase({ folder });
const queue = await openTaskQueue(home);
const server = await buildServer({ home, words: { findings: {}, unsureReasons: {} }, pages: null, secureCookies: false, jobs: { queue, files: join(folder, 'files') } });
process.stdout.write(`${await server.listen({ port: 0, host: '127.0.0.1' })}\n`);
