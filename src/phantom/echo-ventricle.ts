/**
 * Left ventricle of a beating digital patient. Heart coordinates, mm: z runs from the outer apex (0) along the axis to the
 * mitral plane, r is the distance from the axis, and the angle about it counts from the anterolateral wall over the anterior one.
 */
export interface Ventricle {
  /** From the inner apex to the mitral plane at end-diastole. */
  readonly lengthMm: number;
  /** Largest radius of the cavity at end-diastole. */
  readonly radiusMm: number;
  readonly wallMm: number;
  readonly apexWallMm: number;
  /** How much thicker the wall is at `bulgeAngle`; falls off over 60 degrees. */
  readonly bulgeMm: number;
  readonly bulgeAngle: number;
  readonly contraction: Contraction;
}

/** What end-systole has done to the wall. A beat runs from none of it to all of it and back. */
export interface Contraction {
  /** Change of height of a slice of wall, as a share, at the knots from apex to base; see `knots`. */
  readonly heights: readonly [apical: number, middle: number, basal: number];
  /** How far the cavity closes: 0 not at all. */
  readonly squeeze: number;
  /** How much more the base shortens at `leadAngle` than on average, less on the other side. */
  readonly tilt: number;
  readonly leadAngle: number;
  /** By how much the wall at `leadAngle` moves before the other side, ms. */
  readonly leadMs: number;
  /** Turn of the apex about the axis against the base, radians. */
  readonly twist: number;
}

/** The cavity is an ellipsoid cut off at the mitral plane: where its middle lies, as a share of the length from the apex. */
const MIDDLE = 0.66;
/** Where along the cavity the heights of the contraction hold, as shares from the inner apex; constant beyond. */
const knots = [0.2, 0.5, 0.85] as const;
/** Power with which the squeeze falls off towards the apex: at 1 the apex would fold. */
const SQUEEZE_POWER = 1.1;

/** How a point of the wall moves with the share f of the contraction: see `movedPoint`. */
export interface WallMotion {
  /** Along the axis, mm at f = 1. */
  readonly shift: number;
  /** Change of height of its slice, as a share at f = 1. */
  readonly stretch: number;
  /** Taken off the squared radius, mm2 at f = 1. */
  readonly squeeze: number;
}

/** z of the mitral plane. */
export function mitralZ({ lengthMm, apexWallMm }: Ventricle): number {
  return lengthMm + apexWallMm;
}

/** Where a height lies on the ellipsoid of a layer: -1 at its apex, 0 at its middle. @param depth 0 inside of the wall, 1 its outside. */
function onLayer({ lengthMm, apexWallMm }: Ventricle, depth: number, z: number): number {
  const middle = MIDDLE * lengthMm;
  return (z - apexWallMm - middle) / (middle + depth * apexWallMm);
}

/** Thickness of the wall about the middle of the ventricle, mm. */
export function wallAt({ wallMm, bulgeMm, bulgeAngle }: Ventricle, angle: number): number {
  const away = Math.atan2(Math.sin(angle - bulgeAngle), Math.cos(angle - bulgeAngle));
  return wallMm + bulgeMm * Math.exp(-((away / (Math.PI / 3)) ** 2));
}

/** Radius of a layer of the wall at end-diastole, mm; 0 beyond its apex. @param depth 0 inside of the wall, 1 its outside. */
export function layerRadius(ventricle: Ventricle, depth: number, angle: number, z: number): number {
  const u = onLayer(ventricle, depth, z);
  return u <= -1 ? 0 : (ventricle.radiusMm + depth * wallAt(ventricle, angle)) * Math.sqrt(Math.max(0, 1 - u * u));
}

/** z of the apex of a layer. */
export function layerApex({ apexWallMm }: Ventricle, depth: number): number {
  return (1 - depth) * apexWallMm;
}

/**
 * How points at a height and an angle move. Any such motion keeps volume: a slice that loses height grows in area, whatever
 * is taken off its squared radius.
 */
export function wallMotion(ventricle: Ventricle, angle: number, z: number): WallMotion {
  const { contraction: { heights, squeeze, tilt, leadAngle } } = ventricle;
  const u = onLayer(ventricle, 0, z);
  const lean = -tilt * Math.cos(angle - leadAngle);
  return {
    shift: heightIntegral(ventricle, heights, z) + lean * heightIntegral(ventricle, baseOnly, z),
    stretch: heightAt(ventricle, heights, z) + lean * heightAt(ventricle, baseOnly, z),
    squeeze: u <= -1 ? 0 : squeeze * ventricle.radiusMm ** 2 * Math.max(0, 1 - u * u) ** SQUEEZE_POWER,
  };
}

const baseOnly = [0, 0.25, 1] as const;

/** Place of a height among the knots: which two it lies between, and its share of the way. */
function betweenKnots(share: number): readonly [index: number, way: number, width: number] {
  let i = 0;
  while (i < knots.length - 2 && share > knots[i + 1]) i++;
  const width = knots[i + 1] - knots[i];
  return [i, Math.min(1, Math.max(0, (share - knots[i]) / width)), width];
}

/** Smooth from knot to knot, constant beyond the first and the last. */
function heightAt(ventricle: Ventricle, heights: readonly number[], z: number): number {
  const [i, way] = betweenKnots((z - ventricle.apexWallMm) / ventricle.lengthMm);
  return heights[i] + (heights[i + 1] - heights[i]) * way * way * (3 - 2 * way);
}

/** Integral of `heightAt` from the outer apex to a height, mm. */
function heightIntegral(ventricle: Ventricle, heights: readonly number[], z: number): number {
  const { apexWallMm, lengthMm } = ventricle;
  const share = (z - apexWallMm) / lengthMm;
  const first = heights[0] * Math.min(z, apexWallMm + knots[0] * lengthMm);
  if (share <= knots[0]) return first;
  const [i, way, width] = betweenKnots(share);
  let sum = 0;
  for (let k = 0; k < i; k++) sum += ((heights[k] + heights[k + 1]) / 2) * (knots[k + 1] - knots[k]);
  sum += width * (heights[i] * way + (heights[i + 1] - heights[i]) * (way ** 3 - way ** 4 / 2));
  return first + lengthMm * (sum + heights[knots.length - 1] * Math.max(0, share - knots[knots.length - 1]));
}

/** Where a point of the wall is at a share of the contraction, before the twist. */
export function movedPoint(radius: number, z: number, { shift, stretch, squeeze }: WallMotion, share: number): readonly [radius: number, z: number] {
  return [Math.sqrt(Math.max(0, (radius * radius) / (1 + share * stretch) - share * squeeze)), z + share * shift];
}

/** Turn about the axis of what lies at a height z after contraction, radians. */
export function twistAt(ventricle: Ventricle, z: number, share: number): number {
  return share * ventricle.contraction.twist * (1 - z / mitralZ(ventricle));
}
