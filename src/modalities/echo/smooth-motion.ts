/** Numbers that a motion along the wall is made of: cubic splines, each with a part that is even and one that grows through the wall. */
const SPLINES = 9;
/**
 * Along the wall, where motion also bends on its way through: about the apex, whose inside is so narrow that an incompressible
 * wall moves there far more than in its middle. Splines of this width.
 */
const BENDING = [0.375, 0.5, 0.625] as const;
const BENDING_WIDTH = 0.125;
/** The square of the way from mid-wall, as patches have it on average: what bends moves them no farther as a whole. */
const MEAN_SQUARE = 0.1;
export const MOTION_TERMS = 2 * SPLINES + BENDING.length;
/** Keeps parts of the wall without a trusted patch from moving freely. */
const RIDGE = 1e-6;
/** Distances below this, mm, are no sign of a patch gone astray. */
const FAITHFUL_MM = 0.02;
/** Patches farther from the smooth motion than so many times the usual distance count less. */
const ROBUST_TIMES = 2.5;

/** One patch: where on the wall, how far it moved, how much it is trusted (0 not at all). */
export interface WallSample {
  /** 0 at the base at the left of the image, 1 at that at the right. */
  readonly along: number;
  /** 0 inside of the wall, 1 outside. */
  readonly depth: number;
  readonly move: readonly [down: number, right: number];
  readonly trust: number;
}

/** The motion of any point of the wall. */
export type WallMotion = (along: number, depth: number) => readonly [down: number, right: number];

/**
 * The smooth motion of the wall nearest to those of its patches, by weighted least squares, twice with patches weighed down
 * that lie far off.
 * @returns null when hardly any patch is trusted.
 */
export function smoothMotion(samples: readonly WallSample[]): WallMotion | null {
  if (samples.filter(({ trust }) => trust > 0).length < MOTION_TERMS) return null;
  const rows = samples.map(({ along, depth }) => terms(along, depth));
  let trust = samples.map((one) => one.trust);
  let motion = fitted(samples, rows, trust);
  for (let again = 0; again < 2; again++) {
    const away = samples.map(({ along, depth, move }) => {
      const [down, right] = motion(along, depth);
      return Math.hypot(move[0] - down, move[1] - right);
    });
    const usual = Math.max(FAITHFUL_MM, median(away.filter((_, i) => samples[i].trust > 0)));
    trust = samples.map((one, i) => one.trust / Math.max(1, away[i] / (ROBUST_TIMES * usual)) ** 2);
    motion = fitted(samples, rows, trust);
  }
  return motion;
}

function terms(along: number, depth: number): readonly number[] {
  const place = Math.min(1, Math.max(0, along)) * (SPLINES - 3);
  const values = Array.from({ length: SPLINES }, (_, k) => cubic(place - (k - 1)));
  const through = depth - 0.5;
  return [...values, ...values.map((value) => value * through), ...BENDING.map((at) => cubic((along - at) / BENDING_WIDTH) * (through ** 2 - MEAN_SQUARE))];
}

/** The cubic spline about 0 on a grid of ones. */
function cubic(x: number): number {
  const t = Math.abs(x);
  if (t >= 2) return 0;
  return t < 1 ? (4 - 6 * t * t + 3 * t ** 3) / 6 : (2 - t) ** 3 / 6;
}

function fitted(samples: readonly WallSample[], rows: readonly (readonly number[])[], trust: readonly number[]): WallMotion {
  const total = trust.reduce((sum, one) => sum + one, 0);
  const matrix = Array.from({ length: MOTION_TERMS }, (_, a) => Float64Array.from({ length: MOTION_TERMS + 2 }, (__, b) => (a === b ? (RIDGE * total) / MOTION_TERMS : 0)));
  samples.forEach(({ move }, i) => {
    if (!(trust[i] > 0)) return;
    for (let a = 0; a < MOTION_TERMS; a++) {
      const weighted = trust[i] * rows[i][a];
      if (weighted === 0) continue;
      for (let b = 0; b < MOTION_TERMS; b++) matrix[a][b] += weighted * rows[i][b];
      matrix[a][MOTION_TERMS] += weighted * move[0];
      matrix[a][MOTION_TERMS + 1] += weighted * move[1];
    }
  });
  eliminate(matrix);
  return (along, depth) => {
    const own = terms(along, depth);
    let [down, right] = [0, 0];
    for (let a = 0; a < MOTION_TERMS; a++) {
      down += own[a] * (matrix[a][MOTION_TERMS] / matrix[a][a]);
      right += own[a] * (matrix[a][MOTION_TERMS + 1] / matrix[a][a]);
    }
    return [down, right];
  };
}

/** Makes a positive definite matrix diagonal, its right sides with it. */
function eliminate(matrix: readonly Float64Array[]): void {
  for (let k = 0; k < matrix.length; k++) {
    for (let i = 0; i < matrix.length; i++) {
      const factor = i === k ? 0 : matrix[i][k] / matrix[k][k];
      if (factor !== 0) for (let c = k; c < matrix[k].length; c++) matrix[i][c] -= factor * matrix[k][c];
    }
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
