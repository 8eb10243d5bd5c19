import { resolve } from 'node:path';
import { Option } from 'commander';
import { analyseAgreement } from '../analysis/analyse-agreement.ts';
import { type MeasurementScale, measurementScales } from '../analysis/measurement-scale.ts';
import type { Text } from '../measurement/language.ts';
import { software } from '../measurement/software.ts';
import { changeSentence, equivalenceSentence, formatOf, iccTable, lineTable, overviewTable, pairTable, quantityName, raterTable, reliabilitySentences, scatterTable } from '../report/agreement-figures.ts';
import { agreementCsv } from '../report/agreement-csv.ts';
import { agreementPage, agreementSummary } from '../report/agreement-page.ts';
import { classSentences, kappaTable, togetherTable } from '../report/class-agreement-figures.ts';
import { agreementTexts } from '../report/agreement-texts.ts';
import { filled, type TextTable } from '../report/table-page.ts';
import { unusedPanel } from '../report/unused-panel.ts';
import type { Agreement } from '../tables/agreement.ts';
import { addExamples, formatOption, languageOption, type CommandHost } from './commands.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { namesOf } from './outcome.ts';
import { presentTable, readTableFile } from './table-command.ts';
import { say, type Format, type Terminal } from './terminal.ts';

const texts = {
  about: {
    en: 'Whether readers or methods agree on the same patients: ICC with the class of Koo and Li, Bland-Altman limits, smallest real change; kappa for grades.\nThe table is CSV. Wide: a row a patient, a column for each reader. Long: a row a measurement, with the columns patient, reader and value (or a column for each quantity; or a column quantity). French headings, semicolons, decimal commas and units in brackets are understood; what is not used is listed with the reason.\nWrites agreement.html and agreement.json.',
    fr: 'Lecteurs ou méthodes s’accordent-ils sur les mêmes patients : ICC avec la classe de Koo et Li, limites de Bland-Altman, plus petit changement réel ; kappa pour les grades.\nLa table est un CSV. Large : une ligne par patient, une colonne par lecteur. Longue : une ligne par mesure, avec les colonnes patient, lecteur et valeur (ou une colonne par grandeur ; ou une colonne grandeur). En-têtes français, points-virgules, virgules décimales et unités entre parenthèses sont compris ; ce qui n’est pas utilisé est listé avec son motif.\nÉcrit agreement.html et agreement.json.',
  },
  short: { en: 'agreement of readers or methods in a table', fr: 'concordance de lecteurs ou de méthodes d’une table' },
  table: { en: 'table of measurements (CSV), long or wide', fr: 'table des mesures (CSV), longue ou large' },
  reader: { en: 'column that names readers or methods (default: found by its heading)', fr: 'colonne qui nomme lecteurs ou méthodes (par défaut : trouvée à son en-tête)' },
  columns: { en: 'columns with measurements, or quantities of a long table, parted by commas (default: all)', fr: 'colonnes des mesures, ou grandeurs d’une table longue, séparées par des virgules (par défaut : toutes)' },
  scale: { en: 'judge values as quantity, ordered or named classes (default: as they look)', fr: 'juger les valeurs comme quantité, classes ordonnées ou nommées (par défaut : selon leur aspect)' },
  order: { en: 'every class, the lowest first, parted by commas', fr: 'toutes les classes, de la plus basse à la plus haute, séparées par des virgules' },
  machine: { en: 'reader or method to be held against the others: may it replace one of them?', fr: 'lecteur ou méthode à confronter aux autres : peut-il remplacer l’un d’eux ?' },
  out: { en: 'folder for page and JSON', fr: 'dossier de la page et du JSON' },
} as const satisfies Record<string, Text>;

interface AgreementOptions {
  readonly reader?: string;
  readonly columns?: readonly string[];
  readonly scale?: MeasurementScale;
  readonly order?: readonly string[];
  readonly machine?: string;
  readonly out: string;
  readonly format: Format;
}

export function addAgreement({ program, terminal, end }: CommandHost): void {
  const command = program.command('agreement')
    .summary(say(terminal, texts.short)).description(say(terminal, texts.about))
    .argument('<table>', say(terminal, texts.table))
    .option('--reader <column>', say(terminal, texts.reader))
    .option('--columns <names>', say(terminal, texts.columns), namesOf)
    .addOption(new Option('--scale <scale>', say(terminal, texts.scale)).choices([...measurementScales]))
    .option('--order <classes>', say(terminal, texts.order), namesOf)
    .option('--machine <name>', say(terminal, texts.machine))
    .option('--out <folder>', say(terminal, texts.out), 'agreement')
    .addOption(formatOption(terminal)).addOption(languageOption(terminal));
  addExamples(command, terminal, ['agreement septum.csv', 'agreement lectures.csv --machine Amyloscope --language fr', 'agreement perugini.csv --order 0,1,2,3']);
  command.action(async (path: string, options: AgreementOptions) => end(await agreementOfTable(path, options, terminal)));
}

async function agreementOfTable(path: string, { reader, columns, scale, order, machine, out, format }: AgreementOptions, terminal: Terminal): Promise<ExitCode> {
  const { agreement, unused } = analyseAgreement(await readTableFile(path, terminal), path, { reader: reader ?? null, columns: columns ?? null, scale: scale ?? null, order: order ?? null, machine: machine ?? null });
  await presentTable({
    name: 'agreement',
    page: agreementPage({ agreement, machine: machine ?? null, language: terminal.language, writtenAt: new Date(), table: resolve(path), leftOut: unusedPanel(unused) }),
    json: { table: path, machine: machine ?? null, agreement: agreement.map(withoutPoints), unused, software },
    csv: agreementCsv(agreement),
    words: wordsOf(agreement, machine ?? null),
    unused,
  }, { out, format }, terminal);
  return exitCode.done;
}

/** The values themselves stand in the table. */
function withoutPoints(one: Agreement[number]): object {
  return one.kind === 'quantity' ? { ...one, pairs: one.pairs.map(({ points: _, ...pair }) => pair) } : one;
}

function wordsOf(agreement: Agreement, machine: string | null): readonly (Text | TextTable)[] {
  const quantities = agreement.filter((one) => one.kind === 'quantity');
  return [
    agreementSummary(agreement),
    ...(quantities.length > 1 ? [overviewTable(quantities)] : []),
    ...agreement.flatMap((one): (Text | TextTable | null)[] => one.kind === 'quantity'
      ? [...(quantities.length > 1 ? [filled(agreementTexts.reliabilityOf, (language) => ({ name: `\n${quantityName(one)[language]}` }))] : []), ...reliabilitySentences(one), one.icc.status === 'measured' ? iccTable(one.icc, one.raters.length) : null, changeSentence(one), scatterTable(one), raterTable(one), machine === null ? null : equivalenceSentence(one, machine), ...(one.pairs.length > 0 ? [pairTable(one, formatOf(one)), lineTable(one)] : [])]
      : [...classSentences(one), togetherTable(one), one.pairs.length > 0 ? kappaTable(one) : null]).filter((part) => part !== null),
  ];
}
