import { notMeasured, type NotMeasured } from '../../measurement/result.ts';
import { standardDeviation } from '../../statistics/variance.ts';
import type { Beat } from './beats.ts';
import type { FrameMeasures } from './frame-measures.ts';
import type { EchoFrame } from './segmentation.ts';
import { segmentsOfView, strainCurves, type SegmentOfView, type StrainCurves } from './strain-curves.ts';
import { trackWall, type TrackedWall } from './track-wall.ts';
import { wallStations } from './wall-nodes.ts';

/** Depth that a sector is taken to have where the file states no calibration: strain needs no unit, the search does. */
const USUAL_DEPTH_MM = 160;
/** With more segments lost the strain of a view is not reported. Source: BSE guideline on amyloidosis (PMID 37653443). */
const MOST_LOST = 2;

/** A loop and when its frames were taken. */
export interface StrainLoop {
  readonly frames: readonly EchoFrame[];
  /** Of a pixel; null without calibration. */
  readonly spacingMm: readonly [row: number, column: number] | null;
  readonly timesMs: readonly number[];
  readonly heartRate: number | null;
}

/** Frames over which the wall is followed, in the order in which it is. */
export interface StrainSpan {
  readonly frames: readonly number[];
  /** Whether the last of them is the next end-diastole. */
  readonly closes: boolean;
}

/** Longitudinal strain of one beat by speckle tracking. Strains in %, times in ms after end-diastole. */
export interface TrackedStrain {
  readonly status: 'measured';
  readonly endocardial: number;
  readonly midWall: number;
  /** Peak of each segment; null where it was lost. */
  readonly segments: Readonly<Record<SegmentOfView, number | null>>;
  /** Standard deviation of the segments' times to peak; null with fewer than four of them. */
  readonly dispersionMs: number | null;
  /** 1/s */
  readonly systolicRate: number;
  readonly wall: TrackedWall;
  readonly span: StrainSpan;
  readonly curves: StrainCurves;
}

/**
 * Follows the wall over a beat from its outlines at end-diastole.
 * @param beats of the loop; @param beat the one to follow, with its outlined end-diastole.
 * @returns `notMeasured` with `noWall`, or `wallLost` when more than two of the six segments were lost.
 */
export async function trackedStrain(loop: StrainLoop, beats: readonly Beat[], beat: Beat, diastole: FrameMeasures): Promise<TrackedStrain | NotMeasured> {
  const { leftVentricle, map } = diastole;
  if (leftVentricle.status === 'notMeasured') return leftVentricle;
  const [{ rows, columns, pixelAspect }] = loop.frames;
  const spacing = loop.spacingMm ?? ([USUAL_DEPTH_MM / rows, USUAL_DEPTH_MM / rows / pixelAspect] as const);
  // Outlines without calibration are in pixels; points of the wall are needed in the spacing above.
  const scale = loop.spacingMm ? 1 : spacing[0];
  const mapSpacing = [(spacing[0] * rows) / map.rows, (spacing[1] * columns) / map.columns] as const;
  const scaled = { ...leftVentricle, lengthMm: leftVentricle.lengthMm * scale, mitralMiddle: times(leftVentricle.mitralMiddle, scale), farEnd: times(leftVentricle.farEnd, scale), hinges: [times(leftVentricle.hinges[0], scale), times(leftVentricle.hinges[1], scale)] as const };
  const stations = wallStations(map, scaled, mapSpacing);
  if (stations.length === 0) return notMeasured('noWall', 'No wall was found to follow.');
  const span = spanOf(loop, beats, beat);
  const frameMs = Math.abs(loop.timesMs[span.frames[1]] - loop.timesMs[span.frames[0]]);
  const tracked = await trackWall(span.frames.map((frame) => loop.frames[frame]), stations, spacing, frameMs, span.closes);
  const curves = strainCurves(tracked);
  if (curves.segments.filter((one) => one === null).length > MOST_LOST) return notMeasured('wallLost', 'More than two of the six segments could not be followed from frame to frame.');
  return summary(curves, span, span.frames.map((frame) => Math.abs(loop.timesMs[frame] - loop.timesMs[beat.diastole])), tracked);
}

function times([y, x]: readonly [number, number], factor: number): readonly [number, number] {
  return [y * factor, x * factor];
}

/** From end-diastole to the next one where the loop has it, else to its end; backwards where the loop begins in systole. */
function spanOf({ timesMs, heartRate }: StrainLoop, beats: readonly Beat[], { diastole, systole }: Beat): StrainSpan {
  if (diastole > systole) return { frames: Array.from({ length: diastole - systole + 1 }, (_, i) => diastole - i), closes: false };
  const next = beats.find((one) => one.diastole > systole)?.diastole ?? (heartRate === null ? undefined : nextByRate(timesMs, diastole, 60_000 / heartRate));
  const last = next ?? timesMs.length - 1;
  return { frames: Array.from({ length: last - diastole + 1 }, (_, i) => diastole + i), closes: next !== undefined };
}

function nextByRate(timesMs: readonly number[], diastole: number, beatMs: number): number | undefined {
  const wanted = timesMs[diastole] + beatMs;
  if (timesMs[timesMs.length - 1] < wanted) return undefined;
  return timesMs.reduce((best, time, i) => (Math.abs(time - wanted) < Math.abs(timesMs[best] - wanted) ? i : best), 0);
}

function summary(curves: StrainCurves, span: StrainSpan, timesMs: readonly number[], wall: TrackedWall): TrackedStrain {
  const peakAt = (curve: readonly number[]) => curve.indexOf(Math.min(...curve));
  const followed = curves.segments.filter((curve) => curve !== null);
  return {
    status: 'measured', endocardial: Math.min(...curves.endocardial), midWall: Math.min(...curves.midWall),
    segments: Object.fromEntries(segmentsOfView.map((name, i) => [name, curves.segments[i] && Math.min(...curves.segments[i])])) as TrackedStrain['segments'],
    dispersionMs: followed.length < 4 ? null : standardDeviation(followed.map((curve) => timesMs[peakAt(curve)])),
    systolicRate: fastest(curves.endocardial.slice(0, peakAt(curves.endocardial) + 1), timesMs), wall, span, curves,
  };
}

/** The steepest fall over two frame steps, 1/s; 0 of a curve that never falls. */
function fastest(curve: readonly number[], timesMs: readonly number[]): number {
  let most = 0;
  for (let i = 2; i < curve.length; i++) most = Math.min(most, (10 * (curve[i] - curve[i - 2])) / (timesMs[i] - timesMs[i - 2]));
  return most;
}
