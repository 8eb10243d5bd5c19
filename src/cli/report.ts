import { InvalidArgumentError } from 'commander';
import { analysePaths } from '../analysis/analyse-study.ts';
import { loadModalities } from '../analysis/load-modalities.ts';
import { readSources } from '../analysis/read-sources.ts';
import type { Text } from '../measurement/language.ts';
import type { ReportedScan } from '../report/reported-scan.ts';
import { addExamples, languageOption, type CommandHost } from './commands.ts';
import { exitCode } from './exit-code.ts';
import { modalityWords } from './modality-words.ts';
import { reportKinds, writeReports, type ReportKind } from './report-output.ts';
import { requirePaths } from './require-paths.ts';
import { note, print, say } from './terminal.ts';

const texts = {
  about: {
    en: 'Write reports about the scans found in files, folders, DICOMDIRs or zips, one of each kind for each scan.\nDICOM objects stand in the study of their images: structured report (TID 1500) with its segmentation, segmentation, secondary capture. Nothing is sent anywhere.',
    fr: 'Rédiger les comptes rendus des examens trouvés dans des fichiers, dossiers, DICOMDIR ou zips, un de chaque forme par examen.\nLes objets DICOM rejoignent l’étude de leurs images : compte rendu structuré (TID 1500) avec sa segmentation, segmentation, capture secondaire. Rien n’est envoyé.',
  },
  short: { en: 'write reports: PDF, DICOM, FHIR, CSV, Parquet', fr: 'rédiger des comptes rendus : PDF, DICOM, FHIR, CSV, Parquet' },
  paths: { en: 'what to analyse; files are recognised by content', fr: 'ce qu’il faut analyser ; les fichiers sont reconnus à leur contenu' },
  to: { en: `forms, parted by commas: ${reportKinds.join(', ')}`, fr: `formes, séparées par des virgules : ${reportKinds.join(', ')}` },
  out: { en: 'folder for the reports', fr: 'dossier des comptes rendus' },
  refused: { en: 'Not analysed: {path}: {reason}', fr: 'Non analysé : {path} : {reason}' },
  nothing: { en: 'Nothing could be analysed.', fr: 'Rien n’a pu être analysé.' },
  noForm: { en: 'No report yet for echocardiography; "amyloscope analyse" gives its numbers: {path}', fr: 'Pas encore de compte rendu d’échocardiographie ; « amyloscope analyse » en donne les nombres : {path}' },
  noRegions: { en: 'No region was found on {path}, so there is no segmentation of it.', fr: 'Aucune région n’a été trouvée sur {path} : pas de segmentation.' },
} as const satisfies Record<string, Text>;

interface ReportOptions {
  readonly to: readonly ReportKind[];
  readonly out: string;
}

export function addReport({ program, terminal, end }: CommandHost): void {
  const command = program.command('report')
    .summary(say(terminal, texts.short)).description(say(terminal, texts.about))
    .argument('<paths...>', say(terminal, texts.paths))
    .option('--to <forms>', say(terminal, texts.to), kindsOf, ['pdf'])
    .option('--out <folder>', say(terminal, texts.out), 'reports')
    .addOption(languageOption(terminal));
  addExamples(command, terminal, ['report scan.dcm', 'report study/ --to dicom-sr,dicom-seg --out for-the-record', 'report archive.zip --to csv --language fr']);
  command.action(async (paths: string[], { to, out }: ReportOptions) => {
    requirePaths(paths, terminal);
    const { analyses: all, refused } = await analysePaths(paths);
    for (const { path, reason } of refused) note(terminal, say(terminal, texts.refused, { path, reason }));
    const modalities = await loadModalities();
    const withForm = new Set(modalities.filter(({ classifies }) => classifies).map(({ name }) => name));
    const analyses = all.filter(({ analysis }) => withForm.has(analysis.modality));
    for (const { analysis } of all.filter((one) => !analyses.includes(one))) note(terminal, say(terminal, texts.noForm, { path: analysis.study.files.join(', ') }));
    if (analyses.length === 0) {
      note(terminal, say(terminal, texts.nothing));
      return end(exitCode.nothingAnalysed);
    }
    const sources = await readSources(paths, analyses.map(({ analysis }) => analysis));
    const words = modalityWords(modalities);
    const writtenAt = new Date();
    const scans = analyses.map(({ analysis, thumbnails }): ReportedScan => ({ analysis, thumbnails, sources: sources.get(analysis)!, words, language: terminal.language, writtenAt }));
    const { files, withoutRegions } = await writeReports(scans, to, out);
    for (const { analysis } of withoutRegions) note(terminal, say(terminal, texts.noRegions, { path: analysis.study.files.join(', ') }));
    for (const file of files) print(terminal, file);
    return end(refused.length > 0 || analyses.length < all.length ? exitCode.someRefused : exitCode.done);
  });
}

/** Reads the value of `--to`. */
function kindsOf(value: string): readonly ReportKind[] {
  const kinds = [...new Set(value.split(',').map((part) => part.trim()))];
  if (kinds.every((kind): kind is ReportKind => (reportKinds as readonly string[]).includes(kind))) return kinds;
  throw new InvalidArgumentError(`Allowed are ${reportKinds.join(', ')}.`);
}
