import type { QuantityName } from './catalogue.ts';

/** How far one value lies from another of the same patient. */
export interface VisitScatter {
  /** Standard deviation as a share of the value. */
  readonly share: number;
  /** The smallest it is, in the unit of the quantity. */
  readonly least?: number;
}

const scatter = {
  cardiacPyrophosphateActivity: { share: 0.072, least: 8.9 }, volumeOfInvolvement: { share: 0.029, least: 5.3 }, myocardiumToBloodRatio: { share: 0.06 },
  septumToBloodRatio: { share: 0.077 }, rightVentricularWallToBloodRatio: { share: 0.091 }, myocardiumToBoneRatio: { share: 0.06 }, myocardiumToLiverRatio: { share: 0.04 },
  myocardiumToLungRatio: { share: 0.091 }, uptakeHeterogeneity: { share: 0.063 }, uptakeVolumeRelative: { share: 0.241 }, uptakeVolumeAdaptive: { share: 0.055 },
  uptakeVolumeFixed: { share: 0.077 }, myocardialSuvMax: { share: 0.102 }, myocardialSuvPeak: { share: 0.061 }, myocardialSuvMean: { share: 0.026 }, bloodSuvMean: { share: 0.06 },
  boneSuvPeak: { share: 0.056 }, myocardialRetentionIndex: { share: 0.099 }, totalMyocardialUptake: { share: 0.031 }, injectedDoseFraction: { share: 0.031 },
  myocardiumToBloodRatioRecovered: { share: 0.068 },
} as const satisfies Partial<Record<QuantityName, VisitScatter>>;
export type SpectCtScatterName = keyof typeof scatter;

/**
 * Scatter between two visits of one digital patient, as a share of the value, and for volumes at least so many mL, which hearts without
 * uptake show. Written by `training/spect-ct/fit-grades.ts` from 8 patients with uptake and 12 without.
 */
export const visitScatter: Readonly<Record<SpectCtScatterName, VisitScatter>> = scatter;
