import type { ImageInstance, Pixels } from '../../dicom/study.ts';
import { maskOutline } from '../../image/mask-outline.ts';
import { resize } from '../../image/resize.ts';
import type { Text } from '../../measurement/language.ts';
import type { Region, Thumbnail } from '../modality.ts';
import type { MeasuredBeat } from './echo-measurements.ts';
import type { Sector } from './sector.ts';
import { maskOf } from './structures.ts';

/** Longest side of a picture, pixels. */
const LONGEST_SIDE = 480;
const outlined = ['leftVentricle', 'myocardium', 'leftAtrium'] as const;

const moments = { diastole: { en: 'end-diastole', fr: 'télédiastole' }, systole: { en: 'end-systole', fr: 'télésystole' } } as const satisfies Record<string, Text>;
/** A view that no file states was taken to be four-chamber. */
const viewNames: Readonly<Record<string, Text>> & { readonly a4c: Text } = {
  a4c: { en: 'Four-chamber', fr: 'Quatre cavités' }, a2c: { en: 'Two-chamber', fr: 'Deux cavités' }, a3c: { en: 'Three-chamber', fr: 'Trois cavités' },
  plax: { en: 'Parasternal long axis', fr: 'Grand axe parasternal' }, psaxPapillary: { en: 'Short axis, papillary muscles', fr: 'Petit axe, piliers' },
};

/** Outlines of both frames of a beat, in stored pixels rounded to a tenth. */
export function outlineRegions({ sopInstanceUid }: ImageInstance, { top, left, bottom, right }: Sector, { beat, diastole, systole }: MeasuredBeat): readonly Region[] {
  return ([[beat.diastole, diastole], [beat.systole, systole]] as const).flatMap(([frame, { map }]) => outlined.flatMap((name) =>
    maskOutline(maskOf(map, name), map.rows, map.columns).map((ring): Region => ({
      name, source: { sopInstanceUid, frame: frame + 1 }, shape: 'polygon',
      points: ring.map(([x, y]) => [tenths(left + (x * (right - left)) / map.columns), tenths(top + (y * (bottom - top)) / map.rows)]),
    }))));
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Pictures of both frames of a beat. */
export function stillPictures({ sopInstanceUid, ultrasound }: ImageInstance, frames: readonly Pixels[], { beat }: Pick<MeasuredBeat, 'beat'>): readonly Thumbnail[] {
  const view = viewNames[ultrasound?.view ?? 'other'] ?? viewNames.a4c;
  return ([[beat.diastole, moments.diastole], [beat.systole, moments.systole]] as const).map(([frame, moment]) => {
    const { rows, columns, values } = frames[frame];
    const scale = Math.min(1, LONGEST_SIDE / Math.max(rows, columns));
    const [height, width] = [rows, columns].map((side) => Math.max(1, Math.round(side * scale)));
    const grey = Uint8ClampedArray.from(resize(values, rows, columns, height, width));
    return { source: { sopInstanceUid, frame: frame + 1 }, label: { en: `${view.en}, ${moment.en}`, fr: `${view.fr}, ${moment.fr}` }, rows: height, columns: width, scale: [height / rows, width / columns], greyBase64: Buffer.from(grey).toString('base64') };
  });
}
