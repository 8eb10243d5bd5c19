import type { QuantityName } from '../../measurement/catalogue.ts';

/** Hearts that the measured phenotype is compared with. */
export const phenotypes = ['amyloid', 'hypertrophic', 'hypertensive', 'normal'] as const;
export type Phenotype = (typeof phenotypes)[number];

/** Mean and standard deviation over patients. */
type Spread = readonly [mean: number, deviation: number];

/** How one quantity lies in each phenotype. */
export interface PhenotypeFeature {
  /** The first that was measured is taken. */
  readonly quantities: readonly QuantityName[];
  readonly spreads: Readonly<Record<Phenotype, Spread>>;
  readonly source: string;
}

const GENERAL = 'General knowledge of published series; originals not read for this table.';
const CHAMBERS = 'Normal hearts within the limits of Lang et al., J Am Soc Echocardiogr 2015;28:1.';

/**
 * What tells phenotypes apart: normal distributions of the order of published cohorts. No labelled patients are open, so that nothing was
 * fitted, and each row says what it rests on. Ratio of ejection fraction to strain and contraction fraction are left out: they are made of
 * numbers that are here already.
 */
export const phenotypeFeatures: readonly PhenotypeFeature[] = [
  {
    quantities: ['leftVentricularSeptalThickness', 'leftVentricularWallThickness'],
    spreads: { amyloid: [16, 3], hypertrophic: [18, 4.5], hypertensive: [12.5, 1.6], normal: [8.5, 1.3] },
    source: `${CHAMBERS} ${GENERAL} Amyloid from 12 mm on: ESC position statement 2021, Garcia-Pavia et al., Eur Heart J 2021;42:1554.`,
  },
  {
    quantities: ['relativeWallThickness'],
    spreads: { amyloid: [0.63, 0.17], hypertrophic: [0.5, 0.15], hypertensive: [0.5, 0.09], normal: [0.37, 0.06] },
    source: `${CHAMBERS} ${GENERAL}`,
  },
  {
    quantities: ['leftVentricularMassCubeIndex', 'leftVentricularMassAreaLengthIndex'],
    spreads: { amyloid: [140, 38], hypertrophic: [135, 40], hypertensive: [118, 25], normal: [72, 16] },
    source: `${CHAMBERS} ${GENERAL}`,
  },
  {
    quantities: ['leftVentricularEjectionFractionBiplane'],
    spreads: { amyloid: [53, 11], hypertrophic: [65, 8], hypertensive: [61, 8], normal: [63, 5] },
    source: `${CHAMBERS} ${GENERAL}`,
  },
  {
    quantities: ['globalLongitudinalStrain'],
    spreads: { amyloid: [-13.5, 4.6], hypertrophic: [-15.5, 3.8], hypertensive: [-17.5, 3], normal: [-20.5, 2.5] },
    source: `Amyloid after Cotella et al. 2024 (544 patients: −13.9 ± 4.6; abstract). ${GENERAL}`,
  },
  {
    quantities: ['relativeApicalLongitudinalStrain'],
    spreads: { amyloid: [1.05, 0.35], hypertrophic: [0.68, 0.2], hypertensive: [0.64, 0.14], normal: [0.58, 0.11] },
    source: `Of the order of Phelan et al., Heart 2012;98:1442, widened since Cotella et al. 2024 found the apex to tell less (abstract). ${GENERAL}`,
  },
  {
    quantities: ['leftAtrialVolumeIndex'],
    spreads: { amyloid: [44, 14], hypertrophic: [43, 15], hypertensive: [34, 10], normal: [24, 6] },
    source: `${CHAMBERS} ${GENERAL}`,
  },
];

/** Equally likely before: a site that knows its own patients reads the ratios instead. */
export const phenotypePrior: Readonly<Record<Phenotype, number>> = { amyloid: 0.25, hypertrophic: 0.25, hypertensive: 0.25, normal: 0.25 };
