import { describe, expect, test } from 'vitest';
import { catalogue, type QuantityName } from '../../../src/measurement/catalogue.ts';
import type { Measurement } from '../../../src/measurement/measurement.ts';
import { classifyPhenotype } from '../../../src/modalities/echo/phenotype.ts';
import { phenotypeFeatures, phenotypes, type Phenotype } from '../../../src/modalities/echo/phenotype-distributions.ts';
import { heartKinds, type HeartKind } from '../../../src/phantom/echo-patient.ts';
import { heartPatient, truthOf } from '../../../src/phantom/echo-study.ts';

const number = (quantity: QuantityName, value: number, standardUncertainty = 0.01): Measurement => ({ quantity, status: 'measured', value, unit: catalogue[quantity].unit, standardUncertainty, interval95: [value - 2 * standardUncertainty, value + 2 * standardUncertainty], method: { name: 'rule', version: '1', parameters: {} }, model: null, sources: [] });
const middleOf = (phenotype: Phenotype) => phenotypeFeatures.map(({ quantities: [quantity], spreads }) => number(quantity, spreads[phenotype][0]));

test('a heart in the middle of a phenotype is most like that one, and probabilities sum to 1', () => {
  for (const phenotype of phenotypes) {
    const { probabilities } = classifyPhenotype(middleOf(phenotype))!;
    expect(Object.entries(probabilities).toSorted(([, a], [, b]) => b - a)[0][0]).toBe(phenotype);
    expect(Object.values(probabilities).reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
  }
  expect(classifyPhenotype(middleOf('amyloid'))).toMatchObject({ label: 'abnormal', recommendation: [{ code: 'exploreAmyloid' }] });
  expect(classifyPhenotype(middleOf('normal'))).toMatchObject({ label: 'normal', recommendation: [] });
});

test('two numbers give what Bayes’ rule gives by hand', () => {
  const [wall, strain, ofWall, ofStrain] = [15, -14, 0.7, 1];
  const { probabilities, drivers, method } = classifyPhenotype([number('leftVentricularSeptalThickness', wall, ofWall), number('globalLongitudinalStrain', strain, ofStrain)])!;
  const spreadsOf = (quantity: QuantityName) => phenotypeFeatures.find(({ quantities }) => quantities.includes(quantity))!.spreads;
  const density = (x: number, [mean, deviation]: readonly [number, number], error: number) => {
    const total = Math.sqrt(deviation * deviation + error * error);
    return Math.exp(-(((x - mean) / total) ** 2) / 2) / (total * Math.sqrt(2 * Math.PI));
  };
  const power = Number(method!.parameters.tempering);
  const likelihood = (phenotype: Phenotype) => (density(wall, spreadsOf('leftVentricularSeptalThickness')[phenotype], ofWall) * density(strain, spreadsOf('globalLongitudinalStrain')[phenotype], ofStrain)) ** power;
  const total = phenotypes.reduce((sum, one) => sum + likelihood(one), 0);
  for (const phenotype of phenotypes) expect(probabilities[phenotype]).toBeCloseTo(likelihood(phenotype) / total, 10);
  const alone = (phenotype: Phenotype) => density(wall, spreadsOf('leftVentricularSeptalThickness')[phenotype], ofWall) ** power;
  const weight = Math.log(alone('amyloid') / ((alone('hypertrophic') + alone('hypertensive') + alone('normal')) / 3));
  expect(drivers!.find(({ quantity }) => quantity === 'leftVentricularSeptalThickness')!.weight).toBeCloseTo(weight, 10);
});

test('the weightiest number is named first, and a number that is hardly known weighs little', () => {
  const found = classifyPhenotype([...middleOf('amyloid').filter(({ quantity }) => quantity !== 'relativeApicalLongitudinalStrain'), number('relativeApicalLongitudinalStrain', 1.05, 3)])!;
  const weights = found.drivers!.map(({ weight }) => Math.abs(weight));
  expect(weights).toEqual(weights.toSorted((a, b) => b - a));
  expect(found.drivers!.at(-1)!.quantity).toBe('relativeApicalLongitudinalStrain');
});

describe('no phenotype, or an unsure one', () => {
  const of = (changes: Partial<Record<QuantityName, number>>) => classifyPhenotype(middleOf('amyloid').map((one) => (one.quantity in changes && one.status === 'measured' ? { ...one, value: changes[one.quantity]! } : one)));

  test('without a wall or without global strain there is none', () => {
    expect(classifyPhenotype(middleOf('amyloid').filter(({ quantity }) => quantity !== 'globalLongitudinalStrain'))).toBeNull();
    expect(classifyPhenotype(middleOf('amyloid').filter(({ quantity }) => quantity !== 'leftVentricularSeptalThickness'))).toBeNull();
  });

  test('a heart between phenotypes, a heart like none, and a thin wall are unsure, each with its reason', () => {
    expect(of({ relativeApicalLongitudinalStrain: 0.7 })).toMatchObject({ label: 'unsure', unsureReasons: ['betweenPhenotypes'] });
    expect(of({ leftVentricularSeptalThickness: 5, leftVentricularMassCubeIndex: 400 })!.unsureReasons).toContain('unlikeAnyPhenotype');
    expect(of({ leftVentricularSeptalThickness: 11, relativeApicalLongitudinalStrain: 1.5 })).toMatchObject({ label: 'unsure', unsureReasons: ['wallNotThick'] });
  });
});

test('digital hearts by their true sizes: no dilated, hypertrophic or healthy one is called amyloid for sure, and no amyloid one is called otherwise', () => {
  const labels = (kind: HeartKind) => Array.from({ length: 20 }, (_, index) => {
    const { ejectionFraction, endocardial, parasternal: { septumMm, posteriorMm, diastolicDiameterMm } } = truthOf(heartPatient(501, index, { kind }));
    return classifyPhenotype([
      number('leftVentricularSeptalThickness', septumMm, 0.5), number('relativeWallThickness', (2 * posteriorMm) / diastolicDiameterMm, 0.05), number('leftVentricularEjectionFractionBiplane', ejectionFraction, 7.9),
      number('globalLongitudinalStrain', endocardial.global, 0.7), number('relativeApicalLongitudinalStrain', endocardial.relativeApicalStrain, 0.1),
    ])!.label;
  });
  for (const kind of heartKinds) expect(labels(kind), kind).not.toContain(kind === 'amyloid' ? 'normal' : 'abnormal');
  expect(labels('normal').filter((label) => label === 'normal').length).toBeGreaterThan(15);
});
