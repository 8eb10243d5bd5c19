import type { Vector } from '../image/vector.ts';
import type { EchoViewName } from '../measurement/echo-view.ts';
import type { HeartBase } from './echo-base.ts';
import { parasternalProbe, throughPlaneMm } from './echo-parasternal.ts';
import type { HeartPatient } from './echo-patient.ts';
import { apicalProbe, type Probe, type ProbeHold } from './echo-probe.ts';
import { RIGHT_WALL_MM, rightWidth } from './echo-tissue.ts';
import type { ApicalView } from './echo-truth.ts';
import { layerRadius, mitralZ } from './echo-ventricle.ts';
import { heldProbe } from './echo-view-probe.ts';
import { abdomen, aorticArch, hidden, liverBefore, nothing, type OverlayAt } from './echo-view-surroundings.ts';
import type { Random } from './random.ts';

/** The part of a sector that is shown enlarged, mm: its middle, and half its height. */
export interface ZoomWindow {
  readonly depthMm: number;
  readonly sideMm: number;
  readonly halfMm: number;
}

/** How one view of a digital patient comes about. */
export interface ViewScene {
  readonly probe: Probe;
  readonly depthMm: number;
  /** null: the simpler heart of the apical views. */
  readonly base: HeartBase | null;
  /** How far tissue moves through the plane, mm. */
  readonly throughMm: number;
  readonly overlay: OverlayAt;
  readonly zoom: ZoomWindow | null;
}

const DEGREES = Math.PI / 180;
const DEPTH_MM = [140, 180] as const;
const heartOnly: OverlayAt = () => null;

type SceneOf = (patient: HeartPatient, random: Random) => ViewScene;

function drawnHold(random: Random): ProbeHold {
  return { distanceMm: random.uniform(8, 20), offsetMm: [random.normal(0, 4), random.normal(0, 1.2)], turn: random.normal(0, 5 * DEGREES), lean: random.normal(0, 5 * DEGREES), foreshortening: random.normal(0, 2 * DEGREES) };
}

function apical(view: ApicalView, [fromDegrees, toDegrees]: readonly [number, number], rootShare: number): SceneOf {
  return ({ base }, random) => {
    const hold = drawnHold(random);
    const whole = random.chance(rootShare);
    const foreshortening = whole ? random.uniform(fromDegrees, toDegrees) * DEGREES : hold.foreshortening;
    return { probe: apicalProbe(view, { ...hold, foreshortening }), depthMm: random.uniform(...DEPTH_MM), base: whole ? base : null, throughMm: 0, overlay: heartOnly, zoom: null };
  };
}

/** From behind the aortic root, that is, through the middle of the atrium. */
const fourChamber = apical('a4c', [-8, -4], 0.35);
const twoChamber = apical('a2c', [-9, -5], 0.3);
const threeChamber = apical('a3c', [-2, 2], 0.75);
const fiveChamber = apical('a4c', [6, 10], 1);

/** Depth of the mitral plane below a probe at the apex, mm. */
function mitralDepth(patient: HeartPatient, { probe }: ViewScene): number {
  return mitralZ(patient.ventricle) - probe.origin[2];
}

/** Hides a good part of the left ventricle: under a rib's shadow from one side, behind the lung near the probe, or beyond the edge. */
function ventricleHidden(of: SceneOf): SceneOf {
  return (patient, random) => {
    const scene = of(patient, random);
    const way = random.pick(['side', 'near', 'edge'] as const);
    const which = random.chance(0.5) ? 1 : -1;
    const mitral = mitralDepth(patient, scene);
    if (way === 'near') {
      const [to, bend] = [mitral * random.uniform(0.5, 0.75), random.uniform(-0.3, 0.3)];
      return { ...scene, overlay: (depth, side) => (depth < to + bend * side ? hidden : null) };
    }
    // Beyond the edge: the sector ends within the cavity; to the eye a shadow from the edge on is the same.
    const from = way === 'side' ? random.uniform(-0.1, 0.03) : random.uniform(-0.02, 0.06);
    return { ...scene, overlay: (depth, side) => (which * Math.atan2(side, depth) > from && (way === 'edge' || depth < mitral * 1.25) ? hidden : null) };
  };
}

/** Hides the left atrium: the picture ends at the mitral valve, or a shadow begins there. */
function atriumHidden(of: SceneOf): SceneOf {
  return (patient, random) => {
    const scene = of(patient, random);
    const mitral = mitralDepth(patient, scene);
    if (random.chance(0.5)) return { ...scene, depthMm: mitral + random.uniform(3, 14) };
    const [from, bend] = [mitral + random.uniform(2, 10), random.uniform(-0.15, 0.15)];
    return { ...scene, overlay: (depth, side) => (depth > from + bend * side ? hidden : null) };
  };
}

function longAxis({ depthMm = [130, 170], away = 0, aside = 0, zoomed = false }: { readonly depthMm?: readonly [number, number]; readonly away?: number; readonly aside?: number; readonly zoomed?: boolean }): SceneOf {
  return ({ ventricle, base }, random) => {
    const hold = drawnHold(random);
    const probe = parasternalProbe(ventricle, 'plax', { ...hold, distanceMm: hold.distanceMm + away * random.uniform(0.7, 1.3), offsetMm: [hold.offsetMm[0] + aside * random.uniform(0.75, 1.25), hold.offsetMm[1]] });
    const zoom = zoomed ? { depthMm: hold.distanceMm + random.uniform(66, 80), sideMm: random.uniform(-14, 2), halfMm: random.uniform(34, 46) } : null;
    return { probe, depthMm: random.uniform(...depthMm), base, throughMm: 0, overlay: heartOnly, zoom };
  };
}

function shortAxis(view: 'psaxMitral' | 'psaxPapillary' | 'psaxApex'): SceneOf {
  return ({ ventricle, base }, random) => ({
    probe: parasternalProbe(ventricle, view, drawnHold(random)), depthMm: random.uniform(115, 165), base, throughMm: throughPlaneMm(ventricle, view), overlay: heartOnly, zoom: null,
  });
}

/** Angle from which the probe looks at the aortic valve, and how far its outflow reaches before the axis. */
const VALVE_FROM = 100 * DEGREES;
const OUTFLOW_FRONT_MM = 56;

function aorticValve(zoomed: boolean): SceneOf {
  return ({ ventricle, base }, random) => {
    const hold = drawnHold(random);
    const out: Vector = [Math.cos(VALVE_FROM), Math.sin(VALVE_FROM), 0];
    const stance = { origin: [OUTFLOW_FRONT_MM * out[0], OUTFLOW_FRONT_MM * out[1], mitralZ(ventricle) + random.uniform(6, 16)] as Vector, inwards: [-out[0], -out[1], 0] as Vector, side: [out[1], -out[0], 0] as Vector };
    const zoom = zoomed ? { depthMm: hold.distanceMm + random.uniform(32, 42), sideMm: random.uniform(-10, 4), halfMm: random.uniform(24, 36) } : null;
    return { probe: heldProbe(stance, hold), depthMm: random.uniform(115, 160), base, throughMm: 14, overlay: heartOnly, zoom };
  };
}

/** Angle about which the right ventricle lies. */
const RIGHT = 2.9;

/** Along the right ventricle from the front: the ventricle on the left of the image, the atrium on the right. */
const rightInflow: SceneOf = ({ ventricle, base }, random) => {
  const z = mitralZ(ventricle) - 6;
  const middle = layerRadius(ventricle, 1, RIGHT, z) + random.uniform(10, 17);
  const forward: Vector = [Math.sin(RIGHT), -Math.cos(RIGHT), 0];
  const stance = { origin: [middle * Math.cos(RIGHT) + 38 * forward[0], middle * Math.sin(RIGHT) + 38 * forward[1], z] as Vector, inwards: [-forward[0], -forward[1], 0] as Vector, side: [0, 0, 1] as Vector };
  return { probe: heldProbe(stance, drawnHold(random)), depthMm: random.uniform(110, 150), base, throughMm: 4, overlay: heartOnly, zoom: null };
};

/** From below, through the liver: the right heart lies near, the apex to the right. */
const subcostal: SceneOf = ({ ventricle, base }, random) => {
  const angle = RIGHT + random.uniform(0.15, 0.55);
  const z = mitralZ(ventricle) - random.uniform(5, 22);
  const liverMm = random.uniform(28, 55);
  const from = layerRadius(ventricle, 1, angle, z) + rightWidth(ventricle, angle, z) + RIGHT_WALL_MM;
  const stance = { origin: [from * Math.cos(angle), from * Math.sin(angle), z] as Vector, inwards: [-Math.cos(angle), -Math.sin(angle), 0] as Vector, side: [0, 0, -1] as Vector };
  const hold = { ...drawnHold(random), distanceMm: liverMm, lean: random.uniform(-25, 5) * DEGREES };
  return { probe: heldProbe(stance, hold), depthMm: random.uniform(150, 200), base: random.chance(0.6) ? base : null, throughMm: 4, overlay: liverBefore(random, liverMm - 4), zoom: null };
};

/** Far above the heart, where nothing of it is left. */
function elsewhere(overlay: (random: Random) => OverlayAt): SceneOf {
  return ({ ventricle, base }, random) => {
    const stance = { origin: [0, 0, mitralZ(ventricle) + 200] as Vector, inwards: [0, 0, 1] as Vector, side: [1, 0, 0] as Vector };
    const hold = drawnHold(random);
    return { probe: heldProbe(stance, hold), depthMm: random.uniform(110, 170), base, throughMm: 0, overlay: turnedBy(overlay(random), hold), zoom: null };
  };
}

/** What lies elsewhere is drawn in the probe's own plane; it leans with the hand. */
function turnedBy(overlay: OverlayAt, { lean, offsetMm: [aside, through], foreshortening }: ProbeHold): OverlayAt {
  const [cos, sin] = [Math.cos(lean), Math.sin(lean)];
  return (depth, side, out) => overlay(depth * cos - side * sin, side * cos + depth * sin + aside, out + through + depth * Math.sin(foreshortening));
}

/** Traces are no scenes: see `drawTrace`. */
const scenes: Readonly<Record<EchoViewName, SceneOf>> = {
  plaxFar: longAxis({ depthMm: [205, 250], away: 25 }), plax: longAxis({}), plaxAtriumZoomed: longAxis({ aside: 38, zoomed: true }), plaxAtrium: longAxis({ aside: 34 }),
  psaxAortic: aorticValve(false), psaxAorticZoomed: aorticValve(true), psaxMitral: shortAxis('psaxMitral'), psaxPapillary: shortAxis('psaxPapillary'), psaxApex: shortAxis('psaxApex'),
  a2c: twoChamber, a2cVentricleHidden: ventricleHidden(twoChamber), a2cAtriumHidden: atriumHidden(twoChamber),
  a3c: threeChamber, a3cVentricleHidden: ventricleHidden(threeChamber), a3cAtriumHidden: atriumHidden(threeChamber),
  a4c: fourChamber, a4cVentricleHidden: ventricleHidden(fourChamber), a4cAtriumHidden: atriumHidden(fourChamber), a5c: fiveChamber,
  rightInflow, subcostal, suprasternal: elsewhere(aorticArch), other: (patient, random) => elsewhere(random.chance(0.7) ? abdomen : nothing)(patient, random),
};

/** Draws how a view of a patient comes about: hand, depth, and what hides the heart. */
export function drawScene(view: EchoViewName, patient: HeartPatient, random: Random): ViewScene {
  return scenes[view](patient, random);
}
