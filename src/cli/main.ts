import { chooseLanguage } from './choose-language.ts';
import { runCommandLine } from './command-line.ts';

const args = process.argv.slice(2);
// A reader that closes the pipe early, as `head` does, has what it wants.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.exitCode = await runCommandLine(args, { output: process.stdout, messages: process.stderr, language: chooseLanguage(args, process.env) });
