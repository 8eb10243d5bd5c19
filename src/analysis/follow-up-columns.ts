import { followedQuantities, followedQuantityNames, type FollowedQuantityName } from '../follow-up/followed-quantity.ts';
import type { EventName } from '../follow-up/history.ts';
import { plainHeading, splitHeading } from './heading.ts';
import type { Table } from './read-table.ts';
import { intervalBeside, type IntervalColumns } from './stated-interval.ts';

/** What a column of a follow-up table may hold besides quantities. */
export type ColumnName =
  | 'patient' | 'date' | 'end' | 'quantity' | 'value' | 'unit' | 'standardUncertainty' | 'treatment' | 'simulated'
  | 'tracer' | 'uptakeTimeHours' | 'vendor' | 'device' | 'sequence' | 'fieldStrengthTesla' | 'laboratory' | 'method' | 'methodVersion' | 'model' | 'modelVersion';

/** How people head each column, in either language; compared without case, accents, punctuation and unit. */
const spellings: Readonly<Record<ColumnName, readonly string[]>> = {
  patient: ['patient', 'patient id', 'id patient', 'id', 'subject', 'sujet', 'identifiant', 'identifiant patient', 'IPP', 'NIP'],
  date: ['date', 'study date', 'exam date', 'date examen', 'date de l’examen', 'jour', 'start', 'début', 'date de début'],
  end: ['end', 'end date', 'fin', 'date de fin'],
  quantity: ['quantity', 'grandeur', 'mesure', 'paramètre', 'parameter', 'variable', 'marker', 'marqueur', 'measurement'],
  value: ['value', 'valeur', 'result', 'résultat'],
  unit: ['unit', 'units', 'unité', 'unités'],
  standardUncertainty: ['standard uncertainty', 'uncertainty', 'incertitude', 'incertitude type', 'SD', 'écart type', 'SE'],
  treatment: ['treatment', 'traitement', 'drug', 'médicament'],
  simulated: ['simulated', 'simulé', 'simulée'],
  tracer: ['tracer', 'traceur', 'radiotraceur'],
  uptakeTimeHours: ['uptake time', 'uptake time hours', 'uptake', 'delay', 'délai', 'délai injection', 'délai d’acquisition'],
  vendor: ['vendor', 'manufacturer', 'constructeur', 'fabricant', 'marque'],
  device: ['device', 'appareil', 'machine', 'scanner', 'camera', 'caméra', 'échographe'],
  sequence: ['sequence', 'séquence'],
  fieldStrengthTesla: ['field strength', 'field', 'field strength tesla', 'champ', 'champ magnétique'],
  laboratory: ['laboratory', 'lab', 'laboratoire', 'labo', 'assay', 'dosage'],
  method: ['method', 'méthode', 'software', 'logiciel'],
  methodVersion: ['method version', 'version', 'version méthode', 'version de la méthode', 'software version', 'version logiciel'],
  model: ['model', 'modèle', 'network', 'réseau'],
  modelVersion: ['model version', 'version modèle', 'version du modèle'],
};

/** A column that holds one quantity, one row a date. */
export interface QuantityColumn {
  readonly column: number;
  readonly quantity: FollowedQuantityName;
  /** Where its 95 % interval stands; null without one. */
  readonly interval: IntervalColumns | null;
}

/** Where everything stands in a table. */
export interface FollowUpColumns {
  readonly at: Readonly<Partial<Record<ColumnName, number>>>;
  readonly quantities: readonly QuantityColumn[];
  /** Headings of columns that are not read. */
  readonly unread: readonly string[];
}

/**
 * Finds the columns of a follow-up table. A table may be long (a column for the quantity, one for its value) or wide (a
 * column for each quantity); headings in English or French, with or without a unit: `FEVG (%)`.
 */
export function followUpColumns({ header }: Table): FollowUpColumns {
  const names = new Map(header.map((title, column) => [column, plainHeading(splitHeading(title).name)]));
  const find = (words: readonly string[]): number | undefined => [...names].find(([, name]) => words.some((word) => plainHeading(word) === name))?.[0];
  const at = Object.fromEntries(Object.entries(spellings).flatMap(([name, words]) => {
    const column = find(words);
    return column === undefined ? [] : [[name, column]];
  })) as FollowUpColumns['at'];
  const taken = new Set(Object.values(at));
  const quantities = [...names].flatMap(([column, name]) => {
    const quantity = taken.has(column) ? null : quantityNamed(name);
    return quantity ? [{ column, quantity, interval: intervalBeside(header, column) }] : [];
  });
  const read = new Set([...taken, ...quantities.flatMap(({ column, interval }) => [column, ...(interval ? [interval.lower, interval.upper] : [])])]);
  return { at, quantities, unread: header.filter((title, column) => !read.has(column) && title !== '') };
}

const quantityNames = new Map(followedQuantityNames.flatMap((key) => {
  const { name, spellings: words } = followedQuantities[key];
  return [key, name.en, name.fr, ...words].map((word) => [plainHeading(splitHeading(word).name), key] as const);
}));

/** The quantity that people call so, in either language; null when there is none. */
export function quantityNamed(text: string): FollowedQuantityName | null {
  return quantityNames.get(plainHeading(splitHeading(text).name)) ?? null;
}

const eventWords: Readonly<Record<EventName, readonly string[]>> = {
  heartFailureHospitalisation: ['heart failure hospitalisation', 'heart failure hospitalization', 'HF hospitalisation', 'HF hospitalization', 'hospitalisation', 'hospitalization', 'hospitalisation IC', 'hospitalisation pour insuffisance cardiaque'],
  diureticIntensification: ['diuretic intensification', 'outpatient diuretic intensification', 'majoration des diurétiques', 'intensification des diurétiques', 'augmentation des diurétiques'],
  newConductionDisease: ['new conduction disease', 'conduction disease', 'trouble de conduction', 'nouveau trouble de conduction', 'trouble de conduction nouveau'],
};
const treatmentWords = new Set(['treatment', 'treatment start', 'start of treatment', 'traitement', 'début de traitement', 'drug', 'médicament'].map(plainHeading));
const treatmentEndWords = new Set(['treatment end', 'end of treatment', 'fin de traitement', 'arrêt', 'arrêt de traitement', 'arrêt du traitement'].map(plainHeading));

/** What a row of a long table is about. */
export type RowSubject = { readonly quantity: FollowedQuantityName } | { readonly event: EventName } | 'treatment' | 'treatmentEnd' | null;

/** Reads the cell that names what a row is about; null when nobody calls anything so. */
export function subjectNamed(text: string): RowSubject {
  const name = plainHeading(splitHeading(text).name);
  const event = (Object.keys(eventWords) as EventName[]).find((key) => plainHeading(key) === name || eventWords[key].some((word) => plainHeading(word) === name));
  if (event) return { event };
  if (treatmentWords.has(name)) return 'treatment';
  if (treatmentEndWords.has(name)) return 'treatmentEnd';
  const quantity = quantityNamed(text);
  return quantity && { quantity };
}
