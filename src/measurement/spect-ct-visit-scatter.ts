import type { QuantityName } from './catalogue.ts';

/** How far one value lies from another of the same patient. */
export interface VisitScatter {
  /** Standard deviation as a share of the value. */
  readonly share: number;
  /** The smallest it is, in the unit of the quantity. */
  readonly least?: number;
}

const scatter = {
  cardiacPyrophosphateActivity: { share: 0.11, least: 21.1 }, volumeOfInvolvement: { share: 0.05, least: 12.3 }, myocardiumToBloodRatio: { share: 0.089 },
  septumToBloodRatio: { share: 0.092 }, rightVentricularWallToBloodRatio: { share: 0.081 }, myocardiumToBoneRatio: { share: 0.072 }, myocardiumToLiverRatio: { share: 0.029 },
  myocardiumToLungRatio: { share: 0.089 }, uptakeHeterogeneity: { share: 0.054 }, uptakeVolumeRelative: { share: 0.268 }, uptakeVolumeAdaptive: { share: 0.075 },
  uptakeVolumeFixed: { share: 0.078 }, myocardialSuvMax: { share: 0.119 }, myocardialSuvPeak: { share: 0.07 }, myocardialSuvMean: { share: 0.023 }, bloodSuvMean: { share: 0.099 },
  boneSuvPeak: { share: 0.065 }, myocardialRetentionIndex: { share: 0.123 }, totalMyocardialUptake: { share: 0.05 }, injectedDoseFraction: { share: 0.05 },
  myocardiumToBloodRatioRecovered: { share: 0.058 },
} as const satisfies Partial<Record<QuantityName, VisitScatter>>;
export type SpectCtScatterName = keyof typeof scatter;

/**
 * Scatter between two visits of one digital patient, as a share of the value, and for volumes at least so many mL, which hearts without
 * uptake show. Written by `training/spect-ct/fit-grades.ts` from 8 patients with uptake and 12 without.
 */
export const visitScatter: Readonly<Record<SpectCtScatterName, VisitScatter>> = scatter;
