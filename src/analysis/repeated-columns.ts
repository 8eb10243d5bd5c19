import type { ScatterFactor } from '../tables/repeated-measurements.ts';
import { findColumn, namedColumn, type Spellings } from './find-column.ts';
import { plainHeading, splitHeading } from './heading.ts';
import type { Table } from './read-table.ts';

/** What a column of a table of repeated measurements may say. */
export type RepeatedRole = ScatterFactor | 'patient' | 'quantity' | 'value' | 'repeat';

/** Columns by their role, -1 where there is none. */
export type RepeatedColumns = Readonly<Record<RepeatedRole, number>>;

const spellings: Readonly<Record<RepeatedRole, Spellings>> = {
  patient: ['patient', 'patientid', 'subject', 'subjectid', 'case', 'id', 'sujet', 'cas', 'identifiant', 'ipp', 'nip', 'dossier'],
  reader: ['reader', 'rater', 'observer', 'operator', 'method', 'judge', 'examiner', 'lecteur', 'observateur', 'operateur', 'methode', 'juge', 'examinateur', 'evaluateur', 'mesurepar', 'measuredby'],
  acquisition: ['acquisition', 'scan', 'exam', 'examination', 'session', 'visit', 'date', 'day', 'examen', 'seance', 'visite', 'passage', 'jour'],
  device: ['device', 'camera', 'scanner', 'machine', 'vendor', 'appareil', 'gammacamera', 'echographe', 'constructeur', 'irm'],
  site: ['site', 'centre', 'center', 'hospital', 'hopital'],
  quantity: ['quantity', 'parameter', 'measurand', 'marker', 'variable', 'quantite', 'parametre', 'grandeur', 'marqueur'],
  value: ['value', 'measurement', 'result', 'reading', 'measure', 'grade', 'score', 'valeur', 'mesure', 'resultat', 'lecture'],
  repeat: ['repeat', 'replicate', 'repetition', 'rep', 'run', 'trial', 'essai', 'replicat', 'numero', 'number', 'no'],
};

/** Facts about patients that are no measurement of theirs. */
const facts: Spellings = ['age', 'sex', 'sexe', 'gender', 'weight', 'poids', 'height', 'taille', 'birthdate', 'naissance', 'comment', 'commentaire', 'remark', 'remarque', 'note', 'notes'];

/**
 * Finds what each column of a table says, from its heading in English or French.
 * @param reader heading of the column of readers, where a person named it; else null.
 */
export function repeatedColumns(table: Table, reader: string | null, path: string): RepeatedColumns {
  const found = Object.fromEntries(Object.entries(spellings).map(([role, words]) => [role, findColumn(table, words)])) as Record<RepeatedRole, number>;
  if (reader === null) return found;
  const named = namedColumn(table, reader, path);
  const others = Object.entries(found).map(([role, column]) => [role, column === named ? -1 : column]);
  return { ...(Object.fromEntries(others) as Record<RepeatedRole, number>), reader: named };
}

/** Columns that have no role and are no fact about the patient: each may hold measurements. */
export function otherColumns({ header }: Table, columns: RepeatedColumns): readonly number[] {
  const taken = new Set(Object.values(columns));
  return header.flatMap((title, i) => (taken.has(i) || title === '' || facts.includes(plainHeading(splitHeading(title).name)) ? [] : [i]));
}

/** What the columns of a wide table stand for, where their headings all say so. */
export function factorOfHeadings(titles: readonly string[]): ScatterFactor | 'repeat' {
  const words = titles.map((title) => plainHeading(splitHeading(title).name).replace(/\d+$/, ''));
  const all = (list: Spellings): boolean => words.every((word) => list.includes(word));
  if (all([...spellings.acquisition, 'test', 'retest'])) return 'acquisition';
  if (all(spellings.device)) return 'device';
  return all([...spellings.repeat, ...spellings.value]) ? 'repeat' : 'reader';
}
