import type { QuantityName } from '../../src/measurement/catalogue.ts';
import type { SpectCtRecord } from '../../src/phantom/spect-ct-record.ts';
import type { SpectCtOutcome } from './spect-ct-worker.ts';

const involvement = ({ uptake }: SpectCtRecord) => uptake.leftVentricle.find(({ thresholdFactor }) => thresholdFactor === 1.5)!;
const walls = ({ uptake: { structures } }: SpectCtRecord) => [structures.leftVentricleWall!, structures.septum!];
const wallUptake = (truth: SpectCtRecord) => walls(truth).reduce((sum, { suvMean, volumeMl }) => sum + suvMean * volumeMl, 0);
const wallMl = (truth: SpectCtRecord) => walls(truth).reduce((sum, { volumeMl }) => sum + volumeMl, 0);

/** The markers whose truth is known of a digital patient, and how it is read off. */
export const knownTruths: readonly (readonly [QuantityName, (outcome: Pick<SpectCtOutcome, 'truth' | 'wallPeak'>) => number])[] = [
  ['myocardiumToBloodRatio', ({ truth }) => truth.uptake.targetToBackground],
  ['myocardiumToBloodRatioRecovered', ({ truth }) => truth.uptake.targetToBackground],
  ['volumeOfInvolvement', ({ truth }) => involvement(truth).volumeMl],
  ['cardiacPyrophosphateActivity', ({ truth }) => involvement(truth).activityMl],
  ['myocardialSuvMean', ({ truth }) => wallUptake(truth) / wallMl(truth)],
  ['myocardialSuvPeak', ({ wallPeak }) => wallPeak],
  ['myocardialSuvMax', ({ truth }) => Math.max(...walls(truth).map(({ suvMax }) => suvMax))],
  ['totalMyocardialUptake', ({ truth }) => wallUptake(truth)],
  ['injectedDoseFraction', ({ truth }) => (100 * wallUptake(truth)) / (1000 * truth.weightKg)],
  ['bloodSuvMean', ({ truth }) => truth.uptake.bloodSuv],
];
