import { resolve } from 'node:path';
import { readPanelTable } from '../analysis/read-panel-table.ts';
import { readTestRetest, type TestRetest } from '../analysis/read-test-retest.ts';
import type { Text } from '../measurement/language.ts';
import { software } from '../measurement/software.ts';
import { csvLine } from '../report/csv.ts';
import { cohortTable, type PanelFacts, panelRemarks, panelSummary, patientTable } from '../report/panel-figures.ts';
import { panelPage } from '../report/panel-page.ts';
import { unusedPanel } from '../report/unused-panel.ts';
import { panelOf, type Panel } from '../tables/panel.ts';
import { addExamples, formatOption, languageOption, type CommandHost } from './commands.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { namesOf } from './outcome.ts';
import { presentTable, readTableFile } from './table-command.ts';
import { say, type Format, type Terminal } from './terminal.ts';

const texts = {
  short: { en: 'a panel of markers before and after treatment: of one patient, or of all', fr: 'un panel de marqueurs avant et après traitement : d’un patient, ou de tous' },
  about: {
    en: 'Compare a panel of markers before and after a treatment. Of one patient: each change beside its noise. Of all: paired tests of Wilcoxon and Student, adjusted for the number of markers (Holm, Benjamini-Hochberg), and how many patients changed beyond noise.\nThe table is CSV, a row a visit: patient, date or visit (before, after), a column for each marker, as "report --to csv" writes it. Without a column visit the first and the last date of each patient count. Visits whose tracer, delay, device, method or network differ are left out, and listed.\nWrites panel.html and panel.json.',
    fr: 'Comparer un panel de marqueurs avant et après un traitement. Pour un patient : chaque changement face à son bruit. Pour tous : tests appariés de Wilcoxon et de Student, ajustés au nombre de marqueurs (Holm, Benjamini-Hochberg), et combien de patients ont changé au-delà du bruit.\nLa table est un CSV, une ligne par visite : patient, date ou visite (avant, après), une colonne par marqueur, comme l’écrit « report --to csv ». Sans colonne visite, la première et la dernière date de chaque patient comptent. Les visites dont diffèrent traceur, délai, appareil, méthode ou réseau sont écartées, et listées.\nÉcrit panel.html et panel.json.',
  },
  table: { en: 'table of visits (CSV)', fr: 'table des visites (CSV)' },
  patient: { en: 'one patient alone, by the number in the table', fr: 'un seul patient, par son numéro dans la table' },
  markers: { en: 'columns in their order, parted by commas (default: every marker that Amyloscope knows)', fr: 'colonnes dans leur ordre, séparées par des virgules (par défaut : tout marqueur connu d’Amyloscope)' },
  noise: { en: 'your own test-retest table (patient, quantity, value), which replaces other noise', fr: 'votre table test-retest (patient, grandeur, valeur), qui remplace les autres bruits' },
  out: { en: 'folder for page and JSON', fr: 'dossier de la page et du JSON' },
} as const satisfies Record<string, Text>;

interface PanelOptions {
  readonly patient?: string;
  readonly markers?: readonly string[];
  readonly noise?: string;
  readonly out: string;
  readonly format: Format;
}

export function addPanel({ program, terminal, end }: CommandHost): void {
  const command = program.command('panel')
    .summary(say(terminal, texts.short)).description(say(terminal, texts.about))
    .argument('<table>', say(terminal, texts.table))
    .option('--patient <number>', say(terminal, texts.patient))
    .option('--markers <columns>', say(terminal, texts.markers), namesOf)
    .option('--noise <table>', say(terminal, texts.noise))
    .option('--out <folder>', say(terminal, texts.out), 'panel')
    .addOption(formatOption(terminal)).addOption(languageOption(terminal));
  addExamples(command, terminal, ['panel docs/examples/panel.csv', 'panel docs/examples/panel.csv --patient DT71-000001 --language fr']);
  command.action(async (path: string, options: PanelOptions) => end(await panelOfTable(path, options, terminal)));
}

const noSiteNoise: TestRetest = { noise: [], leftOut: [] };

async function panelOfTable(path: string, options: PanelOptions, terminal: Terminal): Promise<ExitCode> {
  const { noise, out, format } = options;
  const [patient, markers] = [options.patient ?? null, options.markers ?? null];
  const site = noise === undefined ? noSiteNoise : readTestRetest(await readTableFile(noise, terminal), noise);
  const table = readPanelTable(await readTableFile(path, terminal), path, { patient, markers, siteNoise: site.noise });
  const panel = panelOf(table.markers);
  const unused = [...table.unused, ...site.leftOut];
  const facts: PanelFacts = { panel, patient, days: table.days, simulated: table.simulated };
  await presentTable({
    name: 'panel',
    page: panelPage({ ...facts, unread: table.unread, language: terminal.language, writtenAt: new Date(), table: resolve(path), leftOut: unusedPanel(unused) }),
    json: { table: path, ...facts, unused, software },
    csv: patient === null ? cohortCsv(panel) : patientCsv(panel),
    words: [panelSummary(facts), patient === null ? cohortTable(panel) : patientTable(panel), ...panelRemarks(panel, table.unread, patient !== null)],
    unused,
  }, { out, format }, terminal);
  return panel.patients > 0 ? exitCode.done : exitCode.nothingAnalysed;
}

/** One line for each marker. */
export function cohortCsv({ markers }: Panel): readonly string[] {
  return [
    csvLine(['marker', 'unit', 'n', 'meanBefore', 'meanAfter', 'change', 'lower95', 'upper95', 'standardisedChange', 'pWilcoxon', 'pWilcoxonHolm', 'pWilcoxonBH', 'pStudent', 'pStudentHolm', 'pStudentBH', 'fellBeyondNoise', 'roseBeyondNoise', 'judged']),
    ...markers.map(({ key, unit, patients, means, change, standardised, wilcoxon, student, beyondNoise: { fell, rose, judged } }) => csvLine([
      key, unit, patients.length, means?.[0] ?? null, means?.[1] ?? null,
      ...(change.status === 'measured' ? [change.value, ...change.interval95] : [null, null, null]), standardised.status === 'measured' ? standardised.value : null,
      wilcoxon?.p ?? null, wilcoxon?.holm ?? null, wilcoxon?.benjaminiHochberg ?? null, student?.p ?? null, student?.holm ?? null, student?.benjaminiHochberg ?? null, fell, rose, judged,
    ])),
  ];
}

/** One line for each marker of the patient. */
export function patientCsv({ markers }: Panel): readonly string[] {
  return [
    csvLine(['patient', 'marker', 'unit', 'before', 'after', 'change', 'noiseLimit', 'verdict']),
    ...markers.flatMap(({ key, unit, patients }) => patients.map((one) => csvLine([one.patient, key, unit, one.before, one.after, one.change, one.limit, one.verdict]))),
  ];
}
