import { fillText } from '../measurement/finding.ts';
import type { Language, Text } from '../measurement/language.ts';
import type { MarkerPanel, Panel, PatientChange } from '../tables/panel.ts';
import { formatDay } from './format-day.ts';
import { formatInterval, formatNumber, noNumber } from './format-number.ts';
import { formatPCell } from './format-p-value.ts';
import type { PanelLine } from './panel-chart.ts';
import { panelTexts as texts } from './panel-texts.ts';
import { quantityFormat } from './quantity-format.ts';
import { inBoth, type TextTable } from './table-page.ts';

/** Below this an adjusted p is taken for a finding. */
const LEVEL = 0.05;

/** What a panel is about beyond its numbers. */
export interface PanelFacts {
  readonly panel: Panel;
  /** The patient that was asked for; null for all. */
  readonly patient: string | null;
  readonly days: readonly [first: string, last: string] | null;
  readonly simulated: boolean;
}

/** Who was measured when, in one sentence. */
export function panelSummary({ panel, patient, days, simulated }: PanelFacts): Text {
  return inBoth((language) => {
    const between = days ? fillText(texts.between[language], { first: formatDay(days[0], language), last: formatDay(days[1], language) }) : '';
    const about = fillText((patient === null ? texts.summary : texts.onePatient)[language], { patient: patient ?? '', patients: panel.patients, days: between, markers: panel.markers.length });
    return simulated ? `${about} ${texts.simulated[language]}` : about;
  });
}

/** Markers with a test. */
function tested({ markers }: Panel): readonly MarkerPanel[] {
  return markers.filter(({ change, ranks }) => change.status === 'measured' || ranks.status === 'measured');
}

/** Paired tests of every marker. */
export function cohortTable(panel: Panel): TextTable {
  const rows = tested(panel).map((marker) => {
    const { patients, means, change, wilcoxon, student, beyondNoise: { fell, rose, judged } } = marker;
    return [
      nameOf(marker), count(patients.length),
      inBoth((language) => (means ? `${numberOf(marker, means[0], language)} → ${numberOf(marker, means[1], language)}` : noNumber)),
      inBoth((language) => (change.status === 'measured' ? `${signed(marker, change.value, language)} (${formatInterval(change.interval95, decimalsOf(marker), language)})` : noNumber)),
      inBoth((language) => (means && means[0] !== 0 ? percentOf((means[1] - means[0]) / Math.abs(means[0]), language) : noNumber)),
      pCell(wilcoxon?.p), pCell(wilcoxon?.holm), pCell(wilcoxon?.benjaminiHochberg), pCell(student?.p), pCell(student?.holm),
      inBoth(() => (judged === 0 ? noNumber : `${fell}, ${rose} / ${judged}`)),
    ];
  });
  return { titles: [texts.marker, texts.count, texts.beforeAfter, texts.change, texts.relative, texts.wilcoxon, texts.holm, texts.falseDiscovery, texts.student, texts.holm, texts.beyond], rows };
}

/** Each marker of one patient beside its noise. */
export function patientTable(panel: Panel): TextTable {
  const rows = panel.markers.flatMap((marker) => marker.patients.map((one) => [
    nameOf(marker),
    inBoth((language) => `${numberOf(marker, one.before, language)} → ${numberOf(marker, one.after, language)}`),
    inBoth((language) => signed(marker, one.change, language)),
    inBoth((language) => (one.before === 0 ? noNumber : percentOf(one.change / Math.abs(one.before), language))),
    inBoth((language) => (one.limit === null ? noNumber : `±${numberOf(marker, one.limit, language)}`)),
    texts[one.verdict],
  ]));
  return { titles: [texts.marker, texts.beforeAfter, texts.changeOne, texts.relative, texts.limit, texts.verdict], rows };
}

/** The lines of the forest of a cohort: standardised changes. */
export function cohortLines(panel: Panel, language: Language): readonly PanelLine[] {
  return panel.markers.flatMap((marker): PanelLine[] => {
    const { standardised, change, wilcoxon } = marker;
    if (standardised.status === 'notMeasured' || change.status === 'notMeasured') return [];
    return [{ name: nameOf(marker)[language], value: standardised.value, interval95: standardised.interval95, strong: wilcoxon !== null && wilcoxon.benjaminiHochberg < LEVEL, words: `${formatNumber(standardised.value, 2, language)} (${formatInterval(standardised.interval95, 2, language)})` }];
  });
}

/** The lines of the forest of one patient: changes as shares of the limit of noise, with the interval that noise gives them. */
export function patientLines(panel: Panel, language: Language): readonly PanelLine[] {
  return panel.markers.flatMap((marker) => marker.patients.flatMap((one): PanelLine[] => {
    if (one.limit === null) return [];
    const share = one.change / one.limit;
    return [{ name: nameOf(marker)[language], value: share, interval95: [share - 1, share + 1], strong: beyond(one), words: `${signed(marker, one.change, language)}, ${(beyond(one) ? texts.beyondNoise : texts.withinNoise)[language]}` }];
  }));
}

function beyond({ verdict }: PatientChange): boolean {
  return verdict === 'fell' || verdict === 'rose';
}

/** What limits the tests, and which markers have none. */
export function panelRemarks(panel: Panel, unread: readonly string[], ofPatient: boolean): readonly Text[] {
  const without = ofPatient ? [] : panel.markers.filter((marker) => !tested(panel).includes(marker));
  return [
    ...(ofPatient ? [] : [inBoth((language) => fillText(texts.testsNote[language], { markers: tested(panel).length })), ...holmRemark(panel)]),
    texts.noiseNote,
    ...(without.length > 0 ? [inBoth((language) => fillText(texts.missing[language], { names: without.map(({ name }) => name[language]).join(', ') }))] : []),
    ...(unread.length > 0 ? [inBoth((language) => fillText(texts.unread[language], { columns: unread.join(', ') }))] : []),
  ];
}

/** The exact test of few patients has a smallest p, which Holm may carry beyond any finding. Source: 2 of the 2^n signs. */
function holmRemark(panel: Panel): readonly Text[] {
  const markers = tested(panel).length;
  const smallest = 2 / 2 ** panel.patients;
  if (markers === 0 || smallest * markers <= LEVEL) return [];
  return [inBoth((language) => fillText(texts.tooFewForHolm[language], { patients: panel.patients, markers, smallest: formatPCell(smallest, language).replace('< ', '') }))];
}

function nameOf({ name, unit }: MarkerPanel): Text {
  return unit === null ? name : inBoth((language) => `${name[language]} (${unit})`);
}

/** Decimals that the scatter of a marker deserves: of its noise where that is known, else of its changes. */
function decimalsOf({ patients }: MarkerPanel): number {
  const limits = patients.flatMap(({ limit }) => limit ?? []);
  const scale = limits.length > 0 ? Math.max(...limits) / 2 : Math.max(...patients.map(({ change }) => Math.abs(change)), 0);
  return Math.min(2, quantityFormat(scale, null).decimals);
}

function numberOf(marker: MarkerPanel, value: number, language: Language): string {
  return formatNumber(value, decimalsOf(marker), language);
}

function signed(marker: MarkerPanel, value: number, language: Language): string {
  return `${value > 0 ? '+' : ''}${numberOf(marker, value, language)}`;
}

function percentOf(share: number, language: Language): string {
  return `${share > 0 ? '+' : ''}${formatNumber(100 * share, 0, language)}\u00a0%`;
}

function pCell(p: number | undefined): Text {
  return inBoth((language) => (p === undefined ? noNumber : formatPCell(p, language)));
}

function count(value: number): Text {
  return inBoth((language) => formatNumber(value, 0, language));
}
