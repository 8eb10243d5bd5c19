import { Writable } from 'node:stream';
import { runCommandLine } from '../../src/cli/command-line.ts';
import type { ExitCode } from '../../src/cli/exit-code.ts';
import type { Language } from '../../src/measurement/language.ts';

/** What a command said, and how it ended. */
export interface CommandResult {
  readonly code: ExitCode;
  readonly output: string;
  readonly messages: string;
}

/** Runs one command line and gathers what it writes. */
export async function runCommand(args: readonly string[], language: Language = 'en'): Promise<CommandResult> {
  const [output, messages] = [gatherer(), gatherer()];
  const code = await runCommandLine(args, { output: output.stream, messages: messages.stream, language });
  return { code, output: output.text(), messages: messages.text() };
}

function gatherer(): { stream: Writable; text: () => string } {
  const pieces: Buffer[] = [];
  const stream = new Writable({ write: (piece, _encoding, done) => (pieces.push(Buffer.from(piece)), done()) });
  return { stream, text: () => Buffer.concat(pieces).toString() };
}
