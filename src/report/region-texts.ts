import type { Text } from '../measurement/language.ts';

/** What the regions of pictures are called, in the order in which legends list them. */
export const regionTexts: Readonly<Record<string, Text>> = {
  leftVentricle: { en: 'LV cavity', fr: 'cavité VG' },
  myocardium: { en: 'LV wall', fr: 'paroi VG' },
  leftVentricularWall: { en: 'LV wall', fr: 'paroi VG' },
  leftVentricularCavity: { en: 'LV cavity', fr: 'cavité VG' },
  rightVentricularWall: { en: 'RV wall', fr: 'paroi VD' },
  rightVentricularCavity: { en: 'RV cavity', fr: 'cavité VD' },
  leftAtrium: { en: 'left atrium', fr: 'oreillette gauche' },
  rightAtrium: { en: 'right atrium', fr: 'oreillette droite' },
  rightVentricle: { en: 'RV cavity', fr: 'cavité VD' },
  aorticRoot: { en: 'aortic root', fr: 'racine aortique' },
  septumLine: { en: 'septum', fr: 'septum' },
  diameterLine: { en: 'LV diameter', fr: 'diamètre VG' },
  posteriorWallLine: { en: 'posterior wall', fr: 'paroi postérieure' },
  aorta: { en: 'aorta', fr: 'aorte' },
  inferiorVenaCava: { en: 'inferior vena cava', fr: 'veine cave inférieure' },
};
