import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { KnownPatient } from '../store/ranked-row.ts';
import { readTable, type Table } from './read-table.ts';

/** The columns of a table of known patients, as people head them; compared without case, accents and punctuation. */
const columnNames = {
  patientId: ['patientid', 'idpatient', 'patient', 'identifiant', 'identifiantpatient', 'ipp', 'ippdupatient', 'nip', 'numeropatient', 'nopatient'],
  diagnosis: ['diagnosis', 'diagnostic', 'diagnose', 'typeamylose', 'amyloidtype'],
} as const;

/**
 * Reads a table of patients whose disease is already known: a CSV file with a column `patientId` and, if there is one,
 * `diagnosis`. Headers may be English or French, cells parted by comma, semicolon or tab, text UTF-8 or Windows-1252.
 *
 * A patient number is compared with (0010,0020) PatientID letter by letter: a leading zero counts.
 *
 * @param bytes the content of the file.
 * @param path for messages.
 * @throws AmyloscopeError `invalidInput` naming row, column and value when the table cannot be understood.
 */
export function readKnownPatients(bytes: Uint8Array, path: string): readonly KnownPatient[] {
  const table = readTable(bytes, path);
  const idColumn = columnOf(table, columnNames.patientId);
  const diagnosisColumn = columnOf(table, columnNames.diagnosis);
  if (idColumn === -1) {
    throw new AmyloscopeError('invalidInput', {
      en: `${path}: the first row reads "${table.header.join('", "')}", but one column must be headed patientId (or: identifiant patient, IPP). Name the column with the patient number so; "diagnosis" is the only other column that is read.`,
      fr: `${path} : la première ligne est "${table.header.join('", "')}", mais une colonne doit s’intituler patientId (ou : identifiant patient, IPP). Intitulez ainsi celle du numéro de patient ; « diagnosis » est la seule autre colonne lue.`,
    });
  }
  return table.rows.map(({ row, cells }) => {
    const patientId = (cells[idColumn] ?? '').trim();
    if (patientId === '') {
      throw new AmyloscopeError('invalidInput', {
        en: `${path}: row ${row}, column "${table.header[idColumn]}" is empty, but every row must have a patient number. Fill it in, or remove the row.`,
        fr: `${path} : ligne ${row}, colonne "${table.header[idColumn]}" vide, mais chaque ligne doit avoir un numéro de patient. Remplissez-le, ou supprimez la ligne.`,
      });
    }
    return { patientId, diagnosis: cells[diagnosisColumn]?.trim() || null };
  });
}

function columnOf({ header }: Table, names: readonly string[]): number {
  return header.findIndex((name) => names.includes(plain(name)));
}

function plain(name: string): string {
  return name.normalize('NFD').toLowerCase().replace(/[^a-z0-9]/g, '');
}
