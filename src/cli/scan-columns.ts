import { formatNumber, formatWithInterval, noNumber } from '../report/format-number.ts';
import { groupTexts, labelTexts, screeningTexts } from '../report/screening-texts.ts';
import type { Language } from '../measurement/language.ts';
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
