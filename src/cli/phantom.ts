import { Option, type Command } from 'commander';
import { join, resolve } from 'node:path';
import type { Text } from '../measurement/language.ts';
import type { TruthRow } from '../phantom/cohort.ts';
import { tracers, type PhantomTracer } from '../phantom/patient.ts';
import { writeCohort, type CohortOptions, type WrittenCohort } from '../phantom/write-cohort.ts';
import { csvLine } from '../report/csv.ts';
import { addExamples, formatOption, languageOption, wholeNumber, type CommandHost } from './commands.ts';
import { exitCode } from './exit-code.ts';
import { addPhantomEcho } from './phantom-echo.ts';
import { addPhantomSpectCt, numberBetween } from './phantom-spect-ct.ts';
import { progress } from './progress.ts';
import { print, say, type Format, type Terminal } from './terminal.ts';

const texts = {
  short: { en: 'make digital patients as DICOM, with every true answer', fr: 'créer des patients numériques en DICOM, avec toutes les réponses vraies' },
  about: {
    en: 'Make a cohort of digital patients: bodies imaged by a simulated gamma camera, written as NM DICOM in OUT/dicom, with the truth of each scan in OUT/truth.csv.\nThe same seed and options give the same files, byte for byte. Every file is marked as simulated.',
    fr: 'Créer une cohorte de patients numériques : des corps imagés par une gamma-caméra simulée, écrits en DICOM NM dans OUT/dicom, avec la vérité de chaque examen dans OUT/truth.csv.\nMêmes graine et options, mêmes fichiers, à l’octet près. Chaque fichier est marqué simulé.',
  },
  count: { en: 'number of patients', fr: 'nombre de patients' },
  seed: { en: 'whole number that decides all chance', fr: 'entier qui décide de tout hasard' },
  out: { en: 'folder to write into', fr: 'dossier de sortie' },
  grade: { en: 'the same Perugini grade for all', fr: 'même grade de Perugini pour tous' },
  tracer: { en: 'the same tracer for all', fr: 'même traceur pour tous' },
  sex: { en: 'the same sex for all', fr: 'même sexe pour tous' },
  bmi: { en: 'the same body mass index for all, kg/m²', fr: 'même indice de masse corporelle pour tous, kg/m²' },
  counts: { en: 'expected counts of the anterior image', fr: 'coups attendus de l’image antérieure' },
  visits: { en: 'scans of each patient: repositioned and counted anew', fr: 'examens de chaque patient : repositionné et recompté' },
  others: { en: 'share of other examinations (thyroid, lung, ...), 0 to 1', fr: 'part d’autres examens (thyroïde, poumon…), 0 à 1' },
  anatomy: { en: 'Interfile header of a voxelised anatomy instead of the parametric body', fr: 'en-tête Interfile d’une anatomie voxellisée au lieu du corps paramétrique' },
  workers: { en: 'how many work side by side (default: one a core)', fr: 'nombre de tâches en parallèle (par défaut : une par cœur)' },
  scans: { en: 'scans', fr: 'examens' },
  written: { en: '{scans} scans of {count} digital patients in {folder}', fr: '{scans} examens de {count} patients numériques dans {folder}' },
  truth: { en: 'True answers: {file}', fr: 'Réponses vraies : {file}' },
  grades: { en: 'Perugini grade {grade}: {scans}', fr: 'Grade de Perugini {grade} : {scans}' },
  otherScans: { en: 'Other examinations: {scans}', fr: 'Autres examens : {scans}' },
} as const satisfies Record<string, Text>;

interface PhantomOptions {
  readonly count: number;
  readonly seed: number;
  readonly out: string;
  readonly grade?: '0' | '1' | '2' | '3';
  readonly tracer?: PhantomTracer;
  readonly sex?: 'M' | 'F';
  readonly bmi?: number;
  readonly counts?: number;
  readonly visits?: number;
  readonly others?: number;
  readonly anatomy?: string;
  readonly workers?: number;
  readonly format: Format;
}

export function addPhantom({ program, terminal, end }: CommandHost): void {
  const described = (flags: string, text: Text) => new Option(flags, say(terminal, text));
  const command = program.command('phantom')
    .summary(say(terminal, texts.short)).description(say(terminal, texts.about))
    .addOption(described('--count <number>', texts.count).argParser(wholeNumber))
    .addOption(described('--seed <number>', texts.seed).argParser(Number))
    .addOption(described('--out <folder>', texts.out))
    .addOption(described('--grade <grade>', texts.grade).choices(['0', '1', '2', '3']))
    .addOption(described('--tracer <tracer>', texts.tracer).choices([...tracers]))
    .addOption(described('--sex <sex>', texts.sex).choices(['F', 'M']))
    .addOption(described('--bmi <number>', texts.bmi).argParser(numberBetween(12, 60)))
    .addOption(described('--counts <number>', texts.counts).argParser(numberBetween(1e3, 1e8)))
    .addOption(described('--visits <number>', texts.visits).argParser(wholeNumber))
    .addOption(described('--others <share>', texts.others).argParser(numberBetween(0, 1)))
    .addOption(described('--anatomy <header>', texts.anatomy))
    .addOption(described('--workers <number>', texts.workers).argParser(wholeNumber))
    .addOption(formatOption(terminal)).addOption(languageOption(terminal));
  addExamples(command, terminal, ['phantom --count 40 --seed 1 --out cohort', 'phantom --count 100 --seed 2 --out retest --visits 2', 'phantom --count 50 --seed 3 --out heavy --grade 3 --tracer 99mTc-PYP']);
  // Options after the name of a kind are its own, though both have some of the same name.
  command.enablePositionalOptions();
  addPhantomSpectCt(command, { terminal, end });
  addPhantomEcho(command, { terminal, end });
  command.action(async (options: PhantomOptions) => {
    requireOptions(command, options);
    show(await write(options, terminal), options, terminal);
    end(exitCode.done);
  });
}

/** These are not mandatory to commander, which would ask for them before a kind with options of its own as well. */
function requireOptions(command: Command, options: PhantomOptions): void {
  const missing = command.options.find((option) => ['count', 'seed', 'out'].includes(option.attributeName()) && !(option.attributeName() in options));
  if (missing) command.error(`error: required option '${missing.flags}' not specified`, { code: 'commander.missingMandatoryOptionValue' });
}

async function write({ counts, others, anatomy, grade, count, seed, out, tracer, sex, bmi, visits, workers }: PhantomOptions, terminal: Terminal): Promise<WrittenCohort> {
  const bar = progress(terminal);
  const given = { tracer, sex, bmi, visits, workers, anteriorCounts: counts, otherShare: others, anatomyHeader: anatomy, grade: grade === undefined ? undefined : Number(grade) };
  // What is not asked for must be absent, so that it is drawn.
  const asked = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<CohortOptions>;
  try {
    return await writeCohort({ ...asked, count, seed, out, onProgress: (done, total) => bar.show(done, total, say(terminal, texts.scans)) });
  } finally {
    bar.end();
  }
}

function show({ rows, truthFile }: WrittenCohort, { count, out, format }: PhantomOptions, terminal: Terminal): void {
  if (format === 'json') return print(terminal, JSON.stringify({ truthFile: resolve(truthFile), scans: rows }, null, 2));
  if (format === 'csv') {
    for (const line of [['file', 'peruginiGrade'], ...rows.map((row) => [row.file, row.peruginiGrade])]) terminal.output.write(csvLine(line));
    return undefined;
  }
  print(terminal, say(terminal, texts.written, { scans: rows.length, count, folder: resolve(join(out, 'dicom')) }));
  for (const [grade, scans] of [...Map.groupBy(rows, ({ peruginiGrade }) => peruginiGrade)].sort()) print(terminal, gradeLine(grade, scans.length, terminal));
  return print(terminal, say(terminal, texts.truth, { file: resolve(truthFile) }));
}

function gradeLine(grade: TruthRow['peruginiGrade'], scans: number, terminal: Terminal): string {
  return `  ${grade === '' ? say(terminal, texts.otherScans, { scans }) : say(terminal, texts.grades, { grade, scans })}`;
}
