import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Agreement } from '../tables/agreement.ts';
import { classAgreement } from '../tables/class-agreement.ts';
import { quantityAgreement } from '../tables/quantity-agreement.ts';
import type { MeasuredQuantity } from './measurement-scale.ts';
import { readRepeatedTable, type RepeatedChoices } from './read-repeated-table.ts';
import type { UnusedCell } from './table-column.ts';

/** What a person asks of a table for agreement. */
export interface AgreementChoices extends RepeatedChoices {
  /** The reader or method to be held against the others; null for none. */
  readonly machine: string | null;
}

/**
 * Agreement of readers on everything that a table measures; where it names no readers, of devices, sites or acquisitions.
 *
 * @param path for messages.
 * @throws AmyloscopeError `invalidInput` when the table is not understood, has fewer than two readers, or none is the machine.
 */
export function analyseAgreement(bytes: Uint8Array, path: string, { machine, ...choices }: AgreementChoices): { readonly agreement: Agreement; readonly unused: readonly UnusedCell[] } {
  const { quantities, unused } = readRepeatedTable(bytes, path, choices);
  return { agreement: quantities.map((quantity) => agreementOn(quantity, machine, path)), unused };
}

function agreementOn(quantity: MeasuredQuantity, machine: string | null, path: string): Agreement[number] {
  const { factors, name } = quantity.measurements;
  const raters = factors.reader ?? factors.device ?? factors.site ?? factors.acquisition;
  const different = new Set(raters);
  if (!raters || different.size < 2) {
    throw new AmyloscopeError('invalidInput', {
      en: `${path}: ${name || 'the table'} has ${raters ? `one reader alone, ${[...different].join()}` : 'no column of readers'}; agreement needs two. Head a column "reader", or name it with --reader.`,
      fr: `${path} : ${name || 'le tableau'} a ${raters ? `un seul lecteur, ${[...different].join()}` : 'pas de colonne de lecteurs'} ; une concordance en demande deux. Intitulez une colonne « lecteur », ou nommez-la avec --reader.`,
    });
  }
  if (machine !== null && !different.has(machine)) throw new AmyloscopeError('invalidInput', {
    en: `${path}: --machine ${machine} is none of the readers: ${[...different].join(', ')}. Write the name as it stands in the table.`,
    fr: `${path} : --machine ${machine} n’est aucun des lecteurs : ${[...different].join(', ')}. Écrivez le nom comme dans le tableau.`,
  });
  return quantity.kind === 'quantity' ? quantityAgreement(quantity.measurements, raters, machine) : classAgreement(quantity.measurements, raters, quantity.categories, quantity.ordered);
}
