import { catalogue, type QuantityName } from '../measurement/catalogue.ts';
import type { Language } from '../measurement/language.ts';
import { formatInterval, formatNumber } from './format-number.ts';

interface Written {
  /** Decimals that the usual uncertainty of the quantity deserves. */
  readonly decimals: number;
  readonly percent?: true;
}

const forms: Readonly<Record<QuantityName, Written>> = {
  heartToContralateralRatio: { decimals: 2 },
  heartToBoneRatio: { decimals: 2 },
  heartToWholeBodyRatio: { decimals: 3 },
  wholeBodyRetention: { decimals: 2 },
  peruginiGrade: { decimals: 0 },
  abnormalUptakeProbability: { decimals: 1, percent: true },
  leftVentricularEjectionFraction: { decimals: 0 },
  leftVentricularEndDiastolicVolume: { decimals: 0 },
  leftVentricularEndSystolicVolume: { decimals: 0 },
  leftAtrialEndSystolicVolume: { decimals: 0 },
  leftVentricularWallThickness: { decimals: 1 },
  leftVentricularSeptalThickness: { decimals: 1 },
  leftVentricularPosteriorWallThickness: { decimals: 1 },
  leftVentricularEndDiastolicDiameter: { decimals: 0 },
  leftVentricularEndSystolicDiameter: { decimals: 0 },
  leftAtrialDiameter: { decimals: 0 },
  relativeWallThickness: { decimals: 2 },
  leftVentricularMassCube: { decimals: 0 },
  leftVentricularMassCubeIndex: { decimals: 0 },
  leftVentricularMassAreaLength: { decimals: 0 },
  leftVentricularMassAreaLengthIndex: { decimals: 0 },
  leftVentricularMassTruncatedEllipsoid: { decimals: 0 },
  leftVentricularFractionalAreaChange: { decimals: 0 },
  longitudinalStrainContour: { decimals: 1 },
  leftAtrialReservoirStrain: { decimals: 1 },
  longitudinalStrainTracked: { decimals: 1 },
  longitudinalStrainTrackedMidWall: { decimals: 1 },
  longitudinalStrainBasalSeptal: { decimals: 0 },
  longitudinalStrainMiddleSeptal: { decimals: 0 },
  longitudinalStrainApicalSeptal: { decimals: 0 },
  longitudinalStrainBasalLateral: { decimals: 0 },
  longitudinalStrainMiddleLateral: { decimals: 0 },
  longitudinalStrainApicalLateral: { decimals: 0 },
  mechanicalDispersion: { decimals: 0 },
  peakSystolicStrainRate: { decimals: 1 },
  globalLongitudinalStrain: { decimals: 1 },
  globalLongitudinalStrainContour: { decimals: 1 },
  leftVentricularEjectionFractionBiplane: { decimals: 0 },
  leftVentricularEndDiastolicVolumeBiplane: { decimals: 0 },
  leftVentricularEndDiastolicVolumeIndex: { decimals: 0 },
  leftVentricularEndSystolicVolumeBiplane: { decimals: 0 },
  leftVentricularStrokeVolume: { decimals: 0 },
  leftVentricularEndDiastolicVolumeAreaLength: { decimals: 0 },
  leftVentricularEndSystolicVolumeAreaLength: { decimals: 0 },
  leftVentricularSphericityIndex: { decimals: 2 },
  leftAtrialVolumeBiplane: { decimals: 0 },
  leftAtrialVolumeIndex: { decimals: 0 },
  leftAtrialVolumeAreaLength: { decimals: 0 },
  myocardialContractionFraction: { decimals: 0 },
  relativeApicalLongitudinalStrain: { decimals: 2 },
  ejectionFractionToStrainRatio: { decimals: 1 },
  cardiacPyrophosphateActivity: { decimals: 0 },
  volumeOfInvolvement: { decimals: 0 },
  myocardiumToBloodRatio: { decimals: 2 },
  myocardiumToBloodRatioRecovered: { decimals: 2 },
  septumToBloodRatio: { decimals: 2 },
  rightVentricularWallToBloodRatio: { decimals: 2 },
  leftAtriumToBloodRatio: { decimals: 2 },
  rightAtriumToBloodRatio: { decimals: 2 },
  myocardiumToBoneRatio: { decimals: 2 },
  myocardiumToLiverRatio: { decimals: 2 },
  myocardiumToLungRatio: { decimals: 2 },
  uptakeHeterogeneity: { decimals: 0 },
  uptakeVolumeRelative: { decimals: 0 },
  uptakeVolumeAdaptive: { decimals: 0 },
  uptakeVolumeFixed: { decimals: 0 },
  myocardialSuvMax: { decimals: 1 },
  myocardialSuvPeak: { decimals: 1 },
  myocardialSuvMean: { decimals: 1 },
  myocardialSulMean: { decimals: 1 },
  myocardialSulPeak: { decimals: 1 },
  myocardialSulMeanJames: { decimals: 1 },
  myocardialSuvMeanBodySurface: { decimals: 2 },
  myocardialSuvPeakCube: { decimals: 1 },
  bloodSuvMean: { decimals: 1 },
  boneSuvPeak: { decimals: 1 },
  myocardialRetentionIndex: { decimals: 1 },
  totalMyocardialUptake: { decimals: 0 },
  injectedDoseFraction: { decimals: 2 },
};

/**
 * The value of a quantity as a reader expects it; a probability is never rounded to a certainty that nobody has.
 * @example formatQuantity('abnormalUptakeProbability', 0.5, 'en') // '50.0\u00a0%'
 */
export function formatQuantity(quantity: QuantityName, value: number, language: Language): string {
  return forms[quantity].percent ? `${bound(quantity, value, language)}\u00a0%` : bound(quantity, value, language);
}

/**
 * The bounds of an interval of a quantity.
 * @example formatQuantityInterval('abnormalUptakeProbability', [0.0001, 0.016], 'en') // '<0.1–1.6\u00a0%'
 */
export function formatQuantityInterval(quantity: QuantityName, [lower, upper]: readonly [number, number], language: Language): string {
  const { decimals, percent } = forms[quantity];
  return percent ? `${bound(quantity, lower, language)}–${bound(quantity, upper, language)}\u00a0%` : formatInterval([lower, upper], decimals, language);
}

/** The value of a quantity with its unit as people write it; ratios and classes have none. */
export function quantityWithUnit(quantity: QuantityName, value: number, language: Language): string {
  const { unit } = catalogue[quantity];
  const shown = unit === '1' || unit.startsWith('{') ? '' : unit.replace(/m2$/, 'm²');
  return shown === '' ? formatQuantity(quantity, value, language) : `${formatQuantity(quantity, value, language)}\u00a0${shown}`;
}

/** A value without its unit. */
function bound(quantity: QuantityName, value: number, language: Language): string {
  const { decimals, percent } = forms[quantity];
  if (!percent) return formatNumber(value, decimals, language);
  if (value > 0 && value < 0.0005) return `<${formatNumber(0.1, decimals, language)}`;
  if (value < 1 && value > 0.9995) return `>${formatNumber(99.9, decimals, language)}`;
  return formatNumber(100 * value, decimals, language);
}

/** A standard uncertainty, with one digit more than the value has; in percentage points for a probability. */
export function formatUncertainty(quantity: QuantityName, value: number, language: Language): string {
  const { decimals, percent } = forms[quantity];
  return formatNumber(percent ? 100 * value : value, decimals + 1, language);
}
