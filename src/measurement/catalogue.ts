import type { Text } from './language.ts';

/** A code of a published terminology: scheme designator as DICOM writes it (SCT, LN, DCM, UCUM). */
export interface Code {
  readonly scheme: 'SCT' | 'LN' | 'DCM';
  readonly value: string;
  readonly meaning: string;
}

/** One quantity: its names, unit, definition and the source of that definition. */
export interface Quantity {
  readonly name: Text;
  /** UCUM unit; `1` for a ratio or a probability, `{grade}` for an ordinal class. */
  readonly unit: string;
  readonly definition: Text;
  readonly source: string;
  /** null where no published code was found for exactly this quantity. */
  readonly code: Code | null;
}

const quantities = {
  heartToContralateralRatio: {
    name: { en: 'Heart-to-contralateral ratio (H/CL)', fr: 'Rapport cœur sur controlatéral (H/CL)' },
    unit: '1',
    definition: {
      en: 'Mean counts per pixel in a circle on the heart, divided by mean counts per pixel in the same circle mirrored to the other side of the chest (further out where it would lie on heart or sternum), anterior planar view.',
      fr: 'Coups moyens par pixel dans un cercle placé sur le cœur, divisés par ceux du même cercle reporté en miroir de l’autre côté du thorax (plus en dehors s’il recouvrait le cœur ou le sternum), vue planaire antérieure.',
    },
    source: 'ASNC cardiac amyloidosis practice points; circle placement rules as parameters of the method.',
    code: null,
  },
  heartToBoneRatio: {
    name: { en: 'Heart-to-bone ratio', fr: 'Rapport cœur sur os' },
    unit: '1',
    definition: {
      en: 'Mean counts in the heart circle divided by mean counts over the ribs of the other side, each less the soft-tissue background.',
      fr: 'Coups moyens dans le cercle cardiaque divisés par ceux des côtes de l’autre côté, chacun diminué du fond des tissus mous.',
    },
    source: 'Amyloscope definition; the visual comparison of Perugini et al. 2005 made numeric.',
    code: null,
  },
  heartToWholeBodyRatio: {
    name: { en: 'Heart-to-whole-body ratio (H/WB)', fr: 'Rapport cœur sur corps entier (H/WB)' },
    unit: '1',
    definition: {
      en: 'Total counts in the heart region divided by total counts of the body without kidneys and bladder.',
      fr: 'Coups totaux de la région cardiaque divisés par les coups totaux du corps sans les reins ni la vessie.',
    },
    source: 'H/WB read profile: heart / (whole body - kidneys - bladder).',
    code: null,
  },
  wholeBodyRetention: {
    name: { en: 'Whole-body retention', fr: 'Rétention corporelle totale' },
    unit: '1',
    definition: {
      en: 'Decay-corrected whole-body counts of the late scan divided by those of the early scan, bladder left out.',
      fr: 'Coups corporels totaux du temps tardif, corrigés de la décroissance, divisés par ceux du temps précoce, vessie exclue.',
    },
    source: 'Perugini et al., J Am Coll Cardiol 2005;46:1076, whole-body retention of 99mTc-DPD.',
    code: null,
  },
  peruginiGrade: {
    name: { en: 'Perugini grade', fr: 'Grade de Perugini' },
    unit: '{grade}',
    definition: {
      en: 'Cardiac uptake compared with the ribs: 0 none, 1 less, 2 equal, 3 greater with attenuated bone.',
      fr: 'Fixation cardiaque comparée aux côtes : 0 absente, 1 inférieure, 2 égale, 3 supérieure avec os atténué.',
    },
    source: 'Wording after Dorbala et al.; it differs from Perugini et al. 2005 (PMID 37460984).',
    code: null,
  },
  abnormalUptakeProbability: {
    name: { en: 'Probability of abnormal cardiac uptake', fr: 'Probabilité de fixation cardiaque anormale' },
    unit: '1',
    definition: {
      en: 'Probability given by the network that cardiac uptake is Perugini grade 2 or more.',
      fr: 'Probabilité donnée par le réseau que la fixation cardiaque soit de grade de Perugini 2 ou plus.',
    },
    source: 'Target as in Delbarre et al., JACC Cardiovasc Imaging 2023;16:1085, doi 10.1016/j.jcmg.2023.01.014.',
    code: null,
  },
} as const satisfies Record<string, Quantity>;

export type QuantityName = keyof typeof quantities;

/** Every quantity Amyloscope can report, once. */
export const catalogue: Readonly<Record<QuantityName, Quantity>> = quantities;
