import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { endSystoleMs } from './echo-beat.ts';
import type { EchoLoopChoice } from './echo-loop.ts';
import { parasternalTruthOf, type ParasternalTruth } from './echo-parasternal-truth.ts';
import { parasternalViews, type ParasternalView } from './echo-parasternal.ts';
import { drawHeartPatient, heartKinds, type HeartKind, type HeartPatient } from './echo-patient.ts';
import { drawHold, type ProbeHold } from './echo-probe.ts';
import { looks, type Look } from './echo-scanner.ts';
import { apicalViews, cavityVolume, shareAt, trueStrain, trueWall, wallMass, type ApicalView, type ViewStrain } from './echo-truth.ts';
import { Random } from './random.ts';

export const viewNames = Object.keys(apicalViews) as readonly ApicalView[];
export const lookNames = Object.keys(looks) as readonly Look[];

/** What is asked of digital patients; what is not given is drawn for each. */
export interface EchoChoice {
  readonly kind?: HeartKind;
  readonly look?: Look;
  /** Frames of each loop; by default a beat and a quarter. */
  readonly frames?: number;
  readonly framesPerSecond?: number;
  /** Also the parasternal views. */
  readonly parasternal?: boolean;
}

/** What is true of one patient, whoever looks. Strains in % at the end-systole of the volume, negative when the wall shortens. */
export interface EchoTruth {
  readonly kind: HeartKind;
  readonly heartRate: number;
  readonly endDiastolicVolumeMl: number;
  readonly endSystolicVolumeMl: number;
  readonly ejectionFraction: number;
  readonly massG: number;
  readonly wallMm: number;
  readonly endocardial: TrueStrains;
  readonly midWall: TrueStrains;
  readonly parasternal: ParasternalTruth;
}

export interface TrueStrains {
  /** Mean of the three views. */
  readonly global: number;
  readonly views: Readonly<Record<ApicalView, ViewStrain>>;
  /** Apical over the sum of basal and middle means; above 1 the apex is spared. */
  readonly relativeApicalStrain: number;
}

/** Works out the true answers of a patient. */
export function truthOf(patient: HeartPatient): EchoTruth {
  const { kind, rate, ventricle } = patient;
  const [before, after] = [0, endSystoleMs(rate)].map((time) => cavityVolume(ventricle, shareAt(ventricle, time, rate)));
  return {
    kind, heartRate: rate, endDiastolicVolumeMl: before, endSystolicVolumeMl: after, ejectionFraction: 100 * (1 - after / before),
    massG: wallMass(ventricle), wallMm: trueWall(ventricle, 'a4c'), endocardial: strainsOf(ventricle, rate, 0), midWall: strainsOf(ventricle, rate, 0.5), parasternal: parasternalTruthOf(patient),
  };
}

function strainsOf(ventricle: HeartPatient['ventricle'], rate: number, depth: number): TrueStrains {
  const share = shareAt(ventricle, endSystoleMs(rate), rate);
  const views = Object.fromEntries(viewNames.map((view) => [view, trueStrain(ventricle, view, depth, share)])) as Record<ApicalView, ViewStrain>;
  const third = (which: number) => viewNames.reduce((sum, view) => sum + views[view].segments[which] + views[view].segments[which + 3], 0) / 6;
  return { views, global: viewNames.reduce((sum, view) => sum + views[view].global, 0) / 3, relativeApicalStrain: third(2) / (third(0) + third(1)) };
}

/** Draws tried before a cohort is given up: one in some hundred asks for a contraction that no heart of this form has. */
const MOST_DRAWS = 20;
const DRAW_STEP = 1_000_003;

/**
 * Patient `index` of a cohort. A draw whose contraction cannot be is drawn again.
 * @throws AmyloscopeError `invalidInput` when none of 20 draws can be.
 */
export function heartPatient(seed: number, index: number, { kind }: EchoChoice): HeartPatient {
  for (let draw = 0; ; draw++) {
    const random = new Random(seed * 1009 + index + draw * DRAW_STEP);
    const drawn = random.pick(heartKinds);
    try {
      return drawHeartPatient(random, kind ?? drawn);
    } catch (error) {
      if (!(error instanceof AmyloscopeError) || draw === MOST_DRAWS - 1) throw error;
    }
  }
}

/** How each view of a visit is imaged: another visit is another hand, other speckle and, where not asked for, another scanner. */
export function loopChoices(seed: number, index: number, visit: number, patient: HeartPatient, choice: EchoChoice): readonly EchoLoopChoice<ApicalView>[] {
  const random = new Random(seed * 7919 + index * 31 + visit);
  const look = random.pick(lookNames);
  const framesPerSecond = choice.framesPerSecond ?? Math.round(random.uniform(45, 80));
  const frames = choice.frames ?? Math.ceil((1.25 * 60 * framesPerSecond) / patient.rate);
  return viewNames.map((view) => ({
    view, look: choice.look ?? look, hold: drawHold(random), frames, framesPerSecond, startMs: -random.uniform(0, 60), seed: random.integer(0, 2 ** 30),
  }));
}

/** How each parasternal view of the same visit is imaged: by the same scanner, at the same frame rate. */
export function parasternalChoices(seed: number, index: number, visit: number, [{ look, frames, framesPerSecond }]: readonly EchoLoopChoice[]): readonly EchoLoopChoice<ParasternalView>[] {
  const random = new Random(seed * 6841 + index * 37 + visit);
  return parasternalViews.map((view) => ({ view, look, frames, framesPerSecond, hold: fromBeside(drawHold(random)), startMs: -random.uniform(0, 60), seed: random.integer(0, 2 ** 30) }));
}

/** Seen from beside, the heart's axis lies further from the probe: the same slip beside it is a smaller tilt. */
const TILT_SHARE = 0.6;

function fromBeside(hold: ProbeHold): ProbeHold {
  return { ...hold, foreshortening: TILT_SHARE * hold.foreshortening };
}
