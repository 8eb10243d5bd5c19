import { resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { readOutcomeTable, type OutcomeTable } from '../analysis/read-outcome-table.ts';
import type { Text } from '../measurement/language.ts';
import { software } from '../measurement/software.ts';
import { csvLine } from '../report/csv.ts';
import { changeTable, comparisonSentences, hazardTable, modelSentences, outcomeSummary, survivalTable } from '../report/outcome-figures.ts';
import { outcomePage } from '../report/outcome-page.ts';
import { unusedPanel } from '../report/unused-panel.ts';
import type { CoxTies } from '../statistics/cox-likelihood.ts';
import { outcome, type Outcome } from '../tables/outcome.ts';
import type { CovariateHazard } from '../tables/outcome-hazards.ts';
import { addExamples, formatOption, languageOption, type CommandHost } from './commands.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { presentTable, readTableFile } from './table-command.ts';
import { say, type Format, type Terminal } from './terminal.ts';

const texts = {
  about: {
    en: 'Who had the event, and what went before it: Kaplan-Meier curves, log-rank, Cox models.\nThe table is CSV with the columns patient, time (or start and end, as numbers or dates), event (1 or 0), and any markers. Several rows a patient, each with start and end, follow markers that change. French headings, semicolons, decimal commas and units in brackets are understood; what is not used is listed with the reason.\nWrites outcome.html and outcome.json.',
    fr: 'Qui a eu l’événement, et ce qui l’annonçait : courbes de Kaplan-Meier, log-rank, modèles de Cox.\nLa table est un CSV aux colonnes patient, temps (ou début et fin, en nombres ou dates), événement (1 ou 0), et tous marqueurs. Plusieurs lignes par patient, chacune avec début et fin, suivent des marqueurs qui changent. En-têtes français, points-virgules, virgules décimales et unités entre parenthèses sont compris ; ce qui n’est pas utilisé est listé avec son motif.\nÉcrit outcome.html et outcome.json.',
  },
  short: { en: 'survival by group and Cox models of a table', fr: 'survie par groupe et modèles de Cox d’une table' },
  table: { en: 'table of outcomes (CSV)', fr: 'table des devenirs (CSV)' },
  group: { en: 'column that parts the patients: words as they are, a quantity at its median (default: a column headed group, else the first quantity)', fr: 'colonne qui sépare les patients : mots tels quels, quantité à sa médiane (par défaut : une colonne intitulée groupe, sinon la première quantité)' },
  cut: { en: 'part the quantity here instead of at its median', fr: 'séparer la quantité ici plutôt qu’à sa médiane' },
  covariates: { en: 'columns of the Cox models, parted by commas (default: all others)', fr: 'colonnes des modèles de Cox, séparées par des virgules (par défaut : toutes les autres)' },
  ties: { en: 'how events at the same time are counted', fr: 'traitement des événements simultanés' },
  out: { en: 'folder for page and JSON', fr: 'dossier de la page et du JSON' },
} as const satisfies Record<string, Text>;

interface OutcomeOptions {
  readonly group?: string;
  readonly cut?: number;
  readonly covariates?: readonly string[];
  readonly ties: CoxTies;
  readonly out: string;
  readonly format: Format;
}

export function addOutcome({ program, terminal, end }: CommandHost): void {
  const command = program.command('outcome')
    .summary(say(terminal, texts.short)).description(say(terminal, texts.about))
    .argument('<table>', say(terminal, texts.table))
    .option('--group <column>', say(terminal, texts.group))
    .option('--cut <value>', say(terminal, texts.cut), decimal)
    .option('--covariates <columns>', say(terminal, texts.covariates), namesOf)
    .addOption(new Option('--ties <method>', say(terminal, texts.ties)).choices(['efron', 'breslow', 'exact']).default('efron'))
    .option('--out <folder>', say(terminal, texts.out), 'outcome')
    .addOption(formatOption(terminal)).addOption(languageOption(terminal));
  addExamples(command, terminal, ['outcome suivi.csv --group traitement --language fr', 'outcome follow-up.csv --group septum --cut 15 --covariates age,septum,GLS']);
  command.action(async (path: string, options: OutcomeOptions) => end(await outcomeOfTable(path, options, terminal)));
}

/** Reads a number that a person wrote with point or comma. */
export function decimal(value: string): number {
  const number = Number(value.replace(',', '.'));
  if (value.trim() === '' || !Number.isFinite(number)) throw new InvalidArgumentError('A number is needed.');
  return number;
}

/** Reads names parted by commas. */
export function namesOf(value: string): readonly string[] {
  return value.split(',').map((name) => name.trim()).filter((name) => name !== '');
}

async function outcomeOfTable(path: string, { group, cut, covariates, ties, out, format }: OutcomeOptions, terminal: Terminal): Promise<ExitCode> {
  const table = readOutcomeTable(await readTableFile(path, terminal), path, { group: group ?? null, cut: cut ?? null, covariates: covariates ?? null, ties });
  const found = outcome(table.input);
  await presentTable({
    name: 'outcome',
    page: outcomePage({ outcome: found, unit: table.input.timeUnit, language: terminal.language, writtenAt: new Date(), table: resolve(path), leftOut: unusedPanel(table.unused) }),
    json: { table: path, timeUnit: table.input.timeUnit, ...found, unused: table.unused, software },
    csv: hazardsCsv(found),
    words: wordsOf(found, table),
    unused: table.unused,
  }, { out, format }, terminal);
  return exitCode.done;
}

function wordsOf(found: Outcome, { input }: OutcomeTable) {
  return [
    outcomeSummary(found, input.timeUnit),
    survivalTable(found, input.timeUnit),
    ...comparisonSentences(found),
    ...(found.univariable.length > 0 ? [hazardTable(found)] : []),
    ...modelSentences(found),
    ...(found.changes.length > 0 ? [changeTable(found)] : []),
  ];
}

/** One line for each covariate and model. */
function hazardsCsv({ univariable, multivariable }: Outcome): readonly string[] {
  const line = (model: string, { name, unit, contrast, hazard }: Pick<CovariateHazard, 'name' | 'unit' | 'contrast' | 'hazard'>): string => {
    const numbers = 'reason' in hazard ? [null, null, null, null, hazard.code] : [hazard.hazardRatio, ...hazard.hazardRatioInterval95, hazard.p, null];
    return csvLine([model, name, unit, contrast?.word ?? null, contrast?.reference ?? null, ...numbers]);
  };
  return [
    csvLine(['model', 'covariate', 'unit', 'word', 'reference', 'hazardRatio', 'lower95', 'upper95', 'p', 'notMeasured']),
    ...univariable.map((one) => line('alone', one)),
    ...(multivariable.status === 'measured' ? multivariable.covariates.map((one) => line('together', one)) : []),
  ];
}
