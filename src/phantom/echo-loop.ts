import type { HeartPatient } from './echo-patient.ts';
import { parasternalProbe, parasternalViews, throughPlaneMm, type ParasternalView } from './echo-parasternal.ts';
import { apicalProbe, type Probe, type ProbeHold } from './echo-probe.ts';
import { imaging, looks, type Look } from './echo-scanner.ts';
import { moveScatterers, scatter } from './echo-scatterers.ts';
import type { ApicalView } from './echo-truth.ts';
import { Random } from './random.ts';

/** Views in which a digital heart can be imaged. */
export type EchoView = ApicalView | ParasternalView;

/** What is imaged, how, and for how long. */
export interface EchoLoopChoice<View extends EchoView = EchoView> {
  readonly view: View;
  readonly look: Look;
  readonly hold: ProbeHold;
  readonly frames: number;
  readonly framesPerSecond: number;
  /** After the R wave at which the loop begins, ms. */
  readonly startMs: number;
  /** Decides speckle and noise. */
  readonly seed: number;
}

/** A loop of grey frames, with the probe that drew it. */
export interface EchoLoop {
  readonly rows: number;
  readonly columns: number;
  readonly frames: readonly Uint8Array[];
  /** Of each frame after the R wave before the loop, ms. */
  readonly timesMs: readonly number[];
  readonly probe: Probe;
}

/** Images a beating digital patient: the scatterers move with its tissue, so the speckle does. */
export function imageHeart(patient: HeartPatient, choice: EchoLoopChoice): EchoLoop {
  const random = new Random(choice.seed);
  const scanner = looks[choice.look];
  const { probe, base, throughMm } = setUp(patient, choice);
  const scatterers = scatter(random, { ventricle: patient.ventricle, base, probe, throughMm, depthMm: scanner.depthMm, halfAngle: scanner.halfAngle });
  const camera = imaging(scanner, probe, scatterers, random);
  const positions = new Float32Array(3 * scatterers.count);
  const timesMs = Array.from({ length: choice.frames }, (_, i) => choice.startMs + (1000 * i) / choice.framesPerSecond);
  const frames = timesMs.map((time) => {
    moveScatterers(scatterers, patient, time, positions);
    return camera.frame(positions);
  });
  return { rows: scanner.rows, columns: scanner.columns, frames, timesMs, probe };
}

/** Apical views see the simpler heart, without an aortic root, on which their outlines and strains were tested. */
function setUp({ ventricle, base }: HeartPatient, { view, hold }: EchoLoopChoice): { readonly probe: Probe; readonly base: HeartPatient['base'] | null; readonly throughMm: number } {
  if (isParasternal(view)) return { probe: parasternalProbe(ventricle, view, hold), base, throughMm: throughPlaneMm(ventricle, view) };
  return { probe: apicalProbe(view, hold), base: null, throughMm: 0 };
}

function isParasternal(view: EchoView): view is ParasternalView {
  return (parasternalViews as readonly string[]).includes(view);
}
