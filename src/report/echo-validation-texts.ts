import type { EchoQuantity, OverlapRow } from '../analysis/echo-validation.ts';
import type { Text } from '../measurement/language.ts';

/** The words of the validation of echocardiography, on its page and on a terminal. */
export const echoValidationTexts = {
  title: { en: 'Validation of echocardiography', fr: 'Validation de l’échocardiographie' },
  subtitle: { en: 'Does Amyloscope outline the left heart as the expert did, and read the same numbers off it?', fr: 'Amyloscope contoure-t-il le cœur gauche comme l’expert, et en lit-il les mêmes nombres ?' },
  summary: { en: '{frames} stills of {patients} patients, apical four-chamber view. Mean Dice coefficient of the three structures: {dice}.', fr: '{frames} images de {patients} patients, coupe apicale quatre cavités. Coefficient de Dice moyen des trois structures : {dice}.' },
  overlap: { en: 'Outlines', fr: 'Contours' },
  overlapSense: { en: 'Dice: 1 is the same area, 0 is none in common. Distances are between borders; the second is the worst place of each still, averaged.', fr: 'Dice : 1 même surface, 0 rien en commun. Les distances séparent les contours ; la seconde est le pire endroit de chaque image, en moyenne.' },
  structure: { en: 'Structure', fr: 'Structure' },
  moment: { en: 'Moment', fr: 'Temps' },
  stills: { en: 'Stills', fr: 'Images' },
  dice: { en: 'Dice: mean (SD)', fr: 'Dice : moyenne (écart-type)' },
  distance: { en: 'Mean distance', fr: 'Distance moyenne' },
  hausdorff: { en: 'Largest distance', fr: 'Plus grande distance' },
  withoutDistance: { en: 'Stills where one side outlined nothing, which have no distance: {count}.', fr: 'Images où l’un des deux n’a rien contouré, sans distance : {count}.' },
  published: { en: 'Published for CAMUS, both apical views, cross-validated: mean Dice 0.893 (nnU-Net), 0.890 (263,000 parameters), 0.910 (24 million parameters: left ventricle 0.944, myocardium 0.881, left atrium 0.906). Leclerc 2019: volumes r 0.95, ejection fraction r 0.80, by two views.', fr: 'Publié sur CAMUS, deux coupes apicales, validation croisée : Dice moyen 0,893 (nnU-Net), 0,890 (263 000 paramètres), 0,910 (24 millions de paramètres : ventricule gauche 0,944, myocarde 0,881, oreillette gauche 0,906). Leclerc 2019 : volumes r 0,95, fraction d’éjection r 0,80, sur deux coupes.' },
  numbers: { en: 'Numbers read off the outlines', fr: 'Nombres lus sur les contours' },
  numbersSense: { en: 'By one rule from both outlines (discs in one view), so the difference is that of the outlines alone.', fr: 'Par une même règle sur les deux contours (disques, une coupe) : la différence est celle des seuls contours.' },
  quantity: { en: 'Quantity', fr: 'Grandeur' },
  patients: { en: 'Patients', fr: 'Patients' },
  meanError: { en: 'Mean absolute error', fr: 'Erreur absolue moyenne' },
  bias: { en: 'Bias (95 % interval)', fr: 'Biais (intervalle à 95 %)' },
  limits: { en: 'Limits of agreement', fr: 'Limites d’agrément' },
  correlation: { en: 'Correlation', fr: 'Corrélation' },
  coverage: { en: 'Stated 95 % intervals that hold it', fr: 'Intervalles à 95 % annoncés qui la contiennent' },
  worst: { en: 'Worst outlines', fr: 'Pires contours' },
  worstSense: { en: 'Full line: Amyloscope. Dashed: the expert.', fr: 'Trait plein : Amyloscope. Tirets : l’expert.' },
  notUsed: { en: 'Not used', fr: 'Non utilisé' },
  still: { en: 'Still', fr: 'Image' },
  reason: { en: 'Why', fr: 'Pourquoi' },
  model: { en: 'Network', fr: 'Réseau' },
  methods: { en: 'Methods', fr: 'Méthodes' },
} as const satisfies Record<string, Text>;

export const structureTexts: Readonly<Record<OverlapRow['structure'], Text>> = {
  leftVentricle: { en: 'left ventricle', fr: 'ventricule gauche' },
  myocardium: { en: 'myocardium', fr: 'myocarde' },
  leftAtrium: { en: 'left atrium', fr: 'oreillette gauche' },
};

export const momentTexts: Readonly<Record<OverlapRow['moment'], Text>> = {
  endDiastole: { en: 'end-diastole', fr: 'télédiastole' },
  endSystole: { en: 'end-systole', fr: 'télésystole' },
  both: { en: 'both', fr: 'les deux' },
};

export const echoQuantityTexts: Readonly<Record<EchoQuantity, Text>> = {
  endDiastolicVolume: { en: 'end-diastolic volume', fr: 'volume télédiastolique' },
  endSystolicVolume: { en: 'end-systolic volume', fr: 'volume télésystolique' },
  ejectionFraction: { en: 'ejection fraction', fr: 'fraction d’éjection' },
  reservoirStrain: { en: 'left atrial reservoir strain, contour', fr: 'strain réservoir de l’oreillette gauche, contour' },
  longitudinalStrain: { en: 'longitudinal strain, contour', fr: 'strain longitudinal, contour' },
  wallThickness: { en: 'wall thickness, end-diastole', fr: 'épaisseur de paroi, télédiastole' },
  leftAtrialVolume: { en: 'left atrial volume, end-systole', fr: 'volume de l’oreillette gauche, télésystole' },
};
