import type { SpectCtScatterName, VisitScatter } from './spect-ct-visit-scatter.ts';

/**
 * Scatter between two visits of one digital patient where the later is measured in the outlines of the first, as a share of the value.
 * Printed by `script/bench spect-ct-serial` for 8 patients with uptake (seed 941); the smallest volumes are those of `visitScatter`.
 */
export const carriedScatter: Readonly<Record<SpectCtScatterName, VisitScatter>> = {
  cardiacPyrophosphateActivity: { share: 0.054, least: 8.9 }, volumeOfInvolvement: { share: 0.01, least: 5.3 },
  myocardiumToBloodRatio: { share: 0.052 }, septumToBloodRatio: { share: 0.04 }, rightVentricularWallToBloodRatio: { share: 0.076 },
  myocardiumToBoneRatio: { share: 0.06 }, myocardiumToLiverRatio: { share: 0.01 }, myocardiumToLungRatio: { share: 0.072 },
  uptakeHeterogeneity: { share: 0.077 }, uptakeVolumeRelative: { share: 0.268 }, uptakeVolumeAdaptive: { share: 0.063 },
  uptakeVolumeFixed: { share: 0.046 }, myocardialSuvMax: { share: 0.146 }, myocardialSuvPeak: { share: 0.101 }, myocardialSuvMean: { share: 0.018 },
  bloodSuvMean: { share: 0.056 }, boneSuvPeak: { share: 0.082 }, myocardialRetentionIndex: { share: 0.235 }, totalMyocardialUptake: { share: 0.014 },
  injectedDoseFraction: { share: 0.014 }, myocardiumToBloodRatioRecovered: { share: 0.058 },
};
