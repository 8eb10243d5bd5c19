import { contractionShare } from './echo-beat.ts';
import type { Probe } from './echo-probe.ts';
import type { HeartPatient } from './echo-patient.ts';
import type { Random } from './random.ts';
import type { HeartBase } from './echo-base.ts';
import { follows } from './echo-motion.ts';
import { tissueAt, type Tissue } from './echo-tissue.ts';
import { mitralZ, type Ventricle } from './echo-ventricle.ts';

/** Half the thickness of the slab about the image plane that is filled with scatterers, mm: the beam and the way tissue moves through it. */
const SLAB_MM = 7;
/** Scatterers per mm3: about five in a cell of the beam, enough for full speckle. */
const PER_MM3 = 0.9;
/** Entries of the table of moments by angle. */
const ANGLE_BINS = 90;

/** Many small sources of echoes, each bound to a point of tissue. Arrays of one entry each. */
export interface Scatterers {
  readonly count: number;
  readonly strength: Float32Array;
  readonly blood: Uint8Array;
  readonly radius: Float32Array;
  readonly angle: Float32Array;
  readonly z: Float32Array;
  /** The point of the wall whose motion it follows, and how much of it: across and along the axis. */
  readonly wallRadius: Float32Array;
  readonly across: Float32Array;
  readonly along: Float32Array;
  readonly shift: Float32Array;
  readonly stretch: Float32Array;
  readonly squeeze: Float32Array;
}

/** What of a heart is imaged, and how deep and wide the probe looks. */
export interface ScatteredField {
  readonly ventricle: Ventricle;
  /** null: the simpler heart of the apical views. */
  readonly base: HeartBase | null;
  readonly probe: Probe;
  readonly depthMm: number;
  /** Of the sector, radians. */
  readonly halfAngle: number;
  /** How far tissue moves through the plane towards it from behind, mm: so much thicker is the slab on that side. */
  readonly throughMm: number;
  /** What lies at a point of the picture instead of the heart, where anything does: how strongly it answers, and whether it is blood. */
  readonly overlay?: (depth: number, side: number, through: number) => Pick<Tissue, 'strength' | 'blood'> | null;
}

/** Fills the slab about a probe's plane. */
export function scatter(random: Random, { ventricle, base, probe, depthMm, halfAngle, throughMm, overlay }: ScatteredField): Scatterers {
  const wide = depthMm * Math.sin(halfAngle) + 3;
  const count = Math.round(depthMm * depthMm * halfAngle * (2 * SLAB_MM + throughMm) * PER_MM3);
  const table = (): Float32Array => new Float32Array(count);
  const found = { count, strength: table(), blood: new Uint8Array(count), radius: table(), angle: table(), z: table(), wallRadius: table(), across: table(), along: table(), shift: table(), stretch: table(), squeeze: table() };
  for (let i = 0; i < count; ) {
    const [depth, side, through] = [random.uniform(2, depthMm), random.uniform(-wide, wide), random.uniform(-SLAB_MM, SLAB_MM + throughMm)];
    if (Math.hypot(depth, side) > depthMm || Math.abs(side) > depth * Math.tan(halfAngle) + 2) continue;
    const [x, y, z] = probe.toHeart(depth, side, through);
    const at = [Math.hypot(x, y), Math.atan2(y, x), z] as const;
    bind(found, i++, ventricle, at, overlay?.(depth, side, through) ?? tissueAt(ventricle, base, ...at), random);
  }
  return found;
}

function bind(found: Scatterers, i: number, ventricle: Ventricle, [r, angle, z]: readonly [number, number, number], { strength, blood }: Pick<Tissue, 'strength' | 'blood'>, random: Random): void {
  // Rayleigh speckle needs strengths that vary; a half normal is as good as any.
  found.strength[i] = strength * Math.abs(random.normal());
  found.blood[i] = Number(blood);
  [found.radius[i], found.angle[i], found.z[i]] = [r, angle, z];
  const { wallRadius, across, along, shift, stretch, squeeze } = follows(ventricle, r, angle, z);
  [found.wallRadius[i], found.across[i], found.along[i]] = [wallRadius, across, along];
  [found.shift[i], found.stretch[i], found.squeeze[i]] = [shift, stretch, squeeze];
}

/** Where each scatterer is at a moment: x, y, z of heart coordinates one after the other. @param into three times as long as there are scatterers. */
export function moveScatterers(scatterers: Scatterers, { ventricle, rate }: HeartPatient, timeMs: number, into: Float32Array): void {
  const { leadAngle, leadMs, twist } = ventricle.contraction;
  const shares = Float64Array.from({ length: ANGLE_BINS + 1 }, (_, i) => contractionShare(timeMs + (leadMs / 2) * Math.cos((2 * Math.PI * i) / ANGLE_BINS - Math.PI - leadAngle), rate));
  const top = mitralZ(ventricle);
  const { radius, angle, z, wallRadius, across, along, shift, stretch, squeeze } = scatterers;
  for (let i = 0; i < scatterers.count; i++) {
    const place = ((angle[i] + Math.PI) / (2 * Math.PI)) * ANGLE_BINS;
    const bin = Math.min(ANGLE_BINS - 1, Math.floor(place));
    const f = shares[bin] + (shares[bin + 1] - shares[bin]) * (place - bin);
    const wall = wallRadius[i];
    const moved = Math.sqrt(Math.max(0, (wall * wall) / (1 + f * stretch[i]) - f * squeeze[i]));
    const r = radius[i] + across[i] * (moved - wall);
    const height = z[i] + along[i] * f * shift[i];
    const turned = angle[i] + along[i] * f * twist * (1 - Math.min(1, Math.max(0, height / top)));
    into[3 * i] = r * Math.cos(turned);
    into[3 * i + 1] = r * Math.sin(turned);
    into[3 * i + 2] = height;
  }
}
