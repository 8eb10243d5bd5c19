import { drawHeartBase, type HeartBase } from './echo-base.ts';
import { cavityVolume, trueStrain } from './echo-truth.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Random } from './random.ts';
import type { Contraction, Ventricle } from './echo-ventricle.ts';

/** What ails the hearts of digital patients. */
export const heartKinds = ['normal', 'amyloid', 'hypertrophic', 'dilated', 'anthracycline'] as const;
export type HeartKind = (typeof heartKinds)[number];

/** What a contraction is to bring about: ejection fraction, %, and endocardial longitudinal strain, %, by thirds of the wall. */
export interface Targets {
  readonly ejectionFraction: number;
  readonly strain: readonly [basal: number, middle: number, apical: number];
}

/** A beating digital patient. */
export interface HeartPatient {
  readonly kind: HeartKind;
  readonly ventricle: Ventricle;
  readonly base: HeartBase;
  /** Beats a minute. */
  readonly rate: number;
}

interface Kind {
  readonly lengthMm: number;
  readonly radiusMm: number;
  readonly wallMm: number;
  readonly bulgeMm: number;
  readonly twistDegrees: number;
  readonly leadMs: number;
  readonly rate: number;
  readonly targets: Targets;
}

/** Middle of each kind; patients scatter about it. Sizes and strains of the order of published means, and chosen: no cohort was fitted. */
const kinds: Readonly<Record<HeartKind, Kind>> = {
  normal: { lengthMm: 84, radiusMm: 23, wallMm: 9, bulgeMm: 0, twistDegrees: 10, leadMs: 15, rate: 66, targets: { ejectionFraction: 62, strain: [-18, -19.5, -21] } },
  amyloid: { lengthMm: 80, radiusMm: 20.5, wallMm: 15.5, bulgeMm: 0.5, twistDegrees: 5, leadMs: 30, rate: 74, targets: { ejectionFraction: 52, strain: [-6.5, -10, -16.5] } },
  hypertrophic: { lengthMm: 82, radiusMm: 21, wallMm: 11, bulgeMm: 8, twistDegrees: 12, leadMs: 30, rate: 66, targets: { ejectionFraction: 66, strain: [-13, -15, -18] } },
  dilated: { lengthMm: 98, radiusMm: 31, wallMm: 9, bulgeMm: 0, twistDegrees: 3, leadMs: 60, rate: 78, targets: { ejectionFraction: 29, strain: [-8, -9, -9.5] } },
  anthracycline: { lengthMm: 85, radiusMm: 24, wallMm: 8.5, bulgeMm: 0, twistDegrees: 8, leadMs: 20, rate: 76, targets: { ejectionFraction: 54, strain: [-14, -15.5, -17] } },
};

/** Between anteroseptal and inferoseptal wall. */
const SEPTUM = (5 * Math.PI) / 6;
/** The lateral wall moves more than the septal one: its lead in height at the base, as a share. */
const USUAL_TILT = 0.025;

/** Draws a patient of a kind. */
export function drawHeartPatient(random: Random, kind: HeartKind): HeartPatient {
  const middle = kinds[kind];
  const around = (value: number, share: number) => value * random.truncatedNormal(1, share, 1 - 2 * share, 1 + 2 * share);
  const strength = around(1, 0.08);
  const shape = {
    lengthMm: around(middle.lengthMm, 0.05), radiusMm: around(middle.radiusMm, 0.05), wallMm: around(middle.wallMm, 0.09), bulgeMm: around(middle.bulgeMm, 0.15), bulgeAngle: SEPTUM,
  };
  const rest = { tilt: around(USUAL_TILT, 0.3), leadAngle: random.normal(0, 0.3), leadMs: around(middle.leadMs, 0.3), twist: (around(middle.twistDegrees, 0.2) * Math.PI) / 180 };
  const [basal, mid, apical] = middle.targets.strain.map((strain) => around(strain * strength, 0.04));
  const targets: Targets = { ejectionFraction: Math.min(75, around(middle.targets.ejectionFraction, 0.05)), strain: [basal, mid, apical] };
  return { kind, rate: Math.round(around(middle.rate, 0.1)), ventricle: contracting({ ...shape, apexWallMm: 0.75 * shape.wallMm }, rest, targets), base: drawHeartBase(random) };
}

type Unknowns = readonly [apical: number, middle: number, basal: number, squeeze: number];
const TOLERANCE = 1e-3;
const STEP = 1e-4;
const LONGEST_STEP = 0.15;
const MOST_STEPS = 12;
/** Targets are wishes: what a contraction of this form cannot reach is met to so many points. The truth is read off the result. */
const NEAR_ENOUGH = 2;

/**
 * The ventricle whose contraction comes nearest to the targets at end-systole, found by Newton's method. Tilt and twist are put on
 * after, and change the strain of a wall by about a point.
 * @throws AmyloscopeError `invalidInput` when none comes within two points of them.
 */
export function contracting(shape: Omit<Ventricle, 'contraction'>, rest: Pick<Contraction, 'tilt' | 'leadAngle' | 'leadMs' | 'twist'>, targets: Targets): Ventricle {
  const still = { tilt: 0, leadAngle: 0, leadMs: 0, twist: 0 };
  const build = (x: Unknowns, other: typeof rest): Ventricle => ({
    ...shape,
    contraction: { heights: [x[0], x[1], x[2]], squeeze: x[3], ...other },
  });
  let x: Unknowns = [targets.strain[2] / 100, targets.strain[1] / 100, targets.strain[0] / 100, targets.ejectionFraction / 100];
  let best: readonly [miss: number, x: Unknowns] = [Infinity, x];
  for (let step = 0; step < MOST_STEPS && best[0] > TOLERANCE; step++) {
    const miss = misses(build(x, still), targets);
    const worst = Math.max(...miss.map(Math.abs));
    if (worst < best[0]) best = [worst, x];
    const columns = x.map((_, k) => misses(build(x.map((value, i) => value + (i === k ? STEP : 0)) as unknown as Unknowns, still), targets).map((one, i) => (one - miss[i]) / STEP));
    const change = solve(miss.map((_, i) => [...columns.map((column) => column[i]), -miss[i]]));
    const most = Math.max(...change.map(Math.abs));
    x = x.map((value, i) => value + change[i] * Math.min(1, LONGEST_STEP / most)) as unknown as Unknowns;
  }
  if (best[0] <= NEAR_ENOUGH) return build(best[1], rest);
  throw new AmyloscopeError('invalidInput', `No contraction gives an ejection fraction of ${targets.ejectionFraction} % with strains of ${targets.strain.join(', ')} %. Ask for less of one or more of the other.`);
}

/** How far a ventricle is from its targets, in points: apical, middle, basal strain, ejection fraction. */
function misses(ventricle: Ventricle, { strain, ejectionFraction }: Targets): readonly number[] {
  const found = trueStrain(ventricle, 'a2c', 0, () => 1).segments;
  const fraction = 100 * (1 - cavityVolume(ventricle, () => 1, 1) / cavityVolume(ventricle, () => 0, 1));
  return [...[2, 1, 0].map((third) => (found[third] + found[third + 3]) / 2 - strain[third]), fraction - ejectionFraction];
}

/** Solves linear equations by elimination. @param rows of the matrix, each with its right side behind. */
function solve(rows: number[][]): number[] {
  const count = rows.length;
  for (let k = 0; k < count; k++) {
    const pivot = rows.slice(k).reduce((best, row, i) => (Math.abs(row[k]) > Math.abs(rows[best][k]) ? i + k : best), k);
    [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
    for (let i = 0; i < count; i++) {
      if (i === k) continue;
      const factor = rows[i][k] / rows[k][k];
      for (let c = k; c <= count; c++) rows[i][c] -= factor * rows[k][c];
    }
  }
  return rows.map((row, i) => row[count] / row[i]);
}
