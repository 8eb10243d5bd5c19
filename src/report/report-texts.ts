import type { QualityStatus } from '../measurement/finding.ts';
import type { Text } from '../measurement/language.ts';

/** The words of reports about one scan. */
export const reportTexts = {
  title: { en: 'Cardiac uptake on bone scintigraphy', fr: 'Fixation cardiaque en scintigraphie osseuse' },
  patient: { en: 'Patient', fr: 'Patient' },
  identifier: { en: 'Identifier', fr: 'Identifiant' },
  born: { en: 'Born', fr: 'Naissance' },
  sexAge: { en: 'Sex, age', fr: 'Sexe, âge' },
  examination: { en: 'Examination', fr: 'Examen' },
  accession: { en: 'Accession number', fr: 'Numéro d’examen' },
  description: { en: 'Description', fr: 'Description' },
  tracer: { en: 'Tracer', fr: 'Traceur' },
  delay: { en: 'Delay', fr: 'Délai' },
  camera: { en: 'Camera', fr: 'Caméra' },
  quantity: { en: 'Measure', fr: 'Mesure' },
  value: { en: 'Value', fr: 'Valeur' },
  shortInterval: { en: '95 % CI', fr: 'IC 95 %' },
  interval: { en: '95 % interval', fr: 'Intervalle à 95 %' },
  uncertainty: { en: 'Standard uncertainty', fr: 'Incertitude-type' },
  limits: { en: 'Limits', fr: 'Limites' },
  methods: { en: 'Methods: {methods}', fr: 'Méthodes : {methods}' },
  unsigned: { en: 'Automatic report, read and signed by nobody. The images decide.', fr: 'Compte rendu automatique, ni relu ni signé. Les images font foi.' },
  simulated: { en: 'SIMULATED: a digital patient, not a person', fr: 'SIMULÉ : patient numérique, pas une personne' },
  research: { en: 'RESEARCH USE ONLY. NOT A MEDICAL DEVICE.', fr: 'RÉSERVÉ À LA RECHERCHE. PAS UN DISPOSITIF MÉDICAL.' },
  chest: { en: 'chest', fr: 'thorax' },
  notMeasured: { en: 'not measured: {reason}', fr: 'non mesuré : {reason}' },
  cannotAnswer: { en: 'No answer: refused by quality control', fr: 'Sans réponse : refusé au contrôle qualité' },
  written: { en: 'Written {moment}', fr: 'Établi le {moment}' },
  source: { en: 'Source: {source}', fr: 'Source : {source}' },
} as const satisfies Record<string, Text>;

/** The answer as a sentence. */
export const answerTexts = {
  abnormal: { en: 'Abnormal: cardiac uptake of grade 2 or more is likely', fr: 'Anormal : fixation cardiaque de grade 2 ou plus probable' },
  normal: { en: 'No cardiac uptake of grade 2 or more', fr: 'Pas de fixation cardiaque de grade 2 ou plus' },
  unsure: { en: 'Unsure: to be read by a nuclear physician', fr: 'Incertain : à relire par un médecin nucléaire' },
} as const satisfies Record<string, Text>;

export const qualityTexts: Readonly<Record<QualityStatus, Text>> = {
  accepted: { en: 'Accepted', fr: 'Accepté' },
  acceptedWithWarnings: { en: 'Accepted with warnings', fr: 'Accepté avec réserves' },
  refused: { en: 'Refused', fr: 'Refusé' },
};

/** What a reader must know before trusting the numbers of a modality. */
const limits: Readonly<Record<string, readonly Text[]>> = {
  planar: [
    { en: 'Planar images do not tell uptake in the heart wall from blood in the chambers: SPECT does.', fr: 'L’image planaire ne distingue pas la fixation de la paroi du sang des cavités : la tomographie le fait.' },
    { en: 'Uptake of grade 2 or 3 also occurs in AL amyloidosis: it is not a diagnosis without a monoclonal protein screen.', fr: 'Une fixation de grade 2 ou 3 existe aussi dans l’amylose AL : ce n’est pas un diagnostic sans recherche de protéine monoclonale.' },
    { en: 'The networks were trained on simulated patients and have not been validated on patients.', fr: 'Les réseaux ont été entraînés sur des patients simulés et ne sont pas validés chez des patients.' },
  ],
};

/** The limits of a modality, or none. */
export function limitsOf(modality: string): readonly Text[] {
  return limits[modality] ?? [];
}
