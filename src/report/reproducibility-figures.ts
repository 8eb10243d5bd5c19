import { fillText } from '../measurement/finding.ts';
import type { Language, Text } from '../measurement/language.ts';
import type { NotMeasured, Result } from '../measurement/result.ts';
import { coefficientFromLogSd } from '../statistics/coefficient-of-variation.ts';
import { z95 } from '../statistics/distribution-normal.ts';
import type { VarianceSource } from '../statistics/variance-by-source.ts';
import { observers, type ObserverBias, type ReproducibilityStudy, type VariancePartName, type VarianceSplit } from '../study/reproducibility-study.ts';
import { formatInterval, formatNumber, formatWithInterval, noNumber } from './format-number.ts';
import { reasonText } from './not-measured-texts.ts';
import { changeTexts, observerTexts, partTexts, readerModelTexts, reproducibilityTexts as texts } from './reproducibility-texts.ts';
import { inBoth, type TextTable } from './table-page.ts';

type WithInterval = Result<{ readonly interval95: readonly [number, number] }>;

/** One table of the study under its title, the same for page and terminal. */
export interface StudyTable {
  readonly title: Text;
  readonly table: TextTable;
}

const partOrder: readonly VariancePartName[] = ['patient', 'scan', 'reader', 'readerInPatient', 'reading'];
const sourceRows: readonly (readonly [VarianceSource, Text])[] = [['patient', texts.patientShare], ['human', texts.humanShare], ['technical', texts.technicalShare]];
const missing: Text = { en: noNumber, fr: noNumber };

/** SD of the logarithm of all looks at one patient: every part but the patient. */
export function lookSd({ parts }: VarianceSplit): number {
  return Math.sqrt(parts.reduce((total, { name, variance }) => (name === 'patient' ? total : total + variance), 0));
}

/** Standard deviation of every part as percent of the value, by observer, with what follows from them. */
export function componentTable({ variance }: ReproducibilityStudy): TextTable {
  const row = (name: Text, cell: (split: VarianceSplit) => Text): readonly Text[] => [name, ...observers.map((by) => ofSplit(variance[by], cell))];
  return {
    titles: [texts.component, ...observers.map((by) => observerTexts[by])],
    rows: [
      ...partOrder.map((name) => row(partTexts[name], (split) => partText(split, name))),
      row(texts.withoutPatient, (split) => percent(coefficientFromLogSd(lookSd(split)))),
      row(texts.smallestChange, (split) => changeText(lookSd(split))),
    ],
  };
}

/** Share of patient, human and machine, by observer. */
export function shareTable({ variance }: ReproducibilityStudy): TextTable {
  return {
    titles: [texts.share, ...observers.map((by) => observerTexts[by])],
    rows: sourceRows.map(([source, name]) => [name, ...observers.map((by) => ofSplit(variance[by], ({ bySource }) => {
      const found = bySource.find((one) => one.source === source);
      return found ? percentWithInterval({ value: found.share, interval95: found.shareInterval95 }) : texts.none;
    }))]),
  };
}

/** Coefficient of variation after each change, by who measures. */
export function scatterTable({ scatter }: ReproducibilityStudy): TextTable {
  return {
    titles: [texts.changed, texts.truthColumn, texts.automaticColumn, texts.sameReaderColumn, texts.otherReaderColumn],
    rows: scatter.map(({ change, truth, automatic, sameReader, otherReader }) => [changeTexts[change].name, ...[truth, automatic, sameReader, otherReader].map(percentOf)]),
  };
}

/** Bias of every observer against both truths. */
export function biasTable({ bias }: ReproducibilityStudy): TextTable {
  return {
    titles: [texts.measuredBy, texts.againstScan, texts.againstBody],
    rows: bias.map((one) => [biasName(one), one.by === 'truth' ? missing : percentOf(one.againstScan), percentOf(one.againstBody)]),
  };
}

export function biasName({ by, reader }: ObserverBias): Text {
  return reader === null ? observerTexts[by] : inBoth((language) => fillText(texts.reader[language], { reader }));
}

/** Kappa of the automatic grade with the truth and after each change. */
export function gradeTable({ grades }: ReproducibilityStudy): TextTable {
  return {
    titles: [texts.compared, texts.kappa, texts.sameGrade],
    rows: grades.map(({ compared, kappa, same, pairs }) => [
      compared === 'trueGrade' ? texts.withTrueGrade : changeTexts[compared].name,
      kappaText(kappa),
      inBoth(() => `${same}/${pairs}`),
    ]),
  };
}

/** The large-sample interval of perfect agreement has no width, which would feign certainty: it is left out. */
function kappaText(kappa: WithInterval): Text {
  if (kappa.status === 'notMeasured') return reasonText(kappa);
  return inBoth((language) => (kappa.interval95[0] === kappa.interval95[1] ? formatNumber(kappa.value, 3, language) : formatWithInterval(kappa, 3, language)));
}

/** What the readers were assumed to do. */
export function readerModelTable({ readerModel }: ReproducibilityStudy): TextTable {
  const names = Object.keys(readerModelTexts) as (keyof typeof readerModelTexts)[];
  return {
    titles: [texts.parameter, texts.value, texts.source],
    rows: names.map((name) => [readerModelTexts[name].name, inBoth((language) => (readerModelTexts[name].unit === 'mm' ? `${formatNumber(readerModel[name], 1, language)} mm` : `${formatNumber(100 * readerModel[name], 0, language)} %`)), texts.assumed]),
  };
}

/** Every table with figures, in the order in which they are read. */
export function studyTables(study: ReproducibilityStudy): readonly StudyTable[] {
  return [
    { title: texts.varianceTitle, table: componentTable(study) },
    { title: texts.share, table: shareTable(study) },
    { title: texts.scatterTitle, table: scatterTable(study) },
    { title: texts.biasTitle, table: biasTable(study) },
    { title: texts.gradeTitle, table: gradeTable(study) },
  ];
}

/** What the variance says, in words; null where a part of it could not be had. */
export function varianceSentence({ variance: { truth, automatic, readers } }: ReproducibilityStudy): Text | null {
  if (truth.status !== 'measured' || automatic.status !== 'measured' || readers.status !== 'measured') return null;
  const technical = readers.parts.find(({ name }) => name === 'scan')!.variance;
  const all = lookSd(readers) ** 2;
  const share = (part: number, language: Language) => `${formatNumber((100 * part) / all, 0, language)} %`;
  return inBoth((language) => fillText(texts.varianceSense[language], {
    human: share(all - technical, language), technical: share(technical, language),
    automatic: percent(coefficientFromLogSd(lookSd(automatic)))[language], readers: percent(coefficientFromLogSd(Math.sqrt(technical)))[language], truth: percent(coefficientFromLogSd(lookSd(truth)))[language],
  }));
}

/** What the bias says, in words; null where a part of it could not be had. */
export function biasSentence({ bias }: ReproducibilityStudy): Text | null {
  const [truth, automatic, readers] = bias.map(({ againstBody }) => againstBody);
  if (truth.status !== 'measured' || automatic.status !== 'measured' || readers.status !== 'measured') return null;
  return inBoth((language) => fillText(texts.biasSense[language], { truth: percent(truth.value)[language], automatic: percent(automatic.value)[language], readers: percent(readers.value)[language] }));
}

function ofSplit(split: VarianceSplit | NotMeasured, cell: (split: VarianceSplit) => Text): Text {
  return split.status === 'measured' ? cell(split) : reasonText(split);
}

function partText({ parts }: VarianceSplit, wanted: VariancePartName): Text {
  const part = parts.find(({ name }) => name === wanted);
  if (!part) return texts.none;
  const sd = (variance: number) => coefficientFromLogSd(Math.sqrt(variance));
  return percentWithInterval({ value: sd(part.variance), interval95: [sd(part.interval95[0]), sd(part.interval95[1])] });
}

/** The change beyond which 95 % of differences between two looks do not go, down and up: it lies unevenly about 0 for a ratio. */
function changeText(logSd: number): Text {
  const reach = z95 * Math.SQRT2 * logSd;
  return inBoth((language) => `${formatNumber(100 * Math.expm1(-reach), 0, language)} / +${formatNumber(100 * Math.expm1(reach), 0, language)} %`);
}

function percent(share: number): Text {
  return inBoth((language) => `${formatNumber(100 * share, 1, language)} %`);
}

function percentWithInterval({ value, interval95: [lower, upper] }: { readonly value: number; readonly interval95: readonly [number, number] }): Text {
  return inBoth((language) => `${formatNumber(100 * value, 1, language)} % (${formatInterval([100 * lower, 100 * upper], 1, language)})`);
}

/** A scatter of exactly 0 is no estimate and has no interval. */
function percentOf(result: WithInterval): Text {
  if (result.status === 'notMeasured') return reasonText(result);
  const [lower, upper] = result.interval95;
  return result.value === 0 && lower === upper ? { en: '0', fr: '0' } : percentWithInterval(result);
}
