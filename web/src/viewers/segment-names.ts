import type { Text } from '../texts.ts';

const walls: Readonly<Record<string, readonly [Text, Text]>> = {
  a4c: [{ en: 'inferoseptal', fr: 'inféroseptal' }, { en: 'anterolateral', fr: 'antérolatéral' }],
  a2c: [{ en: 'inferior', fr: 'inférieur' }, { en: 'anterior', fr: 'antérieur' }],
  a3c: [{ en: 'inferolateral', fr: 'inférolatéral' }, { en: 'anteroseptal', fr: 'antéroseptal' }],
};
const levels: readonly Text[] = [{ en: 'basal', fr: 'basal' }, { en: 'mid', fr: 'moyen' }, { en: 'apical', fr: 'apical' }];

/** Name of one of the six segments of an apical view, from the base at the left of the image over the apex (Lang 2015). */
export function segmentName(view: string, index: number): Text {
  const [first, second] = walls[view] ?? walls.a4c;
  const [wall, level] = index < 3 ? [first, levels[index]] : [second, levels[5 - index]];
  return { en: `${level.en} ${wall.en}`, fr: `${wall.fr} ${level.fr}` };
}
