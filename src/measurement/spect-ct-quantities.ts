import type { Quantity } from './catalogue.ts';

const miller = 'Design of Miller et al., J Nucl Med 2024;65:1144, whose threshold, blood pool and formula could not be read: they are parameters, stored with the value.';
const own = 'Amyloscope definition.';

/** Quantities of SPECT/CT. Regions come from the segmentation of the CT; values from the attenuation-corrected SPECT. */
export const spectCtQuantities = {
  cardiacPyrophosphateActivity: {
    name: { en: 'Cardiac pyrophosphate activity (CPA)', fr: 'Activité cardiaque du pyrophosphate (CPA)' },
    unit: 'mL',
    definition: {
      en: 'Mean ratio to the blood over the myocardium above the threshold, times its volume. The blood is not subtracted. The name is kept for other bone tracers.',
      fr: 'Rapport moyen au sang dans le myocarde au-dessus du seuil, multiplié par son volume. Le sang n’est pas soustrait. Le nom est gardé pour les autres traceurs osseux.',
    },
    source: miller,
    code: null,
  },
  volumeOfInvolvement: {
    name: { en: 'Volume of involvement (VOI)', fr: 'Volume atteint (VOI)' },
    unit: 'mL',
    definition: {
      en: 'Volume of left ventricular myocardium whose activity exceeds the blood by the stated factor.',
      fr: 'Volume du myocarde ventriculaire gauche dont l’activité dépasse le sang du facteur indiqué.',
    },
    source: miller,
    code: null,
  },
  myocardiumToBloodRatio: {
    name: { en: 'Myocardium-to-blood ratio (TBR)', fr: 'Rapport myocarde sur sang (TBR)' },
    unit: '1',
    definition: { en: 'Mean activity of the left ventricular myocardium divided by that of the blood.', fr: 'Activité moyenne du myocarde ventriculaire gauche divisée par celle du sang.' },
    source: miller,
    code: null,
  },
  myocardiumToBloodRatioRecovered: {
    name: { en: 'Myocardium-to-blood ratio, partial volume recovered', fr: 'Rapport myocarde sur sang, volume partiel corrigé' },
    unit: '1',
    definition: {
      en: 'Activity of the left ventricular myocardium divided by that of the blood of chambers and aorta, both as they would be without the spill between regions at the stated resolution. Stands beside the raw ratio.',
      fr: 'Activité du myocarde ventriculaire gauche divisée par celle du sang des cavités et de l’aorte, toutes deux sans le débordement entre régions à la résolution indiquée. Accompagne le rapport brut.',
    },
    source: 'Geometric transfer matrix, Rousset, Ma and Evans, J Nucl Med 1998;39:904; the resolution is a parameter.',
    code: null,
  },
  septumToBloodRatio: {
    name: { en: 'Septum-to-blood ratio', fr: 'Rapport septum sur sang' },
    unit: '1',
    definition: { en: 'Mean activity of the part of the left ventricular myocardium that faces the right ventricle, divided by that of the blood.', fr: 'Activité moyenne de la part du myocarde ventriculaire gauche face au ventricule droit, divisée par celle du sang.' },
    source: own,
    code: null,
  },
  rightVentricularWallToBloodRatio: {
    name: { en: 'RV-wall-to-blood ratio', fr: 'Rapport paroi VD sur sang' },
    unit: '1',
    definition: { en: 'Mean activity of the right ventricular free wall divided by that of the blood. The wall is thinner than the resolution of SPECT.', fr: 'Activité moyenne de la paroi libre du ventricule droit divisée par celle du sang. La paroi est plus mince que la résolution du SPECT.' },
    source: own,
    code: null,
  },
  myocardiumToBoneRatio: {
    name: { en: 'Myocardium-to-bone ratio', fr: 'Rapport myocarde sur os' },
    unit: '1',
    definition: { en: 'Mean activity of the left ventricular myocardium divided by that of the thoracic vertebrae in the field of view.', fr: 'Activité moyenne du myocarde ventriculaire gauche divisée par celle des vertèbres thoraciques du champ.' },
    source: own,
    code: null,
  },
  myocardiumToLiverRatio: {
    name: { en: 'Myocardium-to-liver ratio', fr: 'Rapport myocarde sur foie' },
    unit: '1',
    definition: { en: 'Mean activity of the left ventricular myocardium divided by that of the liver in the field of view.', fr: 'Activité moyenne du myocarde ventriculaire gauche divisée par celle du foie présent dans le champ.' },
    source: own,
    code: null,
  },
  myocardiumToLungRatio: {
    name: { en: 'Myocardium-to-lung ratio', fr: 'Rapport myocarde sur poumon' },
    unit: '1',
    definition: { en: 'Mean activity of the left ventricular myocardium divided by that of the lungs.', fr: 'Activité moyenne du myocarde ventriculaire gauche divisée par celle des poumons.' },
    source: own,
    code: null,
  },
  uptakeHeterogeneity: {
    name: { en: 'Heterogeneity of myocardial uptake', fr: 'Hétérogénéité de la fixation myocardique' },
    unit: '%',
    definition: { en: 'Standard deviation of activity over the left ventricular myocardium divided by its mean; noise of the image is part of it.', fr: 'Écart type de l’activité du myocarde ventriculaire gauche divisé par sa moyenne ; le bruit de l’image y est compris.' },
    source: own,
    code: null,
  },
  uptakeVolumeRelative: {
    name: { en: 'Uptake volume, relative threshold', fr: 'Volume de fixation, seuil relatif' },
    unit: 'mL',
    definition: { en: 'Volume above the stated share of the maximum, in the heart widened by the stated margin, bone and liver left out.', fr: 'Volume au-dessus de la part indiquée du maximum, dans le cœur élargi de la marge indiquée, os et foie exclus.' },
    source: 'Family of spectquant (Spielvogel et al., Eur J Nucl Med Mol Imaging 2025), 0.4 of the maximum in a heart widened by 10 mm.',
    code: null,
  },
  uptakeVolumeAdaptive: {
    name: { en: 'Uptake volume, threshold from the blood', fr: 'Volume de fixation, seuil tiré du sang' },
    unit: 'mL',
    definition: { en: 'Volume above the blood by one standard deviation of the blood, in the heart widened by the stated margin, bone and liver left out.', fr: 'Volume dépassant le sang d’un écart type du sang, dans le cœur élargi de la marge indiquée, os et foie exclus.' },
    source: 'Family of spectquant (Spielvogel et al., Eur J Nucl Med Mol Imaging 2025), mean plus standard deviation of eroded blood.',
    code: null,
  },
  uptakeVolumeFixed: {
    name: { en: 'Uptake volume, fixed SUV', fr: 'Volume de fixation, SUV fixe' },
    unit: 'mL',
    definition: { en: 'Volume above the stated SUV, in the heart widened by the stated margin, bone and liver left out.', fr: 'Volume au-dessus du SUV indiqué, dans le cœur élargi de la marge indiquée, os et foie exclus.' },
    source: own,
    code: null,
  },
  myocardialSuvMax: {
    name: { en: 'Myocardial SUVmax', fr: 'SUVmax myocardique' },
    unit: 'g/mL',
    definition: { en: 'Largest standardised uptake value by body weight in the left ventricular myocardium.', fr: 'Plus grande valeur de fixation normalisée au poids dans le myocarde ventriculaire gauche.' },
    source: 'DICOM PS3.3 C.8.9.1; SUV by body weight.',
    code: null,
  },
  myocardialSuvPeak: {
    name: { en: 'Myocardial SUVpeak', fr: 'SUVpeak myocardique' },
    unit: 'g/mL',
    definition: { en: 'Largest mean standardised uptake value over a sphere of 1 mL centred in the left ventricular myocardium.', fr: 'Plus grande fixation normalisée moyenne dans une sphère de 1 mL centrée dans le myocarde ventriculaire gauche.' },
    source: 'Wahl et al., J Nucl Med 2009;50:122S (PERCIST).',
    code: null,
  },
  myocardialSuvMean: {
    name: { en: 'Myocardial SUVmean', fr: 'SUVmean myocardique' },
    unit: 'g/mL',
    definition: { en: 'Mean standardised uptake value by body weight in the left ventricular myocardium.', fr: 'Fixation normalisée au poids moyenne dans le myocarde ventriculaire gauche.' },
    source: 'DICOM PS3.3 C.8.9.1; SUV by body weight.',
    code: null,
  },
  bloodSuvMean: {
    name: { en: 'Blood SUV', fr: 'SUV du sang' },
    unit: 'g/mL',
    definition: { en: 'Standardised uptake value of the blood, read as the method states.', fr: 'Fixation normalisée du sang, lue comme la méthode l’indique.' },
    source: own,
    code: null,
  },
  boneSuvPeak: {
    name: { en: 'Vertebral SUVpeak', fr: 'SUVpeak vertébral' },
    unit: 'g/mL',
    definition: { en: 'Largest mean standardised uptake value over a sphere of 1 mL centred in the thoracic vertebrae in the field of view.', fr: 'Plus grande fixation normalisée moyenne dans une sphère de 1 mL centrée dans les vertèbres thoraciques du champ.' },
    source: 'Wahl et al., J Nucl Med 2009;50:122S (PERCIST), on vertebrae.',
    code: null,
  },
  myocardialRetentionIndex: {
    name: { en: 'Myocardial retention index', fr: 'Index de rétention myocardique' },
    unit: 'g/mL',
    definition: { en: 'Myocardial SUVpeak divided by vertebral SUVpeak, times SUVpeak of the paraspinal muscle.', fr: 'SUVpeak myocardique divisé par le SUVpeak vertébral, multiplié par le SUVpeak du muscle paravertébral.' },
    source: 'Rettl et al., Eur Heart J Cardiovasc Imaging 2023 (PMC10364619), as written in spectquant; all vertebrae in the field of view stand for T8 to T10.',
    code: null,
  },
  totalMyocardialUptake: {
    name: { en: 'Total myocardial uptake', fr: 'Fixation myocardique totale' },
    unit: 'g',
    definition: { en: 'Mean standardised uptake value of the left ventricular myocardium times its volume.', fr: 'Fixation normalisée moyenne du myocarde ventriculaire gauche multipliée par son volume.' },
    source: 'Cardiac amyloid activity, SUVmean times volume; here the myocardium alone.',
    code: null,
  },
  injectedDoseFraction: {
    name: { en: 'Injected dose in the myocardium', fr: 'Dose injectée dans le myocarde' },
    unit: '%',
    definition: { en: 'Activity in the left ventricular myocardium divided by the injected activity, both at the time of the scan.', fr: 'Activité du myocarde ventriculaire gauche divisée par l’activité injectée, toutes deux à l’heure de l’examen.' },
    source: own,
    code: null,
  },
} as const satisfies Record<string, Quantity>;
