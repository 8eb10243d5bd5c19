import { catalogue, type QuantityName } from '../measurement/catalogue.ts';
import type { Text } from '../measurement/language.ts';
import type { WorseDirection } from '../statistics/change-probability.ts';
import { echocardiography, echoFollowed, scintigraphy, spectCtFollowed } from './followed-imaging.ts';
import type { MeasurementContext } from './history.ts';

export type ContextFact = keyof MeasurementContext;

/** One quantity that a patient is followed by. */
export interface FollowedQuantity {
  readonly name: Text;
  /** UCUM; `1` for a ratio or a fraction, `{grade}` for an ordinal class. */
  readonly unit: string;
  /** The unit as people write it, before a number's closing bracket; empty for a ratio or a class. */
  readonly unitShown: string;
  /** Factors from other units to `unit`; compared without case, spaces and accents. */
  readonly otherUnits: Readonly<Record<string, number>>;
  /** Which way it moves when the disease gets worse. */
  readonly worse: WorseDirection;
  /** `logarithmic` where noise is a share of the value and large: changes are then relative and asymmetric. */
  readonly scale: 'linear' | 'logarithmic';
  readonly decimals: number;
  /** A value outside is a slip or another unit, and is refused. */
  readonly plausible: readonly [lowest: number, highest: number];
  /** Facts that must be alike before two values are compared. */
  readonly mustMatch: readonly ContextFact[];
  /** As tables call it, besides its key and its names; compared without case, accents and punctuation. */
  readonly spellings: readonly string[];
}

const magneticResonance: readonly ContextFact[] = ['device', 'fieldStrengthTesla', 'sequence', 'method', 'model'];
const laboratory: readonly ContextFact[] = ['laboratory', 'method'];

const ratio = { unit: '1', unitShown: '', otherUnits: {}, worse: 'higher', scale: 'linear', decimals: 2, mustMatch: scintigraphy } as const;
const strain = { unit: '%', unitShown: '%', otherUnits: { '1': 100 }, worse: 'higher', scale: 'linear', decimals: 1, plausible: [-40, 0], mustMatch: echocardiography } as const;
const grade = { unit: '{grade}', unitShown: '', otherUnits: {}, worse: 'higher', scale: 'linear', decimals: 0, mustMatch: [] } as const;
const millimetres = { unit: 'mm', unitShown: 'mm', otherUnits: { cm: 10 }, scale: 'linear', decimals: 1, mustMatch: echocardiography } as const;

const quantities = {
  heartToContralateralRatio: { ...ratio, name: catalogue.heartToContralateralRatio.name, plausible: [0.2, 10], spellings: ['H/CL', 'HCL', 'rapport H/CL', 'ratio H/CL'] },
  heartToBoneRatio: { ...ratio, name: catalogue.heartToBoneRatio.name, plausible: [0, 20], spellings: ['H/B', 'coeur/os'] },
  heartToWholeBodyRatio: { ...ratio, name: catalogue.heartToWholeBodyRatio.name, decimals: 3, plausible: [0, 1], spellings: ['H/WB', 'coeur/corps entier'] },
  ...spectCtFollowed,
  ejectionFraction: {
    name: { en: 'LV ejection fraction', fr: 'Fraction d’éjection VG' }, unit: '%', unitShown: '%', otherUnits: { '1': 100 }, worse: 'lower', scale: 'linear', decimals: 0, plausible: [5, 90], mustMatch: echocardiography,
    spellings: ['LVEF', 'EF', 'FEVG', 'FE', 'ejection fraction', 'fraction d’éjection', 'leftVentricularEjectionFractionBiplane', 'LV ejection fraction, biplane', 'Fraction d’éjection VG, biplan'],
  },
  globalLongitudinalStrain: { ...strain, name: { en: 'Global longitudinal strain', fr: 'Strain longitudinal global' }, spellings: ['GLS', 'SLG', 'strain longitudinal', 'longitudinal strain'] },
  circumferentialStrain: { ...strain, name: { en: 'Circumferential strain', fr: 'Strain circonférentiel' }, spellings: ['GCS', 'SCG'] },
  mitralAnnularExcursion: { ...millimetres, name: { en: 'Mitral annular excursion', fr: 'Excursion de l’anneau mitral' }, worse: 'lower', plausible: [1, 30], spellings: ['MAPSE'] },
  septalThickness: { ...millimetres, name: { en: 'Septal thickness', fr: 'Épaisseur du septum' }, worse: 'higher', plausible: [4, 40], spellings: ['IVS', 'IVSd', 'SIV', 'SIVd', 'septum', 'septum interventriculaire', 'interventricular septum'] },
  strokeVolume: { name: { en: 'Stroke volume', fr: 'Volume d’éjection systolique' }, unit: 'mL', unitShown: 'mL', otherUnits: {}, worse: 'lower', scale: 'linear', decimals: 0, plausible: [5, 200], mustMatch: echocardiography, spellings: ['SV', 'VES'] },
  ...echoFollowed,
  nativeT1: { name: { en: 'Native myocardial T1', fr: 'T1 natif myocardique' }, unit: 'ms', unitShown: 'ms', otherUnits: { s: 1000 }, worse: 'higher', scale: 'linear', decimals: 0, plausible: [600, 2000], mustMatch: magneticResonance, spellings: ['T1', 'native T1', 'T1 natif', 'T1 mapping'] },
  extracellularVolume: { name: { en: 'Extracellular volume', fr: 'Volume extracellulaire' }, unit: '%', unitShown: '%', otherUnits: { '1': 100 }, worse: 'higher', scale: 'linear', decimals: 1, plausible: [10, 90], mustMatch: magneticResonance, spellings: ['ECV', 'VEC', 'extracellular volume fraction'] },
  ntProBnp: {
    name: { en: 'NT-proBNP', fr: 'NT-proBNP' }, unit: 'ng/L', unitShown: 'ng/L', otherUnits: { 'pg/ml': 1, 'pmol/l': 8.457 }, worse: 'higher', scale: 'logarithmic', decimals: 0, plausible: [1, 200_000], mustMatch: laboratory,
    spellings: ['NTproBNP', 'NT pro BNP'],
  },
  troponinT: { name: { en: 'Troponin T', fr: 'Troponine T' }, unit: 'ng/L', unitShown: 'ng/L', otherUnits: { 'pg/ml': 1, 'ng/ml': 1000, 'ug/l': 1000 }, worse: 'higher', scale: 'logarithmic', decimals: 0, plausible: [1, 20_000], mustMatch: laboratory, spellings: ['hs-cTnT', 'cTnT', 'TnT', 'hs troponin T', 'troponine T us'] },
  filtrationRate: { name: { en: 'eGFR', fr: 'DFG estimé' }, unit: 'mL/min/{1.73_m2}', unitShown: 'mL/min/1.73 m²', otherUnits: { 'ml/min': 1, 'ml/min/1,73m2': 1, 'ml/min/1.73m2': 1 }, worse: 'lower', scale: 'linear', decimals: 0, plausible: [2, 200], mustMatch: laboratory, spellings: ['GFR', 'DFG', 'DFGe', 'estimated GFR', 'glomerular filtration rate'] },
  sixMinuteWalk: { name: { en: 'Six-minute walk', fr: 'Test de marche de 6 minutes' }, unit: 'm', unitShown: 'm', otherUnits: {}, worse: 'lower', scale: 'linear', decimals: 0, plausible: [0, 1000], mustMatch: [], spellings: ['6MWT', '6MWD', 'TM6', 'TDM6', 'six minute walk test', 'test de marche'] },
  kansasCityScore: { name: { en: 'Kansas City questionnaire (KCCQ)', fr: 'Questionnaire de Kansas City (KCCQ)' }, unit: '{score}', unitShown: '', otherUnits: {}, worse: 'lower', scale: 'linear', decimals: 0, plausible: [0, 100], mustMatch: [], spellings: ['KCCQ', 'KCCQ-OS', 'KCCQ-12'] },
  nyhaClass: { ...grade, name: { en: 'NYHA class', fr: 'Classe NYHA' }, plausible: [1, 4], spellings: ['NYHA'] },
  nacStage: { ...grade, name: { en: 'NAC stage', fr: 'Stade NAC' }, plausible: [1, 4], spellings: ['NAC', 'Gillmore', 'Gillmore stage', 'stade de Gillmore'] },
  diastolicGrade: { ...grade, name: { en: 'Diastolic dysfunction grade', fr: 'Grade de dysfonction diastolique' }, plausible: [0, 3], spellings: ['diastolic grade', 'grade diastolique'] },
} as const satisfies Record<string, FollowedQuantity>;

export type FollowedQuantityName = keyof typeof quantities;

/** Every quantity that a patient can be followed by, in the order in which it is shown. */
export const followedQuantities: Readonly<Record<FollowedQuantityName, FollowedQuantity>> = quantities;

export const followedQuantityNames = Object.keys(quantities) as FollowedQuantityName[];

/** Measurements that are followed under another name: the one that tables of every laboratory use. */
const followedUnder: Partial<Readonly<Record<QuantityName, FollowedQuantityName>>> = { leftVentricularEjectionFractionBiplane: 'ejectionFraction', leftVentricularSeptalThickness: 'septalThickness' };

/** What a measurement is followed as; null when it is not followed. */
export function followedAs(quantity: QuantityName): FollowedQuantityName | null {
  return followedUnder[quantity] ?? (followedQuantityNames as readonly string[]).find((name): name is FollowedQuantityName => name === quantity) ?? null;
}
