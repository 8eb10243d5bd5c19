import { InvalidArgumentError, Option, type Command } from 'commander';
import { join, resolve } from 'node:path';
import type { Text } from '../measurement/language.ts';
import { tracers, type PhantomTracer } from '../phantom/patient.ts';
import { writeSpectCtCohort, type SpectCtCohortOptions, type WrittenSpectCtCohort } from '../phantom/spect-ct-cohort.ts';
import { pairFaults, type PairFault } from '../phantom/spect-ct-study.ts';
import { csvLine } from '../report/csv.ts';
import { addExamples, formatOption, languageOption, wholeNumber, type CommandHost } from './commands.ts';
import { exitCode } from './exit-code.ts';
import { progress } from './progress.ts';
import { print, say, type Format, type Terminal } from './terminal.ts';

const texts = {
  short: { en: 'SPECT/CT studies of digital patients', fr: 'examens TEMP/TDM de patients numériques' },
  about: {
    en: 'Make SPECT/CT studies of digital patients: tomograms reconstructed with and without corrections, a CT, and labels of its structures, in OUT/dicom; the truth of each in OUT/truth.json and OUT/truth.csv.\nThe same seed and options give the same files. Every file is marked as simulated.',
    fr: 'Créer des examens TEMP/TDM de patients numériques : tomographies reconstruites avec et sans corrections, une TDM et les étiquettes de ses structures, dans OUT/dicom ; la vérité de chacun dans OUT/truth.json et OUT/truth.csv.\nMêmes graine et options, mêmes fichiers. Chaque fichier est marqué simulé.',
  },
  patients: { en: 'number of patients', fr: 'nombre de patients' },
  seed: { en: 'whole number that decides all chance', fr: 'entier qui décide de tout hasard' },
  out: { en: 'folder to write into', fr: 'dossier de sortie' },
  grade: { en: 'the same Perugini grade for all', fr: 'même grade de Perugini pour tous' },
  tracer: { en: 'the same tracer for all', fr: 'même traceur pour tous' },
  bmi: { en: 'the same body mass index for all, kg/m²', fr: 'même indice de masse corporelle pour tous, kg/m²' },
  matrix: { en: 'pixels a side of the tomograms, 32 to 128', fr: 'pixels de côté des tomographies, 32 à 128' },
  ctMatrix: { en: 'pixels a side of the CT, 64 to 512 (default: 512)', fr: 'pixels de côté de la TDM, 64 à 512 (par défaut : 512)' },
  visits: { en: 'examinations of each patient: repositioned and counted anew', fr: 'examens de chaque patient : repositionné et recompté' },
  excess: { en: 'what a treatment leaves of the excess over the blood from the second visit on, 0 to 1', fr: 'ce qu’un traitement laisse de l’excès sur le sang dès la deuxième visite, de 0 à 1' },
  bloodPool: { en: 'tracer in the blood and none in the walls', fr: 'traceur dans le sang et aucun dans les parois' },
  fault: { en: 'what is wrong with each pair of SPECT and CT', fr: 'ce qui ne va pas dans chaque paire TEMP et TDM' },
  contrast: { en: 'contrast medium on every CT', fr: 'produit de contraste sur chaque TDM' },
  units: { en: 'unit of the corrected tomograms: Bq/mL or counts', fr: 'unité des tomographies corrigées : Bq/mL ou coups' },
  workers: { en: 'how many work side by side (default: one a core)', fr: 'nombre de tâches en parallèle (par défaut : une par cœur)' },
  studies: { en: 'studies', fr: 'examens' },
  written: { en: '{studies} SPECT/CT studies of {count} digital patients in {folder}', fr: '{studies} examens TEMP/TDM de {count} patients numériques dans {folder}' },
  truth: { en: 'True answers: {file}', fr: 'Réponses vraies : {file}' },
} as const satisfies Record<string, Text>;

interface SpectCtOptions {
  readonly patients: number;
  readonly seed: number;
  readonly out: string;
  readonly grade?: '0' | '1' | '2' | '3';
  readonly tracer?: PhantomTracer;
  readonly bmi?: number;
  readonly matrix?: number;
  readonly ctMatrix?: number;
  readonly visits?: number;
  readonly excess?: number;
  readonly bloodPool?: true;
  readonly fault?: PairFault;
  readonly contrast?: true;
  readonly units?: 'BQML' | 'CNTS';
  readonly workers?: number;
  readonly format: Format;
}

/** Adds `phantom spect-ct`. @param phantom the command it belongs to. */
export function addPhantomSpectCt(phantom: Command, { terminal, end }: Pick<CommandHost, 'terminal' | 'end'>): void {
  const described = (flags: string, text: Text) => new Option(flags, say(terminal, text));
  const command = phantom.command('spect-ct')
    .summary(say(terminal, texts.short)).description(say(terminal, texts.about))
    .addOption(described('--patients <number>', texts.patients).argParser(wholeNumber).makeOptionMandatory())
    .addOption(described('--seed <number>', texts.seed).argParser(Number).makeOptionMandatory())
    .addOption(described('--out <folder>', texts.out).makeOptionMandatory())
    .addOption(described('--grade <grade>', texts.grade).choices(['0', '1', '2', '3']))
    .addOption(described('--tracer <tracer>', texts.tracer).choices([...tracers]))
    .addOption(described('--bmi <number>', texts.bmi).argParser(numberBetween(12, 60)))
    .addOption(described('--matrix <number>', texts.matrix).argParser(numberBetween(32, 128)))
    .addOption(described('--ct-matrix <number>', texts.ctMatrix).argParser(numberBetween(64, 512)))
    .addOption(described('--visits <number>', texts.visits).argParser(wholeNumber))
    .addOption(described('--excess <share>', texts.excess).argParser(numberBetween(0, 1)))
    .addOption(described('--blood-pool', texts.bloodPool))
    .addOption(described('--fault <kind>', texts.fault).choices([...pairFaults]))
    .addOption(described('--contrast', texts.contrast))
    .addOption(described('--units <units>', texts.units).choices(['BQML', 'CNTS']))
    .addOption(described('--workers <number>', texts.workers).argParser(wholeNumber))
    .addOption(formatOption(terminal)).addOption(languageOption(terminal));
  addExamples(command, terminal, ['phantom spect-ct --patients 4 --seed 1 --out tomography', 'phantom spect-ct --patients 20 --seed 2 --out treated --grade 3 --visits 2 --excess 0.6', 'phantom spect-ct --patients 1 --seed 3 --out moved --fault misregistered --matrix 64']);
  command.action(async (options: SpectCtOptions) => {
    show(await write(options, terminal), options, terminal);
    end(exitCode.done);
  });
}

/** Reads the value of an option that lies in a range. */
export function numberBetween(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (value.trim() === '' || !(number >= least && number <= most)) throw new InvalidArgumentError(`A number from ${least} to ${most} is needed.`);
    return number;
  };
}

async function write(options: SpectCtOptions, terminal: Terminal): Promise<WrittenSpectCtCohort> {
  const { patients, seed, out, tracer, bmi, matrix, ctMatrix, visits, excess, bloodPool, fault, contrast, units, workers, grade } = options;
  const bar = progress(terminal);
  const given = { tracer, bmi, matrix, ctMatrix, visits, excessFactor: excess, bloodPoolOnly: bloodPool, fault, contrast, units, workers, grade: grade === undefined ? undefined : Number(grade) };
  // What is not asked for must be absent, so that it is drawn.
  const asked = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<SpectCtCohortOptions>;
  try {
    return await writeSpectCtCohort({ ...asked, count: patients, seed, out, onProgress: (done, total) => bar.show(done, total, say(terminal, texts.studies)) });
  } finally {
    bar.end();
  }
}

function show({ records, truthFile }: WrittenSpectCtCohort, { patients, out, format }: SpectCtOptions, terminal: Terminal): void {
  if (format === 'json') return print(terminal, JSON.stringify({ truthFile: resolve(truthFile), studies: records }, null, 2));
  if (format === 'csv') {
    for (const line of [['folder', 'peruginiGrade'], ...records.map((record) => [record.folder, record.peruginiGrade])]) terminal.output.write(csvLine(line));
    return undefined;
  }
  print(terminal, say(terminal, texts.written, { studies: records.length, count: patients, folder: resolve(join(out, 'dicom')) }));
  return print(terminal, say(terminal, texts.truth, { file: resolve(truthFile) }));
}
