import { resolve } from 'node:path';
import { Option } from 'commander';
import { analyseReproducibility } from '../analysis/analyse-reproducibility.ts';
import type { Text } from '../measurement/language.ts';
import { software } from '../measurement/software.ts';
import { csvLine } from '../report/csv.ts';
import { coefficientTable, componentsOf, componentTable, gaugeChangeSentence, gaugeRemarks, sharesSentence } from '../report/gauge-figures.ts';
import { gaugePage, gaugePageSummary } from '../report/gauge-page.ts';
import type { TextTable } from '../report/table-page.ts';
import { unusedPanel } from '../report/unused-panel.ts';
import type { Reproducibility } from '../tables/reproducibility.ts';
import { addExamples, formatOption, languageOption, type CommandHost } from './commands.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { namesOf } from './outcome.ts';
import { presentTable, readTableFile } from './table-command.ts';
import { say, type Format, type Terminal } from './terminal.ts';

const texts = {
  about: {
    en: 'How much of the scatter of a measurement is the patient, the people who read, and the machines (gauge R&R); and how large a change must be to be real.\nThe table is CSV. Long: a row a measurement, with the columns patient, value (or a column for each quantity; or a column quantity), and any of reader, acquisition, device, site, repeat. Wide: a row a patient and a column for each reader, or for test and retest. French headings, semicolons, decimal commas and units in brackets are understood; what is not used is listed with the reason.\nWrites reproducibility.html and reproducibility.json.',
    fr: 'Quelle part de la dispersion d’une mesure revient au patient, aux personnes qui lisent et aux machines (jauge R&R) ; et de combien il faut changer pour que ce soit réel.\nLa table est un CSV. Longue : une ligne par mesure, avec les colonnes patient, valeur (ou une colonne par grandeur ; ou une colonne grandeur), et au choix lecteur, acquisition, appareil, centre, répétition. Large : une ligne par patient et une colonne par lecteur, ou test et retest. En-têtes français, points-virgules, virgules décimales et unités entre parenthèses sont compris ; ce qui n’est pas utilisé est listé avec son motif.\nÉcrit reproducibility.html et reproducibility.json.',
  },
  short: { en: 'scatter of a table split into patient, human and machine', fr: 'dispersion d’une table partagée entre patient, humain et machine' },
  table: { en: 'table of repeated measurements (CSV)', fr: 'table de mesures répétées (CSV)' },
  reader: { en: 'column that names readers (default: found by its heading)', fr: 'colonne qui nomme les lecteurs (par défaut : trouvée à son en-tête)' },
  columns: { en: 'columns with measurements, or quantities of a long table, parted by commas (default: all)', fr: 'colonnes des mesures, ou grandeurs d’une table longue, séparées par des virgules (par défaut : toutes)' },
  repeatIs: { en: 'what a bare repetition is: a person reading again, or the patient measured anew (default: as the columns suggest)', fr: 'ce qu’est une simple répétition : une personne qui relit, ou le patient mesuré à nouveau (par défaut : selon les colonnes)' },
  out: { en: 'folder for page and JSON', fr: 'dossier de la page et du JSON' },
} as const satisfies Record<string, Text>;

interface ReproducibilityOptions {
  readonly reader?: string;
  readonly columns?: readonly string[];
  readonly repeatIs?: 'human' | 'technical';
  readonly out: string;
  readonly format: Format;
}

export function addReproducibility({ program, terminal, end }: CommandHost): void {
  const command = program.command('reproducibility')
    .summary(say(terminal, texts.short)).description(say(terminal, texts.about))
    .argument('<table>', say(terminal, texts.table))
    .option('--reader <column>', say(terminal, texts.reader))
    .option('--columns <names>', say(terminal, texts.columns), namesOf)
    .addOption(new Option('--repeat-is <source>', say(terminal, texts.repeatIs)).choices(['human', 'technical']))
    .option('--out <folder>', say(terminal, texts.out), 'reproducibility')
    .addOption(formatOption(terminal)).addOption(languageOption(terminal));
  addExamples(command, terminal, ['reproducibility readings.csv', 'reproducibility mesures.csv --columns septum,GLS --language fr']);
  command.action(async (path: string, options: ReproducibilityOptions) => end(await reproducibilityOfTable(path, options, terminal)));
}

async function reproducibilityOfTable(path: string, { reader, columns, repeatIs, out, format }: ReproducibilityOptions, terminal: Terminal): Promise<ExitCode> {
  const { quantities, unused } = analyseReproducibility(await readTableFile(path, terminal), path, { reader: reader ?? null, columns: columns ?? null, repeatIs: repeatIs ?? null });
  await presentTable({
    name: 'reproducibility',
    page: gaugePage({ quantities, language: terminal.language, writtenAt: new Date(), table: resolve(path), leftOut: unusedPanel(unused) }),
    json: { table: path, quantities, unused, software },
    csv: componentsCsv(quantities),
    words: [gaugePageSummary(quantities), ...quantities.flatMap(wordsOf)],
    unused,
  }, { out, format }, terminal);
  return exitCode.done;
}

function wordsOf(quantity: Reproducibility): readonly (Text | TextTable)[] {
  const change = gaugeChangeSentence(quantity);
  if (componentsOf(quantity).length === 0) return [sharesSentence(quantity)];
  return [sharesSentence(quantity), ...(change ? [change] : []), componentTable(quantity), coefficientTable(quantity), ...gaugeRemarks(quantity)];
}

/** One line for each part of the scatter. */
function componentsCsv(quantities: readonly Reproducibility[]): readonly string[] {
  return [
    csvLine(['quantity', 'unit', 'part', 'source', 'variance', 'lower95', 'upper95', 'share', 'shareLower95', 'shareUpper95', 'smallestChangeWithout', 'notMeasured']),
    ...quantities.flatMap(({ name, unit, components }) => ('reason' in components
      ? [csvLine([name, unit, null, null, null, null, null, null, null, null, null, components.code])]
      : components.map((one) => csvLine([name, unit, one.name, one.source, one.variance, ...one.interval95, one.share, ...one.shareInterval95, one.smallestChangeWithout, null])))),
  ];
}
