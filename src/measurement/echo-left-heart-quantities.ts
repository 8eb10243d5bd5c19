import type { Quantity } from './catalogue.ts';

const CHAMBERS = 'ASE/EACVI recommendations, Lang et al., J Am Soc Echocardiogr 2015;28:1, doi 10.1016/j.echo.2014.10.003';
const discs = `Biplane method of discs, ${CHAMBERS}.`;
const perSurface = `${CHAMBERS}; DuBois and DuBois, Arch Intern Med 1916;17:863.`;

/** Sizes of the left heart that two views give, or one view by another rule. No published code says view and rule of these. */
export const echoLeftHeartQuantities = {
  leftVentricularEndDiastolicVolumeBiplane: {
    name: { en: 'LV end-diastolic volume, biplane', fr: 'Volume télédiastolique VG, biplan' },
    unit: 'mL',
    definition: { en: 'Volume of the left ventricle at end-diastole by 20 discs, each an ellipse with its widths in the apical four- and two-chamber views.', fr: 'Volume du ventricule gauche en télédiastole par 20 disques, chacun une ellipse de largeurs prises en coupes apicales quatre et deux cavités.' },
    source: discs,
    code: null,
  },
  leftVentricularEndDiastolicVolumeIndex: {
    name: { en: 'LV end-diastolic volume index, biplane', fr: 'Volume télédiastolique VG indexé, biplan' },
    unit: 'mL/m2',
    definition: { en: 'Biplane end-diastolic volume divided by body surface area (DuBois).', fr: 'Volume télédiastolique biplan divisé par la surface corporelle (DuBois).' },
    source: perSurface,
    code: null,
  },
  leftVentricularEndSystolicVolumeBiplane: {
    name: { en: 'LV end-systolic volume, biplane', fr: 'Volume télésystolique VG, biplan' },
    unit: 'mL',
    definition: { en: 'Volume of the left ventricle at end-systole by 20 discs, each an ellipse with its widths in the apical four- and two-chamber views.', fr: 'Volume du ventricule gauche en télésystole par 20 disques, chacun une ellipse de largeurs prises en coupes apicales quatre et deux cavités.' },
    source: discs,
    code: null,
  },
  leftVentricularStrokeVolume: {
    name: { en: 'Stroke volume, biplane', fr: 'Volume d’éjection systolique, biplan' },
    unit: 'mL',
    definition: { en: 'Biplane end-diastolic less biplane end-systolic volume of the left ventricle: what leaves it, through whichever valve.', fr: 'Volume télédiastolique moins volume télésystolique biplans du ventricule gauche : ce qui en sort, par quelque valve que ce soit.' },
    source: discs,
    code: null,
  },
  leftVentricularEndDiastolicVolumeAreaLength: {
    name: { en: 'LV end-diastolic volume by area and length, four-chamber view', fr: 'Volume télédiastolique VG par surface et longueur, coupe quatre cavités' },
    unit: 'mL',
    definition: { en: '8 A² / (3π L): A is the area and L the length of the left ventricle at end-diastole in the apical four-chamber view.', fr: '8 A² / (3π L) : A est la surface et L la longueur du ventricule gauche en télédiastole en coupe apicale quatre cavités.' },
    source: `Area-length method, ${CHAMBERS}.`,
    code: null,
  },
  leftVentricularEndSystolicVolumeAreaLength: {
    name: { en: 'LV end-systolic volume by area and length, four-chamber view', fr: 'Volume télésystolique VG par surface et longueur, coupe quatre cavités' },
    unit: 'mL',
    definition: { en: '8 A² / (3π L): A is the area and L the length of the left ventricle at end-systole in the apical four-chamber view.', fr: '8 A² / (3π L) : A est la surface et L la longueur du ventricule gauche en télésystole en coupe apicale quatre cavités.' },
    source: `Area-length method, ${CHAMBERS}.`,
    code: null,
  },
  leftVentricularSphericityIndex: {
    name: { en: 'LV sphericity index', fr: 'Indice de sphéricité VG' },
    unit: '1',
    definition: { en: 'Biplane end-diastolic volume divided by that of a sphere whose diameter is the longest length of the ventricle in the two views; 1 is a ball.', fr: 'Volume télédiastolique biplan divisé par celui d’une sphère dont le diamètre est la plus grande longueur du ventricule dans les deux coupes ; 1 pour une boule.' },
    source: 'Mannaerts et al., Eur Heart J 2004;25:680, there in three dimensions; known from summaries, the original was not read.',
    code: null,
  },
  leftAtrialVolumeBiplane: {
    name: { en: 'Left atrial volume, biplane', fr: 'Volume de l’oreillette gauche, biplan' },
    unit: 'mL',
    definition: { en: 'Volume of the left atrium at ventricular end-systole by 20 discs, each an ellipse with its widths in the apical four- and two-chamber views.', fr: 'Volume de l’oreillette gauche en télésystole ventriculaire par 20 disques, chacun une ellipse de largeurs prises en coupes apicales quatre et deux cavités.' },
    source: discs,
    code: null,
  },
  leftAtrialVolumeIndex: {
    name: { en: 'Left atrial volume index, biplane', fr: 'Volume indexé de l’oreillette gauche, biplan' },
    unit: 'mL/m2',
    definition: { en: 'Biplane left atrial volume by discs divided by body surface area (DuBois).', fr: 'Volume biplan de l’oreillette gauche par disques divisé par la surface corporelle (DuBois).' },
    source: perSurface,
    code: null,
  },
  leftAtrialVolumeAreaLength: {
    name: { en: 'Left atrial volume by area and length, biplane', fr: 'Volume de l’oreillette gauche par surfaces et longueur, biplan' },
    unit: 'mL',
    definition: { en: '8 A1 A2 / (3π L) at ventricular end-systole: A1 and A2 are the areas of the left atrium in the apical four- and two-chamber views, L the shorter of its lengths.', fr: '8 A1 A2 / (3π L) en télésystole ventriculaire : A1 et A2 sont les surfaces de l’oreillette gauche en coupes apicales quatre et deux cavités, L la plus courte de ses longueurs.' },
    source: `Biplane area-length method, ${CHAMBERS}.`,
    code: null,
  },
  myocardialContractionFraction: {
    name: { en: 'Myocardial contraction fraction (MCF)', fr: 'Fraction de contraction myocardique (MCF)' },
    unit: '%',
    definition: { en: 'Biplane stroke volume divided by the volume of the myocardium, its mass at end-diastole divided by 1.05 g/mL; the method names the mass.', fr: 'Volume d’éjection biplan divisé par le volume du myocarde, masse télédiastolique divisée par 1,05 g/mL ; la méthode nomme la masse.' },
    source: 'King et al., J Am Coll Cardiol 2002;40:325; known from summaries, the original was not read.',
    code: null,
  },
} as const satisfies Record<string, Quantity>;
