import { InvalidArgumentError } from 'commander';
import { analysePaths } from '../analysis/analyse-study.ts';
import { loadModalities } from '../analysis/load-modalities.ts';
import { previousVisit } from '../analysis/previous-visit.ts';
import { readSources } from '../analysis/read-sources.ts';
import type { Text } from '../measurement/language.ts';
import type { ReportedScan } from '../report/reported-scan.ts';
import { addExamples, languageOption, type CommandHost, type StoreOptions } from './commands.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { modalityWords } from './modality-words.ts';
import { reportKinds, writeReports, type ReportKind } from './report-output.ts';
import { requirePaths } from './require-paths.ts';
import { storedVisits } from './stored-visits.ts';
import { note, print, say, type Terminal } from './terminal.ts';

const texts = {
  about: {
    en: 'Write reports about the scans found in files, folders, DICOMDIRs or zips, one of each kind for each scan: planar scintigraphy, SPECT/CT, echocardiography.\nThe change since the visit before is stated where that is among the paths, or in the store named.\nDICOM objects stand in the study of their images: structured report (TID 1500) with its segmentation, segmentation, secondary capture. Nothing is sent anywhere.',
    fr: 'Rédiger les comptes rendus des examens trouvés dans des fichiers, dossiers, DICOMDIR ou zips, un de chaque forme par examen : scintigraphie planaire, TEMP/TDM, échocardiographie.\nLe changement depuis la visite précédente est indiqué si elle figure parmi les chemins, ou dans la base nommée.\nLes objets DICOM rejoignent l’étude de leurs images : compte rendu structuré (TID 1500) avec sa segmentation, segmentation, capture secondaire. Rien n’est envoyé.',
  },
  short: { en: 'write reports: PDF, DICOM, FHIR, CSV, Parquet', fr: 'rédiger des comptes rendus : PDF, DICOM, FHIR, CSV, Parquet' },
  paths: { en: 'what to analyse; files are recognised by content', fr: 'ce qu’il faut analyser ; les fichiers sont reconnus à leur contenu' },
  to: { en: `forms, parted by commas: ${reportKinds.join(', ')}`, fr: `formes, séparées par des virgules : ${reportKinds.join(', ')}` },
  out: { en: 'folder for the reports', fr: 'dossier des comptes rendus' },
  refused: { en: 'Not analysed: {path}: {reason}', fr: 'Non analysé : {path} : {reason}' },
  nothing: { en: 'Nothing could be analysed.', fr: 'Rien n’a pu être analysé.' },
  store: { en: 'private store to take the visit before from, beside the paths', fr: 'base privée où chercher la visite précédente, outre les chemins' },
  database: { en: 'PostgreSQL to take the visit before from, beside the paths', fr: 'PostgreSQL où chercher la visite précédente, outre les chemins' },
  noRegions: { en: 'No region was found on {path}, so there is no segmentation of it.', fr: 'Aucune région n’a été trouvée sur {path} : pas de segmentation.' },
} as const satisfies Record<string, Text>;

interface ReportOptions extends StoreOptions {
  readonly to: readonly ReportKind[];
  readonly out: string;
}

export function addReport({ program, terminal, end }: CommandHost): void {
  const command = program.command('report')
    .summary(say(terminal, texts.short)).description(say(terminal, texts.about))
    .argument('<paths...>', say(terminal, texts.paths))
    .option('--to <forms>', say(terminal, texts.to), kindsOf, ['pdf'])
    .option('--out <folder>', say(terminal, texts.out), 'reports')
    .option('--store <folder>', say(terminal, texts.store))
    .option('--database <url>', say(terminal, texts.database))
    .addOption(languageOption(terminal));
  addExamples(command, terminal, ['report scan.dcm', 'report study/ --to dicom-sr,dicom-seg --out for-the-record', 'report archive.zip --to csv --language fr']);
  command.action(async (paths: string[], options: ReportOptions) => end(await report(paths, options, terminal)));
}

async function report(paths: readonly string[], { to, out, ...store }: ReportOptions, terminal: Terminal): Promise<ExitCode> {
  requirePaths(paths, terminal);
  const { analyses, refused } = await analysePaths(paths);
  for (const { path, reason } of refused) note(terminal, say(terminal, texts.refused, { path, reason }));
  if (analyses.length === 0) {
    note(terminal, say(terminal, texts.nothing));
    return exitCode.nothingAnalysed;
  }
  const known = analyses.map(({ analysis }) => analysis);
  const sources = await readSources(paths, known);
  const visits = [...known, ...await storedVisits(known.map(({ study }) => study.patientId), store)];
  const words = modalityWords(await loadModalities());
  const writtenAt = new Date();
  const scans = analyses.map(({ analysis, thumbnails, outlines = null }): ReportedScan => ({ analysis, thumbnails, outlines, previous: previousVisit(analysis, visits), sources: sources.get(analysis)!, words, language: terminal.language, writtenAt }));
  const { files, withoutRegions } = await writeReports(scans, to, out);
  for (const { analysis } of withoutRegions) note(terminal, say(terminal, texts.noRegions, { path: analysis.study.files.join(', ') }));
  for (const file of files) print(terminal, file);
  return refused.length > 0 ? exitCode.someRefused : exitCode.done;
}

/** Reads the value of `--to`. */
function kindsOf(value: string): readonly ReportKind[] {
  const kinds = [...new Set(value.split(',').map((part) => part.trim()))];
  if (kinds.every((kind): kind is ReportKind => (reportKinds as readonly string[]).includes(kind))) return kinds;
  throw new InvalidArgumentError(`Allowed are ${reportKinds.join(', ')}.`);
}
