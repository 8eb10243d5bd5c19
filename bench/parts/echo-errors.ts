import { findBeats } from '../../src/modalities/echo/beats.ts';
import { ejectionFraction, longitudinalStrain } from '../../src/modalities/echo/echo-values.ts';
import { measureFrame, type FrameMeasures } from '../../src/modalities/echo/frame-measures.ts';
import { trackedStrain, type TrackedStrain } from '../../src/modalities/echo/measure-strain.ts';
import { coarseLabels } from '../../src/modalities/echo/segmentation.ts';
import { segmentsOfView } from '../../src/modalities/echo/strain-curves.ts';
import { structures } from '../../src/modalities/echo/structures.ts';
import type { Network } from '../../src/inference/onnx-network.ts';
import { imageHeart, type EchoLoop, type EchoLoopChoice } from '../../src/phantom/echo-loop.ts';
import type { HeartPatient } from '../../src/phantom/echo-patient.ts';
import { onImage, type Probe } from '../../src/phantom/echo-probe.ts';
import { imageGeometry, looks } from '../../src/phantom/echo-scanner.ts';
import { shareAt, trueStrain, trueWall, type ApicalView } from '../../src/phantom/echo-truth.ts';
import { movedPoint, twistAt, wallMotion } from '../../src/phantom/echo-ventricle.ts';
import { mean } from '../../src/statistics/mean.ts';

/** What was measured on one simulated loop and what is true of it; null where it was not measured. */
export interface LoopErrors {
  readonly choice: EchoLoopChoice<ApicalView>;
  readonly diastole: FrameMeasures;
  readonly systole: FrameMeasures;
  readonly fraction: number | null;
  readonly contour: number | null;
  readonly endocardial: number | null;
  readonly midWall: number | null;
  readonly segments: readonly (number | null)[];
  readonly wallMm: number | null;
  /** Mean distance between the tracked and the true step of the wall from frame to frame, mm. */
  readonly motionMm: number | null;
  readonly truth: { readonly endocardial: number; readonly midWall: number; readonly segments: readonly number[]; readonly wallMm: number };
}

/** Images one view and measures it as the product does; null when no beat or ventricle is found. */
export async function measureSimulated(network: Network, patient: HeartPatient, choice: EchoLoopChoice<ApicalView>): Promise<LoopErrors | null> {
  const loop = imageHeart(patient, choice);
  const geometry = imageGeometry(looks[choice.look]);
  const spacing = [geometry.mmPerPixel, geometry.mmPerPixel] as const;
  const frames = loop.frames.map((grey) => ({ rows: loop.rows, columns: loop.columns, grey, pixelAspect: 1 }));
  const areas: number[] = [];
  for (const frame of frames) areas.push((await coarseLabels(network, frame)).labels.reduce((sum, label) => sum + Number(label === structures.indexOf('leftVentricle')), 0));
  const timesMs = loop.timesMs.map((time) => time - loop.timesMs[0]);
  const beats = findBeats(areas, timesMs, rWaves(loop, patient.rate));
  const beat = beats.find(({ diastole, systole }) => diastole < systole);
  if (!beat) return null;
  const diastole = await measureFrame(network, frames[beat.diastole], spacing);
  const systole = await measureFrame(network, frames[beat.systole], spacing);
  const tracked = await trackedStrain({ frames, spacingMm: spacing, timesMs, heartRate: patient.rate }, beats, beat, diastole);
  const found = tracked.status === 'measured' ? tracked : null;
  return {
    choice, diastole, systole, fraction: valueOf(ejectionFraction(diastole, systole)), contour: valueOf(longitudinalStrain(diastole, systole)),
    endocardial: found?.endocardial ?? null, midWall: found?.midWall ?? null, segments: segmentsOfView.map((name) => found?.segments[name] ?? null),
    wallMm: valueOf(diastole.wall), motionMm: found && motionError(found, loop, patient, geometry), truth: truthOfView(patient, choice, loop),
  };
}

function valueOf(result: { readonly status: 'measured'; readonly value: number } | { readonly status: 'notMeasured' }): number | null {
  return result.status === 'measured' ? result.value : null;
}

function rWaves({ timesMs }: EchoLoop, rate: number): readonly number[] {
  return Array.from({ length: 4 }, (_, i) => (60_000 * i) / rate - timesMs[0]).filter((time) => time >= 0 && time <= timesMs.at(-1)! - timesMs[0]);
}

/** Peaks over the loop, as they are measured; order of segments as `segmentsOfView`. */
function truthOfView({ ventricle, rate }: HeartPatient, { view }: EchoLoopChoice<ApicalView>, { timesMs }: EchoLoop): LoopErrors['truth'] {
  const at = (depth: number) => timesMs.map((time) => trueStrain(ventricle, view, depth, shareAt(ventricle, time, rate)));
  const [inner, middle] = [at(0), at(0.5)];
  const peak = (values: readonly number[]) => Math.min(...values);
  return {
    endocardial: peak(inner.map((one) => one.global)), midWall: peak(middle.map((one) => one.global)),
    segments: [0, 1, 2, 5, 4, 3].map((i) => peak(inner.map((one) => one.segments[i]))), wallMm: trueWall(ventricle, view),
  };
}

/**
 * Each tracked mid-wall point is bound to the tissue under it at end-diastole, whose true way is a formula. What the outline
 * got wrong does not count here: only whether the point goes with its tissue.
 */
function motionError({ wall: { lines }, span }: TrackedStrain, { probe, timesMs }: EchoLoop, patient: HeartPatient, { mmPerPixel, apexRow, apexColumn }: ReturnType<typeof imageGeometry>): number {
  const errors: number[] = [];
  for (const [s, [y, x]] of lines[0][1].entries()) {
    const at = tissueAt(patient, probe, y - (apexRow - 0.5) * mmPerPixel, x - (apexColumn - 0.5) * mmPerPixel);
    for (let i = 1; i < lines.length; i++) {
      const [before, now] = [at(timesMs[span.frames[i - 1]]), at(timesMs[span.frames[i]])];
      const [from, to] = [lines[i - 1][1][s], lines[i][1][s]];
      errors.push(Math.hypot(to[0] - from[0] - (now[0] - before[0]), to[1] - from[1] - (now[1] - before[1])));
    }
  }
  return mean(errors);
}

/** Where on the image the tissue is that lies at a point of it at end-diastole. */
function tissueAt({ ventricle, rate }: HeartPatient, probe: Probe, depth: number, side: number): (timeMs: number) => readonly [number, number] {
  const [x, y, z] = probe.toHeart(depth, side, 0);
  const [r, angle] = [Math.hypot(x, y), Math.atan2(y, x)];
  const motion = wallMotion(ventricle, angle, z);
  return (timeMs) => {
    const f = shareAt(ventricle, timeMs, rate)(angle);
    const [radius, height] = movedPoint(r, z, motion, f);
    const turned = angle + twistAt(ventricle, height, f);
    return onImage(probe, [radius * Math.cos(turned), radius * Math.sin(turned), height]);
  };
}
