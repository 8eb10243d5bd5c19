import type { EchoViewName } from '../measurement/echo-view.ts';
import type { HeartPatient } from './echo-patient.ts';
import { imageGeometry, imaging, looks, type Look, type Scanner } from './echo-scanner.ts';
import { moveScatterers, scatter } from './echo-scatterers.ts';
import { drawScene, type ViewScene, type ZoomWindow } from './echo-view-scene.ts';
import { drawTrace } from './echo-view-trace.ts';
import { Random } from './random.ts';

/** Which view of a digital patient is imaged, how, and for how long. */
export interface ViewLoopChoice {
  readonly view: EchoViewName;
  readonly look: Look;
  readonly frames: number;
  readonly framesPerSecond: number;
  /** Decides the hand, the depth, what hides the heart, speckle and noise. */
  readonly seed: number;
}

/** A loop of grey frames of one view. */
export interface ViewLoop {
  readonly rows: number;
  readonly columns: number;
  readonly frames: readonly Uint8Array[];
  /** Side of a pixel; null for a trace, which has no sides in mm. */
  readonly mmPerPixel: number | null;
}

/** Share of loops without a view that are traces of Doppler or M-mode. */
const TRACE_SHARE = 0.4;

/** Images one of the 23 views of a beating digital patient. The same choice gives the same pixels. */
export function imageView(patient: HeartPatient, choice: ViewLoopChoice): ViewLoop {
  const random = new Random(choice.seed);
  if (choice.view === 'other' && random.chance(TRACE_SHARE)) return traceLoop(random, choice);
  const scene = drawScene(choice.view, patient, random);
  const scanner: Scanner = { ...looks[choice.look], depthMm: scene.depthMm };
  const frames = sectorFrames(patient, scene, scanner, choice, random);
  const { rows, columns } = scanner;
  if (!scene.zoom) return { rows, columns, frames, mmPerPixel: imageGeometry(scanner).mmPerPixel };
  const { zoom } = scene;
  return { rows, columns, frames: frames.map((frame) => enlarged(frame, scanner, zoom)), mmPerPixel: (2 * zoom.halfMm) / rows };
}

function sectorFrames(patient: HeartPatient, { probe, base, depthMm, throughMm, overlay }: ViewScene, scanner: Scanner, { frames, framesPerSecond }: ViewLoopChoice, random: Random): readonly Uint8Array[] {
  const scatterers = scatter(random, { ventricle: patient.ventricle, base, probe, throughMm, depthMm, halfAngle: scanner.halfAngle, overlay });
  const camera = imaging(scanner, probe, scatterers, random);
  const positions = new Float32Array(3 * scatterers.count);
  return Array.from({ length: frames }, (_, i) => {
    moveScatterers(scatterers, patient, (1000 * i) / framesPerSecond, positions);
    return camera.frame(positions);
  });
}

/** The part of a frame in a window, as large as the frame. */
function enlarged(frame: Uint8Array, scanner: Scanner, { depthMm, sideMm, halfMm }: ZoomWindow): Uint8Array {
  const { rows, columns } = scanner;
  const { mmPerPixel, apexRow, apexColumn } = imageGeometry(scanner);
  const step = (2 * halfMm) / rows / mmPerPixel;
  const [middleRow, middleColumn] = [apexRow + depthMm / mmPerPixel, apexColumn + sideMm / mmPerPixel];
  return Uint8Array.from({ length: rows * columns }, (_, i) => {
    const row = middleRow + (Math.floor(i / columns) + 0.5 - rows / 2) * step - 0.5;
    const column = middleColumn + ((i % columns) + 0.5 - columns / 2) * step - 0.5;
    const [r, c, u, v] = [Math.floor(row), Math.floor(column), row % 1, column % 1];
    if (r < 0 || c < 0 || r > rows - 2 || c > columns - 2) return 0;
    const at = r * columns + c;
    return (frame[at] * (1 - v) + frame[at + 1] * v) * (1 - u) + (frame[at + columns] * (1 - v) + frame[at + columns + 1] * v) * u;
  });
}

/** A trace that runs from right to left. */
function traceLoop(random: Random, { look, frames }: ViewLoopChoice): ViewLoop {
  const { rows, columns } = looks[look];
  const wide = columns + 4 * frames;
  const whole = drawTrace(random, random.chance(0.5) ? 'doppler' : 'mMode', rows, wide);
  const at = (frame: number) => Uint8Array.from({ length: rows * columns }, (_, i) => whole[Math.floor(i / columns) * wide + (i % columns) + 4 * frame]);
  return { rows, columns, frames: Array.from({ length: frames }, (_, i) => at(i)), mmPerPixel: null };
}
