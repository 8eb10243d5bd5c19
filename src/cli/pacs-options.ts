import { InvalidArgumentError, type Command, type Option } from 'commander';
import { isUid } from '../dicom/network/found-answers.ts';
import type { StudyQuery } from '../dicom/network/pacs.ts';
import type { Text } from '../measurement/language.ts';
import { languageOption } from './commands.ts';
import { say, type Terminal } from './terminal.ts';

const texts = {
  node: { en: 'name of the system in the site file', fr: 'nom du système dans le fichier de site' },
  site: { en: 'file that names the systems; docs/pacs.md shows one', fr: 'fichier qui nomme les systèmes ; docs/pacs.md en montre un' },
  patient: { en: 'patient ID; * and ? stand for anything', fr: 'identifiant du patient ; * et ? remplacent des caractères' },
  from: { en: 'first day, YYYY-MM-DD', fr: 'premier jour, AAAA-MM-JJ' },
  to: { en: 'last day, YYYY-MM-DD', fr: 'dernier jour, AAAA-MM-JJ' },
  modality: { en: 'as DICOM writes it: NM, US, CT', fr: 'à la manière de DICOM : NM, US, CT' },
  study: { en: 'UID of one study', fr: 'UID d’une étude' },
} as const satisfies Record<string, Text>;

/** Where the systems are named. */
export interface SiteOptions {
  readonly site: string;
}

/** What to look for, as options. */
export interface SearchOptions extends SiteOptions {
  readonly patient?: string;
  readonly from?: string;
  readonly to?: string;
  readonly modality?: string;
  readonly study?: string;
}

/** The name of a system, and the file that says how it is reached. */
export function addSite(command: Command, terminal: Terminal): Command {
  return command.argument('<system>', say(terminal, texts.node)).addOption(siteOption(command, terminal)).addOption(languageOption(terminal));
}

/** The option `--site`. */
export function siteOption(command: Command, terminal: Terminal): Option {
  return command.createOption('--site <file>', say(terminal, texts.site)).default('pacs.json');
}

/** The options that say which studies are meant. */
export function addSearch(command: Command, terminal: Terminal): Command {
  return command
    .option('--patient <id>', say(terminal, texts.patient))
    .option('--from <day>', say(terminal, texts.from), day)
    .option('--to <day>', say(terminal, texts.to), day)
    .option('--modality <code>', say(terminal, texts.modality))
    .option('--study <uid>', say(terminal, texts.study), uid);
}

export function queryOf({ patient, from, to, modality, study }: SearchOptions): StudyQuery {
  return { patientId: patient ?? null, from: from ?? null, to: to ?? null, modality: modality ?? null, studyInstanceUid: study ?? null };
}

function day(value: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))) return value;
  throw new InvalidArgumentError('YYYY-MM-DD.');
}

function uid(value: string): string {
  if (isUid(value)) return value;
  throw new InvalidArgumentError('A UID has digits and dots.');
}
