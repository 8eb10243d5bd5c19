import { followedQuantities, type FollowedQuantityName } from '../follow-up/followed-quantity.ts';
import { comparePoints } from '../follow-up/comparability.ts';
import { unknownContext, type FollowUpPoint } from '../follow-up/history.ts';
import { noiseRowInUse, type NoiseRow } from '../follow-up/noise-library.ts';
import { pointNoise } from '../follow-up/noise.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { visitScatter, type SpectCtScatterName } from '../measurement/spect-ct-visit-scatter.ts';
import type { PanelMarkerInput, PanelPair } from '../tables/panel.ts';
import { findColumn, type Spellings } from './find-column.ts';
import { panelColumns, type PanelColumn } from './panel-columns.ts';
import { dateSpellings, panelVisits, type PanelVisits, patientSpellings, visitSpellings } from './panel-visits.ts';
import { readTable, type Table, type TableRow } from './read-table.ts';
import { intervalUncertainty } from './stated-interval.ts';
import { type UnusedCell, unusedCell } from './table-column.ts';
import { withoutDuplicates } from './without-duplicates.ts';

export interface PanelChoices {
  /** Headings of the markers, in the order in which they are shown; null: every column that Amyloscope knows. */
  readonly markers: readonly string[] | null;
  /** One patient alone; null for all. */
  readonly patient: string | null;
  /** A site's own repeatability, which replaces published and simulated ones. */
  readonly siteNoise: readonly NoiseRow[];
}

export interface PanelTable {
  readonly markers: readonly PanelMarkerInput[];
  readonly simulated: boolean;
  /** First and last day; null where visits are named and not dated. */
  readonly days: readonly [first: string, last: string] | null;
  readonly unused: readonly UnusedCell[];
  /** Headings of columns that are not read. */
  readonly unread: readonly string[];
}

const differs = {
  reason: { en: 'the two visits differ in: {facts}', fr: 'les deux visites diffèrent par : {facts}' },
  remedy: { en: 'Values made differently are not compared. Measure both the same way.', fr: 'Des valeurs obtenues autrement ne se comparent pas. Mesurez les deux de la même façon.' },
};

/**
 * Reads a table of markers measured twice: CSV, a row a visit, a column a marker, such as `report --to csv` writes. Which visit is
 * which is said by a column `visit`, else by the dates: the first and the last of each patient.
 *
 * @param path for messages.
 * @returns each marker with the patients who have it at both visits, made alike; and every row and cell that takes no part.
 * @throws AmyloscopeError `invalidInput` when patient, visits or markers cannot be found.
 */
export function readPanelTable(bytes: Uint8Array, path: string, { markers, patient, siteNoise }: PanelChoices): PanelTable {
  const { table: distinct, unused: duplicates } = withoutDuplicates(readTable(bytes, path));
  const table = patient === null ? distinct : rowsOf(distinct, patient, path);
  const visits = panelVisits(table, path);
  const columns = panelColumns(table, markers, path);
  if (columns.used.length === 0) throw new AmyloscopeError('invalidInput', {
    en: `${path}: no column is a marker that Amyloscope knows; the first row reads "${table.header.join('", "')}". Name the columns with --markers.`,
    fr: `${path} : aucune colonne n’est un marqueur connu d’Amyloscope ; la première ligne est "${table.header.join('", "')}". Nommez les colonnes avec --markers.`,
  });
  const unused: UnusedCell[] = [...duplicates, ...visits.unused, ...columns.unused];
  const found = columns.used.map((column): PanelMarkerInput => ({ key: column.key, name: column.name, unit: column.unit, pairs: pairsOf(column, { table, visits, siteNoise, unused }) }));
  const simulated = findColumn(table, simulatedSpellings);
  return {
    markers: found, days: visits.days, unread: columns.unread.filter((title) => !structural(table).includes(title)), unused: unused.toSorted((a, b) => a.row - b.row),
    simulated: simulated !== -1 && table.rows.some(({ cells }) => /^(true|1|yes|oui|vrai)$/i.test((cells[simulated] ?? '').trim())),
  };
}

function rowsOf(table: Table, patient: string, path: string): Table {
  const column = findColumn(table, patientSpellings);
  const rows = table.rows.filter(({ cells }) => (cells[column] ?? '').trim() === patient);
  if (rows.length === 0) throw new AmyloscopeError('invalidInput', {
    en: `${path}: no row is about patient "${patient}". Write the number as it stands in the table.`,
    fr: `${path} : aucune ligne ne concerne le patient "${patient}". Écrivez le numéro comme dans le tableau.`,
  });
  return { ...table, rows };
}

interface Reading {
  readonly table: Table;
  readonly visits: PanelVisits;
  readonly siteNoise: readonly NoiseRow[];
  /** Grows. */
  readonly unused: UnusedCell[];
}

function pairsOf(column: PanelColumn, { table, visits, siteNoise, unused }: Reading): readonly PanelPair[] {
  const rowAt = new Map(table.rows.map((row, i) => [row, i]));
  return visits.pairs.flatMap(({ patient, before, after }) => {
    const [first, second] = [before, after].map((row) => column.values[rowAt.get(row)!]);
    if (first === null || second === null) return [];
    const [from, to] = [pointOf(column, before, first, table), pointOf(column, after, second, table)];
    const facts = column.followed ? comparePoints({ ...from, quantity: column.followed }, { ...to, quantity: column.followed }).differences.filter(({ kind }) => kind === 'differs') : [];
    if (facts.length > 0) {
      unused.push(unusedCell(differs, { row: after.row, column: column.title, value: String(second) }, { facts: facts.map(({ fact }) => fact).join(', ') }));
      return [];
    }
    const scatter = [scatterOf(column, from, first, siteNoise), scatterOf(column, to, first, siteNoise)];
    return [{ patient, before: first, after: second, scatter: scatter.every((sd) => sd !== null) ? ([scatter[0]!, scatter[1]!] as const) : null }];
  });
}

type Point = Omit<FollowUpPoint, 'quantity'>;

const contextSpellings: Readonly<Record<'tracer' | 'uptakeTimeHours' | 'vendor' | 'device' | 'method' | 'model', Spellings>> = {
  tracer: ['tracer', 'traceur', 'radiotraceur'], uptakeTimeHours: ['uptaketimehours', 'uptaketime', 'delay', 'delai'], vendor: ['vendor', 'manufacturer', 'constructeur', 'fabricant'],
  device: ['device', 'camera', 'appareil'], method: ['method', 'methode', 'software', 'logiciel'], model: ['model', 'models', 'modele', 'modeles'],
};

const simulatedSpellings: Spellings = ['simulated', 'simule', 'simulee'];

/** Headings of columns that say whose value it is and how it came about. */
function structural(table: Table): readonly string[] {
  const places = [patientSpellings, dateSpellings, visitSpellings, simulatedSpellings, ...Object.values(contextSpellings)].map((spellings) => findColumn(table, spellings));
  return places.flatMap((place) => (place === -1 ? [] : [table.header[place]]));
}

function pointOf({ key, followed, interval }: PanelColumn, row: TableRow, value: number, table: Table): Point {
  const cell = (fact: keyof typeof contextSpellings): string | null => row.cells[findColumn(table, contextSpellings[fact])]?.trim() || null;
  const uptake = Number(cell('uptakeTimeHours')?.replace(',', '.') ?? Number.NaN);
  return {
    date: '', value, standardUncertainty: interval && intervalUncertainty(row, followed ?? key, interval, value), repeats: 1, source: `row ${row.row}`,
    context: { ...unknownContext, tracer: cell('tracer'), uptakeTimeHours: Number.isFinite(uptake) ? uptake : null, vendor: cell('vendor'), device: cell('device'), method: cell('method'), model: cell('model') },
  };
}

/** Scatter of one value in its unit: the larger of what is known of its quantity and what was stated with it. @param level of the first visit. */
function scatterOf({ key, followed }: PanelColumn, point: Point, level: number, siteNoise: readonly NoiseRow[]): number | null {
  if (followed) return scatterOfFollowed(followed, point, level, siteNoise);
  const known = visitScatter[key as SpectCtScatterName];
  const simulated = known ? Math.max(known.share * Math.abs(level), known.least ?? 0) : 0;
  const largest = Math.max(simulated, point.standardUncertainty ?? 0);
  return largest > 0 ? largest : null;
}

function scatterOfFollowed(quantity: FollowedQuantityName, point: Point, level: number, siteNoise: readonly NoiseRow[]): number | null {
  const noise = pointNoise({ ...point, quantity }, noiseRowInUse(quantity, siteNoise, point.context), level);
  if (!noise) return null;
  return followedQuantities[quantity].scale === 'logarithmic' ? noise.sd * point.value : noise.sd;
}
