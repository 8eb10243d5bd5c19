import { catalogue, type QuantityName } from '../measurement/catalogue.ts';
import type { Language, Text } from '../measurement/language.ts';
import type { Analysis } from '../modalities/modality.ts';
import { formatQuantityInterval, quantityWithUnit } from './format-quantity.ts';
import { mainQuantities, modalityReport } from './modality-report.ts';
import { reportTexts as texts } from './report-texts.ts';
import { percent } from './scan-card.ts';
import { screeningTexts } from './screening-texts.ts';

/** The answer in one sentence; that there is none, where the scan was refused or its kind gives no class. */
export function answerSentence(analysis: Analysis, language: Language): string {
  if (analysis.classification) return modalityReport(analysis).answers[analysis.classification.label][language];
  return (analysis.quality.status === 'refused' ? texts.cannotAnswer : texts.measured)[language];
}

/** Whether the classes of an analysis are Perugini grades. */
export function isGraded({ classification }: Analysis): boolean {
  return classification !== null && Object.keys(classification.probabilities).every((name) => name.startsWith('grade'));
}

/** Phenotypes by the name that classifications give them. */
const phenotypeTexts: Readonly<Record<string, Text>> = {
  amyloid: { en: 'amyloidosis', fr: 'amylose' },
  hypertrophic: { en: 'HCM', fr: 'CMH' },
  hypertensive: { en: 'hypertension', fr: 'hypertension' },
  normal: { en: 'normal', fr: 'normal' },
};

/** The probability of each phenotype, the likeliest first; null where the analysis gives none. */
export function phenotypesInOneLine(analysis: Analysis, language: Language): string | null {
  if (!analysis.classification || isGraded(analysis)) return null;
  const classes = Object.entries(analysis.classification.probabilities).toSorted(([, a], [, b]) => b - a);
  const colon = language === 'fr' ? '\u00a0:' : ':';
  return `${texts.phenotype[language]}${colon} ${classes.map(([name, probability]) => `${phenotypeTexts[name]?.[language] ?? name} ${percent(probability)}`).join(', ')}`;
}

/** Numbers with less weight than this, a likelihood ratio of 1.2, drive nothing. */
const LEAST_WEIGHT = 0.2;
const MOST_DRIVERS = 4;

/** What speaks for the answer and what against it, the weightiest first; null where the analysis does not say. */
export function driversInOneLine({ classification }: Analysis, language: Language): string | null {
  const said = (sign: 1 | -1) => (classification?.drivers ?? []).filter(({ weight }) => sign * weight > LEAST_WEIGHT).slice(0, MOST_DRIVERS)
    .map(({ quantity, value }) => `${(shortNames[quantity] ?? catalogue[quantity].name)[language]} ${quantityWithUnit(quantity, value, language)}`).join(', ');
  const colon = language === 'fr' ? '\u00a0:' : ':';
  const parts = ([[1, texts.speaksFor], [-1, texts.speaksAgainst]] as const).flatMap(([sign, title]) => (said(sign) === '' ? [] : [`${title[language]}${colon} ${said(sign)}`]));
  return parts.length > 0 ? parts.join('. ') : null;
}

/** Quantities whose name is too long for a headline. */
const shortNames: Partial<Readonly<Record<QuantityName, Text>>> = {
  abnormalUptakeProbability: screeningTexts.probability,
  heartToContralateralRatio: screeningTexts.ratio,
  leftVentricularEjectionFraction: { en: 'EF (four-chamber)', fr: 'FE (4 cavités)' },
  leftVentricularEjectionFractionBiplane: { en: 'EF (biplane)', fr: 'FE (biplan)' },
  globalLongitudinalStrain: { en: 'GLS', fr: 'SLG' },
  longitudinalStrainTracked: { en: 'Strain (four-chamber)', fr: 'Strain (4 cavités)' },
  longitudinalStrainContour: { en: 'Strain by contours', fr: 'Strain par contours' },
  relativeApicalLongitudinalStrain: { en: 'RELAPS', fr: 'RELAPS' },
  leftVentricularSeptalThickness: { en: 'septum', fr: 'septum' },
  leftVentricularWallThickness: { en: 'wall', fr: 'paroi' },
  relativeWallThickness: { en: 'RWT', fr: 'EPR' },
  leftVentricularMassCubeIndex: { en: 'mass index', fr: 'masse indexée' },
  leftVentricularMassAreaLengthIndex: { en: 'mass index', fr: 'masse indexée' },
  leftAtrialVolumeIndex: { en: 'LA index', fr: 'OG indexée' },
  myocardiumToBloodRatio: { en: 'Myocardium / blood', fr: 'Myocarde / sang' },
  volumeOfInvolvement: { en: 'VOI', fr: 'VOI' },
  cardiacPyrophosphateActivity: { en: 'CPA', fr: 'CPA' },
};

/** The numbers that the answer rests on, with their intervals; empty when none was measured. */
export function numbersInOneLine(analysis: Analysis, language: Language): string {
  const said = mainQuantities(analysis).slice(0, modalityReport(analysis).headline).flatMap((quantity) => {
    const found = analysis.measurements.find((one) => one.quantity === quantity);
    if (found?.status !== 'measured') return [];
    const name = (shortNames[quantity] ?? catalogue[quantity].name)[language];
    return [`${name} ${quantityWithUnit(quantity, found.value, language)} (${texts.shortInterval[language]} ${formatQuantityInterval(quantity, found.interval95, language)})`];
  });
  return said.join('   ·   ');
}
