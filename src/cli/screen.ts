import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readKnownPatients } from '../analysis/known-patients.ts';
import { loadRankingModalities } from '../analysis/load-modalities.ts';
import { screenArchive, type ScreeningResult } from '../analysis/screen-archive.ts';
import type { ScreeningProgress } from '../analysis/screening-progress.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Text } from '../measurement/language.ts';
import { openStore } from '../store/connection.ts';
import type { MeasurementStore } from '../store/measurement-store.ts';
import { addExamples, addStoreOptions, formatOption, languageOption, type CommandHost, type StoreOptions } from './commands.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { modalityWords } from './modality-words.ts';
import { progress } from './progress.ts';
import { requirePaths } from './require-paths.ts';
import { printScreening, writeScreening } from './screening-output.ts';
import { note, say, type Format, type Terminal } from './terminal.ts';

const texts = {
  about: {
    en: 'Screen an archive of any size: every scan is analysed once and stored, and the scans that nobody has explored yet are ranked.\nWrites screening.html, ranked.csv and refused.csv. Started again after an interruption, it goes on where it was. Refused files are listed with their reason and do not stop it.',
    fr: 'Dépister une archive de toute taille : chaque examen est analysé une fois et enregistré, et les examens non explorés sont classés.\nÉcrit screening.html, ranked.csv et refused.csv. Relancé après interruption, il reprend où il en était. Les fichiers refusés sont listés avec leur motif et n’arrêtent rien.',
  },
  short: { en: 'screen an archive and rank what nobody has explored', fr: 'dépister une archive et classer ce qui n’a pas été exploré' },
  paths: { en: 'files, folders, DICOMDIRs or zips', fr: 'fichiers, dossiers, DICOMDIR ou zips' },
  out: { en: 'folder for the page and the tables', fr: 'dossier de la page et des tables' },
  known: { en: 'CSV of patients already known: patientId, and diagnosis if there is one', fr: 'CSV des patients déjà connus : patientId, et diagnosis s’il existe' },
  parquet: { en: 'write the ranked list as Parquet too', fr: 'écrire aussi la liste classée en Parquet' },
  state: { en: 'files, {analysed} scans analysed, {refused} refused, {perSecond}/s', fr: 'fichiers, {analysed} examens analysés, {refused} refusés, {perSecond}/s' },
  stopping: { en: 'Stopping; what is analysed is stored. Press again to stop at once.', fr: 'Arrêt en cours ; ce qui est analysé est enregistré. Appuyez encore pour arrêter tout de suite.' },
  stopped: { en: 'Stopped before the end. The same command goes on from here.', fr: 'Arrêté avant la fin. La même commande reprendra ici.' },
  noKnown: { en: 'The table of known patients {path} cannot be read: {why}', fr: 'La table des patients connus {path} est illisible : {why}' },
} as const satisfies Record<string, Text>;

interface ScreenOptions extends StoreOptions {
  readonly format: Format;
  readonly out: string;
  readonly known?: string;
  readonly parquet?: true;
}

export function addScreen({ program, terminal, end }: CommandHost): void {
  const command = program.command('screen')
    .summary(say(terminal, texts.short)).description(say(terminal, texts.about))
    .argument('<paths...>', say(terminal, texts.paths))
    .option('--out <folder>', say(terminal, texts.out), 'screening')
    .option('--known <table>', say(terminal, texts.known))
    .option('--parquet', say(terminal, texts.parquet))
    .addOption(formatOption(terminal)).addOption(languageOption(terminal));
  addStoreOptions(command, terminal);
  addExamples(command, terminal, ['screen /archive/nuclear', 'screen /archive/2019 /archive/2020 --known known.csv --out screening-2020', 'screen /archive --database postgresql://amyloscope@db/amyloscope']);
  command.action(async (paths: string[], options: ScreenOptions) => end(await screen(paths, options, terminal)));
}

async function screen(paths: readonly string[], options: ScreenOptions, terminal: Terminal): Promise<ExitCode> {
  requirePaths(paths, terminal);
  const knownPatients = options.known === undefined ? undefined : await readKnown(options.known, terminal);
  const store = await openStore({ folder: options.store, databaseUrl: options.database });
  try {
    const result = await screenWithProgress(paths, options, knownPatients, store, terminal);
    const words = modalityWords(await loadRankingModalities());
    const files = await writeScreening({ store, result, paths: paths.map((path) => resolve(path)), folder: options.out, words, language: terminal.language, parquet: options.parquet === true });
    await printScreening({ store, result, files, format: options.format, terminal });
    if (!result.finished) note(terminal, say(terminal, texts.stopped));
    return result.counts.scans > 0 ? exitCode.done : exitCode.nothingAnalysed;
  } finally {
    await store.close();
  }
}

async function readKnown(path: string, terminal: Terminal): Promise<ReturnType<typeof readKnownPatients>> {
  const bytes = await readFile(path).catch((cause: Error) => {
    throw new AmyloscopeError('notFound', say(terminal, texts.noKnown, { path, why: cause.message }), { cause });
  });
  return readKnownPatients(bytes, path);
}

async function screenWithProgress(paths: readonly string[], { workers }: ScreenOptions, knownPatients: ReturnType<typeof readKnownPatients> | undefined, store: MeasurementStore, terminal: Terminal): Promise<ScreeningResult> {
  const bar = progress(terminal);
  const stop = new AbortController();
  const interrupted = () => {
    stop.abort();
    note(terminal, `\n${say(terminal, texts.stopping)}`);
  };
  // Once: a second Ctrl+C finds the usual way to end a process.
  process.once('SIGINT', interrupted);
  try {
    return await screenArchive({ paths, store, knownPatients, workers, signal: stop.signal, onProgress: (state) => bar.show(state.done, state.walkEnded ? state.found : null, words(state, terminal)) });
  } finally {
    process.removeListener('SIGINT', interrupted);
    bar.end();
  }
}

function words({ analysed, refused, perSecond }: ScreeningProgress, terminal: Terminal): string {
  return say(terminal, texts.state, { analysed, refused, perSecond: Math.round(perSecond) });
}
