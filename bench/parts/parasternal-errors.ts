import type { Network } from '../../src/inference/onnx-network.ts';
import { findBeats } from '../../src/modalities/echo/beats.ts';
import { measureFrame } from '../../src/modalities/echo/frame-measures.ts';
import { measureParasternalFrame, parasternalCoarseLabels, type MeasuredParasternalView, type ParasternalFrame } from '../../src/modalities/echo/parasternal-frame.ts';
import type { ApicalLength } from '../../src/modalities/echo/parasternal-measurements.ts';
import { parasternalStructures } from '../../src/modalities/echo/parasternal-structures.ts';
import { imageHeart, type EchoLoop, type EchoLoopChoice } from '../../src/phantom/echo-loop.ts';
import type { HeartPatient } from '../../src/phantom/echo-patient.ts';
import { imageGeometry, looks } from '../../src/phantom/echo-scanner.ts';
import type { ApicalView } from '../../src/phantom/echo-truth.ts';

/** One beat of a simulated parasternal loop as the product reads it. */
export interface SimulatedBeat {
  readonly diastole: ParasternalFrame;
  readonly systole: ParasternalFrame;
}

function framesOf({ rows, columns, frames }: EchoLoop) {
  return frames.map((grey) => ({ rows, columns, grey, pixelAspect: 1 }));
}

function spacingOf({ look }: EchoLoopChoice): readonly [number, number] {
  const { mmPerPixel } = imageGeometry(looks[look]);
  return [mmPerPixel, mmPerPixel];
}

/** Images a parasternal view over a beat and a quarter and measures it as the product does; null where no beat is found. */
export async function measureSimulatedParasternal(network: Network, patient: HeartPatient, choice: EchoLoopChoice & { readonly view: MeasuredParasternalView }): Promise<SimulatedBeat | null> {
  const loop = imageHeart(patient, choice);
  const frames = framesOf(loop);
  const own = parasternalStructures.indexOf('leftVentricle');
  const areas: number[] = [];
  for (const frame of frames) areas.push((await parasternalCoarseLabels(network, frame)).labels.reduce((sum, label) => sum + Number(label === own), 0) || NaN);
  const timesMs = loop.timesMs.map((time) => time - loop.timesMs[0]);
  const rWaves = [0, 1].map((k) => (60_000 * k) / patient.rate - loop.timesMs[0]);
  const beat = findBeats(areas, timesMs, rWaves).find(({ diastole, systole }) => diastole < systole);
  if (!beat) return null;
  const at = (frame: number) => measureParasternalFrame(network, frames[frame], choice.view, spacingOf(choice));
  return { diastole: await at(beat.diastole), systole: await at(beat.systole) };
}

/** The cavity of a four-chamber view at end-diastole, as outlined; null where it is not found. */
export async function measureSimulatedLength(network: Network, patient: HeartPatient, choice: EchoLoopChoice<ApicalView>): Promise<ApicalLength | null> {
  const loop = imageHeart(patient, { ...choice, frames: 1, startMs: 0 });
  const { leftVentricle } = await measureFrame(network, framesOf(loop)[0], spacingOf(choice));
  return leftVentricle.status === 'measured' ? leftVentricle : null;
}
