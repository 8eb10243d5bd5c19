import type { QuantityName } from './catalogue.ts';

/** How values of digital patients lie about their truth, as natural logarithms of value over truth. */
export interface TruthError {
  /** Mean: below 0 where values are too low. */
  readonly bias: number;
  readonly deviation: number;
  readonly patients: number;
}

/**
 * Error against truth in digital patients, whose values go through files, the network's outlines and the panel as those of a patient
 * do. Written by `training/spect-ct/fit-grades.ts`; volumes from patients with uptake. A quantity that is not here has no known truth.
 */
export const truthErrors: Partial<Readonly<Record<QuantityName, TruthError>>> = {
  myocardiumToBloodRatio: { bias: -0.073, deviation: 0.163, patients: 32 },
  myocardiumToBloodRatioRecovered: { bias: -0.131, deviation: 0.218, patients: 32 },
  volumeOfInvolvement: { bias: 0.014, deviation: 0.131, patients: 19 },
  cardiacPyrophosphateActivity: { bias: -0.098, deviation: 0.211, patients: 19 },
  myocardialSuvMean: { bias: -0.154, deviation: 0.091, patients: 32 },
  myocardialSuvPeak: { bias: 0.142, deviation: 0.195, patients: 32 },
  myocardialSuvMax: { bias: 0.232, deviation: 0.26, patients: 32 },
  totalMyocardialUptake: { bias: -0.093, deviation: 0.137, patients: 32 },
  injectedDoseFraction: { bias: -0.093, deviation: 0.137, patients: 32 },
  bloodSuvMean: { bias: -0.082, deviation: 0.135, patients: 32 },
};
