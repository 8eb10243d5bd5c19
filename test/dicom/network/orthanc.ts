import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const program = '/usr/sbin/Orthanc';
const plugins = '/usr/share/orthanc/plugins';

function isInstalled(): boolean {
  return existsSync(program) && existsSync(join(plugins, 'libOrthancDicomWeb.so'));
}

/** Debian's Orthanc with its DICOMweb plugin, installed where that is allowed. */
export function hasOrthanc(): boolean {
  if (!isInstalled() && process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    spawnSync('apt-get', ['install', '--yes', '--quiet', '--no-install-recommends', 'orthanc', 'orthanc-dicomweb'], { timeout: 100_000 });
    // Debian starts it as a service; the tests start their own.
    spawnSync('service', ['orthanc', 'stop']);
  }
  return isInstalled();
}

/** A free port of this computer. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}

/** A real Orthanc of its own, which answers to this computer alone. */
export class Orthanc {
  readonly folder = mkdtempSync(join(tmpdir(), 'amyloscope-orthanc-'));
  readonly httpPort: number;
  readonly dicomPort: number;
  readonly moveToPort: number;
  readonly user = 'amyloscope';
  readonly password = 'of-the-test';
  #process: ChildProcess | null = null;

  private constructor(ports: readonly [number, number, number], settings: object) {
    [this.httpPort, this.dicomPort, this.moveToPort] = ports;
    writeFileSync(join(this.folder, 'orthanc.json'), JSON.stringify({
      Name: 'peer', StorageDirectory: join(this.folder, 'storage'), IndexDirectory: join(this.folder, 'storage'),
      HttpPort: this.httpPort, DicomPort: this.dicomPort, DicomAet: 'ORTHANC', DicomCheckCalledAet: true,
      RemoteAccessAllowed: false, AuthenticationEnabled: true, RegisteredUsers: { [this.user]: this.password },
      DicomModalities: { amyloscope: { AET: 'AMYLOSCOPE', Host: '127.0.0.1', Port: this.moveToPort, AllowGet: true, AllowMove: true } },
      Plugins: [join(plugins, 'libOrthancDicomWeb.so')], DicomWeb: { Enable: true, Root: '/dicom-web/' },
      ...settings,
    }));
  }

  static async start(settings: object = {}): Promise<Orthanc> {
    const orthanc = new Orthanc([await freePort(), await freePort(), await freePort()], settings);
    await orthanc.run();
    return orthanc;
  }

  get url(): string {
    return `http://127.0.0.1:${this.httpPort}/dicom-web`;
  }

  /** Runs it, again after `kill`: what it stored is still there. */
  async run(): Promise<void> {
    this.#process = spawn(program, [join(this.folder, 'orthanc.json')], { stdio: 'ignore' });
    for (let tries = 0; tries < 300; tries++) {
      if ((await listens(this.httpPort)) && (await listens(this.dicomPort))) return;
      await sleep(100);
    }
    throw new Error('Orthanc did not start within 30 s.');
  }

  /** How many objects it holds, by its own interface. */
  async count(): Promise<number> {
    const answer = await this.ask('/statistics');
    return ((await answer.json()) as { CountInstances: number }).CountInstances;
  }

  /** Asks its own interface. */
  ask(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.httpPort}${path}`, { ...init, headers: { authorization: `Basic ${btoa(`${this.user}:${this.password}`)}` } });
  }

  /** Removes every patient. */
  async clear(): Promise<void> {
    const patients = (await (await this.ask('/patients')).json()) as string[];
    for (const id of patients) await this.ask(`/patients/${id}`, { method: 'DELETE' });
  }

  async kill(): Promise<void> {
    if (!this.#process || this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    this.#process.kill('SIGKILL');
    await once(this.#process, 'exit');
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
