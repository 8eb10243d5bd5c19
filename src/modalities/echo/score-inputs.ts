import type { QuantityName } from '../../measurement/catalogue.ts';
import type { Text } from '../../measurement/language.ts';
import type { Analysis, BullsEye, ScoreInput } from '../modality.ts';

/** What one input of a score is. */
interface ScoreInputDefinition {
  readonly name: Text;
  /** UCUM; 'yesNo' for what is 1 when present and 0 when not. */
  readonly unit: string;
  /** What a table may hold; a value outside is refused as a slip. */
  readonly allowed: readonly [lowest: number, highest: number];
  /** Headings in a table, without case, accents and punctuation. */
  readonly headings: readonly string[];
}

/** Every input of the scores; the limits hold any living adult and catch wrong units and signs. */
export const scoreInputs = {
  ageYears: { name: { en: 'age', fr: 'âge' }, unit: 'a', allowed: [18, 120], headings: ['ageyears', 'age'] },
  male: { name: { en: 'male sex', fr: 'sexe masculin' }, unit: 'yesNo', allowed: [0, 1], headings: ['male', 'sex', 'sexe', 'masculin'] },
  carpalTunnel: { name: { en: 'carpal tunnel syndrome', fr: 'syndrome du canal carpien' }, unit: 'yesNo', allowed: [0, 1], headings: ['carpaltunnel', 'carpaltunnelsyndrome', 'canalcarpien'] },
  lowQrsVoltage: { name: { en: 'low QRS voltage', fr: 'microvoltage du QRS' }, unit: 'yesNo', allowed: [0, 1], headings: ['lowqrsvoltage', 'lowvoltage', 'microvoltage'] },
  mitralToAnnularRatio: { name: { en: 'E/e′', fr: 'E/e′' }, unit: '1', allowed: [2, 60], headings: ['ee', 'eeprime', 'mitraltoannularratio'] },
  tricuspidExcursionMm: { name: { en: 'TAPSE', fr: 'TAPSE' }, unit: 'mm', allowed: [3, 45], headings: ['tapse', 'tricuspidexcursionmm'] },
  septalThicknessMm: { name: { en: 'septal thickness', fr: 'épaisseur du septum' }, unit: 'mm', allowed: [4, 45], headings: ['septalthicknessmm', 'septalthickness', 'ivsd', 'septum', 'siv'] },
  relativeWallThickness: { name: { en: 'relative wall thickness', fr: 'épaisseur pariétale relative' }, unit: '1', allowed: [0.15, 2], headings: ['relativewallthickness', 'rwt', 'epaisseurparietalerelative'] },
  globalLongitudinalStrain: { name: { en: 'GLS', fr: 'GLS' }, unit: '%', allowed: [-35, -1], headings: ['globallongitudinalstrain', 'gls', 'slg'] },
  septalApicalToBasalRatio: { name: { en: 'septal apex-to-base strain ratio', fr: 'rapport de strain apex sur base du septum' }, unit: '1', allowed: [0.1, 20], headings: ['septalapicaltobasalratio', 'sab'] },
  apexToBaseRatio: { name: { en: 'apex-to-base strain ratio', fr: 'rapport de strain apex sur base' }, unit: '1', allowed: [0.1, 20], headings: ['apextobaseratio', 'rapportapexbase'] },
  relativeApicalStrain: { name: { en: 'RELAPS', fr: 'RELAPS' }, unit: '1', allowed: [0.1, 10], headings: ['relativeapicalstrain', 'relaps'] },
} as const satisfies Record<string, ScoreInputDefinition>;

export type ScoreInputName = keyof typeof scoreInputs;

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
 * Gathers the inputs of the scores of one scan. What a person gave goes before what the header of the images states, and before
 * what was measured: it was entered for this purpose.
 */
export function gatherInputs({ study, measurements, bullsEye }: Analysis, given: GivenInputs): GatheredInputs {
  const inputs = new Map<ScoreInputName, ScoreInput>();
  const put = (name: ScoreInputName, value: number, origin: ScoreInput['origin'], interval95: ScoreInput['interval95'] = null) =>
    inputs.set(name, { name, value, unit: scoreInputs[name].unit, origin, interval95 });
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
