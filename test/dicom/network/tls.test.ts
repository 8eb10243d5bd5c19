import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../../cli/run-command.ts';
import { hasOrthanc, Orthanc } from './orthanc.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const isThere = hasOpenssl && hasOrthanc();
const folder = mkdtempSync(join(tmpdir(), 'amyloscope-tls-'));
let orthanc: Orthanc;
let proxy: Server;

const fileOf = (name: string, ending: string) => join(folder, `${name}.${ending}`);

/** A certificate for this computer that signs itself. */
function makeCertificate(name: string): void {
  const { status } = spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', fileOf(name, 'key'), '-out', fileOf(name, 'crt')]);
  if (status !== 0) throw new Error(`openssl ended with ${status}`);
}

/** https in front of Orthanc, as a proxy does it: Debian's Orthanc 1.10 itself ends with a fault at the first request by https. */
function startProxy(): Promise<Server> {
  const server = createServer({ cert: readFileSync(fileOf('orthanc', 'crt')), key: readFileSync(fileOf('orthanc', 'key')) }, (secure) => {
    const plain = connect(orthanc.httpPort, '127.0.0.1');
    secure.pipe(plain).pipe(secure);
    for (const socket of [secure, plain]) socket.on('error', () => undefined);
  });
  // A client that does not trust the certificate hangs up.
  server.on('tlsClientError', () => undefined);
  return new Promise((resolve) => void server.listen(0, '127.0.0.1', () => resolve(server)));
}

beforeAll(async () => {
  if (!isThere) return;
  for (const name of ['orthanc', 'stranger']) makeCertificate(name);
  orthanc = await Orthanc.start({
    DicomTlsEnabled: true, DicomTlsCertificate: join(folder, 'orthanc.crt'), DicomTlsPrivateKey: join(folder, 'orthanc.key'),
    DicomTlsTrustedCertificates: join(folder, 'orthanc.crt'), DicomTlsRemoteCertificateRequired: false,
  });
  proxy = await startProxy();
  writeFileSync(join(folder, 'password'), orthanc.password);
  const web = { protocol: 'dicomweb', url: `https://localhost:${(proxy.address() as AddressInfo).port}/dicom-web`, user: orthanc.user, passwordFile: 'password' };
  const dimse = { protocol: 'dimse', host: 'localhost', port: orthanc.dicomPort, aeTitle: 'ORTHANC' };
  const trusting = (node: object, name: string) => ({ ...node, tlsCaFile: `${name}.crt` });
  writeFileSync(join(folder, 'pacs.json'), JSON.stringify({
    aeTitle: 'AMYLOSCOPE',
    nodes: { web: trusting(web, 'orthanc'), webStranger: trusting(web, 'stranger'), webUnknown: web, dimse: trusting(dimse, 'orthanc'), dimseStranger: trusting(dimse, 'stranger') },
  }));
});
afterAll(async () => {
  if (isThere) {
    proxy.close();
    await orthanc.stop();
  }
  rmSync(folder, { recursive: true, force: true });
});

test.skipIf(!isThere).each(['web', 'dimse'])('a system with a certificate that is trusted is spoken to by %s over TLS (skipped where Orthanc or openssl is not installed)', async (node) => {
  expect(await runCommand(['pacs', 'echo', node, '--site', join(folder, 'pacs.json')])).toMatchObject({ code: 0, messages: '' });
});

test.skipIf(!isThere).each(['webStranger', 'webUnknown', 'dimseStranger'])('a system with a certificate that is not trusted is not spoken to: %s (skipped where Orthanc or openssl is not installed)', async (node) => {
  expect(await runCommand(['pacs', 'echo', node, '--site', join(folder, 'pacs.json')])).toMatchObject({ code: 1, messages: expect.stringMatching(/self-signed certificate|unable to verify/) });
});
