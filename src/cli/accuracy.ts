import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { readAccuracyTable } from '../analysis/read-accuracy-table.ts';
import type { Text } from '../measurement/language.ts';
import type { Result } from '../measurement/result.ts';
import { software } from '../measurement/software.ts';
import { accuracySummary, areaTable, calibrationTable, comparisonTable, directionSentences, named, thresholdSentences, thresholdTable } from '../report/accuracy-figures.ts';
import { accuracyPage } from '../report/accuracy-page.ts';
import { accuracyTexts } from '../report/accuracy-texts.ts';
import { csvLine } from '../report/csv.ts';
import { unusedPanel } from '../report/unused-panel.ts';
import { accuracy, type Accuracy, type ScoreAccuracy } from '../tables/accuracy.ts';
import { addExamples, formatOption, languageOption, type CommandHost } from './commands.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { decimal, namesOf } from './outcome.ts';
import { presentTable, readTableFile } from './table-command.ts';
import { say, type Format, type Terminal } from './terminal.ts';

const texts = {
  about: {
    en: 'How well scores tell diseased from healthy cases: ROC curves, comparison, sensitivity and specificity, likelihood ratios, calibration, decision curve.\nThe table is CSV with the columns patient, truth (1 or 0), and one or more scores. French headings, semicolons, decimal commas and units in brackets are understood; what is not used is listed with the reason.\nWrites accuracy.html and accuracy.json.',
    fr: 'Comment des scores distinguent cas malades et cas sains : courbes ROC, comparaison, sensibilité et spécificité, rapports de vraisemblance, calibration, courbe de décision.\nLa table est un CSV aux colonnes patient, vérité (1 ou 0), et un ou plusieurs scores. En-têtes français, points-virgules, virgules décimales et unités entre parenthèses sont compris ; ce qui n’est pas utilisé est listé avec son motif.\nÉcrit accuracy.html et accuracy.json.',
  },
  short: { en: 'ROC, thresholds and calibration of the scores of a table', fr: 'ROC, seuils et calibration des scores d’une table' },
  table: { en: 'table of scores (CSV)', fr: 'table des scores (CSV)' },
  scores: { en: 'columns of the scores, parted by commas (default: every column of numbers)', fr: 'colonnes des scores, séparées par des virgules (par défaut : toutes les colonnes de nombres)' },
  low: { en: 'columns that are low in disease, parted by commas', fr: 'colonnes basses dans la maladie, séparées par des virgules' },
  threshold: { en: 'threshold stated beforehand, as 1.5 or NAME=1.5; may be given again', fr: 'seuil fixé d’avance, comme 1,5 ou NOM=1,5 ; peut être répété' },
  out: { en: 'folder for page and JSON', fr: 'dossier de la page et du JSON' },
} as const satisfies Record<string, Text>;

interface StatedThreshold {
  readonly score: string;
  readonly value: number;
}

interface AccuracyOptions {
  readonly scores?: readonly string[];
  readonly low: readonly string[];
  readonly threshold: readonly StatedThreshold[];
  readonly out: string;
  readonly format: Format;
}

export function addAccuracy({ program, terminal, end }: CommandHost): void {
  const command = program.command('accuracy')
    .summary(say(terminal, texts.short)).description(say(terminal, texts.about))
    .argument('<table>', say(terminal, texts.table))
    .option('--scores <columns>', say(terminal, texts.scores), namesOf)
    .option('--low <columns>', say(terminal, texts.low), (value: string, former: readonly string[]) => [...former, ...namesOf(value)], [])
    .option('--threshold <threshold>', say(terminal, texts.threshold), (value: string, former: readonly StatedThreshold[]) => [...former, statedThreshold(value)], [])
    .option('--out <folder>', say(terminal, texts.out), 'accuracy')
    .addOption(formatOption(terminal)).addOption(languageOption(terminal));
  addExamples(command, terminal, ['accuracy lectures.csv --threshold H/CL=1,5 --language fr', 'accuracy scores.csv --scores GLS,septum --low GLS --threshold septum=12']);
  command.action(async (path: string, options: AccuracyOptions) => end(await accuracyOfTable(path, options, terminal)));
}

function statedThreshold(written: string): StatedThreshold {
  const [, score = '', value] = /^(?:(.*)=)?([^=]+)$/.exec(written) ?? [];
  if (value === undefined) throw new InvalidArgumentError('Write NAME=NUMBER.');
  return { score: score.trim(), value: decimal(value) };
}

async function accuracyOfTable(path: string, { scores, low, threshold, out, format }: AccuracyOptions, terminal: Terminal): Promise<ExitCode> {
  const { input, unused } = readAccuracyTable(await readTableFile(path, terminal), path, { scores: scores ?? null, low, thresholds: threshold });
  const found = accuracy(input);
  await presentTable({
    name: 'accuracy',
    page: accuracyPage({ accuracy: found, language: terminal.language, writtenAt: new Date(), table: resolve(path), leftOut: unusedPanel(unused) }),
    json: { table: path, ...found, unused, software },
    csv: scoresCsv(found),
    words: wordsOf(found),
    unused,
  }, { out, format }, terminal);
  return exitCode.done;
}

function wordsOf(found: Accuracy) {
  return [
    accuracySummary(found),
    areaTable(found),
    ...directionSentences(found),
    ...(found.comparisons.length > 0 ? [comparisonTable(found)] : []),
    thresholdTable(found),
    ...thresholdSentences(found),
    ...found.scores.flatMap((score) => (score.probability ? [named(accuracyTexts.calibration, score), calibrationTable(score.probability)] : [])),
  ];
}

const csvHeader = ['score', 'unit', 'diseasedWhen', 'cases', 'missing', 'area', 'areaLower95', 'areaUpper95', 'sensitivity', 'sensitivityLower95', 'sensitivityUpper95', 'specificity', 'specificityLower95', 'specificityUpper95', 'threshold', 'thresholdOrigin'];

/** One line for each score. */
function scoresCsv({ scores }: Accuracy): readonly string[] {
  return [csvLine(csvHeader), ...scores.map(scoreLine)];
}

function scoreLine({ name, unit, diseasedWhen, cases, missing, auc, threshold }: ScoreAccuracy): string {
  const cells = [name, unit, diseasedWhen, cases, missing, ...withInterval(auc)];
  if ('status' in threshold) return csvLine([...cells, ...csvHeader.slice(cells.length).map(() => null)]);
  const { accuracy: { sensitivity, specificity }, value, origin } = threshold;
  return csvLine([...cells, ...withInterval(sensitivity), ...withInterval(specificity), value, origin]);
}

function withInterval(result: Result<{ readonly interval95: readonly [number, number] }>): readonly (number | null)[] {
  return result.status === 'measured' ? [result.value, ...result.interval95] : [null, null, null];
}
