import { analysePaths, type PathsResult } from '../analysis/analyse-study.ts';
import { loadModalities } from '../analysis/load-modalities.ts';
import { findingText, type FindingWords } from '../measurement/finding.ts';
import type { Text } from '../measurement/language.ts';
import type { Analysis } from '../modalities/modality.ts';
import { byGravity, unsureInWords } from '../report/finding-words.ts';
import { analysesCsv } from '../report/ranked-csv.ts';
import { addExamples, formatOption, languageOption, type CommandHost } from './commands.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { modalityWords } from './modality-words.ts';
import { analysisColumns } from './scan-columns.ts';
import { note, print, say, type Format, type Terminal } from './terminal.ts';
import { textTable } from './text-table.ts';

const texts = {
  about: {
    en: 'Analyse files, folders, DICOMDIRs or zips: one answer for each scan.\nQuality, heart-to-contralateral ratio with its interval, Perugini grade, how sure, what next. Nothing is stored.',
    fr: 'Analyser des fichiers, dossiers, DICOMDIR ou zips : une réponse par examen.\nQualité, rapport cœur sur controlatéral avec son intervalle, grade de Perugini, certitude, suite proposée. Rien n’est enregistré.',
  },
  short: { en: 'analyse files, folders, DICOMDIRs or zips', fr: 'analyser des fichiers, dossiers, DICOMDIR ou zips' },
  paths: { en: 'what to analyse; files are recognised by content', fr: 'ce qu’il faut analyser ; les fichiers sont reconnus à leur contenu' },
  quality: { en: 'Quality', fr: 'Qualité' },
  unsure: { en: 'Unsure', fr: 'Incertain' },
  next: { en: 'Next', fr: 'Suite' },
  refused: { en: 'Not analysed: {path}: {reason}', fr: 'Non analysé : {path} : {reason}' },
  duplicate: { en: 'The same object as {sameAs}, analysed once: {path}', fr: 'Même objet que {sameAs}, analysé une fois : {path}' },
  nothing: { en: 'Nothing could be analysed.', fr: 'Rien n’a pu être analysé.' },
} as const satisfies Record<string, Text>;

export function addAnalyse({ program, terminal, end }: CommandHost): void {
  const command = program.command('analyse')
    .summary(say(terminal, texts.short)).description(say(terminal, texts.about))
    .argument('<paths...>', say(terminal, texts.paths))
    .addOption(formatOption(terminal)).addOption(languageOption(terminal));
  addExamples(command, terminal, ['analyse scan.dcm', 'analyse study/ --format json > study.json', 'analyse archive.zip --language fr']);
  command.action(async (paths: string[], { format }: { format: Format }) => {
    const result = await analysePaths(paths);
    const analyses = result.analyses.map(({ analysis }) => analysis);
    for (const { path, reason } of result.refused) note(terminal, say(terminal, texts.refused, { path, reason }));
    for (const { path, sameAs } of result.duplicates) note(terminal, say(terminal, texts.duplicate, { path, sameAs }));
    if (format === 'json') print(terminal, JSON.stringify(analyses.length === 1 ? analyses[0] : analyses, null, 2));
    else if (format === 'csv') terminal.output.write(analysesCsv(analyses));
    else showTable(analyses, modalityWords(await loadModalities()), terminal);
    end(codeOf(result));
  });
}

function codeOf({ analyses, refused }: PathsResult): ExitCode {
  const usable = analyses.filter(({ analysis }) => analysis.quality.status !== 'refused');
  if (usable.length === 0) return exitCode.nothingAnalysed;
  return refused.length > 0 || usable.length < analyses.length ? exitCode.someRefused : exitCode.done;
}

function showTable(analyses: readonly Analysis[], words: FindingWords, terminal: Terminal): void {
  if (analyses.length === 0) return print(terminal, say(terminal, texts.nothing));
  print(terminal, textTable(analyses, analysisColumns(terminal.language)));
  for (const analysis of analyses) print(terminal, `\n${explain(analysis, words, terminal)}`);
  return print(terminal, `\n${analyses[0].software.intendedUse}`);
}

/** What stands behind one answer: its files, what quality control saw, why it is unsure and what to do next. */
function explain({ study, quality, classification }: Analysis, words: FindingWords, terminal: Terminal): string {
  const line = (name: Text, sentence: string) => `  ${say(terminal, name)}: ${sentence}`;
  const reasons = classification?.unsureReasons ?? [];
  return [
    study.files.join(', '),
    ...byGravity(quality.findings).filter(({ code }) => !reasons.includes(code)).map((finding) => line(texts.quality, findingText(finding, words.findings, terminal.language))),
    ...unsureInWords(reasons, quality.findings, words).map((text) => line(texts.unsure, say(terminal, text))),
    ...(classification?.recommendation ?? []).map(({ text, source }) => line(texts.next, `${say(terminal, text)} [${source}]`)),
  ].join('\n');
}
