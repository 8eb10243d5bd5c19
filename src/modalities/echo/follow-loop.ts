import type { ImageInstance, Pixels } from '../../dicom/study.ts';
import { mapInOrder } from '../../inference/map-in-order.ts';
import type { Network } from '../../inference/onnx-network.ts';
import { qualityFrom, type Finding } from '../../measurement/finding.ts';
import { findBeats, type Beat } from './beats.ts';
import { echoFinding } from './findings.ts';
import { calibration, checkLoop, checkOutlines, checkUpright } from './quality-control.ts';
import { cutSector, findSector, type Sector } from './sector.ts';
import { coarseLabels, type EchoFrame } from './segmentation.ts';
import { structures, type LabelMap } from './structures.ts';

/** Between frames of a loop: the area changes by less than a hundredth near its extremes. */
export const LONGEST_INTERVAL_MS = 34;

/** Frames outlined at once: enough for threads to be busy while one is made ready and one is read. */
const FRAMES_AT_ONCE = 4;

/** When each frame was taken after the first, ms; as usual where the file does not say. */
export function frameTimes({ ultrasound, numberOfFrames }: ImageInstance): readonly number[] {
  return ultrasound?.frameTimesMs ?? Array.from({ length: numberOfFrames }, (_, i) => i * LONGEST_INTERVAL_MS);
}

/** A loop outlined over time, with its beats. */
export interface FollowedLoop {
  readonly decoded: readonly Pixels[];
  readonly sector: Sector;
  /** Every frame, cut to the sector. */
  readonly frames: readonly EchoFrame[];
  /** Frames that were outlined, counted from 0. */
  readonly outlined: readonly number[];
  /** Coarse outlines of each of them. */
  readonly maps: readonly LabelMap[];
  /** At least one. */
  readonly beats: readonly Beat[];
}

/** What outlines a frame coarsely, and what the outlines of a whole loop must show. */
export interface Outliner {
  readonly labels: (frame: EchoFrame) => Promise<LabelMap>;
  readonly check: (maps: readonly LabelMap[], instance: ImageInstance) => readonly Finding[];
}

/** Outlines apical views. */
export function apicalOutliner(loaded: Network): Outliner {
  return { labels: (frame) => coarseLabels(loaded, frame), check: checkOutlines };
}

/** What was found on a loop, and the loop; null where a finding refuses it. */
export interface OutlinedLoop {
  readonly findings: readonly Finding[];
  readonly loop: FollowedLoop | null;
}

/** Outlines a loop over time and finds its beats. */
export async function followLoop(instance: ImageInstance, { labels, check }: Outliner): Promise<OutlinedLoop> {
  const before = checkLoop(instance);
  if (isRefused(before)) return { findings: before, loop: null };
  const cut = loopFrames(instance);
  if (!cut) return { findings: [...before, echoFinding('noSector')], loop: null };
  const { decoded, sector, frames } = cut;
  const turned = checkUpright(frames);
  if (turned.length > 0) return { findings: [...before, ...turned], loop: null };
  const outlined = framesToOutline(instance);
  const maps = await Array.fromAsync(mapInOrder(outlined, FRAMES_AT_ONCE, (frame) => labels(frames[frame])));
  const findings = [...before, ...check(maps, instance)];
  if (isRefused(findings)) return { findings, loop: null };
  const times = instance.ultrasound?.frameTimesMs ?? null;
  const beats = findBeats(maps.map(ventricleArea), times && outlined.map((frame) => times[frame]), instance.ultrasound?.rWaveTimesMs ?? [])
    .map(({ diastole, systole }): Beat => ({ diastole: outlined[diastole], systole: outlined[systole] }));
  if (beats.length === 0) return { findings: [...findings, echoFinding('lessThanABeat')], loop: null };
  return { findings, loop: { decoded, sector, frames, outlined, maps, beats } };
}

/** Every frame of a loop, cut to its sector; null when no sector is found. */
export function loopFrames(instance: ImageInstance): Pick<FollowedLoop, 'decoded' | 'sector' | 'frames'> | null {
  const decoded = Array.from({ length: instance.numberOfFrames }, (_, i) => instance.decode(i + 1));
  const sector = findSector(instance, decoded);
  if (!sector) return null;
  const aspect = aspectOf(instance);
  return { decoded, sector, frames: decoded.map((frame) => echoFrame(frame, sector, aspect)) };
}

/** Frames spread evenly over a loop. */
export interface SampledFrames extends Pick<FollowedLoop, 'decoded' | 'sector' | 'frames'> {
  /** Of each, counted from 1. */
  readonly numbers: readonly number[];
}

/** Frames spread evenly over a loop, also cut to its sector; null when no sector is found. */
export function sampledFrames(instance: ImageInstance, most: number): SampledFrames | null {
  const count = Math.min(most, instance.numberOfFrames);
  const numbers = Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * instance.numberOfFrames) / count) + 1);
  const decoded = numbers.map((number) => instance.decode(number));
  const sector = findSector(instance, decoded);
  if (!sector) return null;
  const aspect = aspectOf(instance);
  return { numbers, decoded, sector, frames: decoded.map((frame) => echoFrame(frame, sector, aspect)) };
}

function aspectOf(instance: ImageInstance): number {
  const spacing = calibration(instance);
  return spacing ? spacing[0] / spacing[1] : 1;
}

function isRefused(findings: readonly Finding[]): boolean {
  return qualityFrom(findings).status === 'refused';
}

/** Frames at which the area of the ventricle is followed: all, or fewer of a loop with more than 40 a second. */
function framesToOutline({ numberOfFrames, ultrasound }: ImageInstance): readonly number[] {
  const times = ultrasound?.frameTimesMs;
  const interval = times && numberOfFrames > 1 ? times[numberOfFrames - 1] / (numberOfFrames - 1) : LONGEST_INTERVAL_MS;
  const step = Math.max(1, Math.floor(LONGEST_INTERVAL_MS / interval));
  return Array.from({ length: Math.ceil(numberOfFrames / step) }, (_, i) => i * step);
}

function echoFrame(frame: Pixels, sector: Sector, pixelAspect: number): EchoFrame {
  return { rows: sector.bottom - sector.top, columns: sector.right - sector.left, grey: cutSector(frame, sector), pixelAspect };
}

/** Pixels of the ventricle; NaN where none was found. */
function ventricleArea({ labels }: LabelMap): number {
  const wanted = structures.indexOf('leftVentricle');
  let count = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i] === wanted) count++;
  return count > 0 ? count : NaN;
}
