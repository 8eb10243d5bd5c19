import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Text } from '../measurement/language.ts';
import type { ExitCode } from './exit-code.ts';
import { formats, say, type Terminal } from './terminal.ts';

/** What a command is added to, and how it tells how it ended. */
export interface CommandHost {
  readonly program: Command;
  readonly terminal: Terminal;
  readonly end: (code: ExitCode) => void;
}

const texts = {
  format: { en: 'form of the result', fr: 'forme du résultat' },
  language: { en: 'language of texts, by default that of the locale', fr: 'langue des textes, par défaut celle du système' },
  workers: { en: 'how many analyse side by side (default: one a core)', fr: 'nombre d’analyses en parallèle (par défaut : une par cœur)' },
  store: { en: 'folder of the private store (default: AMYLOSCOPE_HOME, else your data folder)', fr: 'dossier de la base privée (par défaut : AMYLOSCOPE_HOME, sinon votre dossier de données)' },
  database: { en: 'a PostgreSQL 15 or newer instead of the private store', fr: 'un PostgreSQL 15 ou plus au lieu de la base privée' },
  examples: { en: 'Examples:', fr: 'Exemples :' },
} as const satisfies Record<string, Text>;

/** The option `--format`, the same for every command that has a result. */
export function formatOption(terminal: Terminal): Option {
  return new Option('--format <form>', say(terminal, texts.format)).choices([...formats]).default('table');
}

/** The option `--language`; `chooseLanguage` has read it before. */
export function languageOption(terminal: Terminal): Option {
  return new Option('--language <language>', say(terminal, texts.language)).choices(['en', 'fr']);
}

/** Where results are kept, and by how many workers they are made. */
export interface StoreOptions {
  readonly workers?: number;
  readonly store?: string;
  readonly database?: string;
}

/** The options of `StoreOptions`, the same for every command that analyses and stores. */
export function addStoreOptions(command: Command, terminal: Terminal): Command {
  return addHomeOptions(command.option('--workers <number>', say(terminal, texts.workers), wholeNumber), terminal);
}

/** The options that say where the store is. */
export function addHomeOptions(command: Command, terminal: Terminal): Command {
  return command
    .option('--store <folder>', say(terminal, texts.store))
    .option('--database <url>', say(terminal, texts.database));
}

/** Examples under the help of a command. */
export function addExamples(command: Command, terminal: Terminal, examples: readonly string[]): void {
  command.addHelpText('after', `\n${say(terminal, texts.examples)}\n${examples.map((line) => `  $ amyloscope ${line}`).join('\n')}\n`);
}

/** Reads the value of an option that counts something. */
export function wholeNumber(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('A whole number above 0 is needed.');
  return number;
}
