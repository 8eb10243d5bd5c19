import type { AmyloscopeErrorCode } from '../measurement/amyloscope-error.ts';
import type { Text } from '../measurement/language.ts';

/** Why a file was not analysed, in words; the English reason beside it says tag, value and remedy. */
export const refusalTexts: Readonly<Record<AmyloscopeErrorCode | 'tookTooLong' | 'unexpected', Text>> = {
  notDicom: { en: 'Not DICOM', fr: 'N’est pas du DICOM' },
  encrypted: { en: 'Encrypted', fr: 'Chiffré' },
  truncated: { en: 'Truncated', fr: 'Tronqué' },
  unsupportedEncoding: { en: 'Encoding not supported', fr: 'Codage non pris en charge' },
  invalidDicom: { en: 'Invalid DICOM', fr: 'DICOM invalide' },
  notRecognised: { en: 'Not a kind of image that Amyloscope analyses', fr: 'Type d’image qu’Amyloscope n’analyse pas' },
  notFound: { en: 'Not found', fr: 'Introuvable' },
  invalidInput: { en: 'Not understood', fr: 'Non compris' },
  modelUnusable: { en: 'A model cannot be used', fr: 'Un modèle est inutilisable' },
  storeUnavailable: { en: 'The store cannot be used', fr: 'La base est inutilisable' },
  peerFailed: { en: 'The other system did not answer as agreed', fr: 'L’autre système n’a pas répondu comme convenu' },
  outputRefused: { en: 'The output cannot be written', fr: 'La sortie ne peut être écrite' },
  tookTooLong: { en: 'Took too long', fr: 'Trop long' },
  unexpected: { en: 'Amyloscope failed on it', fr: 'Amyloscope a échoué' },
};
