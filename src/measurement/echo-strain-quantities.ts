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

/** Strain of the left ventricle in the apical four-chamber view. Negative when the wall shortens. No published code says layer and method. */
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
} as const satisfies Record<string, Quantity>;
