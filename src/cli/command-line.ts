import { Command, CommanderError, type Option } from 'commander';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Text } from '../measurement/language.ts';
import { software } from '../measurement/software.ts';
import { addAccuracy } from './accuracy.ts';
import { addAccounts } from './account.ts';
import { addAgreement } from './agreement.ts';
import { addAnalyse } from './analyse.ts';
import { addAssociations } from './associations.ts';
import { addAudit } from './audit.ts';
import { addBackup, addRestore } from './backup.ts';
import type { CommandHost } from './commands.ts';
import { languageOption } from './commands.ts';
import { addDeidentify } from './deidentify.ts';
import { addDoctor } from './doctor.ts';
import { addFollowUp } from './follow-up.ts';
import { exitCode, exitCodeOf, exitCodeTexts, type ExitCode } from './exit-code.ts';
import { addModels } from './models.ts';
import { addOutcome } from './outcome.ts';
import { addPacs } from './pacs.ts';
import { addPanel } from './panel.ts';
import { addPhantom } from './phantom.ts';
import { addReidentify } from './reidentify.ts';
import { addReport } from './report.ts';
import { addReproducibility } from './reproducibility.ts';
import { addSerial } from './serial.ts';
import { addScreen } from './screen.ts';
import { addServe } from './serve.ts';
import { addStudy } from './study.ts';
import { addValidate } from './validate.ts';
import { addVideo } from './video.ts';
import { addWorker } from './worker.ts';
import { note, say, type Terminal } from './terminal.ts';

const texts = {
  about: {
    en: 'Measures cardiac amyloidosis on images: is the scan usable, where is the heart, how much does it take up, how sure, what next.\nResearch use only. Not a medical device. Nothing leaves this computer unless you send it.',
    fr: 'Mesure l’amylose cardiaque sur les images : l’examen est-il exploitable, où est le cœur, combien fixe-t-il, avec quelle certitude, que faire.\nRéservé à la recherche. Pas un dispositif médical. Rien ne quitte cet ordinateur sans que vous l’envoyiez.',
  },
  version: { en: 'print the version', fr: 'afficher la version' },
  help: { en: 'print this help', fr: 'afficher cette aide' },
  exitCodes: { en: 'Exit codes:', fr: 'Codes de sortie :' },
  byDefault: { en: 'default: {value}', fr: 'par défaut : {value}' },
  error: { en: 'Error: {what}', fr: 'Erreur : {what}' },
  unexpected: {
    en: 'Amyloscope failed, which is a fault of Amyloscope: {what}',
    fr: 'Amyloscope a échoué, par un défaut d’Amyloscope : {what}',
  },
  seeHelp: { en: '"amyloscope {command}--help" explains what is allowed.', fr: '« amyloscope {command}--help » explique ce qui est permis.' },
} as const satisfies Record<string, Text>;

/** The headings that commander writes, in French. */
const frenchTitles: Readonly<Record<string, string>> = {
  'Usage:': 'Emploi :', 'Arguments:': 'Arguments :', 'Options:': 'Options :', 'Commands:': 'Commandes :',
};

/** What commander found wrong, in words; `{name}` is the option or argument. */
const usageErrors: Readonly<Record<string, Text>> = {
  'commander.unknownOption': { en: 'there is no option {name}', fr: 'l’option {name} n’existe pas' },
  'commander.unknownCommand': { en: 'there is no command {name}', fr: 'la commande {name} n’existe pas' },
  'commander.missingArgument': { en: '{name} is missing', fr: 'il manque {name}' },
  'commander.optionMissingArgument': { en: 'option {name} needs a value', fr: 'l’option {name} demande une valeur' },
  'commander.missingMandatoryOptionValue': { en: 'option {name} is needed', fr: 'l’option {name} est nécessaire' },
  'commander.invalidArgument': { en: 'the value of {name} is not allowed', fr: 'la valeur de {name} n’est pas permise' },
  'commander.excessArguments': { en: 'there are more arguments than the command takes', fr: 'il y a plus d’arguments que la commande n’en prend' },
};

/** Runs the command line. Never rejects: errors become words on `terminal.messages` and an exit code. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = exitCode.done;
  const program = buildProgram(terminal);
  const host: CommandHost = { program, terminal, end: (given) => void (code = given) };
  for (const add of [addAnalyse, addReport, addDeidentify, addReidentify, addVideo, addScreen, addServe, addWorker, addPacs, addAccounts, addAudit, addBackup, addRestore, addValidate, addPhantom, addStudy, addAgreement, addReproducibility, addAssociations, addOutcome, addAccuracy, addFollowUp, addPanel, addSerial, addModels, addDoctor]) add(host);
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return usage(error, args, program, terminal);
    const known = error instanceof AmyloscopeError;
    const what = known ? error.text[terminal.language] : error instanceof Error ? error.message : String(error);
    note(terminal, say(terminal, known ? texts.error : texts.unexpected, { what }));
    if (!known && error instanceof Error && error.stack) note(terminal, error.stack);
    return exitCodeOf(error);
  }
}

function buildProgram(terminal: Terminal): Command {
  const program = new Command('amyloscope')
    .description(say(terminal, texts.about))
    .usage(terminal.language === 'fr' ? 'COMMANDE [options]' : 'COMMAND [options]')
    .version(software.version, '-V, --version', say(terminal, texts.version))
    .helpOption('-h, --help', say(terminal, texts.help))
    .helpCommand(false)
    .enablePositionalOptions()
    .addOption(languageOption(terminal))
    .exitOverride()
    .configureHelp({ styleTitle: (title) => (terminal.language === 'fr' ? (frenchTitles[title] ?? title) : title), optionDescription: (option) => describeOption(option, terminal) })
    .configureOutput({ writeOut: (text) => terminal.output.write(text), writeErr: (text) => terminal.messages.write(text), outputError: () => undefined });
  const codes = Object.entries(exitCodeTexts).map(([code, text]) => `  ${code}  ${say(terminal, text)}`);
  return program.addHelpText('after', `\n${say(terminal, texts.exitCodes)}\n${codes.join('\n')}`);
}

/** What commander adds to a description, in the language of the terminal. */
function describeOption({ description, argChoices, defaultValue }: Option, terminal: Terminal): string {
  const notes = [
    ...(argChoices ? [argChoices.join(', ')] : []),
    ...(defaultValue === undefined ? [] : [say(terminal, texts.byDefault, { value: String(defaultValue) })]),
  ];
  return notes.length > 0 ? `${description} (${notes.join('; ')})` : description;
}

function usage(error: CommanderError, args: readonly string[], program: Command, terminal: Terminal): ExitCode {
  if (error.exitCode === 0) return exitCode.done;
  const name = error.message.match(/'([^']+)'/)?.[1] ?? '';
  // Without any command commander has printed the help, which says all.
  if (error.code === 'commander.help') return exitCode.usage;
  const text = usageErrors[error.code];
  note(terminal, say(terminal, texts.error, { what: text ? say(terminal, text, { name }) : error.message }));
  const command = program.commands.find((one) => args.includes(one.name()));
  const kind = command?.commands.find((one) => args.includes(one.name()));
  note(terminal, say(terminal, texts.seeHelp, { command: [command, kind].map((one) => (one ? `${one.name()} ` : '')).join('') }));
  return exitCode.usage;
}
