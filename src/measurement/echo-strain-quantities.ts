import type { Quantity } from './catalogue.ts';

const task = 'Definition of layers, segments and peak after the EACVI/ASE/Industry Task Force, Voigt et al., Eur Heart J Cardiovasc Imaging 2015;16:1.';

function segment(en: string, fr: string): Quantity {
  return {
    name: { en: `Longitudinal strain, ${en}`, fr: `Strain longitudinal, ${fr}` },
    unit: '%',
    definition: { en: `Peak longitudinal strain of the endocardium of the ${en} segment in the apical four-chamber view, a third of its wall, by speckle tracking.`, fr: `Pic de strain longitudinal de l’endocarde du segment ${fr} en coupe apicale quatre cavités, un tiers de sa paroi, par suivi du speckle.` },
    source: task,
    code: null,
  };
}

/** Strain of the left ventricle in the apical four-chamber view, then of three apical views. Negative when the wall shortens. No published code says layer and method. */
export const echoStrainQuantities = {
  longitudinalStrainContour: {
    name: { en: 'Longitudinal strain by contours, four-chamber view', fr: 'Strain longitudinal par contours, coupe quatre cavités' },
    unit: '%',
    definition: {
      en: 'Change of the length of the endocardial border from end-diastole to end-systole, divided by that at end-diastole; from the outlines of two frames of the apical four-chamber view, not by tracking.',
      fr: 'Variation de longueur du bord endocardique de la télédiastole à la télésystole, divisée par celle en télédiastole ; d’après les contours de deux images en coupe apicale quatre cavités, sans suivi.',
    },
    source: task,
    code: null,
  },
  leftAtrialReservoirStrain: {
    name: { en: 'Left atrial reservoir strain by contours, four-chamber view', fr: 'Strain réservoir de l’oreillette gauche par contours, coupe quatre cavités' },
    unit: '%',
    definition: {
      en: 'Change of the length of the left atrial border, from hinge over roof to hinge, from end-diastole to ventricular end-systole, divided by that at end-diastole; from the outlines of two frames of the apical four-chamber view, not by tracking.',
      fr: 'Variation de longueur du bord de l’oreillette gauche, d’une charnière à l’autre par le toit, de la télédiastole à la télésystole ventriculaire, divisée par celle en télédiastole ; d’après les contours de deux images en coupe apicale quatre cavités, sans suivi.',
    },
    source: 'Zero at end-diastole and view after the EACVI/ASE/Industry Task Force, Badano et al., Eur Heart J Cardiovasc Imaging 2018;19:591, known from summaries; there by tracking, here by contours.',
    code: null,
  },
  longitudinalStrainTracked: {
    name: { en: 'Longitudinal strain by speckle, endocardial, four-chamber view', fr: 'Strain longitudinal par speckle, endocardique, coupe quatre cavités' },
    unit: '%',
    definition: {
      en: 'Largest shortening over the beat of the endocardial line of the whole wall, followed by its speckle through the apical four-chamber view, against end-diastole.',
      fr: 'Plus grand raccourcissement au cours du battement de la ligne endocardique de toute la paroi, suivie par son speckle en coupe apicale quatre cavités, par rapport à la télédiastole.',
    },
    source: task,
    code: null,
  },
  longitudinalStrainTrackedMidWall: {
    name: { en: 'Longitudinal strain by speckle, mid-wall, four-chamber view', fr: 'Strain longitudinal par speckle, mi-paroi, coupe quatre cavités' },
    unit: '%',
    definition: {
      en: 'As by speckle at the endocardium, of the line half-way through the wall; smaller than that of the endocardium.',
      fr: 'Comme par speckle à l’endocarde, pour la ligne à mi-épaisseur de la paroi ; plus faible qu’à l’endocarde.',
    },
    source: task,
    code: null,
  },
  longitudinalStrainBasalSeptal: segment('basal septal', 'basal septal'),
  longitudinalStrainMiddleSeptal: segment('middle septal', 'médian septal'),
  longitudinalStrainApicalSeptal: segment('apical septal', 'apical septal'),
  longitudinalStrainApicalLateral: segment('apical lateral', 'apical latéral'),
  longitudinalStrainMiddleLateral: segment('middle lateral', 'médian latéral'),
  longitudinalStrainBasalLateral: segment('basal lateral', 'basal latéral'),
  mechanicalDispersion: {
    name: { en: 'Mechanical dispersion, four-chamber view', fr: 'Dispersion mécanique, coupe quatre cavités' },
    unit: 'ms',
    definition: { en: 'Standard deviation of the times from end-diastole to peak longitudinal strain of the segments of the apical four-chamber view that were followed.', fr: 'Écart type des délais entre la télédiastole et le pic de strain longitudinal des segments suivis en coupe apicale quatre cavités.' },
    source: 'Haugaa et al., JACC Cardiovasc Imaging 2010;3:247; here of one view alone.',
    code: null,
  },
  peakSystolicStrainRate: {
    name: { en: 'Peak systolic strain rate, four-chamber view', fr: 'Strain rate systolique maximal, coupe quatre cavités' },
    unit: '/s',
    definition: { en: 'Fastest shortening of the endocardial line before its peak strain, in the apical four-chamber view by speckle tracking; negative.', fr: 'Raccourcissement le plus rapide de la ligne endocardique avant son pic de strain, en coupe apicale quatre cavités par suivi du speckle ; négatif.' },
    source: task,
    code: null,
  },
  globalLongitudinalStrain: {
    name: { en: 'Global longitudinal strain by speckle, endocardial', fr: 'Strain longitudinal global par speckle, endocardique' },
    unit: '%',
    definition: { en: 'Mean of the longitudinal strains by speckle tracking at the endocardium of the apical four-, two- and three-chamber views.', fr: 'Moyenne des strains longitudinaux par suivi du speckle à l’endocarde des coupes apicales quatre, deux et trois cavités.' },
    source: task,
    code: null,
  },
  globalLongitudinalStrainContour: {
    name: { en: 'Global longitudinal strain by contours', fr: 'Strain longitudinal global par contours' },
    unit: '%',
    definition: { en: 'Mean of the longitudinal strains by contours of the apical four-, two- and three-chamber views.', fr: 'Moyenne des strains longitudinaux par contours des coupes apicales quatre, deux et trois cavités.' },
    source: task,
    code: null,
  },
  leftVentricularEjectionFractionBiplane: {
    name: { en: 'LV ejection fraction, biplane', fr: 'Fraction d’éjection VG, biplan' },
    unit: '%',
    definition: { en: 'End-diastolic less end-systolic volume of the left ventricle, divided by the end-diastolic one; volumes by discs in the apical four- and two-chamber views.', fr: 'Volume télédiastolique moins volume télésystolique du ventricule gauche, divisé par le télédiastolique ; volumes par disques en coupes apicales quatre et deux cavités.' },
    source: 'Biplane method of discs, ASE/EACVI recommendations, Lang et al., J Am Soc Echocardiogr 2015;28:1.',
    code: null,
  },
  relativeApicalLongitudinalStrain: {
    name: { en: 'Relative apical longitudinal strain (RELAPS)', fr: 'Strain longitudinal apical relatif (RELAPS)' },
    unit: '1',
    definition: { en: 'Mean strain of the apical segments divided by the sum of the means of the basal and of the middle ones, three apical views, endocardial; above 1 the apex is spared.', fr: 'Strain moyen des segments apicaux divisé par la somme des moyennes des segments basaux et médians, trois coupes apicales, endocardique ; au-dessus de 1 l’apex est épargné.' },
    source: 'Phelan et al., Heart 2012;98:1442; there of mid-wall strain of one vendor, so that its limit of 1 is not this one’s.',
    code: null,
  },
  ejectionFractionToStrainRatio: {
    name: { en: 'Ejection fraction to strain ratio (EFSR)', fr: 'Rapport fraction d’éjection sur strain (EFSR)' },
    unit: '1',
    definition: { en: 'Biplane ejection fraction divided by the size of the global longitudinal strain by speckle.', fr: 'Fraction d’éjection biplan divisée par la valeur absolue du strain longitudinal global par speckle.' },
    source: 'Pagourelias et al., Circ Cardiovasc Imaging 2017;10:e005588; there of one vendor’s strain.',
    code: null,
  },
} as const satisfies Record<string, Quantity>;
