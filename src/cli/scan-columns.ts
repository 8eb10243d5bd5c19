import { formatNumber, formatWithInterval, noNumber } from '../report/format-number.ts';
import { formatQuantity, formatQuantityInterval } from '../report/format-quantity.ts';
import { qualityTexts } from '../report/report-texts.ts';
import { groupTexts, labelTexts, screeningTexts } from '../report/screening-texts.ts';
import type { Language, Text } from '../measurement/language.ts';
import type { QuantityName } from '../measurement/catalogue.ts';
import type { Analysis } from '../modalities/modality.ts';
import type { RankedRow } from '../store/ranked-row.ts';
import type { TextColumn } from './text-table.ts';

/** The columns of one analysis on a terminal. */
export function analysisColumns(language: Language): readonly TextColumn<Analysis>[] {
  const title = (name: keyof typeof screeningTexts) => screeningTexts[name][language];
  return [
    { title: title('patient'), cell: ({ study }) => study.patientId || noNumber },
    { title: title('date'), cell: ({ study }) => study.studyDate ?? noNumber },
    { title: title('label'), cell: ({ classification }) => labelTexts[classification?.label ?? 'refused'][language] },
    { title: title('probability'), align: 'right', cell: (analysis) => written(analysis, 'abnormalUptakeProbability', (value) => `${formatNumber(100 * value, 1, language)} %`) },
    { title: title('grade'), align: 'right', cell: (analysis) => written(analysis, 'peruginiGrade', (value) => formatNumber(value, 0, language)) },
    { title: title('ratio'), cell: (analysis) => written(analysis, 'heartToContralateralRatio', (_, found) => formatWithInterval(found, 2, language)) },
    { title: title('tracer'), cell: ({ study }) => study.tracer ?? noNumber },
    { title: title('simulated'), cell: ({ study }) => (study.simulated ? '×' : '') },
  ];
}

/** The columns of one analysed loop on a terminal. */
export function loopColumns(language: Language): readonly TextColumn<Analysis>[] {
  return numberColumns(loopTitles, language);
}

/** The columns of one analysed SPECT/CT on a terminal; the others of its panel are in the other formats. */
export function tomographyColumns(language: Language): readonly TextColumn<Analysis>[] {
  const answer: TextColumn<Analysis> = { title: screeningTexts.label[language], cell: ({ classification }) => labelTexts[classification?.label ?? 'refused'][language] };
  const [patient, date, ...others] = numberColumns(tomographyTitles, language);
  return [patient, date, answer, ...others];
}

function numberColumns(titles: Partial<Record<QuantityName, Text>>, language: Language): readonly TextColumn<Analysis>[] {
  return [
    { title: screeningTexts.patient[language], cell: ({ study }) => study.patientId || noNumber },
    { title: screeningTexts.date[language], cell: ({ study }) => study.studyDate ?? noNumber },
    { title: screeningTexts.quality[language], cell: ({ quality }) => qualityTexts[quality.status][language] },
    ...(Object.entries(titles) as [QuantityName, Text][]).map(([quantity, title]): TextColumn<Analysis> => ({
      title: title[language],
      cell: (analysis) => written(analysis, quantity, (value, { interval95 }) => `${formatQuantity(quantity, value, language)} (${formatQuantityInterval(quantity, interval95, language)})`),
    })),
    { title: screeningTexts.simulated[language], cell: ({ study }) => (study.simulated ? '×' : '') },
  ];
}

/** Names short enough for a terminal, with the unit. */
const loopTitles = {
  leftVentricularEjectionFraction: { en: 'EF, %', fr: 'FE, %' },
  leftVentricularEndDiastolicVolume: { en: 'EDV, mL', fr: 'VTD, mL' },
  leftVentricularEndSystolicVolume: { en: 'ESV, mL', fr: 'VTS, mL' },
  leftAtrialEndSystolicVolume: { en: 'LA, mL', fr: 'OG, mL' },
  leftVentricularWallThickness: { en: 'wall, mm', fr: 'paroi, mm' },
  longitudinalStrainTracked: { en: 'strain, %', fr: 'strain, %' },
} as const satisfies Partial<Record<QuantityName, Text>>;

const tomographyTitles = {
  myocardiumToBloodRatio: { en: 'TBR', fr: 'TBR' },
  volumeOfInvolvement: { en: 'VOI, mL', fr: 'VOI, mL' },
  cardiacPyrophosphateActivity: { en: 'CPA, mL', fr: 'CPA, mL' },
  myocardialSuvMax: { en: 'SUVmax', fr: 'SUVmax' },
  myocardialRetentionIndex: { en: 'retention', fr: 'rétention' },
} as const satisfies Partial<Record<QuantityName, Text>>;

/** The columns of the ranked list on a terminal. */
export function rankedColumns(language: Language): readonly TextColumn<RankedRow>[] {
  return [
    { title: screeningTexts.rank[language], align: 'right', cell: ({ rank }) => String(rank) },
    { title: '', cell: ({ group }) => groupTexts[group].name[language] },
    ...analysisColumns(language).map((column): TextColumn<RankedRow> => ({ ...column, cell: ({ analysis }) => column.cell(analysis) })),
  ];
}

interface Found {
  readonly value: number;
  readonly interval95: readonly [number, number];
}

function written({ measurements }: Analysis, quantity: QuantityName, write: (value: number, found: Found) => string): string {
  const found = measurements.find((one) => one.quantity === quantity);
  return found?.status === 'measured' ? write(found.value, found) : noNumber;
}
