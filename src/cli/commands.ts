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
