import type { CodedConcept } from '../dicom/clinical-codes.ts';
import { procedureConcepts, reportConcepts } from '../dicom/report-codes.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { QuantityName } from '../measurement/catalogue.ts';
import type { Text } from '../measurement/language.ts';
import type { Analysis, Classification } from '../modalities/modality.ts';

/** What differs between reports of one modality and another. */
export interface ModalityReport {
  readonly title: Text;
  /** The answer as a sentence. */
  readonly answers: Readonly<Record<Classification['label'], Text>>;
  readonly answerConcept: CodedConcept;
  readonly procedure: CodedConcept;
  /** Section of a diagnostic service in HL7 v2 table 0074. */
  readonly service: readonly [code: string, display: string];
  /** What the report is about, most telling first: of each list the first that was measured. */
  readonly main: readonly (readonly QuantityName[])[];
  /** How many of those stand in the headline. */
  readonly headline: number;
  /** Counts are shown dark on white, echoes light on black. */
  readonly darkOnWhite: boolean;
  /** What a reader must know before trusting the numbers. */
  readonly limits: readonly Text[];
}

const uptakeAnswers = {
  abnormal: { en: 'Abnormal: cardiac uptake of grade 2 or more is likely', fr: 'Anormal : fixation cardiaque de grade 2 ou plus probable' },
  normal: { en: 'No cardiac uptake of grade 2 or more', fr: 'Pas de fixation cardiaque de grade 2 ou plus' },
  unsure: { en: 'Unsure: to be read by a nuclear physician', fr: 'Incertain : à relire par un médecin nucléaire' },
} as const satisfies ModalityReport['answers'];

const notADiagnosis: Text = { en: 'Uptake of grade 2 or 3 also occurs in AL amyloidosis: it is not a diagnosis without a monoclonal protein screen.', fr: 'Une fixation de grade 2 ou 3 existe aussi dans l’amylose AL : ce n’est pas un diagnostic sans recherche de protéine monoclonale.' };

const planar: ModalityReport = {
  title: { en: 'Cardiac uptake on bone scintigraphy', fr: 'Fixation cardiaque en scintigraphie osseuse' },
  answers: uptakeAnswers, answerConcept: reportConcepts.answer, procedure: procedureConcepts.nuclearMedicine, service: ['NMS', 'Nuclear Medicine Scan'],
  main: [['abnormalUptakeProbability'], ['heartToContralateralRatio'], ['peruginiGrade'], ['heartToBoneRatio'], ['heartToWholeBodyRatio'], ['wholeBodyRetention']], headline: 2, darkOnWhite: true,
  limits: [
    { en: 'Planar images do not tell uptake in the heart wall from blood in the chambers: SPECT does.', fr: 'L’image planaire ne distingue pas la fixation de la paroi du sang des cavités : la tomographie le fait.' },
    notADiagnosis,
    { en: 'The networks were trained on simulated patients and have not been validated on patients.', fr: 'Les réseaux ont été entraînés sur des patients simulés et ne sont pas validés chez des patients.' },
  ],
};

const spectCt: ModalityReport = {
  title: { en: 'Cardiac uptake on SPECT/CT', fr: 'Fixation cardiaque en TEMP/TDM' },
  answers: uptakeAnswers, answerConcept: reportConcepts.answer, procedure: procedureConcepts.spect, service: ['NMS', 'Nuclear Medicine Scan'],
  main: [['myocardiumToBloodRatio'], ['volumeOfInvolvement'], ['cardiacPyrophosphateActivity'], ['myocardialSuvMean'], ['myocardialSuvPeak'], ['totalMyocardialUptake'], ['myocardiumToBoneRatio']], headline: 3, darkOnWhite: true,
  limits: [
    { en: 'Every value of a hot heart reads too low by resolution and outlines (on digital patients CPA by 44 %, the ratio to the blood by 38 %): read changes rather than levels. Intervals hold the scatter between visits, not this.', fr: 'Toute valeur d’un cœur qui fixe est sous-estimée par la résolution et les contours (chez des patients numériques CPA de 44 %, rapport au sang de 38 %) : lire les changements plutôt que les niveaux. Les intervalles contiennent la dispersion entre visites, pas ce biais.' },
    notADiagnosis,
    { en: 'Thresholds and blood pool are parameters of the method: publications leave them open.', fr: 'Seuils et zone de sang sont des paramètres de la méthode : les publications les laissent ouverts.' },
    { en: 'The network of chests was trained on simulated patients; nothing here has been validated on patients.', fr: 'Le réseau des thorax a été entraîné sur des patients simulés ; rien ici n’est validé chez des patients.' },
  ],
};

const echo: ModalityReport = {
  title: { en: 'Echocardiography: left ventricle and strain', fr: 'Échocardiographie : ventricule gauche et strain' },
  answers: {
    abnormal: { en: 'Phenotype like that of cardiac amyloidosis', fr: 'Phénotype évocateur d’amylose cardiaque' },
    normal: { en: 'Phenotype unlike that of cardiac amyloidosis', fr: 'Phénotype peu évocateur d’amylose cardiaque' },
    unsure: { en: 'Unsure: to be read by a cardiologist', fr: 'Incertain : à relire par un cardiologue' },
  },
  answerConcept: reportConcepts.answerOnPhenotype, procedure: procedureConcepts.echocardiography, service: ['CUS', 'Cardiac Ultrasound'],
  main: [
    ['leftVentricularEjectionFractionBiplane', 'leftVentricularEjectionFraction'], ['globalLongitudinalStrain', 'longitudinalStrainTracked', 'longitudinalStrainContour'], ['relativeApicalLongitudinalStrain'],
    ['leftVentricularSeptalThickness', 'leftVentricularWallThickness'], ['leftVentricularEndDiastolicVolumeBiplane', 'leftVentricularEndDiastolicVolume'], ['leftVentricularMassCube', 'leftVentricularMassAreaLength', 'leftVentricularEndSystolicVolume'], ['leftAtrialVolumeBiplane', 'leftAtrialEndSystolicVolume'],
  ],
  headline: 3, darkOnWhite: false,
  limits: [
    { en: 'Strain depends on vendor, layer and method: compare it with numbers of the same method alone.', fr: 'Le strain dépend du constructeur, de la couche et de la méthode : ne le comparer qu’à des nombres de la même méthode.' },
    { en: 'The ejection fraction of one view scatters by 15 points about an expert’s.', fr: 'La fraction d’éjection d’une coupe se disperse de 15 points autour de celle d’un expert.' },
    { en: 'The phenotype is compared with published figures of four kinds of hearts, equally likely before, and was tried on no labelled patients.', fr: 'Le phénotype est comparé aux valeurs publiées de quatre types de cœurs, supposés équiprobables, sans essai sur des patients étiquetés.' },
    { en: 'Strain was checked on simulated loops alone; nothing here has been validated on patients.', fr: 'Le strain n’a été vérifié que sur des boucles simulées ; rien ici n’est validé chez des patients.' },
  ],
};

const ofModality: Readonly<Record<string, ModalityReport>> = { planar, 'spect-ct': spectCt, echo };

/** How analyses of a modality are reported. @throws AmyloscopeError `invalidInput` for a modality without a report; every shipped one has one. */
export function modalityReport({ modality }: Pick<Analysis, 'modality'>): ModalityReport {
  const found = ofModality[modality];
  if (!found) throw new AmyloscopeError('invalidInput', `No report is written for the modality "${modality}". Add it to modality-report.ts.`);
  return found;
}

/** The limits of a modality, or none. */
export function limitsOf(modality: string): readonly Text[] {
  return ofModality[modality]?.limits ?? [];
}

/** Of each list of main quantities the first that was measured, else its first, which then says why not. */
export function mainQuantities({ modality, measurements }: Pick<Analysis, 'modality' | 'measurements'>): readonly QuantityName[] {
  return modalityReport({ modality }).main.flatMap((choices) => {
    const asked = choices.filter((name) => measurements.some(({ quantity }) => quantity === name));
    return asked.find((name) => measurements.some(({ quantity, status }) => quantity === name && status === 'measured')) ?? asked[0] ?? [];
  });
}
