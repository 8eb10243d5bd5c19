import type { Text } from './language.ts';
import { echoLeftHeartQuantities } from './echo-left-heart-quantities.ts';
import { echoParasternalQuantities } from './echo-parasternal-quantities.ts';
import { echoStrainQuantities } from './echo-strain-quantities.ts';
import { spectCtQuantities } from './spect-ct-quantities.ts';

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
  leftVentricularEjectionFraction: {
    name: { en: 'LV ejection fraction, four-chamber view', fr: 'Fraction d’éjection VG, coupe quatre cavités' },
    unit: '%',
    definition: {
      en: 'End-diastolic less end-systolic volume of the left ventricle, divided by the end-diastolic one; volumes by discs in the apical four-chamber view.',
      fr: 'Volume télédiastolique moins volume télésystolique du ventricule gauche, divisé par le télédiastolique ; volumes par disques en coupe apicale quatre cavités.',
    },
    source: 'Single-plane method of discs, ASE/EACVI recommendations, Lang et al., J Am Soc Echocardiogr 2015;28:1.',
    code: { scheme: 'LN', value: '79993-2', meaning: 'Left ventricular ejection fraction single plane 4C (MOD)' },
  },
  leftVentricularEndDiastolicVolume: {
    name: { en: 'LV end-diastolic volume, four-chamber view', fr: 'Volume télédiastolique VG, coupe quatre cavités' },
    unit: 'mL',
    definition: {
      en: 'Volume of the left ventricle at its largest, by 20 discs across its long axis in the apical four-chamber view.',
      fr: 'Volume du ventricule gauche à son maximum, par 20 disques perpendiculaires à son grand axe en coupe apicale quatre cavités.',
    },
    source: 'Single-plane method of discs, ASE/EACVI recommendations, Lang et al., J Am Soc Echocardiogr 2015;28:1.',
    code: { scheme: 'LN', value: '79999-9', meaning: 'Left ventricular end diastolic volume single plane 4C (MOD)' },
  },
  leftVentricularEndSystolicVolume: {
    name: { en: 'LV end-systolic volume, four-chamber view', fr: 'Volume télésystolique VG, coupe quatre cavités' },
    unit: 'mL',
    definition: {
      en: 'Volume of the left ventricle at its smallest, by 20 discs across its long axis in the apical four-chamber view.',
      fr: 'Volume du ventricule gauche à son minimum, par 20 disques perpendiculaires à son grand axe en coupe apicale quatre cavités.',
    },
    source: 'Single-plane method of discs, ASE/EACVI recommendations, Lang et al., J Am Soc Echocardiogr 2015;28:1.',
    code: { scheme: 'LN', value: '80004-5', meaning: 'Left ventricular end systolic volume single plane 4C (MOD)' },
  },
  leftAtrialEndSystolicVolume: {
    name: { en: 'Left atrial volume, four-chamber view', fr: 'Volume de l’oreillette gauche, coupe quatre cavités' },
    unit: 'mL',
    definition: {
      en: 'Volume of the left atrium at ventricular end-systole, by 20 discs from the mitral plane in the apical four-chamber view.',
      fr: 'Volume de l’oreillette gauche en télésystole ventriculaire, par 20 disques depuis le plan mitral en coupe apicale quatre cavités.',
    },
    source: 'Single-plane method of discs, ASE/EACVI recommendations, Lang et al., J Am Soc Echocardiogr 2015;28:1.',
    code: { scheme: 'LN', value: '79986-6', meaning: 'Left atrial end systolic volume single plane 4C (MOD)' },
  },
  leftVentricularWallThickness: {
    name: { en: 'LV wall thickness, four-chamber view', fr: 'Épaisseur de paroi VG, coupe quatre cavités' },
    unit: 'mm',
    definition: {
      en: 'Mean distance at end-diastole from the cavity to the nearest outer border of the left ventricular wall, basal and middle parts of septum and lateral wall in the apical four-chamber view. Not the parasternal thickness of the guidelines.',
      fr: 'Distance moyenne en télédiastole de la cavité au bord externe le plus proche de la paroi du ventricule gauche, parties basales et moyennes du septum et de la paroi latérale en coupe apicale quatre cavités. Ce n’est pas l’épaisseur parasternale des recommandations.',
    },
    source: 'Amyloscope definition.',
    code: null,
  },
  ...echoParasternalQuantities,
  ...echoStrainQuantities,
  ...echoLeftHeartQuantities,
  ...spectCtQuantities,
} as const satisfies Record<string, Quantity>;

export type QuantityName = keyof typeof quantities;

/** Every quantity Amyloscope can report, once. */
export const catalogue: Readonly<Record<QuantityName, Quantity>> = quantities;
