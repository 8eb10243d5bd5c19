import type { Text } from '../measurement/language.ts';
import type { FollowedQuantityName } from './followed-quantity.ts';
import type { EventName } from './history.ts';
import type { Certainty } from './noise-library.ts';

export type CriteriaSetName = 'consensus2021' | 'update2025' | 'alResponse';
export type Domain = 'clinical' | 'biomarker' | 'imaging';

/** How far a quantity must move: by amount, by share of the first value, or both. Amounts are in its unit. */
export interface Threshold {
  /** Two numbers where the source gives a range: between them the rule is undecided. */
  readonly amount: readonly [lowest: number, highest: number] | null;
  readonly share: number | null;
  /** Whether amount and share must both be passed, or either. */
  readonly join: 'both' | 'either';
  /** Whether exactly the threshold counts. */
  readonly inclusive: boolean;
  /** The rule holds only above this first value. */
  readonly firstValueAbove: number | null;
}

interface RuleBase {
  readonly set: CriteriaSetName;
  /** Rules of one parameter count once. */
  readonly parameter: string;
  readonly domain: Domain | null;
  readonly text: Text;
  readonly source: string;
  readonly certainty: Certainty;
  /** What of the rule its source does not cover. */
  readonly remark: Text | null;
}

export interface QuantityRule extends RuleBase {
  readonly quantity: FollowedQuantityName;
  readonly towards: 'worse' | 'better';
  readonly threshold: Threshold;
}

export interface EventRule extends RuleBase {
  readonly event: EventName;
}

export type CriterionRule = QuantityRule | EventRule;

/** One published way to call a patient progressing or responding. */
export interface CriteriaSet {
  readonly name: Text;
  readonly shortName: Text;
  readonly amyloidType: 'ATTR' | 'AL';
  /** `reference`: latest value against the reference; `twelveMonths`: against the value a year earlier. */
  readonly compare: 'reference' | 'twelveMonths';
  readonly rule: Text;
  /** Of what joins the rules; null where each marker stands for itself. */
  readonly source: { readonly reference: string; readonly certainty: Certainty } | null;
}

export const criteriaSets: Readonly<Record<CriteriaSetName, CriteriaSet>> = {
  update2025: {
    name: { en: 'ATTR-CM progression, 2025 update', fr: 'Progression de l’ATTR-CM, mise à jour 2025' },
    shortName: { en: '2025 update', fr: 'mise à jour 2025' },
    amyloidType: 'ATTR', compare: 'twelveMonths',
    rule: { en: 'At least 2 of 6 parameters over 12 months, compared with 12 months before, not with baseline.', fr: 'Au moins 2 paramètres sur 6 sur 12 mois, comparés à 12 mois plus tôt et non à l’état initial.' },
    source: { reference: 'Position statement, JACC Heart Fail 2025, as summarised by the American College of Cardiology, 9 December 2025', certainty: 'read' },
  },
  consensus2021: {
    name: { en: 'ATTR-CM progression, expert consensus 2021', fr: 'Progression de l’ATTR-CM, consensus d’experts 2021' },
    shortName: { en: '2021 consensus', fr: 'consensus 2021' },
    amyloidType: 'ATTR', compare: 'reference',
    rule: { en: 'At least one marker in each of three domains: clinical and functional, biomarkers, imaging and ECG.', fr: 'Au moins un marqueur dans chacun de trois domaines : clinique et fonctionnel, biomarqueurs, imagerie et ECG.' },
    source: { reference: 'Garcia-Pavia et al., Eur J Heart Fail 2021;23', certainty: 'abstract' },
  },
  alResponse: {
    name: { en: 'AL amyloidosis, cardiac response', fr: 'Amylose AL, réponse cardiaque' },
    shortName: { en: 'AL response', fr: 'réponse AL' },
    amyloidType: 'AL', compare: 'reference',
    rule: { en: 'Each marker for itself.', fr: 'Chaque marqueur pour lui-même.' },
    source: null,
  },
};

const amount = (lowest: number, highest = lowest): Threshold => ({ amount: [lowest, highest], share: null, join: 'either', inclusive: true, firstValueAbove: null });
const share = (fraction: number): Threshold => ({ amount: null, share: fraction, join: 'either', inclusive: true, firstValueAbove: null });
const beyond = (threshold: Threshold): Threshold => ({ ...threshold, inclusive: false });

const noThreshold: Text = { en: 'the threshold was read in no source', fr: 'le seuil n’a été lu dans aucune source' };
const thresholdOfStudy: Text = { en: 'threshold of this outcome study; that of the update itself was not read', fr: 'seuil de cette étude pronostique ; celui de la mise à jour elle-même n’a pas été lu' };
const summary2025 = 'American College of Cardiology, 9 December 2025';

const consensus = { set: 'consensus2021', certainty: 'background', source: 'Garcia-Pavia et al., Eur J Heart Fail 2021;23', remark: noThreshold } as const;
const worsening = { ...consensus, towards: 'worse' } as const;
const update = { set: 'update2025', domain: null, remark: null } as const;
const response = { set: 'alResponse', domain: null, towards: 'better', remark: null } as const;
const quoted = { ...response, certainty: 'secondary', source: 'github.com/amornj/amyloidosis, quoting Fontana et al., JACC Cardiovasc Imaging 2025;18:478' } as const;

/** Every rule, once. A rule is on by default when its certainty is `read` or `abstract`. */
export const criterionRules: readonly CriterionRule[] = [
  { ...update, parameter: 'hospitalisation', event: 'heartFailureHospitalisation', certainty: 'read', text: { en: 'Heart failure hospitalisation', fr: 'Hospitalisation pour insuffisance cardiaque' }, source: summary2025 },
  { ...update, parameter: 'diuretics', event: 'diureticIntensification', certainty: 'read', text: { en: 'Outpatient diuretic intensification', fr: 'Majoration ambulatoire des diurétiques' }, source: `${summary2025}; Ioannou et al., J Am Coll Cardiol 2024, doi 10.1016/j.jacc.2023.12.036 (HR 1.88)` },
  { ...update, parameter: 'natriureticPeptide', quantity: 'ntProBnp', towards: 'worse', certainty: 'abstract', threshold: beyond({ ...amount(700), share: 0.3, join: 'both' }), text: { en: 'NT-proBNP rises by more than 700 ng/L and more than 30 %', fr: 'NT-proBNP en hausse de plus de 700 ng/L et de plus de 30 %' }, source: 'Ioannou et al., J Am Coll Cardiol 2024, doi 10.1016/j.jacc.2023.12.036 (HR 1.82, n = 2275)', remark: thresholdOfStudy },
  { ...update, parameter: 'kidney', quantity: 'filtrationRate', towards: 'worse', certainty: 'abstract', threshold: beyond(share(0.2)), text: { en: 'eGFR falls by more than 20 %', fr: 'DFG estimé en baisse de plus de 20 %' }, source: 'PMID 39550765 (1.7-fold risk, n = 2001)', remark: thresholdOfStudy },
  { ...update, parameter: 'walk', quantity: 'sixMinuteWalk', towards: 'worse', certainty: 'abstract', threshold: beyond({ ...amount(35), share: 0.05 }), text: { en: 'Six-minute walk falls by more than 35 m or more than 5 %', fr: 'Test de marche en baisse de plus de 35 m ou de plus de 5 %' }, source: 'Ioannou et al., J Am Coll Cardiol 2024;84:43, doi 10.1016/j.jacc.2024.04.011 (HR 1.80 and 1.89)', remark: thresholdOfStudy },
  { ...update, parameter: 'qualityOfLife', quantity: 'kansasCityScore', towards: 'worse', certainty: 'background', threshold: amount(5, 10), text: { en: 'KCCQ falls by 5 to 10 points', fr: 'KCCQ en baisse de 5 à 10 points' }, source: summary2025, remark: noThreshold },
  { ...update, parameter: 'qualityOfLife', quantity: 'nyhaClass', towards: 'worse', certainty: 'background', threshold: amount(1), text: { en: 'NYHA class rises by 1', fr: 'Classe NYHA en hausse de 1' }, source: summary2025, remark: noThreshold },

  { ...consensus, parameter: 'hospitalisation', domain: 'clinical', event: 'heartFailureHospitalisation', text: { en: 'Heart failure hospitalisation', fr: 'Hospitalisation pour insuffisance cardiaque' } },
  { ...worsening, parameter: 'nyha', domain: 'clinical', quantity: 'nyhaClass', threshold: amount(1), text: { en: 'NYHA class rises by 1', fr: 'Classe NYHA en hausse de 1' } },
  { ...worsening, parameter: 'kccq', domain: 'clinical', quantity: 'kansasCityScore', threshold: amount(5, 10), text: { en: 'KCCQ falls by 5 to 10 points', fr: 'KCCQ en baisse de 5 à 10 points' } },
  { ...worsening, parameter: 'walk', domain: 'clinical', quantity: 'sixMinuteWalk', threshold: amount(30, 40), text: { en: 'Six-minute walk falls by 30 to 40 m', fr: 'Test de marche en baisse de 30 à 40 m' } },
  { ...worsening, parameter: 'natriureticPeptide', domain: 'biomarker', quantity: 'ntProBnp', threshold: { ...amount(300), share: 0.3, join: 'both' }, text: { en: 'NT-proBNP rises by 30 % and at least 300 ng/L', fr: 'NT-proBNP en hausse de 30 % et d’au moins 300 ng/L' } },
  { ...worsening, parameter: 'troponin', domain: 'biomarker', quantity: 'troponinT', threshold: share(0.3), text: { en: 'Troponin rises by 30 %', fr: 'Troponine en hausse de 30 %' } },
  { ...worsening, parameter: 'stage', domain: 'biomarker', quantity: 'nacStage', threshold: amount(1), text: { en: 'NAC stage rises', fr: 'Stade NAC en hausse' } },
  { ...worsening, parameter: 'wall', domain: 'imaging', quantity: 'septalThickness', threshold: amount(2), text: { en: 'Wall thickens by 2 mm', fr: 'Paroi épaissie de 2 mm' } },
  { ...worsening, parameter: 'function', domain: 'imaging', quantity: 'ejectionFraction', threshold: amount(5), text: { en: 'Ejection fraction falls by 5 points', fr: 'Fraction d’éjection en baisse de 5 points' } },
  { ...worsening, parameter: 'function', domain: 'imaging', quantity: 'strokeVolume', threshold: amount(5), text: { en: 'Stroke volume falls by 5 mL', fr: 'Volume d’éjection en baisse de 5 mL' } },
  { ...worsening, parameter: 'function', domain: 'imaging', quantity: 'globalLongitudinalStrain', threshold: amount(1), text: { en: 'Global longitudinal strain worsens by 1 point', fr: 'Strain longitudinal global dégradé de 1 point' } },
  { ...worsening, parameter: 'diastole', domain: 'imaging', quantity: 'diastolicGrade', threshold: amount(1), text: { en: 'Diastolic grade rises', fr: 'Grade diastolique en hausse' } },
  { ...consensus, parameter: 'conduction', domain: 'imaging', event: 'newConductionDisease', text: { en: 'New conduction disease', fr: 'Trouble de conduction nouveau' } },

  { ...response, parameter: 'natriureticPeptide', quantity: 'ntProBnp', certainty: 'abstract', threshold: beyond({ ...amount(300), share: 0.3, join: 'both', firstValueAbove: 650 }), text: { en: 'NT-proBNP falls by more than 30 % and 300 ng/L, from above 650 ng/L', fr: 'NT-proBNP en baisse de plus de 30 % et 300 ng/L, à partir de plus de 650 ng/L' }, source: 'Validated criteria for early response in AL amyloidosis, Blood, ashpublications.org/view-large/7530486 (table)' },
  { ...response, parameter: 'extracellularVolume', quantity: 'extracellularVolume', certainty: 'abstract', threshold: amount(5), text: { en: 'ECV falls by 5 points', fr: 'VEC en baisse de 5 points' }, source: 'Martinez-Naharro et al., Eur Heart J 2022;43:4722, doi 10.1093/eurheartj/ehac363 (regression: 0.05 or more)' },
  { ...quoted, parameter: 'strain', quantity: 'globalLongitudinalStrain', threshold: amount(2), text: { en: 'Global longitudinal strain improves by 2 points', fr: 'Strain longitudinal global amélioré de 2 points' } },
  { ...quoted, parameter: 't1', quantity: 'nativeT1', threshold: amount(50), text: { en: 'Native T1 falls by 50 ms', fr: 'T1 natif en baisse de 50 ms' } },
];

/** Whether a rule was read in its source, or the abstract of it, so that it is on unless switched off. */
export function isVerified({ certainty }: CriterionRule): boolean {
  return certainty === 'read' || certainty === 'abstract';
}
