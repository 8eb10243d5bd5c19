import type { Code, Quantity } from './catalogue.ts';

const loinc = (value: string, meaning: string): Code => ({ scheme: 'LN', value, meaning });
const CHAMBERS = 'ASE/EACVI recommendations, Lang et al., J Am Soc Echocardiogr 2015;28:1, doi 10.1016/j.echo.2014.10.003';
const DUBOIS = 'DuBois and DuBois, Arch Intern Med 1916;17:863';

/** Quantities of the parasternal views. Wall and cavity are measured 20 mm below the mitral plane, where the leaflets' tips are. */
export const echoParasternalQuantities = {
  leftVentricularSeptalThickness: {
    name: { en: 'Septal thickness', fr: 'Épaisseur du septum' },
    unit: 'mm',
    definition: {
      en: 'Thickness of the anterior septum at end-diastole in the parasternal long axis, at right angles to the long axis of the cavity, at the tips of the mitral leaflets.',
      fr: 'Épaisseur du septum antérieur en télédiastole en grand axe parasternal, perpendiculairement au grand axe de la cavité, à l’extrémité des feuillets mitraux.',
    },
    source: `${CHAMBERS}, linear measurements.`,
    code: loinc('18154-5', 'Interventricular Septum Diastolic Thickness'),
  },
  leftVentricularPosteriorWallThickness: {
    name: { en: 'Posterior wall thickness', fr: 'Épaisseur de la paroi postérieure' },
    unit: 'mm',
    definition: {
      en: 'Thickness of the inferolateral wall at end-diastole in the parasternal long axis, on the same line as the septum.',
      fr: 'Épaisseur de la paroi inférolatérale en télédiastole en grand axe parasternal, sur la même ligne que le septum.',
    },
    source: `${CHAMBERS}, linear measurements.`,
    code: loinc('18152-9', 'Left Ventricle Posterior Wall Diastolic Thickness'),
  },
  leftVentricularEndDiastolicDiameter: {
    name: { en: 'LV end-diastolic diameter', fr: 'Diamètre télédiastolique VG' },
    unit: 'mm',
    definition: {
      en: 'Width of the left ventricular cavity at end-diastole in the parasternal long axis, on the same line as the walls.',
      fr: 'Largeur de la cavité du ventricule gauche en télédiastole en grand axe parasternal, sur la même ligne que les parois.',
    },
    source: `${CHAMBERS}, linear measurements.`,
    code: loinc('29436-3', 'Left Ventricle Internal End Diastolic Dimension'),
  },
  leftVentricularEndSystolicDiameter: {
    name: { en: 'LV end-systolic diameter', fr: 'Diamètre télésystolique VG' },
    unit: 'mm',
    definition: {
      en: 'Width of the left ventricular cavity at end-systole in the parasternal long axis, at the tips of the mitral leaflets.',
      fr: 'Largeur de la cavité du ventricule gauche en télésystole en grand axe parasternal, à l’extrémité des feuillets mitraux.',
    },
    source: `${CHAMBERS}, linear measurements.`,
    code: loinc('29438-9', 'Left Ventricle Internal Systolic Dimension'),
  },
  leftAtrialDiameter: {
    name: { en: 'Left atrial diameter', fr: 'Diamètre de l’oreillette gauche' },
    unit: 'mm',
    definition: {
      en: 'Longest way across the left atrium at ventricular end-systole in the parasternal long axis, at right angles to the long axis of the ventricle, from inner edge to inner edge.',
      fr: 'Plus grande traversée de l’oreillette gauche en télésystole ventriculaire en grand axe parasternal, perpendiculairement au grand axe du ventricule, de bord interne à bord interne.',
    },
    source: `${CHAMBERS}, left atrium.`,
    code: loinc('29469-4', 'Left Atrium Antero-posterior Systolic Dimension'),
  },
  relativeWallThickness: {
    name: { en: 'Relative wall thickness', fr: 'Épaisseur relative de paroi' },
    unit: '1',
    definition: {
      en: 'Twice the posterior wall thickness divided by the end-diastolic diameter, parasternal long axis.',
      fr: 'Deux fois l’épaisseur de la paroi postérieure divisées par le diamètre télédiastolique, grand axe parasternal.',
    },
    source: `${CHAMBERS}, left ventricular mass.`,
    code: null,
  },
  leftVentricularMassCube: {
    name: { en: 'LV mass by the cube formula', fr: 'Masse VG par la formule du cube' },
    unit: 'g',
    definition: {
      en: '0.8 × 1.04 × ((septum + diameter + posterior wall)³ − diameter³) + 0.6 g, lengths in cm at end-diastole in the parasternal long axis. Takes the ventricle to be twice as long as wide.',
      fr: '0,8 × 1,04 × ((septum + diamètre + paroi postérieure)³ − diamètre³) + 0,6 g, longueurs en cm en télédiastole en grand axe parasternal. Suppose le ventricule deux fois plus long que large.',
    },
    source: `Devereux et al., Am J Cardiol 1986;57:450; ${CHAMBERS}.`,
    code: loinc('80019-3', 'Left ventricular mass (dimension method) 2D'),
  },
  leftVentricularMassCubeIndex: {
    name: { en: 'LV mass index by the cube formula', fr: 'Masse VG indexée par la formule du cube' },
    unit: 'g/m2',
    definition: {
      en: 'Mass by the cube formula divided by body surface area (DuBois).',
      fr: 'Masse par la formule du cube divisée par la surface corporelle (DuBois).',
    },
    source: `Devereux et al., Am J Cardiol 1986;57:450; ${DUBOIS}.`,
    code: loinc('80020-1', 'Left ventricular mass (dimension method) 2D / BSA'),
  },
  leftVentricularMassAreaLength: {
    name: { en: 'LV mass by area and length', fr: 'Masse VG par surface et longueur' },
    unit: 'g',
    definition: {
      en: '1.05 × (5/6 × A1 × (L + t) − 5/6 × A2 × L): A1 and A2 are the areas inside the outer and the inner border at the papillary muscles at end-diastole, t the mean wall between them, L the length of the cavity in the four-chamber view.',
      fr: '1,05 × (5/6 × A1 × (L + t) − 5/6 × A2 × L) : A1 et A2 sont les surfaces limitées par le bord externe et le bord interne au niveau des piliers en télédiastole, t la paroi moyenne entre eux, L la longueur de la cavité en coupe quatre cavités.',
    },
    source: `${CHAMBERS}; as used by Zhang et al., Circulation 2018;138:1623.`,
    code: loinc('80016-9', 'Left ventricular mass (area-length)'),
  },
  leftVentricularMassAreaLengthIndex: {
    name: { en: 'LV mass index by area and length', fr: 'Masse VG indexée par surface et longueur' },
    unit: 'g/m2',
    definition: {
      en: 'Mass by area and length divided by body surface area (DuBois).',
      fr: 'Masse par surface et longueur divisée par la surface corporelle (DuBois).',
    },
    source: `${CHAMBERS}; ${DUBOIS}.`,
    code: loinc('80017-7', 'Left ventricular mass (area-length) / BSA'),
  },
  leftVentricularMassTruncatedEllipsoid: {
    name: { en: 'LV mass by the truncated ellipsoid', fr: 'Masse VG par l’ellipsoïde tronqué' },
    unit: 'g',
    definition: {
      en: 'Mass of the wall between two ellipsoids cut off at the mitral plane: their radius from the short axis at the papillary muscles, the length on either side of the widest place from the four-chamber view, end-diastole, 1.05 g/mL.',
      fr: 'Masse de la paroi entre deux ellipsoïdes tronqués au plan mitral : rayon d’après le petit axe au niveau des piliers, longueur de part et d’autre de l’endroit le plus large d’après la coupe quatre cavités, télédiastole, 1,05 g/mL.',
    },
    source: `${CHAMBERS}, left ventricular mass by two-dimensional methods.`,
    code: loinc('80025-0', 'Left ventricular mass (truncated ellipse)'),
  },
  leftVentricularFractionalAreaChange: {
    name: { en: 'LV fractional area change', fr: 'Fraction de raccourcissement de surface VG' },
    unit: '%',
    definition: {
      en: 'End-diastolic less end-systolic area of the cavity, papillary muscles included, divided by the end-diastolic one, short axis at the papillary muscles.',
      fr: 'Surface télédiastolique moins surface télésystolique de la cavité, piliers compris, divisée par la télédiastolique, petit axe au niveau des piliers.',
    },
    source: `${CHAMBERS}.`,
    code: null,
  },
} as const satisfies Record<string, Quantity>;
