import type { Text } from '../../measurement/language.ts';
import type { MeasuredValue, Measurement } from '../../measurement/measurement.ts';
import { chiSquaredQuantile } from '../../statistics/distribution-chi-squared.ts';
import { z95 } from '../../statistics/distribution-normal.ts';
import type { Classification } from '../modality.ts';
import { phenotypeFeatures, phenotypePrior, phenotypes, type Phenotype, type PhenotypeFeature } from './phenotype-distributions.ts';
import { exploreAmyloid } from './scores.ts';

/**
 * Numbers of one heart go together; each logarithm of a likelihood counts by this much. Assumed, since published series give no
 * covariances: about the least with which a heart in the very middle of a phenotype is told from the others for sure.
 */
const TEMPERING = 0.7;
/** Probabilities of amyloid between these are unsure, as on planar images. */
const UNSURE_BETWEEN = [0.15, 0.85] as const;
/** A heart farther from every phenotype than this share of its patients is like none. */
const FARTHEST = 0.99;
/** Walls below are outside of what the phenotype of amyloid was described on, mm. Source: BSE guideline (PMID 37653443), ESC 2021. */
const LEAST_WALL_MM = 12;

/** Why a phenotype is called unsure. */
export const phenotypeReasons = {
  betweenPhenotypes: {
    en: 'What was measured fits amyloidosis and other hearts alike.',
    fr: 'Les mesures conviennent à l’amylose comme à d’autres cœurs.',
  },
  unlikeAnyPhenotype: {
    en: 'The heart is unlike any of those it was compared with: amyloidosis, hypertrophic cardiomyopathy, hypertension, normal.',
    fr: 'Le cœur ne ressemble à aucun de ceux auxquels il a été comparé : amylose, cardiomyopathie hypertrophique, hypertension, normal.',
  },
  wallNotThick: {
    en: 'The rest is like amyloidosis, but the wall is thinner than 12 mm.',
    fr: 'Le reste évoque l’amylose, mais la paroi fait moins de 12 mm.',
  },
} as const satisfies Record<string, Text>;

interface Compared {
  readonly feature: PhenotypeFeature;
  readonly found: MeasuredValue;
}

/**
 * Compares what was measured on a heart with published hearts: Bayes' rule over normal distributions, each widened by the uncertainty of
 * what was measured, their logarithms tempered since numbers of one heart go together.
 * @returns null without both a thickness of the wall and the global strain; there is then no phenotype to speak of.
 */
export function classifyPhenotype(measurements: readonly Measurement[]): Classification | null {
  const compared = phenotypeFeatures.flatMap((feature): Compared[] => {
    const found = feature.quantities.map((name) => measurements.find(({ quantity }) => quantity === name)).find((one) => one?.status === 'measured');
    return found?.status === 'measured' ? [{ feature, found }] : [];
  });
  const has = (quantity: string) => compared.find(({ feature }) => feature.quantities.some((name) => name === quantity));
  const wall = has('leftVentricularSeptalThickness');
  if (!wall || !has('globalLongitudinalStrain')) return null;
  const probabilities = posterior(compared);
  const reasons = reasonsToDoubt(compared, probabilities, wall.found);
  const label = reasons.length > 0 ? 'unsure' : probabilities.amyloid >= 0.5 ? 'abnormal' : 'normal';
  return {
    label, probabilities, unsure: label === 'unsure', unsureReasons: reasons, recommendation: label === 'abnormal' ? [exploreAmyloid] : [],
    drivers: compared.map(({ feature, found }) => ({ quantity: found.quantity, value: found.value, weight: weightOf(feature, found) })).toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
    method: { name: 'Bayes over published distributions', version: '1.0.0', parameters: { tempering: TEMPERING, unsureFrom: UNSURE_BETWEEN[0], unsureTo: UNSURE_BETWEEN[1], farthest: FARTHEST, ...Object.fromEntries(phenotypes.map((name) => [`prior of ${name}`, phenotypePrior[name]])) } },
  };
}

/** Logarithm of the tempered likelihood of one number in one phenotype. */
function logLikelihood({ spreads }: PhenotypeFeature, { value, standardUncertainty }: MeasuredValue, phenotype: Phenotype): number {
  const [mean, deviation] = spreads[phenotype];
  const variance = deviation ** 2 + standardUncertainty ** 2;
  return -TEMPERING * (0.5 * Math.log(variance) + (value - mean) ** 2 / (2 * variance));
}

function posterior(compared: readonly Compared[]): Readonly<Record<Phenotype, number>> {
  const logs = phenotypes.map((name) => Math.log(phenotypePrior[name]) + compared.reduce((sum, { feature, found }) => sum + logLikelihood(feature, found, name), 0));
  const largest = Math.max(...logs);
  const shares = logs.map((log) => Math.exp(log - largest));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return Object.fromEntries(phenotypes.map((name, i) => [name, shares[i] / total])) as Record<Phenotype, number>;
}

/** By how much one number alone speaks for amyloid against the others together: the logarithm of the ratio of likelihoods. */
function weightOf(feature: PhenotypeFeature, found: MeasuredValue): number {
  const others = phenotypes.filter((name) => name !== 'amyloid');
  const prior = others.reduce((sum, name) => sum + phenotypePrior[name], 0);
  const against = others.reduce((sum, name) => sum + (phenotypePrior[name] / prior) * Math.exp(logLikelihood(feature, found, name)), 0);
  return logLikelihood(feature, found, 'amyloid') - Math.log(against);
}

function reasonsToDoubt(compared: readonly Compared[], { amyloid }: Readonly<Record<Phenotype, number>>, wall: MeasuredValue): readonly string[] {
  const distances = phenotypes.map((name) => compared.reduce((sum, { feature: { spreads }, found: { value, standardUncertainty } }) => sum + (value - spreads[name][0]) ** 2 / (spreads[name][1] ** 2 + standardUncertainty ** 2), 0));
  const like: (keyof typeof phenotypeReasons)[] = [];
  if (Math.min(...distances) > chiSquaredQuantile(FARTHEST, compared.length)) like.push('unlikeAnyPhenotype');
  if (amyloid > UNSURE_BETWEEN[0] && amyloid < UNSURE_BETWEEN[1]) like.push('betweenPhenotypes');
  if (amyloid >= UNSURE_BETWEEN[1] && wall.value + z95 * wall.standardUncertainty < LEAST_WALL_MM) like.push('wallNotThick');
  return like;
}
