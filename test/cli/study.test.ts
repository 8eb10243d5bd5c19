import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCommand } from './run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'amyloscope-study-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const small = ['study', 'reproducibility', '--patients', '3', '--readers', '2', '--repeats', '1', '--seed', '5'];
const files = ['reproducibility.html', 'reproducibility.json', 'readings.csv'];
const written = (out: string) => files.map((file) => readFileSync(join(folder, out, file), 'utf8'));

test('a small study writes page, figures and readings, and the same seed the same bytes', async () => {
  const first = await runCommand([...small, '--out', join(folder, 'first')]);
  const second = await runCommand([...small, '--out', join(folder, 'second'), '--format', 'json']);
  expect([first.code, second.code]).toEqual([0, 0]);
  expect(first.output).toContain('Simulated: digital patients');
  expect(first.output).toMatch(/Single reading {2,}none: one scan, one answer/);
  expect(first.messages).toContain('15/15 scans');
  expect(written('second')).toEqual(written('first'));
  const [, json, csv] = written('first');
  expect(second.output.trim()).toBe(json);
  expect(JSON.parse(json)).toMatchObject({ simulated: true, choice: { patients: 3, readers: 2, repeats: 1, seed: 5 }, software: { name: 'Amyloscope' } });
  // 5 scans and a second look at the reference, by truth, automatic rule and two readers, and a header.
  expect(csv.trim().split('\r\n')).toHaveLength(1 + 3 * 6 * 4);
});

describe('a study that is not understood ends with code 2', () => {
  test.each([
    [['--patients', '2'], '--patients <number>'],
    [['--seed', 'x'], '--seed <number>'],
    [['--repeats', '0'], '--repeats <number>'],
  ])('%j', async (args, words) => {
    const { code, messages } = await runCommand(['study', 'reproducibility', ...args]);
    expect([code, messages]).toEqual([2, expect.stringContaining(words)]);
  });
});

test('the help names what is changed and gives examples that the command line understands', async () => {
  const { output } = await runCommand(['study', 'reproducibility', '--help'], 'fr');
  expect(output).toContain('autre caméra');
  const examples = output.split('\n').flatMap((line) => line.match(/^ {2}\$ amyloscope (.+?)(?: > .+)?$/)?.[1] ?? []);
  expect(examples).toHaveLength(3);
  for (const example of examples) expect((await runCommand([...example.split(' '), '--help'])).code).toBe(0);
});
