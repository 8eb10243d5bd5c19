import type { Text } from './texts.ts';

/** The words of bringing files and of jobs. */
export const workTexts = {
  drop: { en: 'Drop files or folders to analyse them', fr: 'Déposez des fichiers ou dossiers pour les analyser' },
  files: { en: 'Analyse files…', fr: 'Analyser des fichiers…' },
  folder: { en: 'Analyse a folder…', fr: 'Analyser un dossier…' },
  jobs: { en: 'Jobs', fr: 'Tâches' },
  running: { en: '{count} running', fr: '{count} en cours' },
  close: { en: 'Close', fr: 'Fermer' },
  sending: { en: 'Sending {sent} of {total} files', fr: 'Envoi de {sent} fichiers sur {total}' },
  analyseUpload: { en: 'Files you brought', fr: 'Fichiers apportés' },
  demo: { en: 'Digital patients', fr: 'Patients numériques' },
  screenArchive: { en: 'Archive', fr: 'Archive' },
  runs: { en: 'running', fr: 'en cours' },
  queued: { en: 'waiting', fr: 'en attente' },
  done: { en: 'done', fr: 'terminé' },
  failed: { en: 'failed', fr: 'en échec' },
  looking: { en: 'Looking for images…', fr: 'Recherche des images…' },
  counts: { en: '{done} of {total} files; {analysed} scans analysed, {refused} files refused, {unusable} scans too poor to classify', fr: '{done} fichiers sur {total} ; {analysed} examens analysés, {refused} fichiers refusés, {unusable} examens inclassables' },
  toList: { en: 'Show in the list', fr: 'Voir dans la liste' },
  scan: { en: 'scan {number}', fr: 'examen {number}' },
  more: { en: 'and {count} more', fr: 'et {count} autres' },
  new: { en: 'New', fr: 'Nouveau' },
  emptyTitle: { en: 'No scans yet', fr: 'Pas encore d’examens' },
  empty: { en: 'Drag DICOM files or folders onto this page, or choose them. Or look around first with digital patients: simulated scans with known answers, marked as simulated everywhere.', fr: 'Déposez des fichiers ou dossiers DICOM sur cette page, ou choisissez-les. Ou découvrez d’abord l’outil avec des patients numériques : des examens simulés aux réponses connues, marqués comme simulés partout.' },
  tryDemo: { en: 'Make and analyse digital patients', fr: 'Créer et analyser des patients numériques' },
  ask: { en: 'Ask somebody who may analyse to bring scans; your account may look.', fr: 'Demandez à une personne habilitée d’apporter des examens ; votre compte permet de consulter.' },
} as const satisfies Record<string, Text>;
