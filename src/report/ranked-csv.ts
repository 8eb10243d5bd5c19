import { catalogue, type QuantityName } from '../measurement/catalogue.ts';
import type { Analysis } from '../modalities/modality.ts';
import type { RankedRow } from '../store/ranked-row.ts';
import { csvLine, type CsvCell } from './csv.ts';

/** One column of a table of analyses. Names are part of the file format: they do not change with the language. */
type Column = readonly [name: string, cell: (analysis: Analysis) => CsvCell];

/** Separates several values in one cell. */
const separator = ' | ';

const analysisColumns: readonly Column[] = [
  ['patientId', ({ study }) => study.patientId],
  ['studyDate', ({ study }) => study.studyDate],
  ['modality', ({ modality }) => modality],
  ['label', ({ classification }) => classification?.label ?? null],
  ...(Object.keys(catalogue) as QuantityName[]).flatMap(quantityColumns),
  ...[0, 1, 2, 3].map((grade): Column => [`probabilityGrade${grade}`, ({ classification }) => classification?.probabilities[`grade${grade}`] ?? null]),
  ['unsureReasons', ({ classification }) => classification?.unsureReasons.join(separator) ?? null],
  ['recommendation', ({ classification }) => classification?.recommendation.map(({ code }) => code).join(separator) ?? null],
  ['quality', ({ quality }) => quality.status],
  ['findings', ({ quality }) => quality.findings.map(({ message }) => message).join(separator)],
  ['tracer', ({ study }) => study.tracer],
  ['uptakeTimeHours', ({ study }) => study.uptakeTimeHours],
  ['patientSex', ({ study }) => study.patientSex],
  ['patientAgeYears', ({ study }) => study.patientAgeYears],
  ['simulated', ({ study }) => study.simulated],
  ['studyInstanceUid', ({ study }) => study.studyInstanceUid],
  ['models', ({ models }) => models.map(({ name, version }) => `${name} ${version}`).join(separator)],
  ['software', ({ software }) => `${software.name} ${software.version}`],
  ['intendedUse', ({ software }) => software.intendedUse],
];

/** Value and interval of a quantity; empty where it was not measured. */
function quantityColumns(quantity: QuantityName): readonly Column[] {
  const cell = (part: (value: number, interval95: readonly [number, number]) => number) => (analysis: Analysis) => {
    const found = analysis.measurements.find((one) => one.quantity === quantity);
    return found?.status === 'measured' ? part(found.value, found.interval95) : null;
  };
  return [[quantity, cell((value) => value)], [`${quantity}Lower95`, cell((_, [lower]) => lower)], [`${quantity}Upper95`, cell((_, [, upper]) => upper)]];
}

/** Writes the ranked list of a screening as CSV, line by line. */
export async function* rankedCsv(rows: AsyncIterable<RankedRow> | Iterable<RankedRow>): AsyncGenerator<string> {
  yield csvLine(['rank', 'group', 'known', 'diagnosis', ...analysisColumns.map(([name]) => name), 'files']);
  for await (const row of rows) {
    const { rank, group, known, analysis, files } = row;
    yield csvLine([rank, group, known !== null, known?.diagnosis ?? null, ...analysisColumns.map(([, cell]) => cell(analysis)), files.join(separator)]);
  }
}

/** Writes analyses as CSV, one line each. */
export function analysesCsv(analyses: readonly Analysis[]): string {
  const head = csvLine([...analysisColumns.map(([name]) => name), 'files']);
  return head + analyses.map((analysis) => csvLine([...analysisColumns.map(([, cell]) => cell(analysis)), analysis.study.files.join(separator)])).join('');
}
