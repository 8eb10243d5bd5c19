import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { analysePaths } from '../analysis/analyse-study.ts';
import type { LabelledScans } from '../analysis/match-planar-truth.ts';
import { readPlanarTruth } from '../analysis/planar-truth.ts';
import type { PlanarValidation } from '../analysis/planar-validation.ts';
import { screenArchive } from '../analysis/screen-archive.ts';
import { validatePlanar } from '../analysis/validate-planar.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Text } from '../measurement/language.ts';
import type { AnalysisWithPicture } from '../modalities/modality.ts';
import { validationPage } from '../report/validation-page.ts';
import { openStore } from '../store/connection.ts';
import { addExamples, addStoreOptions, formatOption, languageOption, type CommandHost, type StoreOptions } from './commands.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { progress } from './progress.ts';
import { requirePaths } from './require-paths.ts';
import { say, type Format, type Terminal } from './terminal.ts';
import { addValidateEcho } from './validate-echo.ts';
import { casesCsv, printValidation } from './validation-output.ts';
import { writeFile } from './write-file.ts';

const texts = {
  about: { en: 'compare Amyloscope with known answers of your own scans', fr: 'comparer Amyloscope aux réponses connues de vos propres examens' },
  planar: {
    en: 'Validate planar bone scintigraphy on a folder of labelled scans.\nThe table is CSV with the columns file,patient,abnormal,peruginiGrade,heartToContralateralRatio; any cell may be empty. abnormal means grade 2 or more. French headers, semicolons and decimal commas are understood.\nWrites validation.html, validation.json and cases.csv: sensitivity, specificity and AUC with intervals, weighted kappa, Bland-Altman of H/CL, calibration, refused scans with their reasons, worst cases with pictures.',
    fr: 'Valider la scintigraphie osseuse planaire sur un dossier d’examens annotés.\nLa table est un CSV aux colonnes file,patient,abnormal,peruginiGrade,heartToContralateralRatio ; toute cellule peut être vide. abnormal signifie grade 2 ou plus. En-têtes français, points-virgules et virgules décimales sont compris.\nÉcrit validation.html, validation.json et cases.csv : sensibilité, spécificité et AUC avec intervalles, kappa pondéré, Bland-Altman du H/CL, calibration, examens refusés avec leurs motifs, pires cas en images.',
  },
  planarShort: { en: 'validate planar bone scintigraphy', fr: 'valider la scintigraphie osseuse planaire' },
  folder: { en: 'folder of the scans', fr: 'dossier des examens' },
  truth: { en: 'table of known answers', fr: 'table des réponses connues' },
  out: { en: 'folder for the page and the tables', fr: 'dossier de la page et des tables' },
  scans: { en: 'files', fr: 'fichiers' },
  noTable: { en: 'The table of known answers {path} cannot be read: {why}', fr: 'La table des réponses connues {path} est illisible : {why}' },
} as const satisfies Record<string, Text>;

interface ValidateOptions extends StoreOptions {
  readonly truth: string;
  readonly out: string;
  readonly format: Format;
}

export function addValidate({ program, terminal, end }: CommandHost): void {
  const validate = program.command('validate').description(say(terminal, texts.about)).addOption(languageOption(terminal));
  const planar = validate.command('planar')
    .summary(say(terminal, texts.planarShort)).description(say(terminal, texts.planar))
    .argument('<folder>', say(terminal, texts.folder))
    .requiredOption('--truth <table>', say(terminal, texts.truth))
    .option('--out <folder>', say(terminal, texts.out), 'validation')
    .addOption(formatOption(terminal)).addOption(languageOption(terminal));
  addStoreOptions(planar, terminal);
  addValidateEcho(validate, { terminal, end });
  addExamples(planar, terminal, ['validate planar scans/ --truth truth.csv', 'validate planar scans/ --truth verite.csv --out validation-2026 --language fr']);
  planar.action(async (folder: string, options: ValidateOptions) => end(await validateFolder(folder, options, terminal)));
}

async function validateFolder(folder: string, options: ValidateOptions, terminal: Terminal): Promise<ExitCode> {
  requirePaths([folder], terminal);
  const table = await readFile(options.truth).catch((cause: Error) => {
    throw new AmyloscopeError('notFound', say(terminal, texts.noTable, { path: options.truth, why: cause.message }), { cause });
  });
  const truths = readPlanarTruth(table, options.truth);
  const validation = validatePlanar(truths, await labelledScans(folder, options, terminal), options.truth);
  const page = validationPage({
    validation,
    language: terminal.language,
    writtenAt: new Date(),
    folder: resolve(folder),
    table: resolve(options.truth),
    pictures: await picturesOf(validation),
  });
  const files = [
    await writeFile(options.out, 'validation.html', [page]),
    await writeFile(options.out, 'validation.json', [JSON.stringify(withoutImages(validation), null, 2)]),
    await writeFile(options.out, 'cases.csv', casesCsv(validation)),
  ];
  printValidation(validation, { format: options.format, files: files.map((file) => resolve(file)), json: withoutImages(validation) }, terminal);
  return validation.cases.length > 0 ? exitCode.done : exitCode.nothingAnalysed;
}

/** Screens the folder, so that a second validation of the same scans is a matter of seconds. */
async function labelledScans(folder: string, { store: storeFolder, database, workers }: ValidateOptions, terminal: Terminal): Promise<LabelledScans> {
  const store = await openStore({ folder: storeFolder, databaseUrl: database });
  const bar = progress(terminal);
  try {
    const { screening } = await screenArchive({ paths: [folder], store, workers, onProgress: ({ done, found, walkEnded }) => bar.show(done, walkEnded ? found : null, say(terminal, texts.scans)) });
    const rows = await all(store.rankedRows(screening, () => false));
    return {
      folder,
      analyses: rows.map(({ analysis }) => analysis),
      refusedFiles: await all(store.refusedFiles(screening)),
      duplicateFiles: await all(store.duplicateFiles(screening)),
    };
  } finally {
    bar.end();
    await store.close();
  }
}

/** Analyses the worst cases once more for their pictures: stored answers keep none of scans called normal. */
async function picturesOf({ worst }: PlanarValidation): Promise<ReadonlyMap<string, AnalysisWithPicture>> {
  const files = worst.flatMap(({ validationCase }) => validationCase.analysis.study.files).map((file) => file.split('.zip!')[0] + (file.includes('.zip!') ? '.zip' : ''));
  if (files.length === 0) return new Map();
  const { analyses } = await analysePaths([...new Set(files)]);
  return new Map(analyses.map((one) => [one.analysis.study.sopInstanceUids.join(), one]));
}

/** The validation as others may build on it: embeddings and outlines are left to the store. */
function withoutImages(validation: PlanarValidation): object {
  const { cases, worst, detection, ...figures } = validation;
  return {
    ...figures,
    // The curve begins at an infinite threshold, which JSON cannot say.
    detection: { ...detection, roc: detection.roc.filter(({ threshold }) => Number.isFinite(threshold)) },
    cases: cases.map(({ truth, analysis, label, abnormalProbability, grade, ratio }) => ({ truth, files: analysis.study.files, label, abnormalProbability, grade, ratio, quality: analysis.quality })),
    worst: worst.map(({ validationCase, reasons }) => ({ row: validationCase.truth.row, files: validationCase.analysis.study.files, reasons })),
    software: cases[0]?.analysis.software ?? null,
    models: cases[0]?.analysis.models ?? [],
  };
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}
