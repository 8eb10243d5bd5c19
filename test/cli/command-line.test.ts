import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chooseLanguage } from '../../src/cli/choose-language.ts';
import { exitCodeTexts } from '../../src/cli/exit-code.ts';
import { runCommand } from './run-command.ts';

const launcher = join(import.meta.dirname, '../../bin/amyloscope.mjs');
const commands = ['analyse', 'report', 'screen', 'validate', 'phantom', 'follow-up', 'models', 'doctor'];

describe('the help', () => {
  test('names every command, every exit code and the intended use', async () => {
    const { code, output } = await runCommand(['--help']);
    expect(code).toBe(0);
    for (const command of commands) expect(output).toMatch(new RegExp(`^  ${command} `, 'm'));
    for (const [number, text] of Object.entries(exitCodeTexts)) expect(output).toContain(`${number}  ${text.en}`);
    expect(output).toContain('Not a medical device.');
  });
  test.each([...commands, 'validate planar', 'phantom spect-ct'])('of %s has examples of use that the command line understands', async (command) => {
    const { output } = await runCommand([...command.split(' '), '--help']);
    const examples = output.split('\n').flatMap((line) => line.match(/^ {2}\$ amyloscope (.+?)(?: > .+)?$/)?.[1] ?? []);
    if (command !== 'validate') expect(examples.length).toBeGreaterThan(0);
    // With --help at the end an example is parsed up to its command, and not run.
    for (const example of examples) expect((await runCommand([...example.split(' '), '--help'])).code).toBe(0);
  });
  test('is in French when asked for', async () => {
    const { output } = await runCommand(['screen', '--help'], 'fr');
    expect(output).toContain('Emploi : amyloscope screen');
    expect(output).toMatch(/par défaut\s*:\s*screening/);
    expect(output).not.toMatch(/Usage|Options:|default:/);
  });
});

describe('a command line that is not understood ends with code 2 and says what is wrong', () => {
  test.each([
    [['analize', 'a.dcm'], 'there is no command analize'],
    [['analyse'], 'Name what to analyse'],
    [['analyse', '--colour', 'a.dcm'], 'there is no option --colour'],
    [['analyse', 'a.dcm', '--format', 'xml'], '--format <form>'],
    [['screen', 'a', '--workers', 'many'], '--workers <number>'],
    [['screen', '.', '--known', '/nowhere/known.csv'], 'table of known patients /nowhere/known.csv cannot be read'],
    [['validate', 'planar', 'a'], '--truth <table>'],
    [['phantom', '--count', '2', '--seed', '1'], '--out <folder>'],
    [['phantom', '--count', '2', '--seed', '1.5', '--out', '/nowhere/x'], 'seed is 1.5; it must be a whole number'],
    [['phantom', 'spect-ct', '--patients', '2', '--seed', '1'], '--out <folder>'],
    [['phantom', 'spect-ct', '--patients', '2', '--seed', '1', '--out', '/nowhere/x', '--fault', 'broken'], '--fault <kind>'],
    [['phantom', '--count', '0', '--seed', '1', '--out', '/nowhere/x'], '--count <number>'],
    [['analyse', '/nowhere/a.dcm'], '/nowhere/a.dcm'],
  ])('%j', async (args, words) => {
    const { code, messages, output } = await runCommand(args);
    expect([code, output]).toEqual([2, '']);
    expect(messages).toContain(words);
  });
  test('in French too', async () => {
    expect((await runCommand(['analise'], 'fr')).messages).toContain('Erreur : la commande analise n’existe pas');
  });
});

describe('the language', () => {
  test.each([
    [[], { LANG: 'fr_FR.UTF-8' }, 'fr'],
    [[], { LANG: 'fr_FR.UTF-8', LC_ALL: 'C' }, 'en'],
    [[], {}, 'en'],
    [['doctor', '--language=fr'], { LANG: 'en_GB' }, 'fr'],
    [['doctor', '--language', 'en'], { LANG: 'fr_FR' }, 'en'],
  ] as const)('%j with %j is %s', (args, environment, language) => expect(chooseLanguage(args, environment)).toBe(language));
});

test('models says of each network what it was trained on and that its file is intact', async () => {
  const { code, output } = await runCommand(['models']);
  expect(code).toBe(0);
  expect(output.match(/^planar-\w+ .*\n {2}Task: .*\n {2}Trained on: .*\n {2}Limits: .*\n {2}Licence: .*\n {2}File: .*, intact$/gm)).toHaveLength(2);
});

test('doctor finds everything in order here', async () => {
  const { code, output } = await runCommand(['doctor', '--format', 'json']);
  expect(JSON.parse(output).filter(({ verdict }: { verdict: string }) => verdict === 'bad')).toEqual([]);
  expect(code).toBe(0);
});

describe('the launcher', () => {
  test('passes arguments and exit code on', () => {
    const { status, stderr } = spawnSync(process.execPath, [launcher, 'analize', '--language', 'en'], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([2, expect.stringContaining('there is no command analize')]);
  });
  const systemMajor = Number(execFileSync('node', ['-p', 'parseInt(process.versions.node)'], { encoding: 'utf8' }));
  test.skipIf(systemMajor >= 24)('hands over to the Node that npm brought, where the first one on the path is older than 24 (skipped where it is not)', () => {
    expect(execFileSync('node', [launcher, 'doctor', '--format', 'csv'], { encoding: 'utf8' })).toMatch(/Node,good,v(2[4-9]|[3-9]\d)/);
  });
});
