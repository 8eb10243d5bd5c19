import type { QuantityName } from '../../measurement/catalogue.ts';
import { scoreInputs, type ScoreInputName } from '../../measurement/echo-score-inputs.ts';
import type { Analysis, BullsEye, ScoreInput } from '../modality.ts';

/** Values that a person gave for one patient, in the units of `scoreInputs`. */
export type GivenInputs = Readonly<Partial<Record<ScoreInputName, number>>>;

export type GatheredInputs = ReadonlyMap<ScoreInputName, ScoreInput>;

const measured: Partial<Readonly<Record<ScoreInputName, QuantityName>>> = {
  septalThicknessMm: 'leftVentricularSeptalThickness',
  relativeWallThickness: 'relativeWallThickness',
  globalLongitudinalStrain: 'globalLongitudinalStrain',
  relativeApicalStrain: 'relativeApicalLongitudinalStrain',
};

/** Segments of the American Heart Association, counted from 1 (Cerqueira 2002 for 17; Lang 2015 for 18). */
const basalSegments = [1, 2, 3, 4, 5, 6];
const apicalSegments: Readonly<Record<number, readonly number[]>> = { 17: [13, 14, 15, 16], 18: [13, 14, 15, 16, 17, 18] };
const BASAL_SEPTUM = 3;
const apicalSeptum: Readonly<Record<number, number>> = { 17: 14, 18: 15 };

/**
 * Gathers the inputs of the scores of one scan. What was measured here goes before what a structured report of the examination
 * states: it is measured by the same rule in every patient. What a person gave goes before all: it was entered for this purpose.
 */
export function gatherInputs({ study, measurements, bullsEye }: Analysis, { given = {}, reported = {} }: { readonly given?: GivenInputs; readonly reported?: GivenInputs } = {}): GatheredInputs {
  const inputs = new Map<ScoreInputName, ScoreInput>();
  const put = (name: ScoreInputName, value: number, origin: ScoreInput['origin'], interval95: ScoreInput['interval95'] = null) =>
    inputs.set(name, { name, value, unit: scoreInputs[name].unit, origin, interval95 });
  for (const [name, value] of Object.entries(reported) as [ScoreInputName, number][]) put(name, value, 'structuredReport');
  for (const [name, quantity] of Object.entries(measured) as [ScoreInputName, QuantityName][]) {
    const found = measurements.find((measurement) => measurement.quantity === quantity);
    if (found?.status === 'measured') put(name, found.value, 'measured', found.interval95);
  }
  for (const [name, value] of Object.entries(strainRatios(bullsEye)) as [ScoreInputName, number][]) put(name, value, 'measured');
  if (study.patientAgeYears !== null) put('ageYears', study.patientAgeYears, 'header');
  if (study.patientSex === 'M' || study.patientSex === 'F') put('male', study.patientSex === 'M' ? 1 : 0, 'header');
  for (const [name, value] of Object.entries(given) as [ScoreInputName, number][]) put(name, value, 'given');
  return inputs;
}

/** What the structured reports of the examination stated, as far as scores were made of it. */
export function reportedBefore({ scores = [] }: Analysis): GivenInputs {
  const inputs = scores.flatMap((score) => score.inputs).filter(({ origin }) => origin === 'structuredReport');
  return Object.fromEntries(inputs.map(({ name, value }) => [name, value]));
}

/** Ratios of longitudinal strain between apex and base. A ratio whose base hardly shortens, or of lost segments, is left out. */
function strainRatios(bullsEye: BullsEye | undefined): GivenInputs {
  if (bullsEye?.unit !== '%') return {};
  const { segments } = bullsEye;
  const meanOf = (places: readonly number[]) => {
    const values = places.flatMap((place) => segments[place - 1] ?? []);
    return values.length < places.length ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  const apexToBaseRatio = ratio(meanOf(apicalSegments[segments.length] ?? []), meanOf(basalSegments));
  const septalApicalToBasalRatio = ratio(segments[(apicalSeptum[segments.length] ?? 0) - 1] ?? null, segments[BASAL_SEPTUM - 1]);
  return { ...(apexToBaseRatio !== null && { apexToBaseRatio }), ...(septalApicalToBasalRatio !== null && { septalApicalToBasalRatio }) };
}

/** Shortening below which the base divides by noise, %. */
const LEAST_SHORTENING = 1;

function ratio(apex: number | null, base: number | null): number | null {
  return apex === null || base === null || apex >= 0 || base > -LEAST_SHORTENING ? null : apex / base;
}
