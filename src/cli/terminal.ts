import type { Writable } from 'node:stream';
import { fillText } from '../measurement/finding.ts';
import type { Language, Text } from '../measurement/language.ts';

export const formats = ['table', 'json', 'csv'] as const;
export type Format = (typeof formats)[number];

/** Where a command speaks: results to `output`, all else to `messages`, in one language. */
export interface Terminal {
  readonly output: Writable;
  readonly messages: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly language: Language;
}

/** A text in the language of a terminal, its `{name}` places filled. */
export function say({ language }: Terminal, text: Text, parameters: Readonly<Record<string, string | number>> = {}): string {
  return fillText(text[language], parameters);
}

/** Writes one line of a result. */
export function print(terminal: Terminal, line: string): void {
  terminal.output.write(`${line}\n`);
}

/** Writes one line that is not part of the result. */
export function note(terminal: Terminal, line: string): void {
  terminal.messages.write(`${line}\n`);
}
