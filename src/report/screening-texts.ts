import type { Text } from '../measurement/language.ts';
import type { RankedGroup } from '../store/ranked-row.ts';

/** The words of the screening page. */
export const screeningTexts = {
  title: { en: 'Screening list', fr: 'Liste de dépistage' },
  subtitle: { en: 'Cardiac uptake on bone scintigraphy', fr: 'Fixation cardiaque en scintigraphie osseuse' },
  research: { en: 'Research use only. Not a medical device.', fr: 'Réservé à la recherche. Pas un dispositif médical.' },
  written: { en: 'Written', fr: 'Établie le' },
  archive: { en: 'Archive', fr: 'Archive' },
  scans: { en: 'scans', fr: 'examens' },
  files: { en: 'files', fr: 'fichiers' },
  refusedFilesCount: { en: 'refused files', fr: 'fichiers refusés' },
  duplicates: { en: 'Duplicates: the same object under another path', fr: 'Doublons : même objet sous un autre chemin' },
  language: { en: 'Language', fr: 'Langue' },
  regions: { en: 'Regions', fr: 'Régions' },
  inverse: { en: 'Inverse grey', fr: 'Gris inversé' },
  brightness: { en: 'Window', fr: 'Fenêtre' },
  search: { en: 'Patient or file', fr: 'Patient ou fichier' },
  heartCircle: { en: 'heart circle', fr: 'cercle cardiaque' },
  contralateralCircle: { en: 'mirrored circle', fr: 'cercle miroir' },
  heart: { en: 'heart', fr: 'cœur' },
  sternum: { en: 'sternum', fr: 'sternum' },
  excluded: { en: 'kidneys, bladder', fr: 'reins, vessie' },
  noPicture: { en: 'No picture kept for this scan.', fr: 'Aucune image conservée pour cet examen.' },
  simulated: { en: 'Simulated', fr: 'Simulé' },
  years: { en: 'y', fr: 'ans' },
  afterInjection: { en: 'h after injection', fr: 'h après injection' },
  tracerUnknown: { en: 'tracer not stated', fr: 'traceur non précisé' },
  delayUnknown: { en: 'delay not stated', fr: 'délai non précisé' },
  ratio: { en: 'H/CL', fr: 'H/CL' },
  ratioLong: { en: 'heart / contralateral, 95 % CI', fr: 'cœur / controlatéral, IC 95 %' },
  grade: { en: 'Perugini grade', fr: 'Grade de Perugini' },
  probability: { en: 'Grade 2 or more', fr: 'Grade 2 ou plus' },
  notMeasured: { en: 'not measured', fr: 'non mesuré' },
  boneRatio: { en: 'Heart / bone', fr: 'Cœur / os' },
  wholeBodyRatio: { en: 'Heart / body', fr: 'Cœur / corps' },
  quality: { en: 'Quality', fr: 'Qualité' },
  accepted: { en: 'Accepted.', fr: 'Accepté.' },
  whyUnsure: { en: 'Why unsure', fr: 'Motif du doute' },
  next: { en: 'What next', fr: 'Suite proposée' },
  source: { en: 'Source', fr: 'Source' },
  knownAs: { en: 'Known', fr: 'Connu' },
  rank: { en: 'Rank', fr: 'Rang' },
  patient: { en: 'Patient', fr: 'Patient' },
  date: { en: 'Date', fr: 'Date' },
  tracer: { en: 'Tracer', fr: 'Traceur' },
  label: { en: 'Answer', fr: 'Réponse' },
  file: { en: 'File', fr: 'Fichier' },
  reason: { en: 'Reason', fr: 'Motif' },
  sameAs: { en: 'Same as', fr: 'Identique à' },
  none: { en: 'None.', fr: 'Aucun.' },
  refusedFiles: { en: 'Files that could not be read', fr: 'Fichiers illisibles' },
  method: { en: 'Methods', fr: 'Méthodes' },
  models: { en: 'Models', fr: 'Modèles' },
  store: { en: 'Store', fr: 'Base' },
  reading: {
    en: 'Order: scans nobody has explored yet, abnormal first, each group by probability of Perugini grade 2 or more, then by H/CL. Intervals are 95 %. A number is read by a physician beside the images, never alone.',
    fr: 'Ordre : examens non encore explorés, anormaux d’abord, chaque groupe par probabilité de grade de Perugini 2 ou plus, puis par H/CL. Intervalles à 95 %. Un chiffre se lit par un médecin avec les images, jamais seul.',
  },
} as const satisfies Record<string, Text>;

/** What each group of the list is called, and what it holds. */
export const groupTexts: Readonly<Record<RankedGroup, { readonly name: Text; readonly explanation: Text }>> = {
  abnormal: {
    name: { en: 'Abnormal, not explored', fr: 'Anormaux non explorés' },
    explanation: { en: 'Cardiac uptake of grade 2 or more is likely and the patient is not in the table of known patients.', fr: 'Fixation cardiaque de grade 2 ou plus probable, patient absent de la table des patients connus.' },
  },
  unsure: {
    name: { en: 'Unsure', fr: 'Incertains' },
    explanation: { en: 'To be read by a nuclear physician: the answer would not be reliable.', fr: 'À relire par un médecin nucléaire : la réponse ne serait pas fiable.' },
  },
  normal: {
    name: { en: 'Normal', fr: 'Normaux' },
    explanation: { en: 'No cardiac uptake of grade 2 or more.', fr: 'Pas de fixation cardiaque de grade 2 ou plus.' },
  },
  known: {
    name: { en: 'Known patients', fr: 'Patients connus' },
    explanation: { en: 'Already in the table of known patients, whatever the answer.', fr: 'Déjà dans la table des patients connus, quelle que soit la réponse.' },
  },
  refused: {
    name: { en: 'Refused by quality control', fr: 'Refusés au contrôle qualité' },
    explanation: { en: 'Read, but not usable for this question; each with its reason.', fr: 'Lus, mais inexploitables pour cette question ; chacun avec son motif.' },
  },
};

/** The answer for one scan. */
export const labelTexts: Readonly<Record<'normal' | 'abnormal' | 'unsure' | 'refused', Text>> = {
  normal: { en: 'normal', fr: 'normal' },
  abnormal: { en: 'abnormal', fr: 'anormal' },
  unsure: { en: 'unsure', fr: 'incertain' },
  refused: { en: 'refused', fr: 'refusé' },
};
