import type { Text } from './texts.ts';

/** The words of the page on reproducibility. */
export const readingsTexts = {
  title: { en: 'Reproducibility', fr: 'Reproductibilité' },
  sense: { en: 'Do readers or methods agree on the same patients, and how large must a change be to be real? Bring a table, or enter readings. Nothing you bring here is kept.', fr: 'Lecteurs ou méthodes s’accordent-ils sur les mêmes patients, et de combien faut-il changer pour que ce soit réel ? Apportez une table, ou saisissez des lectures. Rien de ce que vous apportez ici n’est conservé.' },
  source: { en: 'Readings', fr: 'Lectures' },
  paste: { en: 'Paste a table', fr: 'Coller une table' },
  enter: { en: 'Enter readings', fr: 'Saisir des lectures' },
  table: { en: 'Table (CSV): a row a patient and a column for each reader; or a row a reading, with the columns patient, reader, value', fr: 'Table (CSV) : une ligne par patient et une colonne par lecteur ; ou une ligne par lecture, avec les colonnes patient, lecteur, valeur' },
  open: { en: 'Open a file…', fr: 'Ouvrir un fichier…' },
  kept: { en: 'Use the circles kept in Amyloscope', fr: 'Utiliser les cercles gardés dans Amyloscope' },
  keptNone: { en: 'No reader has kept a circle yet: move the circle on the page of a scan and keep it as your reading.', fr: 'Aucun lecteur n’a encore gardé de cercle : déplacez le cercle sur la page d’un examen et gardez-le comme votre lecture.' },
  machine: { en: 'Method to hold against the others (may be left empty)', fr: 'Méthode à confronter aux autres (peut rester vide)' },
  agreement: { en: 'Do they agree?', fr: 'S’accordent-ils ?' },
  reproducibility: { en: 'Where does the scatter come from?', fr: 'D’où vient la dispersion ?' },
  patient: { en: 'Patient', fr: 'Patient' },
  reader: { en: 'Name of reader {number}', fr: 'Nom du lecteur {number}' },
  firstReader: { en: 'Reader {number}', fr: 'Lecteur {number}' },
  value: { en: '{patient}, {reader}', fr: '{patient}, {reader}' },
  addPatient: { en: 'Add a patient', fr: 'Ajouter un patient' },
  addReader: { en: 'Add a reader', fr: 'Ajouter un lecteur' },
  clear: { en: 'Empty the table', fr: 'Vider la table' },
  result: { en: 'Result', fr: 'Résultat' },
  save: { en: 'Save the page', fr: 'Enregistrer la page' },
  working: { en: 'Working it out…', fr: 'Calcul en cours…' },
  nameless: { en: 'readings entered here', fr: 'lectures saisies ici' },
} as const satisfies Record<string, Text>;
