import type { ImageInstance } from '../../dicom/study.ts';
import { fillRings } from '../../image/fill-rings.ts';
import { maskOutline } from '../../image/mask-outline.ts';
import { resize } from '../../image/resize.ts';
import type { Network } from '../../inference/onnx-network.ts';
import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import type { NotMeasured } from '../../measurement/result.ts';
import type { Region } from '../modality.ts';
import type { BeatNumber, BeatReading, DrawnRing, LoopView, OpenLoop } from '../viewer.ts';
import type { Beat } from './beats.ts';
import { type MeasuredBeat, numbersOfBeat } from './echo-measurements.ts';
import { longitudinalStrain } from './echo-values.ts';
import { measureBeat, strainLoop } from './examine-loop.ts';
import { apicalOutliner, type FollowedLoop, followLoop } from './follow-loop.ts';
import { type FrameMeasures, measureOutlines } from './frame-measures.ts';
import { trackedStrain, type TrackedStrain } from './measure-strain.ts';
import { calibration } from './quality-control.ts';
import { strainCurve } from './strain-pictures.ts';
import { maskOf, structures, type LabelMap } from './structures.ts';

/** Longest side of a frame as it is played, pixels. */
const LONGEST_SIDE = 512;
/** In the order in which they are drawn. */
const outlined = ['myocardium', 'leftAtrium', 'leftVentricle'] as const;
/** Points of an outline averaged on either side: outlines of a mask run in steps of pixels. */
const SMOOTHED_OVER = 4;

/** Outlines a loop to be played, and to be read beat by beat. */
export async function openLoop(instance: ImageInstance, loaded: Network): Promise<OpenLoop> {
  const { loop, findings } = await followLoop(instance, apicalOutliner(loaded));
  const automatic = new Map<string, Promise<AutomaticBeat>>();
  return {
    view: { ...viewOf(instance, loop, regionsOf), corrects: loop && 'cavity' },
    async readBeat({ diastole, systole, diastolicCavity, systolicCavity, diastolicBorders, systolicBorders }) {
      if (diastolicBorders || systolicBorders) throw new AmyloscopeError('invalidInput', 'Borders of the walls are drawn on the parasternal long axis alone. Draw the cavity instead.');
      if (!loop) throw new AmyloscopeError('invalidInput', `The loop is refused: ${findings.find(({ severity }) => severity === 'refusal')?.message ?? 'no beat.'}`);
      const beat = { diastole: diastole - 1, systole: systole - 1 };
      if (Object.values(beat).some((frame) => !(frame in loop.frames)) || diastole === systole) throw new AmyloscopeError('invalidInput', `Frames ${diastole} and ${systole} are no beat of a loop of ${loop.frames.length} frames.`);
      const key = `${diastole} ${systole}`;
      if (!automatic.has(key)) automatic.set(key, measureAutomatically(instance, loop, beat, loaded));
      return readingOf(instance, loop, await automatic.get(key)!, [diastolicCavity, systolicCavity]);
    },
  };
}

/** Outlines of one frame of a loop. @param frame counted from 0. */
export type FrameRegions = (instance: ImageInstance, loop: FollowedLoop, frame: number, map: LabelMap) => readonly Region[];

/** A loop as it is played, with the outlines of its frames; without them where it was refused. */
export function viewOf(instance: ImageInstance, loop: FollowedLoop | null, regions: FrameRegions): Omit<LoopView, 'corrects'> {
  const { rows, columns, numberOfFrames, ultrasound } = instance;
  const shrink = Math.min(1, LONGEST_SIDE / Math.max(rows, columns));
  const [height, width] = [rows, columns].map((side) => Math.max(1, Math.round(side * shrink)));
  const frames = new Uint8ClampedArray(numberOfFrames * height * width);
  for (let i = 0; i < numberOfFrames; i++) {
    const { values } = loop?.decoded[i] ?? instance.decode(i + 1);
    frames.set(shrink === 1 ? values : resize(values, rows, columns, height, width), i * height * width);
  }
  return {
    rows: height, columns: width, scale: [height / rows, width / columns], frames: new Uint8Array(frames.buffer),
    frameTimesMs: ultrasound?.frameTimesMs ?? null, heartRate: ultrasound?.heartRate ?? null,
    outlines: loop ? loop.outlined.flatMap((frame, i) => regions(instance, loop, frame, loop.maps[i])) : [],
    beats: loop ? loop.beats.map(({ diastole, systole }) => ({ diastole: diastole + 1, systole: systole + 1 })) : [],
  };
}

interface AutomaticBeat {
  readonly measured: MeasuredBeat;
  readonly tracked: TrackedStrain | NotMeasured;
}

async function measureAutomatically(instance: ImageInstance, loop: FollowedLoop, beat: Beat, loaded: Network): Promise<AutomaticBeat> {
  const measured = await measureBeat(beat, loop.frames, calibration(instance), loaded);
  return { measured, tracked: await trackedStrain(strainLoop(instance, loop.frames), loop.beats, beat, measured.diastole) };
}

/** One beat by the rules of the analysis, with a reader's cavity where there is one. Strain by speckle is of automatic outlines alone. */
function readingOf(instance: ImageInstance, loop: FollowedLoop, { measured: { beat, ...frames }, tracked }: AutomaticBeat, cavities: readonly (DrawnRing | null)[]): BeatReading {
  const spacing = calibration(instance);
  const [diastole, systole] = [frames.diastole, frames.systole].map((frame, i) => (cavities[i] ? redrawn(frame, cavities[i], loop, spacing ?? [1, 1]) : frame));
  const drawn = cavities.some((cavity) => cavity !== null);
  const speckle = drawn ? [] : [{ quantity: 'longitudinalStrainTracked' as const, value: tracked.status === 'measured' ? { status: 'measured' as const, value: tracked.endocardial } : tracked }];
  return {
    numbers: [...numbersOfBeat({ beat, diastole, systole }, spacing !== null), { quantity: 'longitudinalStrainContour' as const, value: longitudinalStrain(diastole, systole) }, ...speckle]
      .map(({ quantity, value }): BeatNumber => ({ quantity, result: value.status === 'measured' ? { status: 'measured', value: value.value } : value })),
    outlines: [...regionsOf(instance, loop, beat.diastole, diastole.map), ...regionsOf(instance, loop, beat.systole, systole.map)],
    curve: !drawn && tracked.status === 'measured' ? strainCurve(instance, tracked) : null, diastolicBorders: null, systolicBorders: null,
  };
}

/** A frame with its cavity as a reader drew it, in pixels of the stored frame. What the cavity leaves goes to the nearest of wall and atrium. */
function redrawn({ map, atEdge }: FrameMeasures, cavity: DrawnRing, { sector: { top, left, bottom, right } }: FollowedLoop, [rowMm, columnMm]: readonly [number, number]): FrameMeasures {
  const { rows, columns } = map;
  const ring = cavity.map(([x, y]) => [((x - left) * columns) / (right - left), ((y - top) * rows) / (bottom - top)] as const);
  const inside = fillRings([ring], rows, columns);
  const own = structures.indexOf('leftVentricle');
  const labels = map.labels.slice();
  const freed: number[] = [];
  for (let i = 0; i < labels.length; i++) {
    if (inside[i] > 127) labels[i] = own;
    else if (labels[i] === own) freed.push(i);
  }
  giveToNeighbours(labels, freed, columns, own);
  const redrawnMap: LabelMap = { rows, columns, labels };
  const spacing = [(rowMm * (bottom - top)) / rows, (columnMm * (right - left)) / columns] as const;
  return { map: redrawnMap, ...measureOutlines(redrawnMap, spacing, atEdge), showings: [] };
}

/** Gives pixels that belong to nothing the label of the nearest wall or atrium, in steps of one pixel. */
function giveToNeighbours(labels: Uint8Array, free: readonly number[], columns: number, cavity: number): void {
  const takers = new Set([structures.indexOf('myocardium'), structures.indexOf('leftAtrium')]);
  let waiting = [...free];
  while (waiting.length > 0) {
    const given = waiting.flatMap((i): (readonly [number, number])[] => {
      const near = [i - columns, i - 1, i + 1, i + columns].map((other) => labels[other]).find((label) => takers.has(label));
      return near === undefined ? [] : [[i, near]];
    });
    if (given.length === 0) break;
    for (const [i, label] of given) labels[i] = label;
    waiting = waiting.filter((i) => labels[i] === cavity);
  }
  for (const i of waiting) labels[i] = structures.indexOf('background');
}

/** Outlines of one frame, in stored pixels rounded to a tenth. */
function regionsOf({ sopInstanceUid }: ImageInstance, { sector: { top, left, bottom, right } }: FollowedLoop, frame: number, map: LabelMap): readonly Region[] {
  return outlined.flatMap((name) => maskOutline(maskOf(map, name), map.rows, map.columns).map((ring): Region => ({
    name, source: { sopInstanceUid, frame: frame + 1 }, shape: 'polygon',
    points: smoothRing(ring).map(([x, y]) => [tenths(left + (x * (right - left)) / map.columns), tenths(top + (y * (bottom - top)) / map.rows)]),
  })));
}

/** Every second point of a ring, each the mean of those about it. */
function smoothRing(ring: DrawnRing): DrawnRing {
  const open = ring.slice(0, -1);
  if (open.length < 4 * SMOOTHED_OVER) return open;
  const at = (i: number) => open[(i + open.length) % open.length];
  const reach = Array.from({ length: 2 * SMOOTHED_OVER + 1 }, (_, k) => k - SMOOTHED_OVER);
  return open.flatMap((_, i): DrawnRing => (i % 2 === 1 ? [] : [[0, 1].map((axis) => reach.reduce((sum, k) => sum + at(i + k)[axis], 0) / reach.length) as unknown as readonly [number, number]]));
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
