import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCommand } from './run-command.ts';

const example = join(import.meta.dirname, '../../docs/examples/follow-up.csv');
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'amyloscope-follow-up-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const followUp = (args: readonly string[], language: 'en' | 'fr' = 'en') => runCommand(['follow-up', ...args, '--out', folder], language);

function tableOf(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

describe('the command follow-up', () => {
  test('prints both answers, and writes page and JSON', async () => {
    const { code, output } = await followUp([example, '--patient', 'SIM-1', '--unverified']);
    expect(code).toBe(0);
    expect(output).toMatch(/^LV ejection fraction .* no .* met$/m);
    expect(output).toContain('LV ejection fraction: The published threshold is passed, but noise alone does that');
    const json = JSON.parse(readFileSync(join(folder, 'follow-up.json'), 'utf8'));
    expect(json.quantities).toHaveLength(10);
    expect(json.simulated).toBe(true);
    expect(readFileSync(join(folder, 'follow-up.html'), 'utf8')).toContain('<html lang="en">');
  });
  test('speaks French', async () => {
    const { output } = await followUp([example, '--patient', 'SIM-1'], 'fr');
    expect(output).toContain('Fraction d’éjection VG');
    expect(output).toMatch(/non comparable|n’est pas comparable/);
  });
  test('gives JSON and CSV to programs', async () => {
    expect(JSON.parse((await followUp([example, '--patient', 'SIM-1', '--format', 'json'])).output).patient).toBe('SIM-1');
    const { output } = await followUp([example, '--patient', 'SIM-1', '--format', 'csv']);
    expect(output.trim().split('\r\n')).toHaveLength(1 + 60);
  });
  test('shows the criteria of one type alone', async () => {
    const { output } = await followUp([example, '--patient', 'SIM-1', '--type', 'AL']);
    expect(output).toContain('AL amyloidosis');
    expect(output).not.toContain('ATTR-CM');
  });
  test('takes a site’s own noise in place of what is published, and gives ECV one', async () => {
    const noise = tableOf('own.csv', 'patient;FEVG (%);VEC (%)\nA;60;44,0\nA;61;44,8\nB;50;50\nB;51;51\nC;40;39\nC;40;38,4\n');
    const { output } = await followUp([example, '--patient', 'SIM-1', '--noise', noise, '--format', 'json']);
    const { quantities } = JSON.parse(output);
    const own = quantities.filter((one: { noise: { certainty: string } | null }) => one.noise?.certainty === 'site').map(({ quantity }: { quantity: string }) => quantity);
    expect(own).toEqual(['ejectionFraction', 'extracellularVolume']);
    expect(quantities.find(({ quantity }: { quantity: string }) => quantity === 'extracellularVolume').change.status).toBe('measured');
  });
  test('lists what it left out with row, value and remedy', async () => {
    const table = tableOf('t.csv', 'patient,date,quantity,value\nP1,2024-01-01,LVEF,about 50\nP1,2024-01-01,GLS,-14\n');
    const { code, output } = await followUp([table, '--patient', 'P1']);
    expect(code).toBe(0);
    expect(output).toMatch(/2\s+value\s+about 50\s+not a number\s+Write the number alone/);
  });
  test('counts changes from the day asked for', async () => {
    const { output } = await followUp([example, '--patient', 'SIM-1', '--since', '2024-08-01', '--format', 'json']);
    expect(JSON.parse(output).quantities[1].reference).toMatchObject({ reason: 'asked', point: { date: '2024-07-11' } });
  });
});

describe('a follow-up that cannot be had ends with its code and says why', () => {
  test('of a patient whom the table does not know', async () => {
    const { code, messages } = await followUp([example, '--patient', '7']);
    expect([code, messages]).toEqual([2, expect.stringContaining('no row is about patient "7"; the table knows "SIM-1"')]);
  });
  test('of a day that is none', async () => {
    expect(await followUp([example, '--patient', 'SIM-1', '--since', 'spring'])).toMatchObject({ code: 2, messages: expect.stringContaining('--since spring is not a date') });
  });
  test('of a patient without any value', async () => {
    const { code } = await followUp([tableOf('t.csv', 'patient,date,quantity,value\nP1,2024-01-01,LVEF,?\n'), '--patient', 'P1']);
    expect(code).toBe(3);
  });
  test('without a patient', async () => expect((await followUp([example])).messages).toContain('--patient <number>'));
});
