import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCommand } from './run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'amyloscope-backup-command-'));
const [store, second, file] = ['store', 'second', 'all.tar.gz'].map((name) => join(folder, name));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('backup and restore', () => {
  test('bring accounts and the audit trail to another store, and stand in the trail themselves', async () => {
    expect(await runCommand(['account', 'add', 'zoe', '--store', store])).toMatchObject({ code: 0 });
    expect(await runCommand(['backup', file, '--store', store])).toMatchObject({ code: 0, output: expect.stringMatching(/rows and 0 files are written/) });
    expect(await runCommand(['restore', file, '--store', second], 'fr')).toMatchObject({ code: 0, output: expect.stringContaining('rétablis dans') });
    expect(await runCommand(['audit', 'verify', '--store', second])).toMatchObject({ code: 0, output: expect.stringContaining('3 entries') });
    expect(await runCommand(['account', 'add', 'zoe', '--store', second])).toMatchObject({ code: 2, messages: expect.stringContaining('zoe is taken') });
  });

  test('refuse a file that exists, a store that is not empty, and a file that is no backup', async () => {
    expect(await runCommand(['backup', file, '--store', store])).toMatchObject({ code: 1, messages: expect.stringContaining('exists already') });
    expect(await runCommand(['restore', file, '--store', second])).toMatchObject({ code: 1, messages: expect.stringContaining('not empty') });
    writeFileSync(join(folder, 'letter.txt'), 'Dear colleague');
    expect(await runCommand(['restore', join(folder, 'letter.txt'), '--store', join(folder, 'third')])).toMatchObject({ code: 2, messages: expect.stringContaining('not a whole backup') });
    expect(await runCommand(['restore', join(folder, 'nowhere'), '--store', join(folder, 'third')])).toMatchObject({ code: 2 });
  });
});

describe('the help', () => {
  test.each(['serve', 'worker', 'backup', 'restore'])('of %s is in both languages', async (command) => {
    const [english, french] = await Promise.all([runCommand([command, '--help']), runCommand([command, '--help'], 'fr')]);
    expect(english.output).toContain('--files <folder>');
    expect(french.output).toContain('dossier des fichiers reçus');
    expect(french.output).not.toMatch(/Usage:|Options:/);
  });
});
