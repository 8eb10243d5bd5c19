import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { discoverFiles, type FileSource } from '../../src/dicom/discover-files.ts';
import { fixtureBytes, fixturePath } from './fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'amyloscope-'));
const at = (...names: string[]) => join(folder, ...names);
const image = fixtureBytes('explicit-little-endian.dcm');

beforeAll(() => {
  mkdirSync(at('archive', 'b'), { recursive: true });
  for (const name of ['z.dcm', 'a', 'b/2.dcm', 'b/10.dcm']) writeFileSync(at('archive', name), image);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function found(...paths: string[]): Promise<FileSource[]> {
  const sources: FileSource[] = [];
  for await (const source of discoverFiles(paths)) sources.push(source);
  return sources;
}

async function outcome(source: FileSource): Promise<string> {
  return source.read().then((bytes) => `${bytes.length} bytes`, (error: { code: string }) => error.code);
}

async function outcomes(...paths: string[]): Promise<[string, string][]> {
  return Promise.all((await found(...paths)).map(async (source): Promise<[string, string]> => [source.path.replace(folder, ''), await outcome(source)]));
}

test('a folder is walked with everything below it, in the same order every time', async () => {
  const paths = (await found(at('archive'))).map(({ path }) => path);
  expect(paths).toEqual(['a', 'b/10.dcm', 'b/2.dcm', 'z.dcm'].map((name) => at('archive', name)));
  expect((await found(at('archive'))).map(({ path }) => path)).toEqual(paths);
});

test('a file comes with its size, its time and its own memory', async () => {
  utimesSync(at('archive', 'a'), 1000, 2000);
  const [source] = await found(at('archive', 'a'));
  expect(source).toMatchObject({ byteLength: image.length, modifiedMs: 2_000_000 });
  const bytes = await source.read();
  expect(Buffer.compare(bytes, image)).toBe(0);
  expect(bytes.buffer.byteLength).toBe(image.length);
});

test('links back up the tree end, and broken ones are found and say so', async () => {
  mkdirSync(at('linked', 'inner'), { recursive: true });
  symlinkSync('..', at('linked', 'inner', 'up'));
  symlinkSync(at('archive', 'a'), at('linked', 'file'));
  symlinkSync('nowhere', at('linked', 'broken'));
  expect(await outcomes(at('linked'))).toEqual([['/linked/broken', 'notFound'], ['/linked/file', `${image.length} bytes`]]);
});

test('a pipe is refused without waiting for it', async () => {
  expect(spawnSync('mkfifo', [at('pipe')]).status).toBe(0);
  expect(await outcomes(at('pipe'))).toEqual([['/pipe', 'invalidInput']]);
});

test('a path that does not exist is found and says so, and the walk goes on', async () => {
  expect(await outcomes(at('missing'), at('archive', 'z.dcm'))).toEqual([['/missing', 'notFound'], ['/archive/z.dcm', `${image.length} bytes`]]);
});

test.skipIf(process.getuid?.() === 0)('a file or folder that may not be read is found and says so (skipped for root, who may read all)', async () => {
  mkdirSync(at('closed', 'folder'), { recursive: true });
  writeFileSync(at('closed', 'file'), image);
  chmodSync(at('closed', 'folder'), 0);
  chmodSync(at('closed', 'file'), 0);
  expect(await outcomes(at('closed'))).toEqual([['/closed/file', 'notFound'], ['/closed/folder', 'notFound']]);
});

test('a zip is opened by its content, whatever its name, and members are read after the walk', async () => {
  writeFileSync(at('scans.backup'), zipSync({ 'p1/a.dcm': image, 'p1/stored.dcm': [image, { level: 0 }], 'p1/': new Uint8Array(0), DICOMDIR: new Uint8Array(4) }));
  expect(await outcomes(at('scans.backup'))).toEqual([['/scans.backup!p1/a.dcm', `${image.length} bytes`], ['/scans.backup!p1/stored.dcm', `${image.length} bytes`]]);
});

test('members whose names lead out of the archive are refused one by one', async () => {
  writeFileSync(at('tricks.zip'), zipSync({ '../up.dcm': image, '/root.dcm': image, 'good.dcm': image }));
  expect((await outcomes(at('tricks.zip'))).map(([, result]) => result)).toEqual(['invalidInput', 'invalidInput', `${image.length} bytes`]);
});

test('a member that grows beyond any image is not opened', async () => {
  writeFileSync(at('bomb.zip'), zipSync({ bomb: new Uint8Array(40_000_000), 'good.dcm': image }));
  expect((await outcomes(at('bomb.zip'))).map(([, result]) => result)).toEqual(['invalidInput', `${image.length} bytes`]);
});

test('a member that is larger than it states is refused while it is read', async () => {
  const zip = zipSync({ 'a.dcm': image });
  // The uncompressed size stands at byte 24 of the central directory record.
  const record = Buffer.from(zip.buffer).indexOf(Buffer.from('PK\x01\x02', 'latin1'));
  new DataView(zip.buffer).setUint32(record + 24, 100, true);
  writeFileSync(at('liar.zip'), zip);
  expect(await outcomes(at('liar.zip'))).toEqual([['/liar.zip!a.dcm', 'truncated']]);
});

test('an archive cut short is found and says so, an empty one has nothing', async () => {
  writeFileSync(at('cut.zip'), zipSync({ 'a.dcm': image }).subarray(0, 500));
  writeFileSync(at('empty.zip'), zipSync({}));
  expect(await outcomes(at('cut.zip'), at('empty.zip'))).toEqual([['/cut.zip', 'truncated']]);
});

const hasDcmmkdir = spawnSync('dcmmkdir', ['--version']).status === 0;

/** A disc with two images and its DICOMDIR, written by DCMTK. */
function makeDisc(name: string): string {
  mkdirSync(at(name, 'IMAGES'), { recursive: true });
  for (const [file, fixture] of [['IM1', 'explicit-little-endian.dcm'], ['IM2', 'signed.dcm']]) writeFileSync(at(name, 'IMAGES', file), readFileSync(fixturePath(fixture)));
  spawnSync('dcmodify', ['-nb', '-gin', at(name, 'IMAGES', 'IM2')]);
  const made = spawnSync('dcmmkdir', ['+r', '-W', '+D', 'DICOMDIR', '+id', '.', '-Pgp', '+I'], { cwd: at(name), encoding: 'utf8' });
  expect(made.stderr + made.status).toBe('0');
  return at(name, 'DICOMDIR');
}

test.skipIf(!hasDcmmkdir)('a DICOMDIR leads to the files it lists, also where copying changed their case (skipped without DCMTK)', async () => {
  const disc = makeDisc('disc');
  const listed = async () => (await outcomes(disc)).map(([path]) => path).sort();
  expect(await listed()).toEqual(['/disc/IMAGES/IM1', '/disc/IMAGES/IM2']);
  spawnSync('mv', [at('disc', 'IMAGES'), at('disc', 'images')]);
  expect(await listed()).toEqual(['/disc/images/IM1', '/disc/images/IM2']);
});

test.skipIf(!hasDcmmkdir)('a file that a DICOMDIR lists and that is gone is reported, from the list and from its folder (skipped without DCMTK)', async () => {
  const disc = makeDisc('torn');
  rmSync(at('torn', 'IMAGES', 'IM2'));
  const [there, gone] = [['/torn/IMAGES/IM1', expect.stringMatching(/bytes/)], ['/torn/IMAGES/IM2', 'notFound']];
  expect((await outcomes(disc)).sort()).toEqual([there, gone]);
  expect(await outcomes(at('torn'))).toEqual([gone, there]);
});
