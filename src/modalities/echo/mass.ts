/** Density of myocardium, g/mL. */
export const DENSITY = 1.05;

/**
 * Mass of the left ventricle by the cube formula, g.
 * @param septumMm @param diameterMm @param posteriorMm at end-diastole in the parasternal long axis.
 * @example massByCube({ septumMm: 9, diameterMm: 48, posteriorMm: 9 }) // 147.8
 * Source: Devereux et al., Am J Cardiol 1986;57:450, doi 10.1016/0002-9149(86)90771-X.
 */
export function massByCube({ septumMm, diameterMm, posteriorMm }: { readonly septumMm: number; readonly diameterMm: number; readonly posteriorMm: number }): number {
  return 0.8 * 1.04 * (((septumMm + diameterMm + posteriorMm) / 10) ** 3 - (diameterMm / 10) ** 3) + 0.6;
}

/** A short axis at the papillary muscles at end-diastole: areas inside the inner and the outer border of the wall. */
export interface WallAreas {
  readonly cavityMm2: number;
  readonly epicardialMm2: number;
}

/** Mean thickness of the wall as if both borders were circles, mm. */
export function wallOfAreas({ cavityMm2, epicardialMm2 }: WallAreas): number {
  return Math.sqrt(epicardialMm2 / Math.PI) - Math.sqrt(cavityMm2 / Math.PI);
}

/**
 * Mass of the left ventricle from a short axis and the length of the cavity, g.
 * @param lengthMm from the apex to the mitral plane.
 * Source: area-length formula, Lang et al., J Am Soc Echocardiogr 2015;28:1.
 */
export function massByAreaLength(areas: WallAreas, lengthMm: number): number {
  const wall = wallOfAreas(areas);
  return (DENSITY * (5 / 6) * (areas.epicardialMm2 * (lengthMm + wall) - areas.cavityMm2 * lengthMm)) / 1000;
}

/**
 * Mass of the wall between two ellipsoids cut off at the mitral plane, g.
 * @param apicalMm from the apex of the cavity to its widest place. @param basalMm from there to the mitral plane.
 * Source: truncated ellipsoid formula, Schiller et al., J Am Soc Echocardiogr 1989;2:358; Lang et al. 2015.
 */
export function massByTruncatedEllipsoid(areas: WallAreas, apicalMm: number, basalMm: number): number {
  const wall = wallOfAreas(areas);
  const part = (areaMm2: number, a: number): number => areaMm2 * ((2 / 3) * a + basalMm - basalMm ** 3 / (3 * a * a));
  return (DENSITY * (part(areas.epicardialMm2, apicalMm + wall) - part(areas.cavityMm2, apicalMm))) / 1000;
}

/**
 * Body surface area, m2.
 * Source: DuBois and DuBois, Arch Intern Med 1916;17:863.
 */
export function bodySurface(heightM: number, weightKg: number): number {
  return 0.007184 * weightKg ** 0.425 * (100 * heightM) ** 0.725;
}

/**
 * Where a cavity is widest, as a share of its axis from the mitral plane: the top of the parabola that fits the squares of its
 * widths best, as those of an ellipsoid are one.
 * @param widthsMm of discs of equal height, from the mitral plane on.
 * @returns null when no such parabola opens downwards with its top inside the cavity.
 */
export function widestPlace(widthsMm: readonly number[]): number | null {
  const count = widthsMm.length;
  const places = widthsMm.map((_, i) => (i + 0.5) / count);
  const power = (k: number) => places.reduce((sum, x) => sum + x ** k, 0);
  const moment = (k: number) => places.reduce((sum, x, i) => sum + widthsMm[i] ** 2 * x ** k, 0);
  const [s0, s1, s2, s3, s4] = [0, 1, 2, 3, 4].map(power);
  const [t0, t1, t2] = [0, 1, 2].map(moment);
  const determinant = (a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number, i: number): number => a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  const whole = determinant(s0, s1, s2, s1, s2, s3, s2, s3, s4);
  const slope = determinant(s0, t0, s2, s1, t1, s3, s2, t2, s4) / whole;
  const bend = determinant(s0, s1, t0, s1, s2, t1, s2, s3, t2) / whole;
  const top = -slope / (2 * bend);
  return bend < 0 && top > 0 && top < 1 ? top : null;
}
