import type { ImageInstance } from '../../dicom/study.ts';
import { maskOutline } from '../../image/mask-outline.ts';
import type { Region } from '../modality.ts';
import { bordersOf } from './drawn-borders.ts';
import type { ParasternalBeat } from './parasternal.ts';
import { parasternalMask, parasternalStructures, type ParasternalStructure } from './parasternal-structures.ts';
import type { Sector } from './sector.ts';
import type { LabelMap } from './structures.ts';

const outlined = parasternalStructures.filter((name): name is ParasternalStructure => name !== 'background');
/** A line across the wall is drawn as a polygon so many pixels wide. */
const LINE_PIXELS = 1;

/**
 * Outlines of both frames of a beat, and on the long axis the lines on which walls and cavity were measured, in stored pixels.
 * @param spacingMm of a pixel, as the frames were measured with.
 */
export function parasternalRegions({ sopInstanceUid }: ImageInstance, { top, left, bottom, right }: Sector, spacingMm: readonly [number, number], { beat, diastole, systole }: ParasternalBeat): readonly Region[] {
  return ([[beat.diastole, diastole], [beat.systole, systole]] as const).flatMap(([frame, { map, axis }]): readonly Region[] => {
    const source = { sopInstanceUid, frame: frame + 1 };
    const structures = structureRegions(source, { top, left, bottom, right }, map);
    if (axis.status === 'notMeasured' || !('crossings' in axis)) return structures;
    const [a, b, c, d] = bordersOf(axis, { left, top }, spacingMm);
    return [...structures, lineRegion('septumLine', source, a, b), lineRegion('diameterLine', source, b, c), lineRegion('posteriorWallLine', source, c, d)];
  });
}

/** Outlines of the structures of one frame, in stored pixels. */
export function structureRegions(source: Region['source'], { top, left, bottom, right }: Sector, map: LabelMap): readonly Region[] {
  return outlined.flatMap((name) => maskOutline(parasternalMask(map, name), map.rows, map.columns).map((ring): Region => ({
    name, source, shape: 'polygon', points: ring.map(([x, y]) => [tenths(left + (x * (right - left)) / map.columns), tenths(top + (y * (bottom - top)) / map.rows)]),
  })));
}

function lineRegion(name: string, source: Region['source'], [x0, y0]: readonly [number, number], [x1, y1]: readonly [number, number]): Region {
  const length = Math.hypot(x1 - x0, y1 - y0) || 1;
  const [dx, dy] = [(-(y1 - y0) / length) * (LINE_PIXELS / 2), ((x1 - x0) / length) * (LINE_PIXELS / 2)];
  return { name, source, shape: 'polygon', points: [[x0 + dx, y0 + dy], [x1 + dx, y1 + dy], [x1 - dx, y1 - dy], [x0 - dx, y0 - dy]].map(([x, y]) => [tenths(x), tenths(y)] as const) };
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
