import { catalogue, type QuantityName } from '../measurement/catalogue.ts';
import type { Analysis } from '../modalities/modality.ts';
import type { RankedRow } from '../store/ranked-row.ts';
import type { CsvCell } from './csv.ts';

/** What the cells of a column hold where they are not empty. */
export type CellKind = 'text' | 'number' | 'boolean';

/** One column of a table of analyses. Names are part of the file format: they do not change with the language. */
export type Column<Row> = readonly [name: string, kind: CellKind, cell: (row: Row) => CsvCell];

/** Separates several values in one cell. */
const separator = ' | ';

const analysisColumns: readonly Column<Analysis>[] = [
  ['patientId', 'text', ({ study }) => study.patientId],
  ['studyDate', 'text', ({ study }) => study.studyDate],
  ['modality', 'text', ({ modality }) => modality],
  ['label', 'text', ({ classification }) => classification?.label ?? null],
  ...(Object.keys(catalogue) as QuantityName[]).flatMap(quantityColumns),
  ...[0, 1, 2, 3].map((grade): Column<Analysis> => [`probabilityGrade${grade}`, 'number', ({ classification }) => classification?.probabilities[`grade${grade}`] ?? null]),
  ['unsureReasons', 'text', ({ classification }) => classification?.unsureReasons.join(separator) ?? null],
  ['recommendation', 'text', ({ classification }) => classification?.recommendation.map(({ code }) => code).join(separator) ?? null],
  ['quality', 'text', ({ quality }) => quality.status],
  ['findings', 'text', ({ quality }) => quality.findings.map(({ message }) => message).join(separator)],
  ['tracer', 'text', ({ study }) => study.tracer],
  ['uptakeTimeHours', 'number', ({ study }) => study.uptakeTimeHours],
  ['patientSex', 'text', ({ study }) => study.patientSex],
  ['patientAgeYears', 'number', ({ study }) => study.patientAgeYears],
  ['manufacturer', 'text', ({ study }) => study.manufacturer],
  ['device', 'text', ({ study }) => [study.manufacturer, study.model].filter((part) => part !== null).join(' ') || null],
  ['simulated', 'boolean', ({ study }) => study.simulated],
  ['studyInstanceUid', 'text', ({ study }) => study.studyInstanceUid],
  ['models', 'text', ({ models }) => models.map(({ name, version }) => `${name} ${version}`).join(separator)],
  ['software', 'text', ({ software }) => `${software.name} ${software.version}`],
  ['intendedUse', 'text', ({ software }) => software.intendedUse],
];

/** Value and interval of a quantity; empty where it was not measured. */
function quantityColumns(quantity: QuantityName): readonly Column<Analysis>[] {
  const cell = (part: (value: number, interval95: readonly [number, number]) => number) => (analysis: Analysis) => {
    const found = analysis.measurements.find((one) => one.quantity === quantity);
    return found?.status === 'measured' ? part(found.value, found.interval95) : null;
  };
  return [[quantity, 'number', cell((value) => value)], [`${quantity}Lower95`, 'number', cell((_, [lower]) => lower)], [`${quantity}Upper95`, 'number', cell((_, [, upper]) => upper)]];
}

/** The columns of one scan in the ranked list of a screening. */
export const rankedColumns: readonly Column<RankedRow>[] = [
  ['rank', 'number', ({ rank }) => rank],
  ['group', 'text', ({ group }) => group],
  ['known', 'boolean', ({ known }) => known !== null],
  ['diagnosis', 'text', ({ known }) => known?.diagnosis ?? null],
  ...analysisColumns.map(([name, kind, cell]): Column<RankedRow> => [name, kind, ({ analysis }) => cell(analysis)]),
  ['files', 'text', ({ files }) => files.join(separator)],
];

/** The columns of one analysis with its files. */
export const scanColumns: readonly Column<Analysis>[] = [...analysisColumns, ['files', 'text', ({ study }) => study.files.join(separator)]];
