import { Option } from 'commander';
import { modalityByName } from '../analysis/load-modalities.ts';
import { methodVersion } from '../analysis/method-version.ts';
import { readSerially, type SerialReading, type SerialVisit } from '../analysis/read-serially.ts';
import { readingsToKeep } from '../analysis/readings-to-keep.ts';
import { type SerialRegions, serialPanel, serialRegions } from '../analysis/serial-panel.ts';
import { fillText, findingText } from '../measurement/finding.ts';
import type { Language, Text } from '../measurement/language.ts';
import { software } from '../measurement/software.ts';
import { spectCtFindings } from '../modalities/spect-ct/findings.ts';
import { formatNumber } from '../report/format-number.ts';
import { cohortTable, panelRemarks, panelSummary, patientTable, type PanelFacts } from '../report/panel-figures.ts';
import { panelPage } from '../report/panel-page.ts';
import { cellTable, inBoth, pagePanel, sense, type TextTable } from '../report/table-page.ts';
import { keepCarriedReadings } from '../store/carried-readings.ts';
import { openDatabase } from '../store/connection.ts';
import { panelOf } from '../tables/panel.ts';
import { addExamples, addHomeOptions, formatOption, languageOption, type CommandHost, type StoreOptions } from './commands.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { cohortCsv, patientCsv } from './panel.ts';
import { requirePaths } from './require-paths.ts';
import { presentTable } from './table-command.ts';
import { note, say, type Format, type Terminal } from './terminal.ts';

const texts = {
  short: { en: 'SPECT/CT of several visits in the same outlines: what changed?', fr: 'SPECT/CT de plusieurs visites dans les mêmes contours : qu’est-ce qui a changé ?' },
  about: {
    en: 'Measure the SPECT/CT of several visits in the same outlines. The chests of each later visit and of the first are laid on each other by their CTs, without a change of shape; the outlines of the first visit are carried over and the panel measured in them. The first and the last visit of each patient are compared, beside the noise of this way of measuring. Of several patients: paired tests, adjusted for the number of markers.\nA chest that cannot be laid on the first, or a refused visit, is listed with its reason.\nWith --keep the measurements stay in the store: "follow-up" and the page of the patient then compare these visits in the outlines of the first.\nWrites serial.html and serial.json.',
    fr: 'Mesurer le SPECT/CT de plusieurs visites dans les mêmes contours. Le thorax de chaque visite est superposé à celui de la première par les scanners, sans déformation ; les contours de la première visite sont reportés et le panel y est mesuré. La première et la dernière visite de chaque patient sont comparées, face au bruit de cette façon de mesurer. Pour plusieurs patients : tests appariés, ajustés au nombre de marqueurs.\nUn thorax qui ne se superpose pas, ou une visite refusée, est listé avec sa raison.\nAvec --keep les mesures restent dans la base : « follow-up » et la page du patient comparent alors ces visites dans les contours de la première.\nÉcrit serial.html et serial.json.',
  },
  paths: { en: 'files and folders of all visits, in any order', fr: 'fichiers et dossiers de toutes les visites, dans n’importe quel ordre' },
  regions: { en: 'outlines of later visits: those of the first, or of each visit itself', fr: 'contours des visites suivantes : ceux de la première (carried), ou de chaque visite (own)' },
  out: { en: 'folder for page and JSON', fr: 'dossier de la page et du JSON' },
  keep: { en: 'keep what was measured in the outlines of the first visit in the store', fr: 'garder dans la base ce qui est mesuré dans les contours de la première visite' },
  kept: { en: 'In the store {location}: {kept} visits measured in the outlines of the first, {added} of them new.', fr: 'Dans la base {location} : {kept} visites mesurées dans les contours de la première, dont {added} nouvelles.' },
  refused: { en: 'Not read: {path}: {reason}', fr: 'Non lu : {path} : {reason}' },
  visits: { en: 'Visits', fr: 'Visites' },
  visitsSense: { en: 'How far the heart lies from where the first visit had it, how well the chests lie on each other (correlation of the CTs, 0.85 is needed), and how much the heart carried over overlaps the one found on the visit itself (Dice).', fr: 'À quelle distance le cœur se trouve de sa place à la première visite, comment les thorax se superposent (corrélation des scanners, 0,85 est nécessaire), et combien le cœur reporté recouvre celui trouvé à la visite elle-même (Dice).' },
  patient: { en: 'Patient', fr: 'Patient' },
  date: { en: 'Date', fr: 'Date' },
  outlines: { en: 'Outlines', fr: 'Contours' },
  first: { en: 'first visit', fr: 'première visite' },
  carried: { en: 'heart {mm} mm and {degrees}° away, chests {correlation}, hearts {overlap}', fr: 'cœur à {mm} mm et {degrees}°, thorax {correlation}, cœurs {overlap}' },
  unmeasured: { en: 'not measured: {why}', fr: 'non mesurée : {why}' },
  notCarried: { en: 'outlines not carried over: {why}', fr: 'contours non reportés : {why}' },
  own: { en: 'outlines of the visit itself', fr: 'contours de la visite elle-même' },
} as const satisfies Record<string, Text>;

/** Why outlines were not carried over, by the code of the reason. */
const notCarried: Readonly<Record<string, Text>> = {
  otherPatient: { en: 'the visits carry different patient identifiers', fr: 'les visites portent des identifiants différents' },
  noHeart: { en: 'no heart was found on this visit', fr: 'aucun cœur trouvé à cette visite' },
  chestsDiffer: { en: 'the chests cannot be laid on each other: another patient, a deformed chest, or CTs of different parts', fr: 'les thorax ne se superposent pas : autre patient, thorax déformé, ou scanners de régions différentes' },
};

interface SerialOptions extends StoreOptions {
  readonly regions: SerialRegions;
  readonly keep?: true;
  readonly out: string;
  readonly format: Format;
}

export function addSerial({ program, terminal, end }: CommandHost): void {
  const command = program.command('serial')
    .summary(say(terminal, texts.short)).description(say(terminal, texts.about))
    .argument('<paths...>', say(terminal, texts.paths))
    .addOption(new Option('--regions <which>', say(terminal, texts.regions)).choices(serialRegions).default('carried'))
    .option('--keep', say(terminal, texts.keep))
    .option('--out <folder>', say(terminal, texts.out), 'serial')
    .addOption(formatOption(terminal)).addOption(languageOption(terminal));
  addHomeOptions(command, terminal);
  addExamples(command, terminal, ['serial visit1/ visit2/', 'serial patient/ --keep', 'serial patient/ --regions own', 'serial cohort/ --language fr']);
  command.action(async (paths: string[], options: SerialOptions) => {
    requirePaths(paths, terminal);
    const reading = await readSerially(paths);
    const code = await presentSerially(reading, paths, options, terminal);
    if (options.keep) await keep(reading, options, terminal);
    end(code);
  });
}

async function keep({ visits }: SerialReading, { store, database }: SerialOptions, terminal: Terminal): Promise<void> {
  const { client, location, leave } = await openDatabase({ folder: store, databaseUrl: database });
  try {
    const readings = readingsToKeep(visits);
    const added = await keepCarriedReadings(client, methodVersion([(await modalityByName('spect-ct'))!]), readings);
    note(terminal, say(terminal, texts.kept, { location, kept: readings.length, added }));
  } finally {
    await leave();
  }
}

async function presentSerially(reading: SerialReading, paths: readonly string[], { regions, out, format }: SerialOptions, terminal: Terminal): Promise<ExitCode> {
  const { visits, refused } = reading;
  for (const { path, reason } of refused) note(terminal, say(terminal, texts.refused, { path, reason }));
  const panel = panelOf(serialPanel(visits, regions));
  const studies = visits.map(({ study }) => study);
  const patients = [...new Set(studies.map(({ patientId }) => patientId))];
  const patient = patients.length === 1 ? patients[0] : null;
  const days = studies.flatMap(({ studyDate }) => studyDate ?? []).toSorted();
  const facts: PanelFacts = { panel, patient, days: days.length > 1 ? [days[0], days.at(-1)!] : null, simulated: studies.some(({ simulated }) => simulated) };
  const table = visitsTable(visits, regions);
  await presentTable({
    name: 'serial',
    page: panelPage({ ...facts, unread: [], language: terminal.language, writtenAt: new Date(), table: paths.join(', '), leftOut: pagePanel(texts.visits, [sense(texts.visitsSense), cellTable(table)], 'full') }),
    json: { paths, regions, ...facts, visits, refused, software },
    csv: patient === null ? cohortCsv(panel) : patientCsv(panel),
    words: [table, panelSummary(facts), patient === null ? cohortTable(panel) : patientTable(panel), ...panelRemarks(panel, [], patient !== null)],
    unused: [],
  }, { out, format }, terminal);
  if (panel.patients === 0) return exitCode.nothingAnalysed;
  return refused.length > 0 || visits.some(({ own }) => own === null) ? exitCode.someRefused : exitCode.done;
}

function visitsTable(visits: readonly SerialVisit[], regions: SerialRegions): TextTable {
  return { titles: [texts.patient, texts.date, texts.outlines], rows: visits.map((visit) => [both(visit.study.patientId), both(visit.study.studyDate ?? ''), outlinesInWords(visit, regions)]) };
}

function outlinesInWords({ own, carried, findings }: SerialVisit, regions: SerialRegions): Text {
  const refusal = findings.find(({ severity }) => severity === 'refusal');
  if (own === null) return filled(texts.unmeasured, (language) => ({ why: refusal ? findingText(refusal, spectCtFindings, language) : '' }));
  if (carried === null) return texts.first;
  if (regions === 'own') return texts.own;
  if (carried.status === 'notMeasured') return filled(texts.notCarried, (language) => ({ why: notCarried[carried.code]?.[language] ?? carried.reason }));
  const { fit: { movedMm, turnedDegrees, correlation }, heartOverlap } = carried;
  return filled(texts.carried, (language) => Object.fromEntries(Object.entries({ mm: [movedMm, 0], degrees: [turnedDegrees, 1], correlation: [correlation, 2], overlap: [heartOverlap, 2] } as const).map(([name, [value, decimals]]) => [name, formatNumber(value, decimals, language)])));
}

function both(words: string): Text {
  return { en: words, fr: words };
}

function filled(text: Text, parameters: (language: Language) => Readonly<Record<string, string>>): Text {
  return inBoth((language) => fillText(text[language], parameters(language)));
}
