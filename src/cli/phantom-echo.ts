import { Option, type Command } from 'commander';
import { join, resolve } from 'node:path';
import type { Text } from '../measurement/language.ts';
import { echoViewNames, type EchoViewName } from '../measurement/echo-view.ts';
import { writeEchoCohort, type EchoCohortOptions, type WrittenEchoCohort } from '../phantom/echo-cohort.ts';
import { heartKinds, type HeartKind } from '../phantom/echo-patient.ts';
import type { Look } from '../phantom/echo-scanner.ts';
import { lookNames } from '../phantom/echo-study.ts';
import { writeViewCohort } from '../phantom/echo-view-cohort.ts';
import { csvLine } from '../report/csv.ts';
import { addExamples, formatOption, languageOption, wholeNumber, type CommandHost } from './commands.ts';
import { exitCode } from './exit-code.ts';
import { numberBetween } from './phantom-spect-ct.ts';
import { progress } from './progress.ts';
import { print, say, type Format, type Terminal } from './terminal.ts';

const texts = {
  short: { en: 'echocardiographic loops of beating digital patients', fr: 'boucles échocardiographiques de patients numériques au cœur battant' },
  about: {
    en: 'Make the three apical loops of beating digital patients, and parasternal ones where asked for, by a model of ultrasound whose speckle moves with the tissue, written as DICOM in OUT/dicom; volumes, ejection fraction, mass and strain of each in OUT/truth.json and OUT/truth.csv.\nThe same seed and options give the same files. Every file is marked as simulated.',
    fr: 'Créer les trois boucles apicales de patients numériques au cœur battant, et les parasternales sur demande, par un modèle d’échographie dont le speckle suit le tissu, écrites en DICOM dans OUT/dicom ; volumes, fraction d’éjection, masse et strain de chacun dans OUT/truth.json et OUT/truth.csv.\nMêmes graine et options, mêmes fichiers. Chaque fichier est marqué simulé.',
  },
  patients: { en: 'number of patients', fr: 'nombre de patients' },
  seed: { en: 'whole number that decides all chance', fr: 'entier qui décide de tout hasard' },
  out: { en: 'folder to write into', fr: 'dossier de sortie' },
  heart: { en: 'the same disease for all', fr: 'même maladie pour tous' },
  look: { en: 'the same look of a scanner for all', fr: 'même rendu d’échographe pour tous' },
  frames: { en: 'frames of each loop (default: a beat and a quarter)', fr: 'images par boucle (par défaut : un battement et quart)' },
  rate: { en: 'frames per second, 15 to 150', fr: 'images par seconde, 15 à 150' },
  visits: { en: 'examinations of each patient: another hold of the probe, other speckle', fr: 'examens de chaque patient : autre tenue de sonde, autre speckle' },
  parasternal: { en: 'also the parasternal long axis and three short axes', fr: 'aussi le grand axe parasternal et trois petits axes' },
  view: {
    en: 'these views instead, of the 23 that are told apart, or "all"; the files do not state their view, OUT/truth.json does. --visits, --parasternal and --workers do not apply',
    fr: 'plutôt ces coupes, parmi les 23 distinguées, ou « all » ; les fichiers n’indiquent pas leur coupe, OUT/truth.json l’indique. --visits, --parasternal et --workers sont sans effet',
  },
  views: { en: '{studies} loops of {count} digital patients in {folder}', fr: '{studies} boucles de {count} patients numériques dans {folder}' },
  workers: { en: 'how many work side by side (default: one a core)', fr: 'nombre de tâches en parallèle (par défaut : une par cœur)' },
  studies: { en: 'studies', fr: 'examens' },
  written: { en: '{studies} studies of {count} digital patients in {folder}', fr: '{studies} examens de {count} patients numériques dans {folder}' },
  truth: { en: 'True answers: {file}', fr: 'Réponses vraies : {file}' },
} as const satisfies Record<string, Text>;

interface EchoOptions {
  readonly patients: number;
  readonly seed: number;
  readonly out: string;
  readonly heart?: HeartKind;
  readonly look?: Look;
  readonly frames?: number;
  readonly frameRate?: number;
  readonly visits?: number;
  readonly parasternal?: true;
  readonly view?: readonly (EchoViewName | 'all')[];
  readonly workers?: number;
  readonly format: Format;
}

/** Adds `phantom echo`. @param phantom the command it belongs to. */
export function addPhantomEcho(phantom: Command, { terminal, end }: Pick<CommandHost, 'terminal' | 'end'>): void {
  const described = (flags: string, text: Text) => new Option(flags, say(terminal, text));
  const command = phantom.command('echo')
    .summary(say(terminal, texts.short)).description(say(terminal, texts.about))
    .addOption(described('--patients <number>', texts.patients).argParser(wholeNumber).makeOptionMandatory())
    .addOption(described('--seed <number>', texts.seed).argParser(Number).makeOptionMandatory())
    .addOption(described('--out <folder>', texts.out).makeOptionMandatory())
    .addOption(described('--heart <disease>', texts.heart).choices([...heartKinds]))
    .addOption(described('--look <name>', texts.look).choices([...lookNames]))
    .addOption(described('--frames <number>', texts.frames).argParser(wholeNumber))
    .addOption(described('--frame-rate <number>', texts.rate).argParser(numberBetween(15, 150)))
    .addOption(described('--visits <number>', texts.visits).argParser(wholeNumber))
    .addOption(described('--parasternal', texts.parasternal))
    .addOption(described('--view <name...>', texts.view).choices(['all', ...echoViewNames]))
    .addOption(described('--workers <number>', texts.workers).argParser(wholeNumber))
    .addOption(formatOption(terminal)).addOption(languageOption(terminal));
  addExamples(command, terminal, ['phantom echo --patients 4 --seed 1 --out loops', 'phantom echo --patients 2 --seed 2 --out retest --heart amyloid --visits 2', 'phantom echo --patients 3 --seed 5 --out parasternal --parasternal', 'phantom echo --patients 1 --seed 6 --out subcostal --view subcostal --frames 20']);
  command.action(async (options: EchoOptions) => {
    if (options.view) writeViews(options, options.view, terminal);
    else show(await write(options, terminal), options, terminal);
    end(exitCode.done);
  });
}

function writeViews({ patients, seed, out, heart, look, frames, frameRate, format }: EchoOptions, asked: NonNullable<EchoOptions['view']>, terminal: Terminal): void {
  const views = asked.includes('all') ? echoViewNames : (asked as readonly EchoViewName[]);
  const { truthFile, loops } = writeViewCohort({ count: patients, seed, out, views, ...(heart && { kind: heart }), ...(look && { look }), ...(frames && { frames }), ...(frameRate && { framesPerSecond: frameRate }) });
  if (format === 'json') return print(terminal, JSON.stringify({ truthFile: resolve(truthFile), loops }, null, 2));
  if (format === 'csv') {
    for (const line of [['file', 'view'], ...loops.map(({ file, view }) => [file, view])]) terminal.output.write(csvLine(line));
    return undefined;
  }
  print(terminal, say(terminal, texts.views, { studies: loops.length, count: patients, folder: resolve(join(out, 'dicom')) }));
  return print(terminal, say(terminal, texts.truth, { file: resolve(truthFile) }));
}

async function write({ patients, seed, out, heart, look, frames, frameRate, visits, parasternal, workers }: EchoOptions, terminal: Terminal): Promise<WrittenEchoCohort> {
  const bar = progress(terminal);
  const given = { kind: heart, look, frames, framesPerSecond: frameRate, visits, parasternal, workers };
  // What is not asked for must be absent, so that it is drawn.
  const asked = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<EchoCohortOptions>;
  try {
    return await writeEchoCohort({ ...asked, count: patients, seed, out, onProgress: (done, total) => bar.show(done, total, say(terminal, texts.studies)) });
  } finally {
    bar.end();
  }
}

function show({ records, truthFile }: WrittenEchoCohort, { patients, out, format }: EchoOptions, terminal: Terminal): void {
  if (format === 'json') return print(terminal, JSON.stringify({ truthFile: resolve(truthFile), studies: records }, null, 2));
  if (format === 'csv') {
    for (const line of [['file', 'ejectionFraction', 'endocardialGlobalStrain'], ...records.map(({ files, ejectionFraction, endocardial }) => [files.a4c, ejectionFraction.toFixed(1), endocardial.global.toFixed(1)])]) terminal.output.write(csvLine(line));
    return undefined;
  }
  print(terminal, say(terminal, texts.written, { studies: records.length, count: patients, folder: resolve(join(out, 'dicom')) }));
  return print(terminal, say(terminal, texts.truth, { file: resolve(truthFile) }));
}
