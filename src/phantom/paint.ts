import { hounsfieldOf } from './hounsfield.ts';
import { labelOf, type StructureName } from './structures.ts';
import type { Material, Point, VoxelBody } from './voxel-body.ts';

/** Columns are the local axes of a shape in patient coordinates. */
export type Rotation = readonly [Point, Point, Point];

export interface EllipsoidOptions {
  readonly rotation?: Rotation;
  /** Only voxels with a positive local third coordinate above this fraction of its radius are painted. */
  readonly keepAbove?: number;
  /** Factor on the activity by direction, local coordinates scaled to the unit sphere. */
  readonly modulate?: (u: number, v: number, w: number) => number;
  /** Structure by direction, instead of the material's. */
  readonly structureAt?: (u: number, v: number, w: number) => StructureName;
}

const clampIndex = (value: number, size: number) => Math.max(0, Math.min(size, value));

function indexRange(centre: number, reach: number, origin: number, spacing: number, size: number): [number, number] {
  return [clampIndex(Math.floor((centre - reach - origin) / spacing), size), clampIndex(Math.ceil((centre + reach - origin) / spacing) + 1, size)];
}

/** Blends one voxel towards a material; `share` is how much of the voxel the shape fills, 0 to 1. */
function blend(body: VoxelBody, index: number, pixel: number, share: number, activity: number, material: Material, thickness: Float32Array | undefined): void {
  body.activity[index] += share * (activity - body.activity[index]);
  body.attenuationPerMm[index] += share * (material.attenuationPerMm - body.attenuationPerMm[index]);
  if (thickness) thickness[pixel] += share * body.planeSpacingMm;
}

/** From this share of a voxel on it belongs to the structure. */
const BELONGS = 0.5;

function blendDetail(body: VoxelBody, index: number, share: number, material: Material, structure: StructureName | undefined): void {
  const { hounsfield, labels } = body.detail!;
  hounsfield[index] += share * ((material.hounsfield ?? hounsfieldOf(material.attenuationPerMm)) - hounsfield[index]);
  if (structure && share >= BELONGS) labels[index] = labelOf(structure);
}

/**
 * Paints an ellipsoid with soft edges one voxel wide.
 * @param radii mm along the local axes.
 */
export function paintEllipsoid(body: VoxelBody, centre: Point, radii: Point, material: Material, options: EllipsoidOptions = {}): void {
  const rotation: Rotation = options.rotation ?? [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
  const [a, b, c] = rotation;
  const reach = (axis: 0 | 1 | 2) => Math.hypot(a[axis] * radii[0], b[axis] * radii[1], c[axis] * radii[2]) + body.pixelSpacingMm;
  const [x0, x1] = indexRange(centre[0], reach(0), body.origin[0], body.pixelSpacingMm, body.columns);
  const [y0, y1] = indexRange(centre[1], reach(1), body.origin[1], body.planeSpacingMm, body.planes);
  const [z0, z1] = indexRange(centre[2], reach(2), body.origin[2], body.pixelSpacingMm, body.rows);
  const smallest = Math.min(radii[0], radii[1], radii[2]);
  const outside = 1 + (0.5 * body.pixelSpacingMm) / smallest;
  const thickness = material.region && body.thicknessMm.get(material.region);
  for (let y = y0; y < y1; y++) {
    const dy = body.origin[1] + y * body.planeSpacingMm - centre[1];
    for (let z = z0; z < z1; z++) {
      const dz = body.origin[2] + z * body.pixelSpacingMm - centre[2];
      for (let x = x0; x < x1; x++) {
        const dx = body.origin[0] + x * body.pixelSpacingMm - centre[0];
        const u = (dx * a[0] + dy * a[1] + dz * a[2]) / radii[0];
        const v = (dx * b[0] + dy * b[1] + dz * b[2]) / radii[1];
        const w = (dx * c[0] + dy * c[1] + dz * c[2]) / radii[2];
        const q = Math.sqrt(u * u + v * v + w * w);
        if (q >= outside || (options.keepAbove !== undefined && w < options.keepAbove)) continue;
        const share = Math.min(1, 0.5 - ((q - 1) * smallest) / body.pixelSpacingMm);
        const factor = options.modulate ? options.modulate(u, v, w) : 1;
        const pixel = z * body.columns + x;
        const index = y * body.rows * body.columns + pixel;
        blend(body, index, pixel, share, material.activity * factor, material, thickness);
        if (body.detail) blendDetail(body, index, share, material, options.structureAt ? options.structureAt(u, v, w) : material.structure);
      }
    }
  }
}

/**
 * Paints a tube along a polyline, its radius interpolated between the points.
 * @param radiiMm one radius per point, or a single one for all.
 */
export function paintTube(body: VoxelBody, points: readonly Point[], radiiMm: readonly number[] | number, material: Material): void {
  const radius = (i: number) => (typeof radiiMm === 'number' ? radiiMm : radiiMm[i]);
  for (let i = 0; i + 1 < points.length; i++) paintCapsule(body, points[i], points[i + 1], radius(i), radius(i + 1), material);
}

function paintCapsule(body: VoxelBody, from: Point, to: Point, radiusFrom: number, radiusTo: number, material: Material): void {
  const reach = Math.max(radiusFrom, radiusTo) + body.pixelSpacingMm;
  const range = (axis: 0 | 1 | 2, spacing: number, size: number) =>
    indexRange((from[axis] + to[axis]) / 2, Math.abs(from[axis] - to[axis]) / 2 + reach, body.origin[axis], spacing, size);
  const [x0, x1] = range(0, body.pixelSpacingMm, body.columns);
  const [y0, y1] = range(1, body.planeSpacingMm, body.planes);
  const [z0, z1] = range(2, body.pixelSpacingMm, body.rows);
  const [ax, ay, az] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  const lengthSquared = ax * ax + ay * ay + az * az || 1;
  const thickness = material.region && body.thicknessMm.get(material.region);
  for (let y = y0; y < y1; y++) {
    const dy = body.origin[1] + y * body.planeSpacingMm - from[1];
    for (let z = z0; z < z1; z++) {
      const dz = body.origin[2] + z * body.pixelSpacingMm - from[2];
      for (let x = x0; x < x1; x++) {
        const dx = body.origin[0] + x * body.pixelSpacingMm - from[0];
        const t = Math.min(1, Math.max(0, (dx * ax + dy * ay + dz * az) / lengthSquared));
        const distance = Math.sqrt((dx - t * ax) ** 2 + (dy - t * ay) ** 2 + (dz - t * az) ** 2) - (radiusFrom + t * (radiusTo - radiusFrom));
        const share = Math.min(1, 0.5 - distance / body.pixelSpacingMm);
        if (share <= 0) continue;
        const pixel = z * body.columns + x;
        const index = y * body.rows * body.columns + pixel;
        blend(body, index, pixel, share, material.activity, material, thickness);
        if (body.detail) blendDetail(body, index, share, material, material.structure);
      }
    }
  }
}

/** One horizontal cut of a trunk: half-width and half-depth in mm of a superellipse centred on (x, y). */
export interface TrunkSection {
  readonly x: number;
  readonly y: number;
  readonly halfWidthMm: number;
  readonly halfDepthMm: number;
}

/** Paints a trunk whose cross-section is a superellipse of exponent 2.5 that changes with z; null means no trunk there. */
export function paintTrunk(body: VoxelBody, sectionAt: (z: number) => TrunkSection | null, material: Material): void {
  const thickness = material.region && body.thicknessMm.get(material.region);
  for (let z = 0; z < body.rows; z++) {
    const section = sectionAt(body.origin[2] + z * body.pixelSpacingMm);
    if (!section) continue;
    const [x0, x1] = indexRange(section.x, section.halfWidthMm, body.origin[0], body.pixelSpacingMm, body.columns);
    const [y0, y1] = indexRange(section.y, section.halfDepthMm, body.origin[1], body.planeSpacingMm, body.planes);
    for (let x = x0; x < x1; x++) {
      const u = Math.abs(body.origin[0] + x * body.pixelSpacingMm - section.x) / section.halfWidthMm;
      const reach = section.halfDepthMm * Math.max(0, 1 - u ** 2.5) ** 0.4;
      for (let y = y0; y < y1; y++) {
        const distance = Math.abs(body.origin[1] + y * body.planeSpacingMm - section.y) - reach;
        const share = Math.min(1, 0.5 - distance / body.planeSpacingMm);
        if (share <= 0) continue;
        const pixel = z * body.columns + x;
        const index = y * body.rows * body.columns + pixel;
        blend(body, index, pixel, share, material.activity, material, thickness);
        if (body.detail) blendDetail(body, index, share, material, material.structure);
      }
    }
  }
}

/** Three orthonormal axes whose third points along `direction`. */
export function rotationAlong(direction: Point): Rotation {
  const length = Math.hypot(...direction);
  const w: Point = [direction[0] / length, direction[1] / length, direction[2] / length];
  const helper: Point = Math.abs(w[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0];
  const u = cross(helper, w);
  const norm = Math.hypot(...u);
  const unit: Point = [u[0] / norm, u[1] / norm, u[2] / norm];
  return [unit, cross(w, unit), w];
}

function cross(a: Point, b: Point): Point {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
