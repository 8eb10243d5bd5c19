import { AmyloscopeError, type AmyloscopeErrorCode } from '../measurement/amyloscope-error.ts';
import type { Text } from '../measurement/language.ts';

/** How a command may end. Scripts branch on these numbers; they do not change. */
export const exitCode = {
  done: 0,
  failed: 1,
  usage: 2,
  nothingAnalysed: 3,
  someRefused: 4,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** What each exit code means, as the help states it. */
export const exitCodeTexts: Readonly<Record<ExitCode, Text>> = {
  0: { en: 'done', fr: 'terminé' },
  1: { en: 'failed: the store, a model, the output folder or another system cannot be used, or Amyloscope itself is at fault', fr: 'échec : base, modèle, dossier de sortie ou autre système inutilisable, ou défaut d’Amyloscope' },
  2: { en: 'usage: an option, a path or a table is not understood', fr: 'emploi : option, chemin ou table non compris' },
  3: { en: 'nothing could be analysed', fr: 'rien n’a pu être analysé' },
  4: { en: 'analyse, report, deidentify and pacs only: some files, scans or transfers were refused; the others are done', fr: 'analyse, report, deidentify et pacs seulement : certains fichiers, examens ou transferts ont été refusés ; les autres sont faits' },
};

const usageCodes: readonly AmyloscopeErrorCode[] = ['invalidInput', 'notFound'];

/** The exit code of a command that ended with an error. */
export function exitCodeOf(error: unknown): ExitCode {
  return error instanceof AmyloscopeError && usageCodes.includes(error.code) ? exitCode.usage : exitCode.failed;
}
