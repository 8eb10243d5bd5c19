import type { Beat } from '../../../src/modalities/echo/beats.ts';
import { measureOutlines, type FrameMeasures } from '../../../src/modalities/echo/frame-measures.ts';
import type { EchoFrame } from '../../../src/modalities/echo/segmentation.ts';
import type { LabelMap } from '../../../src/modalities/echo/structures.ts';
import { endSystoleMs } from '../../../src/phantom/echo-beat.ts';
import { imageHeart, type EchoLoop } from '../../../src/phantom/echo-loop.ts';
import type { HeartKind, HeartPatient } from '../../../src/phantom/echo-patient.ts';
import { idealHold, type Probe } from '../../../src/phantom/echo-probe.ts';
import { imageGeometry, looks, type Look } from '../../../src/phantom/echo-scanner.ts';
import { heartPatient } from '../../../src/phantom/echo-study.ts';
import { tissueAt } from '../../../src/phantom/echo-tissue.ts';
import { shareAt, trueStrain } from '../../../src/phantom/echo-truth.ts';
import { layerRadius, mitralZ } from '../../../src/phantom/echo-ventricle.ts';

/** A loop of a digital patient with its true outlines at end-diastole and its true peak strains. */
export interface SimulatedLoop extends EchoLoop {
  readonly spacingMm: readonly [row: number, column: number];
  readonly rate: number;
  readonly beat: Beat;
  readonly outlined: FrameMeasures;
  readonly truth: { readonly endocardial: number; readonly midWall: number };
}

/** One beat of a patient in the four-chamber view, from its R wave on. */
export function simulatedLoop({ kind, look, framesPerSecond, seed }: { readonly kind: HeartKind; readonly look: Look; readonly framesPerSecond: number; readonly seed: number }): SimulatedLoop {
  const patient = heartPatient(seed, 0, { kind });
  const frames = Math.ceil((60 / patient.rate) * framesPerSecond) + 2;
  const loop = imageHeart(patient, { view: 'a4c', look, hold: idealHold, frames, framesPerSecond, startMs: 0, seed });
  const { mmPerPixel } = imageGeometry(looks[look]);
  const spacingMm = [mmPerPixel, mmPerPixel] as const;
  const map = trueMap(patient, look, loop.probe);
  const peak = (depth: number) => Math.min(...loop.timesMs.map((time) => trueStrain(patient.ventricle, 'a4c', depth, shareAt(patient.ventricle, time, patient.rate)).global));
  return {
    ...loop, spacingMm, rate: patient.rate, outlined: { ...measureOutlines(map, spacingMm), map, showings: [] },
    beat: { diastole: 0, systole: Math.round((endSystoleMs(patient.rate) / 1000) * framesPerSecond) },
    truth: { endocardial: peak(0), midWall: peak(0.5) },
  };
}

/** Frames as the analysis sees them. */
export function framesOf({ rows, columns, frames }: EchoLoop): readonly EchoFrame[] {
  return frames.map((grey) => ({ rows, columns, grey: Float32Array.from(grey), pixelAspect: 1 }));
}

/** Cavity, wall and left atrium at end-diastole, pixel by pixel. */
export function trueMap({ ventricle }: HeartPatient, look: Look, probe: Probe): LabelMap {
  const { rows, columns } = looks[look];
  const { mmPerPixel, apexRow, apexColumn } = imageGeometry(looks[look]);
  const labels = new Uint8Array(rows * columns);
  for (let i = 0; i < labels.length; i++) {
    const [x, y, z] = probe.toHeart((Math.floor(i / columns) + 0.5 - apexRow) * mmPerPixel, ((i % columns) + 0.5 - apexColumn) * mmPerPixel, 0);
    const [r, angle] = [Math.hypot(x, y), Math.atan2(y, x)];
    if (z < 0) continue;
    const above = z - mitralZ(ventricle);
    // The closed valve is drawn between the chambers and belongs to the atrium here, so that they meet.
    const valve = above < 3 && r < layerRadius(ventricle, 0, angle, mitralZ(ventricle));
    if (above > 0) labels[i] = r < 21 && (valve || tissueAt(ventricle, null, r, angle, z).blood) ? 3 : 0;
    else if (r < layerRadius(ventricle, 1, angle, z)) labels[i] = r < layerRadius(ventricle, 0, angle, z) ? 1 : 2;
  }
  return { rows, columns, labels };
}
