import { resolve } from 'node:path';
import { Option } from 'commander';
import { readAssociationsTable } from '../analysis/read-associations-table.ts';
import type { Text } from '../measurement/language.ts';
import { software } from '../measurement/software.ts';
import { associationsSentences, associationsSummary, pairsTable, triangleTable } from '../report/associations-figures.ts';
import { associationsPage } from '../report/associations-page.ts';
import { csvLine } from '../report/csv.ts';
import { unusedPanel } from '../report/unused-panel.ts';
import { type AssociationMethod, type Associations, associations } from '../tables/associations.ts';
import { addExamples, formatOption, languageOption, type CommandHost } from './commands.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { namesOf } from './outcome.ts';
import { presentTable, readTableFile } from './table-command.ts';
import { say, type Format, type Terminal } from './terminal.ts';

const texts = {
  about: {
    en: 'Which markers go together: the correlation of every two, with interval and adjusted p, as triangle and table.\nThe table is CSV, a row a patient, a column for each marker; a column patient is best. French headings, semicolons, decimal commas and units in brackets are understood; each pair rests on the patients who have both; what is not used is listed with the reason.\nWrites associations.html and associations.json.',
    fr: 'Quels marqueurs vont ensemble : la corrélation de chaque paire, avec intervalle et p ajusté, en triangle et en table.\nLa table est un CSV, une ligne par patient, une colonne par marqueur ; de préférence avec une colonne patient. En-têtes français, points-virgules, virgules décimales et unités entre parenthèses sont compris ; chaque paire repose sur les patients qui ont les deux ; ce qui n’est pas utilisé est listé avec son motif.\nÉcrit associations.html et associations.json.',
  },
  short: { en: 'correlation triangle of the markers in a table', fr: 'triangle de corrélations des marqueurs d’une table' },
  table: { en: 'table of markers (CSV)', fr: 'table des marqueurs (CSV)' },
  markers: { en: 'columns of the triangle in their order, parted by commas (default: every column of numbers)', fr: 'colonnes du triangle dans leur ordre, séparées par des virgules (par défaut : toute colonne de nombres)' },
  held: { en: 'columns held constant, as age,sex: partial correlations', fr: 'colonnes tenues constantes, comme âge,sexe : corrélations partielles' },
  method: { en: 'pearson for straight lines, spearman for any rising relation', fr: 'pearson pour des droites, spearman pour toute relation croissante' },
  out: { en: 'folder for page and JSON', fr: 'dossier de la page et du JSON' },
} as const satisfies Record<string, Text>;

interface AssociationsOptions {
  readonly markers?: readonly string[];
  readonly given?: readonly string[];
  readonly method: AssociationMethod;
  readonly out: string;
  readonly format: Format;
}

export function addAssociations({ program, terminal, end }: CommandHost): void {
  const command = program.command('associations')
    .summary(say(terminal, texts.short)).description(say(terminal, texts.about))
    .argument('<table>', say(terminal, texts.table))
    .option('--markers <columns>', say(terminal, texts.markers), namesOf)
    .option('--given <columns>', say(terminal, texts.held), namesOf)
    .addOption(new Option('--method <method>', say(terminal, texts.method)).choices(['pearson', 'spearman']).default('pearson'))
    .option('--out <folder>', say(terminal, texts.out), 'associations')
    .addOption(formatOption(terminal)).addOption(languageOption(terminal));
  addExamples(command, terminal, ['associations markers.csv', 'associations marqueurs.csv --method spearman --given âge --language fr']);
  command.action(async (path: string, options: AssociationsOptions) => end(await associationsOfTable(path, options, terminal)));
}

async function associationsOfTable(path: string, { markers, given, method, out, format }: AssociationsOptions, terminal: Terminal): Promise<ExitCode> {
  const { input, unused } = readAssociationsTable(await readTableFile(path, terminal), path, { markers: markers ?? null, held: given ?? [], method });
  const found = associations(input);
  await presentTable({
    name: 'associations',
    page: associationsPage({ associations: found, language: terminal.language, writtenAt: new Date(), table: resolve(path), leftOut: unusedPanel(unused) }),
    json: { table: path, ...found, unused, software },
    csv: pairsCsv(found),
    words: [associationsSummary(found), triangleTable(found), ...associationsSentences(found), pairsTable(found)],
    unused,
  }, { out, format }, terminal);
  return exitCode.done;
}

/** One line for each pair. */
function pairsCsv({ pairs }: Associations): readonly string[] {
  return [
    csvLine(['first', 'second', 'pairs', 'correlation', 'lower95', 'upper95', 'p', 'pHolm', 'notMeasured']),
    ...pairs.map(({ first, second, correlation, adjustedP }) => csvLine([first, second, ...('reason' in correlation ? [null, null, null, null, null, null, correlation.code] : [correlation.pairs, correlation.value, ...correlation.interval95, correlation.p, adjustedP, null])])),
  ];
}
