import type { SpectCtScatterName, VisitScatter } from './spect-ct-visit-scatter.ts';

/**
 * Scatter between two visits of one digital patient where the later is measured in the outlines of the first, as a share of the value.
 * Printed by `script/bench spect-ct-serial` for 16 patients with uptake (seeds 941 and 1941, root mean square of both); the smallest
 * volumes are those of `visitScatter`.
 */
export const carriedScatter: Readonly<Record<SpectCtScatterName, VisitScatter>> = {
  cardiacPyrophosphateActivity: { share: 0.058, least: 8.9 }, volumeOfInvolvement: { share: 0.012, least: 5.3 },
  myocardiumToBloodRatio: { share: 0.057 }, septumToBloodRatio: { share: 0.057 }, rightVentricularWallToBloodRatio: { share: 0.081 },
  myocardiumToBoneRatio: { share: 0.068 }, myocardiumToLiverRatio: { share: 0.018 }, myocardiumToLungRatio: { share: 0.081 },
  uptakeHeterogeneity: { share: 0.066 }, uptakeVolumeRelative: { share: 0.215 }, uptakeVolumeAdaptive: { share: 0.047 },
  uptakeVolumeFixed: { share: 0.05 }, myocardialSuvMax: { share: 0.123 }, myocardialSuvPeak: { share: 0.081 }, myocardialSuvMean: { share: 0.022 },
  bloodSuvMean: { share: 0.063 }, boneSuvPeak: { share: 0.086 }, myocardialRetentionIndex: { share: 0.213 }, totalMyocardialUptake: { share: 0.021 },
  injectedDoseFraction: { share: 0.021 }, myocardiumToBloodRatioRecovered: { share: 0.062 },
};
