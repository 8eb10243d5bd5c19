import type { Text } from '../measurement/language.ts';

/** Why something of a follow-up table is left out, and what to do about it. */
export const leftOutTexts = {
  noPatient: { reason: { en: 'no patient number: it may be about this patient', fr: 'pas de numéro de patient : peut-être ce patient' }, remedy: { en: 'Fill in the number.', fr: 'Renseignez le numéro.' } },
  noDate: { reason: { en: 'no date', fr: 'pas de date' }, remedy: { en: 'Fill in the date.', fr: 'Renseignez la date.' } },
  notADate: { reason: { en: 'not a date', fr: 'ce n’est pas une date' }, remedy: { en: 'Write it as 2025-03-31.', fr: 'Écrivez-la 2025-03-31.' } },
  ambiguousOrder: { reason: { en: 'day and month cannot be told apart', fr: 'jour et mois indiscernables' }, remedy: { en: 'Write dates as 2025-03-31.', fr: 'Écrivez les dates 2025-03-31.' } },
  unknownQuantity: { reason: { en: 'no such quantity', fr: 'grandeur inconnue' }, remedy: { en: 'See "follow-up --help" for the names.', fr: 'Voir les noms dans « follow-up --help ».' } },
  noValue: { reason: { en: 'no value', fr: 'pas de valeur' }, remedy: { en: 'Fill it in, or leave it if nothing was measured.', fr: 'Renseignez-la, ou laissez si rien n’a été mesuré.' } },
  notANumber: { reason: { en: 'not a number', fr: 'ce n’est pas un nombre' }, remedy: { en: 'Write the number alone, without < or words.', fr: 'Écrivez le nombre seul, sans < ni mots.' } },
  ambiguousComma: { reason: { en: 'the comma may part thousands or decimals', fr: 'virgule des milliers ou des décimales ?' }, remedy: { en: 'Write 1234 or 1.234.', fr: 'Écrivez 1234 ou 1.234.' } },
  unknownUnit: { reason: { en: 'unit {unit} is not known for this quantity, whose unit is {known}', fr: 'unité {unit} inconnue pour cette grandeur, dont l’unité est {known}' }, remedy: { en: 'Convert the value.', fr: 'Convertissez la valeur.' } },
  implausible: { reason: { en: 'outside {lowest} to {highest} {known}', fr: 'hors de {lowest} à {highest} {known}' }, remedy: { en: 'Check the value and its unit.', fr: 'Vérifiez la valeur et son unité.' } },
  noTreatment: { reason: { en: 'the treatment has no name', fr: 'le traitement n’a pas de nom' }, remedy: { en: 'Write its name as the value.', fr: 'Écrivez son nom comme valeur.' } },
  noStart: { reason: { en: 'a treatment ends that never began', fr: 'un traitement finit sans avoir commencé' }, remedy: { en: 'Add the row of its start, with the same name.', fr: 'Ajoutez la ligne de son début, sous le même nom.' } },
  notYesOrNo: { reason: { en: 'neither yes nor no', fr: 'ni oui ni non' }, remedy: { en: 'Write yes or no.', fr: 'Écrivez oui ou non.' } },
  badUncertainty: { reason: { en: 'an uncertainty must be a number above 0; the value is kept without it', fr: 'une incertitude doit être un nombre supérieur à 0 ; la valeur est gardée sans elle' }, remedy: { en: 'Correct it, in the unit of the value.', fr: 'Corrigez-la, dans l’unité de la valeur.' } },
  badFact: { reason: { en: 'not a number; the value is kept, and this fact counts as not stated', fr: 'ce n’est pas un nombre ; la valeur est gardée et ce fait compte comme non précisé' }, remedy: { en: 'Write the number alone.', fr: 'Écrivez le nombre seul.' } },
} as const satisfies Record<string, { readonly reason: Text; readonly remedy: Text }>;

export type LeftOutCode = keyof typeof leftOutTexts;
