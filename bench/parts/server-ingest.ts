import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dicomwebPacs } from '../../src/dicom/network/dicomweb-pacs.ts';
import { dimsePacs } from '../../src/dicom/network/dimse-pacs.ts';
import type { Pacs } from '../../src/dicom/network/pacs.ts';
import { quantile } from '../../src/statistics/quantile.ts';
import { freePort, hasOrthanc, Orthanc } from '../../test/dicom/network/orthanc.ts';
import { writeManyObjects } from '../../test/dicom/network/many-objects.ts';
import { installedPrograms, startInstalledPostgres } from '../../test/store/installed-postgres.ts';

/** Kinds of objects sent: how many, and their width and height in pixels of two bytes. */
const kinds = [{ name: '34 kB (static view)', count: 800, size: 128 }, { name: '1 MB (whole body)', count: 160, size: 724 }] as const;
/** Senders at once: a camera, two workstations, a router. */
const senders = 4;
const postgresPlugin = '/usr/share/orthanc/plugins/libOrthancPostgreSQLIndex.so';

/** One receiver, ready, in processes of its own. */
interface Receiver {
  readonly dimse: Pacs;
  readonly web: Pacs;
  readonly stop: () => Promise<void>;
}

const dimseTo = (port: number, aeTitle: string) => dimsePacs({ host: '127.0.0.1', port, aeTitle, callingAeTitle: 'AMYLOSCOPE', trusted: null, silenceMs: 60_000 }, null);

async function startAmyloscope(): Promise<Receiver> {
  const folder = mkdtempSync(join(tmpdir(), 'amyloscope-ingest-'));
  const [port, webPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, ['bin/amyloscope.mjs', 'pacs', 'listen', '--out', join(folder, 'in'), '--port', String(port), '--web-port', String(webPort)], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const stop = async () => {
    child.kill('SIGINT');
    await once(child, 'exit');
    rmSync(folder, { recursive: true });
  };
  return { dimse: dimseTo(port, 'AMYLOSCOPE'), web: dicomwebPacs({ url: `http://127.0.0.1:${webPort}`, authorization: null, trusted: null, silenceMs: 60_000 }), stop };
}

/** Orthanc as Debian sets it up, its index in a PostgreSQL of its own. */
async function startOrthanc(): Promise<Receiver> {
  const database = await startInstalledPostgres(installedPrograms()!);
  const { hostname, port } = new URL(database.url);
  const orthanc = await Orthanc.start({
    Plugins: ['/usr/share/orthanc/plugins/libOrthancDicomWeb.so', postgresPlugin],
    PostgreSQL: { EnableIndex: true, EnableStorage: false, Host: hostname, Port: Number(port), Database: 'postgres', Username: 'amyloscope', Password: '' },
  });
  const stop = async () => {
    await orthanc.stop();
    database.stop();
  };
  const authorization = `Basic ${btoa(`${orthanc.user}:${orthanc.password}`)}`;
  return { dimse: dimseTo(orthanc.dicomPort, 'ORTHANC'), web: dicomwebPacs({ url: orthanc.url, authorization, trusted: null, silenceMs: 60_000 }), stop };
}

/** Objects a second, all of them acknowledged. */
async function rateOf(pacs: Pacs, paths: readonly string[]): Promise<number> {
  const begun = performance.now();
  const shares = Array.from({ length: senders }, (_, sender) => paths.filter((_path, index) => index % senders === sender));
  await Promise.all(shares.map((share) => pacs.push(share, async ({ path, refusal }) => {
    if (refusal !== null) throw new Error(`${path}: ${refusal}`);
  })));
  return (1000 * paths.length) / (performance.now() - begun);
}

/** What Amyloscope takes in beside Orthanc with PostgreSQL, by turns, each time into empty receivers. */
export async function measureIngest(rounds: number): Promise<void> {
  const receivers: Record<string, () => Promise<Receiver>> = { Amyloscope: startAmyloscope };
  if (hasOrthanc() && existsSync(postgresPlugin) && installedPrograms()) receivers['Orthanc with PostgreSQL'] = startOrthanc;
  else console.log('Orthanc with PostgreSQL is left out: install orthanc, orthanc-dicomweb, orthanc-postgresql and postgresql.');
  const folder = mkdtempSync(join(tmpdir(), 'amyloscope-ingest-made-'));
  const rates = new Map<string, number[]>();
  for (const { name, count, size } of kinds) {
    const { paths } = writeManyObjects(join(folder, String(size)), count, size);
    for (let round = 0; round < rounds; round++) {
      for (const [receiver, start] of Object.entries(receivers)) {
        for (const protocol of ['dimse', 'web'] as const) {
          const { stop, ...running } = await start();
          const key = `${name}, ${protocol === 'dimse' ? 'C-STORE' : 'STOW-RS'}, ${receiver}`;
          rates.set(key, [...(rates.get(key) ?? []), await rateOf(running[protocol], paths)]);
          await stop();
        }
      }
    }
  }
  for (const [key, all] of rates) console.log(`  ${key.padEnd(60)}${quantile(all, 0.5).toFixed(0).padStart(6)} objects/s (${Math.min(...all).toFixed(0)} to ${Math.max(...all).toFixed(0)} in ${rounds} rounds, ${senders} senders)`);
  rmSync(folder, { recursive: true });
}
