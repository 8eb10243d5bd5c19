import { appendFileSync, chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readInstance } from '../../src/dicom/read-instance.ts';
import { fixturePath } from '../dicom/fixture.ts';
import { runCommand } from './run-command.ts';
import { writeSmallCohort } from './small-cohort.ts';

const folder = mkdtempSync(join(tmpdir(), 'amyloscope-deidentify-'));
const [scans, out, key] = [join(folder, 'scans'), join(folder, 'out'), join(folder, 'keys', 'site.key')];
const written = () => readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.dcm')).sort();
const contentOf = (name: string) => readFileSync(join(out, name));
let first: Awaited<ReturnType<typeof runCommand>>;

beforeAll(async () => {
  writeSmallCohort(folder, 2);
  copyFileSync(fixturePath('rle.dcm'), join(scans, 'Digital Elodie.dcm'));
  writeFileSync(join(scans, 'letter.txt'), 'Dear Elodie');
  first = await runCommand(['deidentify', scans, '--out', out, '--key', key, '--shift-dates']);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

test('every object is written under its new UIDs, what is no object is refused with its reason, and the batch goes on', () => {
  expect(first.code).toBe(4);
  expect(written()).toHaveLength(3);
  for (const name of written()) expect(name).toMatch(/^2\.25\.\d+\/2\.25\.\d+\.dcm$/);
  expect(first.messages).toContain('letter.txt: Bytes 128 to 131 are not "DICM"');
  expect(first.output).toMatch(/\(0008,0018\) SOPInstanceUID +new UID +3\n/);
  expect(first.output).toContain('3 files written, 2 refused, 0 duplicates.');
});

test('a key and a table are made that only their owner can read, and the key is never written again', async () => {
  for (const path of [key, `${key}.table`]) expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(first.messages).toContain('A new site key was made');
  const [before, table, files] = [readFileSync(key), readFileSync(`${key}.table`, 'utf8'), written().map(contentOf)];
  const again = await runCommand(['deidentify', scans, '--out', out, '--key', key, '--shift-dates']);
  expect(again.messages).not.toContain('A new site key');
  expect(readFileSync(key)).toEqual(before);
  expect(readFileSync(`${key}.table`, 'utf8')).toBe(table);
  expect(written().map(contentOf)).toEqual(files);
});

test('neither the files, the report nor the table show a name, number or path in plain', async () => {
  const original = await readInstance(readFileSync(join(scans, '1.dcm')), '1.dcm');
  const everything = [...written(), 'deidentification.json'].map((name) => contentOf(name).toString('latin1')).join('\n') + readFileSync(`${key}.table`, 'latin1');
  for (const text of ['DIGITAL-1', original.sopInstanceUid, original.studyInstanceUid, 'Elodie', scans]) expect(everything).not.toContain(text);
  const report = JSON.parse(contentOf('deidentification.json').toString());
  expect(report.total).toMatchObject({ written: 3, refused: { notDicom: 2 }, duplicates: 0 });
  expect(report.files.map(({ file }: { file: string }) => file).sort()).toEqual(written());
});

test('reidentify finds back patient, UIDs and the shift of dates, from files and from pseudonyms', async () => {
  const originals = new Map(await Promise.all(['0.dcm', '1.dcm', 'Digital Elodie.dcm'].map(async (name) => {
    const one = await readInstance(readFileSync(join(scans, name)), name);
    return [one.sopInstanceUid, one] as const;
  })));
  const { code, output } = await runCommand(['reidentify', out, '--key', key, '--format', 'json']);
  expect(code).toBe(0);
  const found = JSON.parse(output) as { what: string; pseudonym: string; identity: { patientId: string }; shiftDays: number; sopInstanceUid: string; studyInstanceUid: string }[];
  expect(found.map(({ sopInstanceUid }) => sopInstanceUid).sort()).toEqual([...originals.keys()].sort());
  for (const { what, identity, shiftDays, sopInstanceUid, studyInstanceUid } of found) {
    const original = originals.get(sopInstanceUid)!;
    const result = await readInstance(readFileSync(what), what);
    expect([identity.patientId, studyInstanceUid]).toEqual([original.patientId, original.studyInstanceUid]);
    if (original.studyDate) expect(Date.parse(result.studyDate!) - Date.parse(original.studyDate)).toBe(shiftDays * 86_400_000);
  }
  const byName = await runCommand(['reidentify', found[0].pseudonym, '--key', key]);
  expect([byName.code, byName.output.includes(found[0].identity.patientId)]).toEqual([0, true]);
});

test('analysis of the de-identified files gives the same numbers as that of the originals', async () => {
  const measured = async (path: string) => {
    const { output } = await runCommand(['analyse', path, '--format', 'json']);
    const analyses = [JSON.parse(output)].flat() as { measurements: { quantity: string; status: string; value?: number }[] }[];
    return analyses.flatMap(({ measurements }) => measurements.map(({ quantity, status, value }) => [quantity, status, value]));
  };
  const { output } = await runCommand(['reidentify', out, '--key', key, '--format', 'json']);
  const original = await readInstance(readFileSync(join(scans, '1.dcm')), '1.dcm');
  const { what } = (JSON.parse(output) as { what: string; sopInstanceUid: string }[]).find(({ sopInstanceUid }) => sopInstanceUid === original.sopInstanceUid)!;
  const expected = await measured(join(scans, '1.dcm'));
  expect(expected.length).toBeGreaterThan(3);
  expect(await measured(what)).toEqual(expected);
}, 60_000);

test('another key finds nobody, a missing one is not made, and one that others may read is refused', async () => {
  const other = join(folder, 'keys', 'other.key');
  await runCommand(['deidentify', join(scans, '1.dcm'), '--out', join(folder, 'other'), '--key', other]);
  expect(await runCommand(['reidentify', out, '--key', other])).toMatchObject({ code: 3, output: '' });
  copyFileSync(`${key}.table`, `${other}.table`);
  expect(await runCommand(['reidentify', out, '--key', other])).toMatchObject({ code: 2, messages: expect.stringContaining('opens with this key') });
  expect(await runCommand(['reidentify', out, '--key', join(folder, 'none.key')])).toMatchObject({ code: 2, messages: expect.stringContaining('cannot be read') });
  chmodSync(other, 0o644);
  expect(await runCommand(['reidentify', out, '--key', other])).toMatchObject({ code: 2, messages: expect.stringContaining('Others may read') });
});

test('a line of the table that a crash cut short is passed over, and the next run writes whole lines after it', async () => {
  const cut = join(folder, 'keys', 'cut.key');
  const run = (file: string) => runCommand(['deidentify', join(scans, file), '--out', join(folder, 'cut'), '--key', cut]);
  await run('1.dcm');
  appendFileSync(`${cut}.table`, readFileSync(`${cut}.table`, 'utf8').slice(0, 40));
  await run('0.dcm');
  const { messages, output } = await runCommand(['reidentify', join(folder, 'cut'), '--key', cut, '--format', 'json']);
  expect(messages).toContain('1 lines of the table were cut short');
  expect(JSON.parse(output)).toHaveLength(2);
});

test('results among the originals and a key among the results are refused before anything is written', async () => {
  const inside = join(scans, 'out');
  expect(await runCommand(['deidentify', scans, '--out', inside, '--key', key])).toMatchObject({ code: 2, messages: expect.stringContaining('lies inside of') });
  expect(await runCommand(['deidentify', scans, '--out', join(folder, 'new'), '--key', join(folder, 'new', 'site.key')])).toMatchObject({ code: 2, messages: expect.stringContaining('lies inside of') });
  expect(readdirSync(folder)).not.toContain('new');
  expect(readdirSync(scans)).not.toContain('out');
});

test('a list of private attributes that is not understood is refused by its line', async () => {
  mkdirSync(join(folder, 'lists'));
  const list = join(folder, 'lists', 'private.csv');
  writeFileSync(list, '# kept\n7053,00,Philips PET Private Group\n0008,00,even\n');
  expect(await runCommand(['deidentify', scans, '--out', out, '--key', key, '--keep-private', list])).toMatchObject({ code: 2, messages: expect.stringContaining('Line 3') });
});
