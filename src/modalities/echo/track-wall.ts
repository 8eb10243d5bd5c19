import { resize } from '../../image/resize.ts';
import type { Point } from './endocardial-length.ts';
import type { EchoFrame } from './segmentation.ts';
import { smoothMotion, type WallSample } from './smooth-motion.ts';
import { patchTracker, type GreyGrid, type PatchTracker, type TrackedFrame } from './track-patch.ts';
import { pointOfWall, STATIONS, TRACKED_DEPTHS, type WallStation } from './wall-nodes.ts';

/** Side of a pixel of the grid on which patches are followed, mm: a speckle is two or more of them. */
const GRID_MM = 0.32;
const PATCH_MM = 2.8;
/** Faster tissue is not followed, mm/s. Beyond twice the speed of a healthy mitral ring. */
const FASTEST_MM_PER_S = 140;
/** A patch that is followed there and back must return to within this, mm. */
const RETURN_MM = 0.35;
/** Patches less alike than this are not trusted. */
const LEAST_ALIKE = 0.45;
/** The wall moves less than this over a beat, mm, with room for a patch. */
const MARGIN_MM = 16;
/** Layers whose lines are measured. */
export const LAYERS = [0, 0.5] as const;

/** The wall followed over a beat. */
export interface TrackedWall {
  /** By frame, layer and station: where each point is, mm. */
  readonly lines: readonly (readonly (readonly Point[])[])[];
  /** By frame step and station: share of its patches that came back. */
  readonly held: readonly (readonly number[])[];
  /** How far the inner line of the last frame lay from the first before it was closed, mm; null when the beat is not whole. */
  readonly driftMm: number | null;
}

/**
 * Follows the wall through frames by its speckle.
 *
 * At 37 stations and three depths patches are matched from frame to frame, there and back; those that do not return are
 * set aside; the smooth motion of the rest moves the wall on.
 *
 * @param frames from end-diastole on, in time's order or against it.
 * @param spacingMm of a pixel of the frames. @param frameMs between two of them.
 * @param closes whether the last frame is the next end-diastole, at which the wall must be back: what is missing is taken off evenly.
 */
export async function trackWall(frames: readonly EchoFrame[], stations: readonly WallStation[], spacingMm: readonly [row: number, column: number], frameMs: number, closes: boolean): Promise<TrackedWall> {
  const track = patchTracker({ radius: Math.round(PATCH_MM / GRID_MM), reach: Math.max(4, Math.ceil((FASTEST_MM_PER_S * frameMs) / 1000 / GRID_MM)) });
  let wall: Wall = { tracked: stations.map((one) => TRACKED_DEPTHS.map((depth) => pointOfWall(one, depth))), layers: LAYERS.map((depth) => stations.map((one) => pointOfWall(one, depth))) };
  const lines = [wall.layers];
  const held: (readonly number[])[] = [];
  const cropped = croppedTo(windowAbout(stations, frames[0], spacingMm), spacingMm);
  let before = gridOf(cropped.frame(frames[0]), spacingMm);
  for (const frame of frames.slice(1)) {
    // Answers of threads that outline another loop are taken, and the next frames given to them.
    await new Promise((resolve) => setImmediate(resolve));
    const after = gridOf(cropped.frame(frame), spacingMm);
    const samples = wall.tracked.flatMap((points, s) => points.map((point, d) => follow(before, after, cropped.point(point), { along: s / (STATIONS - 1), depth: TRACKED_DEPTHS[d], through: throughWall(points) }, track)));
    held.push(wall.tracked.map((points, s) => samples.slice(s * points.length, (s + 1) * points.length).filter(({ trust }) => trust > 0).length / points.length));
    wall = movedOn(wall, samples);
    lines.push(wall.layers);
    before = after;
  }
  return closes ? closed(lines, held) : { lines, held, driftMm: null };
}

interface Wall {
  /** By station and depth. */
  readonly tracked: readonly (readonly Point[])[];
  /** By layer and station. */
  readonly layers: readonly (readonly Point[])[];
}

/** Rows and columns of a frame; the ends are not in it. */
interface Window {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** The part of a frame in which the wall moves: the rest need not be looked at. */
function windowAbout(stations: readonly WallStation[], { rows, columns }: EchoFrame, [rowMm, columnMm]: readonly [number, number]): Window {
  const points = stations.flatMap((one) => [pointOfWall(one, 0), pointOfWall(one, 1)]);
  const [down, across] = [points.map(([y]) => y), points.map(([, x]) => x)];
  return {
    top: Math.max(0, Math.floor((Math.min(...down) - MARGIN_MM) / rowMm)), bottom: Math.min(rows, Math.ceil((Math.max(...down) + MARGIN_MM) / rowMm)),
    left: Math.max(0, Math.floor((Math.min(...across) - MARGIN_MM) / columnMm)), right: Math.min(columns, Math.ceil((Math.max(...across) + MARGIN_MM) / columnMm)),
  };
}

/** Cuts frames, and moves points along with them. */
function croppedTo({ top, left, bottom, right }: Window, [rowMm, columnMm]: readonly [number, number]): { readonly frame: (frame: EchoFrame) => EchoFrame; readonly point: (point: Point) => Point } {
  const [rows, columns] = [bottom - top, right - left];
  return {
    frame: (frame) => {
      const grey = new Float32Array(rows * columns);
      for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) grey[r * columns + c] = frame.grey[(top + r) * frame.columns + left + c];
      return { ...frame, rows, columns, grey };
    },
    point: ([y, x]) => [y - top * rowMm, x - left * columnMm],
  };
}

function gridOf({ rows, columns, grey }: EchoFrame, [rowMm, columnMm]: readonly [number, number]): TrackedFrame {
  const [fineRows, fineColumns] = [Math.round((rows * rowMm) / GRID_MM), Math.round((columns * columnMm) / GRID_MM)];
  const fine: GreyGrid = { rows: fineRows, columns: fineColumns, grey: smoothed(resize(grey, rows, columns, fineRows, fineColumns), fineRows, fineColumns) };
  const [coarseRows, coarseColumns] = [Math.ceil(fineRows / 2), Math.ceil(fineColumns / 2)];
  const coarse = new Float32Array(coarseRows * coarseColumns);
  for (let r = 0; r < coarseRows; r++) for (let c = 0; c < coarseColumns; c++) coarse[r * coarseColumns + c] = fine.grey[2 * r * fineColumns + 2 * c];
  return { fine, coarse: { rows: coarseRows, columns: coarseColumns, grey: coarse } };
}

/** Weights 1, 2, 1 both ways: linear interpolation between pixels is faithful on what is left. */
function smoothed(grey: Float32Array, rows: number, columns: number): Float32Array {
  const across = Float32Array.from(grey);
  for (let i = 1; i < grey.length - 1; i++) across[i] = (grey[i - 1] + 2 * grey[i] + grey[i + 1]) / 4;
  const out = Float32Array.from(across);
  for (let i = columns; i < (rows - 1) * columns; i++) out[i] = (across[i - columns] + 2 * across[i] + across[i + columns]) / 4;
  return out;
}

/** Where a patch lies. */
interface Place extends Pick<WallSample, 'along' | 'depth'> {
  /** The way through the wall there, mm. */
  readonly through: Point;
}

/** From the inside of the wall to its outside. */
function throughWall(points: readonly Point[]): Point {
  const [[y, x], [farY, farX]] = [points[0], points[points.length - 1]];
  const share = TRACKED_DEPTHS[TRACKED_DEPTHS.length - 1] - TRACKED_DEPTHS[0];
  return [(farY - y) / share, (farX - x) / share];
}

/**
 * Where the patch about a point of the wall went, mm; trusted as far as it is alike, and not at all when it does not come back.
 * The motion is that of the middle of its pattern: about the inside of the wall, half a patch is blood, and what it tells lies deeper.
 */
function follow(before: TrackedFrame, after: TrackedFrame, [y, x]: Point, { along, depth, through }: Place, track: PatchTracker): WallSample {
  // Points count from the centre of the first pixel, of the frame as of the grid: at most a fifth of a millimetre apart.
  const [row, column] = [y / GRID_MM, x / GRID_MM];
  const lost: WallSample = { along, depth, move: [0, 0], trust: 0 };
  const there = track(before, after, row, column);
  if (!there || there.alike < LEAST_ALIKE) return lost;
  const back = track(after, before, row + there.down, column + there.right);
  if (!back || Math.hypot(there.down + back.down, there.right + back.right) * GRID_MM > RETURN_MM) return lost;
  // Half the way there and back: what draws a patch to pixels draws it both ways.
  const deeper = (GRID_MM * (there.middle[0] * through[0] + there.middle[1] * through[1])) / (through[0] ** 2 + through[1] ** 2);
  return { along, depth: depth + deeper, move: [((there.down - back.down) / 2) * GRID_MM, ((there.right - back.right) / 2) * GRID_MM], trust: there.alike ** 2 };
}

function movedOn(wall: Wall, samples: readonly WallSample[]): Wall {
  const motion = smoothMotion(samples);
  if (!motion) return wall;
  const moved = ([y, x]: Point, station: number, depth: number): Point => {
    const [down, right] = motion(station / (STATIONS - 1), depth);
    return [y + down, x + right];
  };
  return {
    tracked: wall.tracked.map((points, s) => points.map((point, d) => moved(point, s, TRACKED_DEPTHS[d]))),
    layers: wall.layers.map((points, layer) => points.map((point, s) => moved(point, s, LAYERS[layer]))),
  };
}

function closed(lines: TrackedWall['lines'], held: TrackedWall['held']): TrackedWall {
  const last = lines.length - 1;
  const off = lines[last].map((points, layer) => points.map(([y, x], s): Point => [y - lines[0][layer][s][0], x - lines[0][layer][s][1]]));
  const driftMm = off[0].reduce((sum, [y, x]) => sum + Math.hypot(y, x), 0) / off[0].length;
  return { held, driftMm, lines: lines.map((layers, i) => layers.map((points, layer) => points.map(([y, x], s): Point => [y - (i / last) * off[layer][s][0], x - (i / last) * off[layer][s][1]]))) };
}
