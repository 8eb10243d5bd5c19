import { analysePaths, type PathsResult } from '../analysis/analyse-study.ts';
import { loadModalities } from '../analysis/load-modalities.ts';
import { readMasks } from '../analysis/read-masks.ts';
import { readNiftiStudy } from '../analysis/read-nifti-study.ts';
import { readScoreInputs } from '../analysis/read-score-inputs.ts';
import { findingText, type FindingWords } from '../measurement/finding.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Text } from '../measurement/language.ts';
import { scoreAdvice } from '../modalities/echo/scores.ts';
import type { Analysis } from '../modalities/modality.ts';
import { byGravity, unsureInWords } from '../report/finding-words.ts';
import { analysesCsv } from '../report/ranked-csv.ts';
import { answerSentence, driversInOneLine, phenotypesInOneLine } from '../report/report-answer.ts';
import { scoreInWords } from '../report/score-words.ts';
import { screeningTexts } from '../report/screening-texts.ts';
import { addExamples, formatOption, languageOption, type CommandHost } from './commands.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { modalityWords } from './modality-words.ts';
import { requirePaths } from './require-paths.ts';
import { analysisColumns, loopColumns, tomographyColumns } from './scan-columns.ts';
import { note, print, say, type Format, type Terminal } from './terminal.ts';
import { textTable, type TextColumn } from './text-table.ts';

const texts = {
  about: {
    en: 'Analyse files, folders, DICOMDIRs or zips: one answer for each scan.\nPlanar bone scintigraphy: quality, heart-to-contralateral ratio with its interval, Perugini grade, how sure, what next. Echocardiography, apical four-chamber loops: ejection fraction, volumes, wall thickness. SPECT/CT with bone tracers: uptake against the blood, volume of involvement, CPA, SUV. Nothing is stored.',
    fr: 'Analyser des fichiers, dossiers, DICOMDIR ou zips : une réponse par examen.\nScintigraphie osseuse planaire : qualité, rapport cœur sur controlatéral avec son intervalle, grade de Perugini, certitude, suite proposée. Échocardiographie, boucles apicales quatre cavités : fraction d’éjection, volumes, épaisseur de paroi. SPECT/CT aux traceurs osseux : fixation rapportée au sang, volume atteint, CPA, SUV. Rien n’est enregistré.',
  },
  short: { en: 'analyse files, folders, DICOMDIRs or zips', fr: 'analyser des fichiers, dossiers, DICOMDIR ou zips' },
  paths: { en: 'what to analyse; files are recognised by content', fr: 'ce qu’il faut analyser ; les fichiers sont reconnus à leur contenu' },
  masks: { en: 'SPECT/CT: outlines drawn elsewhere: a folder of NIfTI files, one a structure, named as TotalSegmentator names them, or DICOM SEG or RTSTRUCT (a file or a folder)', fr: 'SPECT/CT : contours tracés ailleurs : dossier de fichiers NIfTI, un par structure, aux noms de TotalSegmentator, ou DICOM SEG ou RTSTRUCT (fichier ou dossier)' },
  spect: { en: 'SPECT/CT as NIfTI: the reconstructed SPECT, with --ct', fr: 'SPECT/CT en NIfTI : le SPECT reconstruit, avec --ct' },
  ct: { en: 'SPECT/CT as NIfTI: the CT, with --spect', fr: 'SPECT/CT en NIfTI : le scanner, avec --spect' },
  noPath: { en: 'Name what to analyse: files or folders, or --spect and --ct together.', fr: 'Nommez ce qu’il faut analyser : fichiers ou dossiers, ou --spect et --ct ensemble.' },
  sensitivity: { en: 'SPECT/CT in counts: Bq/mL that one stored unit stands for, from your own test object; SUV are then measured', fr: 'SPECT/CT en coups : Bq/mL que vaut une unité stockée, d’après votre objet test ; les SUV sont alors mesurés' },
  residual: { en: 'SPECT/CT: activity left in the syringe at the time of injection, MBq, taken off the dose', fr: 'SPECT/CT : activité restée dans la seringue à l’heure de l’injection, MBq, retirée de la dose' },
  notPositive: { en: '{option} {value} is not a number above 0.', fr: '{option} {value} n’est pas un nombre supérieur à 0.' },
  inputs: { en: 'echocardiography: a CSV table of what scores of amyloid need beside the images (patientId, date, mitralToAnnularRatio, tapse, carpalTunnel …); scores are then computed', fr: 'échocardiographie : tableau CSV de ce qu’il faut aux scores d’amylose en plus des images (patientId, date, mitralToAnnularRatio, tapse, carpalTunnel…) ; les scores sont alors calculés' },
  more: { en: '{files} and {count} more', fr: '{files} et {count} autres' },
  unsure: { en: 'Unsure: {why}', fr: 'Incertain : {why}' },
  next: { en: 'Next for {scans}: ', fr: 'Suite pour {scans} : ' },
  refused: { en: 'Not analysed: {path}: {reason}', fr: 'Non analysé : {path} : {reason}' },
  duplicate: { en: 'The same object as {sameAs}, analysed once: {path}', fr: 'Même objet que {sameAs}, analysé une fois : {path}' },
  nothing: { en: 'Nothing could be analysed.', fr: 'Rien n’a pu être analysé.' },
} as const satisfies Record<string, Text>;

/** Files named one by one. */
const MOST_FILES = 4;

interface AnalyseCommandOptions {
  readonly format: Format;
  readonly spect?: string;
  readonly ct?: string;
  readonly masks?: string;
  readonly inputs?: string;
  readonly sensitivity?: string;
  readonly residual?: string;
}

export function addAnalyse({ program, terminal, end }: CommandHost): void {
  const command = program.command('analyse')
    .summary(say(terminal, texts.short)).description(say(terminal, texts.about))
    .argument('[paths...]', say(terminal, texts.paths))
    .option('--spect <file>', say(terminal, texts.spect)).option('--ct <file>', say(terminal, texts.ct))
    .option('--masks <path>', say(terminal, texts.masks)).option('--sensitivity <Bq/mL>', say(terminal, texts.sensitivity)).option('--residual <MBq>', say(terminal, texts.residual)).option('--inputs <table>', say(terminal, texts.inputs)).addOption(formatOption(terminal)).addOption(languageOption(terminal));
  addExamples(command, terminal, ['analyse scan.dcm', 'analyse study/ --format json > study.json', 'analyse archive.zip --language fr', 'analyse spect-ct/ --masks masks/', 'analyse --spect spect.nii.gz --ct ct.nii.gz', 'analyse echo/ --inputs inputs.csv']);
  command.action(async (paths: string[], { format, spect, ct, masks, inputs, sensitivity, residual }: AnalyseCommandOptions) => {
    if ((paths.length === 0 && !spect) || !spect !== !ct) throw new AmyloscopeError('invalidInput', say(terminal, texts.noPath));
    requirePaths(paths, terminal);
    const scoreInputs = inputs === undefined ? {} : { scoreInputs: readScoreInputs(inputs) };
    const calibration = { ...(sensitivity !== undefined && { becquerelPerMlPerUnit: positive('--sensitivity', sensitivity, terminal) }), ...(residual !== undefined && { residualMBq: positive('--residual', residual, terminal) }) };
    const result = await analysePaths(paths, { ...scoreInputs, ...(spect && ct && { further: readNiftiStudy(spect, ct) }), ...(Object.keys(calibration).length > 0 && { calibration }), ...(masks !== undefined && { masks: await readMasks(masks) }) });
    const analyses = result.analyses.map(({ analysis }) => analysis);
    for (const { path, reason } of result.refused) note(terminal, say(terminal, texts.refused, { path, reason }));
    for (const { path, sameAs } of result.duplicates) note(terminal, say(terminal, texts.duplicate, { path, sameAs }));
    if (format === 'json') print(terminal, JSON.stringify(analyses.length === 1 ? analyses[0] : analyses, null, 2));
    else if (format === 'csv') terminal.output.write(analysesCsv(analyses));
    else showTable(analyses, { words: modalityWords(await loadModalities()), inputsGiven: inputs !== undefined }, terminal);
    end(codeOf(result));
  });
}

function positive(option: string, value: string, terminal: Terminal): number {
  const number = Number(value.replace(',', '.'));
  if (!(number > 0) || !Number.isFinite(number)) throw new AmyloscopeError('invalidInput', say(terminal, texts.notPositive, { option, value }));
  return number;
}

function codeOf({ analyses, refused }: PathsResult): ExitCode {
  const usable = analyses.filter(({ analysis }) => analysis.quality.status !== 'refused');
  if (usable.length === 0) return exitCode.nothingAnalysed;
  return refused.length > 0 || usable.length < analyses.length ? exitCode.someRefused : exitCode.done;
}

interface Explained {
  readonly words: FindingWords;
  readonly inputsGiven: boolean;
}

function showTable(analyses: readonly Analysis[], explained: Explained, terminal: Terminal): void {
  if (analyses.length === 0) return print(terminal, say(terminal, texts.nothing));
  const numbers = new Map(analyses.map((analysis, i) => [analysis, String(i + 1)]));
  const number: TextColumn<Analysis> = { title: '', align: 'right', cell: (analysis) => numbers.get(analysis) ?? '' };
  for (const [modality, columns] of [['planar', analysisColumns], ['spect-ct', tomographyColumns], ['echo', loopColumns]] as const) {
    const ofModality = analyses.filter((analysis) => analysis.modality === modality);
    if (ofModality.length > 0) print(terminal, `${textTable(ofModality, [number, ...columns(terminal.language)])}\n`);
  }
  for (const analysis of analyses) print(terminal, [`${numbers.get(analysis)} ${filesInWords(analysis.study.files, terminal)}`, ...explain(analysis, explained, terminal)].join('\n'));
  print(terminal, '');
  for (const line of advise(analyses, terminal)) print(terminal, line);
  return print(terminal, `\n${say(terminal, screeningTexts.research)}`);
}

/** Names of files; of a long series the first ones stand for all. */
function filesInWords(files: readonly string[], terminal: Terminal): string {
  return files.length <= MOST_FILES ? files.join(', ') : say(terminal, texts.more, { files: files.slice(0, MOST_FILES).join(', '), count: files.length - MOST_FILES });
}

/** What quality control saw in one scan, why its answer is unsure, and its scores; what scores lack only where somebody gave inputs. */
function explain(analysis: Analysis, { words, inputsGiven }: Explained, terminal: Terminal): readonly string[] {
  const { quality, classification, scores = [] } = analysis;
  const reasons = classification?.unsureReasons ?? [];
  const findings = byGravity(quality.findings).filter(({ code }) => !reasons.includes(code));
  const { language } = terminal;
  const phenotypes = phenotypesInOneLine(analysis, language);
  return [
    ...(phenotypes === null ? [] : [answerSentence(analysis, language), phenotypes, driversInOneLine(analysis, language)].flatMap((text) => (text === null ? [] : [`  ${text}`]))),
    ...findings.map((finding) => `  ${findingText(finding, words.findings, language)}`),
    ...unsureInWords(reasons, quality.findings, words).map((text) => `  ${say(terminal, texts.unsure, { why: say(terminal, text) })}`),
    ...scores.filter(({ status }) => status === 'measured' || inputsGiven).map((score) => `  ${scoreInWords(score, language)}`),
  ];
}

/** Each advice once, with the numbers of the scans it is for. */
function advise(analyses: readonly Analysis[], terminal: Terminal): readonly string[] {
  const given = analyses.flatMap(({ classification, scores = [] }, i) => [...(classification?.recommendation ?? []), ...scoreAdvice(scores)].map((advice) => ({ advice, number: i + 1 })));
  return [...Map.groupBy(given, ({ advice }) => advice.code).values()].map((group) => {
    const [{ advice }] = group;
    const scans = group.map(({ number }) => number).join(', ');
    return `${say(terminal, texts.next, { scans })}${say(terminal, advice.text)} [${advice.source}]`;
  });
}
