import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './orthanc.ts';

/** Runs one of DCMTK's programs to its end, away from this process's own work. */
export async function runDcmtk(program: string, ...args: string[]): Promise<{ status: number | null; said: string }> {
  const child = spawn(program, args);
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => void said.push(piece));
  const [status] = await once(child, 'close');
  return { status, said: Buffer.concat(said).toString() };
}

/** DCMTK's archive `dcmqrscp`, which finds, gets, moves and stores. */
export class DcmtkArchive {
  readonly port: number;
  readonly moveToPort: number;
  readonly folder = mkdtempSync(join(tmpdir(), 'amyloscope-dcmqrscp-'));
  #process: ChildProcess | null = null;

  private constructor(port: number, moveToPort: number) {
    [this.port, this.moveToPort] = [port, moveToPort];
    mkdirSync(join(this.folder, 'db'));
    writeFileSync(join(this.folder, 'dcmqrscp.cfg'), [
      `NetworkTCPPort = ${port}`, 'MaxPDUSize = 16384', 'MaxAssociations = 16',
      'HostTable BEGIN', `here = (AMYLOSCOPE, 127.0.0.1, ${moveToPort})`, 'HostTable END',
      'VendorTable BEGIN', 'VendorTable END',
      'AETable BEGIN', `ARCHIVE ${join(this.folder, 'db')} RW (1000, 1024mb) ANY`, 'AETable END', '',
    ].join('\n'));
  }

  static async start(): Promise<DcmtkArchive> {
    const archive = new DcmtkArchive(await freePort(), await freePort());
    archive.#process = spawn('dcmqrscp', ['-c', join(archive.folder, 'dcmqrscp.cfg')], { stdio: 'ignore' });
    for (let tries = 0; tries < 100; tries++) {
      if (spawnSync('echoscu', ['-aec', 'ARCHIVE', '127.0.0.1', String(archive.port)]).status === 0) return archive;
      await sleep(100);
    }
    throw new Error('dcmqrscp did not start within 10 s.');
  }

  async stop(): Promise<void> {
    if (this.#process) {
      this.#process.kill('SIGKILL');
      await once(this.#process, 'exit');
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
