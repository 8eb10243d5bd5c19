import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modalityWords } from '../../src/cli/modality-words.ts';
import { modalities } from '../../src/modalities/index.ts';
import { buildServer } from '../../src/server/build-server.ts';
import { hashPassword } from '../../src/server/passwords.ts';
import type { Server, Site } from '../../src/server/server-context.ts';
import { addAccount, type Role } from '../../src/store/accounts.ts';
import { type Home, openDatabase, openStore } from '../../src/store/connection.ts';
import { openTaskQueue, type TaskQueue } from '../../src/store/task-queue.ts';
import { encodeAnalysis } from '../../src/store/encode-analysis.ts';
import type { AnalysisWithPicture } from '../../src/modalities/modality.ts';

export const password = 'correct horse battery staple';

/** A server on a private store, with an account for each role. */
export interface RunningServer {
  readonly server: Server;
  readonly home: Home;
  readonly queue: TaskQueue;
  /** Folder of files that were brought. */
  readonly files: string;
  readonly stop: () => Promise<void>;
}

/** Starts a server whose store holds these analyses. @param pages folder of the built pages, or null. @param site the systems it knows. */
export async function startServer(samples: readonly AnalysisWithPicture[], pages: string | null = null, site: Site | null = null): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'amyloscope-web-'));
  await storeSamples(folder, samples);
  const home = await openDatabase({ folder });
  const hash = await hashPassword(password);
  for (const role of ['reader', 'analyst', 'administrator'] satisfies readonly Role[]) await addAccount(home.client, role, role, hash);
  const queue = await openTaskQueue(home);
  const files = join(folder, 'files');
  const server = await buildServer({ home, words: modalityWords(modalities), pages, secureCookies: false, jobs: { queue, files }, site });
  return {
    server, home, queue, files,
    stop: async () => {
      await server.close();
      await queue.close();
      await home.leave();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function storeSamples(folder: string, samples: readonly AnalysisWithPicture[]): Promise<void> {
  const store = await openStore({ folder });
  const screening = await store.beginScreening('sample 1', ['/archive'], []);
  await store.save(screening, samples.flatMap((sample, i) => {
    const { files, studyInstanceUid, sopInstanceUids } = sample.analysis.study;
    const analysis = encodeAnalysis(sample);
    return files.map((path, k) => ({ kind: 'analysed' as const, file: { path, byteLength: 1000 + i, modifiedMs: 1_700_000_000_000 }, object: { sopInstanceUid: sopInstanceUids[k], studyInstanceUid, companions: null }, analysis }));
  }));
  await store.finishScreening(screening);
  await store.close();
}

/** What a signed-in browser sends along. */
export interface Visitor {
  readonly cookie: string;
  readonly csrf: string;
}

export async function signIn(server: Server, name: Role, given = password): Promise<Visitor> {
  const answer = await server.inject({ method: 'POST', url: '/api/session', payload: { name, password: given } });
  const [cookie] = [answer.headers['set-cookie']].flat();
  if (answer.statusCode !== 200 || !cookie) throw new Error(`not signed in: ${answer.body}`);
  return { cookie: cookie.split(';')[0], csrf: answer.json().csrf };
}

/** The headers of a visitor; without the page's own token where `csrf` is empty. */
export function headersOf({ cookie, csrf }: Visitor): Record<string, string> {
  return { cookie, ...(csrf ? { 'x-csrf-token': csrf } : {}) };
}
