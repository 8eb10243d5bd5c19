import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { AnatomyFrame } from './anatomy-frame.ts';
import type { ChestBody } from './build-body.ts';
import { paintParaspinalMuscles } from './chest-tissues.ts';
import { paintHeart } from './heart.ts';
import { paintLesions } from './lesions.ts';
import { paintGlands, paintUrinaryTract } from './organs.ts';
import type { Patient, Uptake } from './patient.ts';
import { Random } from './random.ts';
import { boneStructures } from './skeleton.ts';
import { labelOf } from './structures.ts';
import { emptyGrid, type ChestDetail, type RegionName, type VoxelBody } from './voxel-body.ts';

/** Labels of a voxelised anatomy: 0 air, 1 soft tissue, 2 to 4 airways and brain, 5 liver, 6 lungs, 7 bone. */
const LIVER = 5;
const LUNG = 6;
const BONE = 7;
/** The grid to which an anatomy is brought, mm. */
const PIXEL_MM = 4;
const PLANE_MM = 6;

/** Shares of tissues per voxel of a body on the standard grid; depth plane, row from the head, column. */
export interface VoxelAnatomy {
  readonly planes: number;
  readonly rows: number;
  readonly columns: number;
  readonly bone: Float32Array;
  readonly lung: Float32Array;
  readonly liver: Float32Array;
  readonly tissue: Float32Array;
}

/** Sizes and file name out of an Interfile header. @throws AmyloscopeError `invalidInput` when one is missing. */
function readHeader(path: string): { file: string; columns: number; rows: number; slices: number } {
  const text = readFileSync(path, 'latin1');
  const value = (key: string) => {
    const found = new RegExp(`${key}\\s*:=\\s*(\\S+)`, 'i').exec(text);
    if (!found) throw new AmyloscopeError('invalidInput', `${path}: the Interfile header has no "${key}". A header with matrix sizes and the name of a 16-bit data file is needed.`);
    return found[1];
  };
  return { file: join(dirname(path), value('name of data file')), columns: Number(value('matrix size \\[1\\]')), rows: Number(value('matrix size \\[2\\]')), slices: Number(value('number of slices')) };
}

/** Reads a labelled anatomy of 1 mm voxels, slices from feet to head, rows from front to back, columns from right to left. */
export function readVoxelAnatomy(headerPath: string): VoxelAnatomy {
  const header = readHeader(headerPath);
  const bytes = readFileSync(header.file);
  const labels = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 1);
  if (labels.length !== header.columns * header.rows * header.slices) throw new AmyloscopeError('invalidInput', `${header.file} holds ${labels.length} voxels, its header states ${header.columns} x ${header.rows} x ${header.slices}.`);
  const [planes, rows, columns] = [Math.ceil(header.rows / PLANE_MM), Math.ceil(header.slices / PIXEL_MM), Math.ceil(header.columns / PIXEL_MM)];
  const anatomy: VoxelAnatomy = { planes, rows, columns, bone: new Float32Array(planes * rows * columns), lung: new Float32Array(planes * rows * columns), liver: new Float32Array(planes * rows * columns), tissue: new Float32Array(planes * rows * columns) };
  const share = 1 / (PLANE_MM * PIXEL_MM ** 2);
  for (let slice = 0; slice < header.slices; slice++) {
    const row = Math.floor((header.slices - 1 - slice) / PIXEL_MM);
    for (let y = 0; y < header.rows; y++) {
      const line = (slice * header.rows + y) * header.columns;
      const base = (Math.floor(y / PLANE_MM) * rows + row) * columns;
      for (let x = 0; x < header.columns; x++) {
        const label = labels[line + x];
        if (label === 0) continue;
        const map = label === BONE ? anatomy.bone : label === LUNG ? anatomy.lung : label === LIVER ? anatomy.liver : anatomy.tissue;
        map[base + Math.floor(x / PIXEL_MM)] += share;
      }
    }
  }
  return anatomy;
}

/** The chest of a voxelised anatomy for tomography: grey on CT and labels besides, on the same voxels. @param scale as of `bodyFromAnatomy`. */
export function chestFromAnatomy(anatomy: VoxelAnatomy, patient: Patient, seed: number, scale = 1): ChestBody {
  return anatomyBody(anatomy, patient, seed, scale, true);
}

/**
 * Puts a patient's uptakes, heart, kidneys, bladder and lesions into a voxelised anatomy.
 * @param scale makes the body larger or smaller in all directions.
 */
export function bodyFromAnatomy(anatomy: VoxelAnatomy, patient: Patient, seed: number, scale = 1): VoxelBody {
  return anatomyBody(anatomy, patient, seed, scale, false).body;
}

function anatomyBody(anatomy: VoxelAnatomy, patient: Patient, seed: number, scale: number, withDetail: boolean): ChestBody {
  const random = new Random(seed);
  const { planes, rows, columns } = anatomy;
  const frame = measureFrame(anatomy, scale);
  const grid = emptyGrid(planes, rows, columns, PIXEL_MM * scale, PLANE_MM * scale);
  const body: VoxelBody = {
    ...grid, origin: [0.5 * grid.pixelSpacingMm - spineColumn(anatomy, frame.midY / grid.planeSpacingMm) * grid.pixelSpacingMm, grid.origin[1], grid.origin[2]],
    ...(withDetail ? { detail: anatomyDetail(anatomy) } : {}),
  };
  fillTissues(body, anatomy, patient.uptake, frame);
  if (withDetail) paintParaspinalMuscles(body, frame, patient);
  paintUrinaryTract(body, frame, patient, random);
  paintGlands(body, frame, patient);
  paintHeart(body, [frame.chestHalfWidthMm * 0.26, frame.midY - frame.chestHalfDepthMm * 0.25, frame.z(0.255)], scale, patient.heart, patient.uptake);
  restoreBones(body, anatomy, patient.uptake, frame);
  paintLesions(body, frame, patient, random);
  return { body, frame };
}

/** Grey and labels of lungs, liver and what is neither; bones follow when they are restored. */
function anatomyDetail({ bone, lung, liver, tissue }: VoxelAnatomy): ChestDetail {
  const labels = new Uint8Array(bone.length);
  const hounsfield = Float32Array.from(bone, (share, i) => {
    if (lung[i] >= 0.5) labels[i] = labelOf('lungs');
    if (liver[i] >= 0.5) labels[i] = labelOf('liver');
    return -1000 + share * 1450 + lung[i] * 240 + liver[i] * 1060 + tissue[i] * 1045;
  });
  return { hounsfield, labels };
}

/** Where things are in the anatomy, from its own lungs and bones. */
function measureFrame(anatomy: VoxelAnatomy, scale: number): AnatomyFrame {
  const extent = (map: Float32Array, axis: 'plane' | 'column') => {
    let [low, high] = [Infinity, -Infinity];
    for (let i = 0; i < map.length; i++) {
      if (map[i] < 0.5) continue;
      const at = axis === 'plane' ? Math.floor(i / (anatomy.rows * anatomy.columns)) : i % anatomy.columns;
      low = Math.min(low, at);
      high = Math.max(high, at);
    }
    return [low, high + 1];
  };
  const [front, back] = extent(anatomy.lung, 'plane').map((value) => value * PLANE_MM * scale);
  const [right, left] = extent(anatomy.lung, 'column').map((value) => value * PIXEL_MM * scale);
  const height = anatomy.rows * PIXEL_MM * scale;
  const midY = (front + back) / 2;
  const depth = (back - front) / 2 + 8 * scale;
  return {
    z: (share) => share * height, midY, chestHalfDepthMm: depth, chestHalfWidthMm: (left - right) / 2 + 8 * scale,
    spineY: midY + depth * 0.7, sternumY: midY - depth * 1.05, shoulderHalfWidthMm: 195 * scale, spineX: () => 0, depthMm: anatomy.planes * PLANE_MM * scale, scale,
  };
}

/** Mean column of the bone behind the middle of the chest, at the lungs' level and near the lungs' middle: x = 0 of the body. */
function spineColumn(anatomy: VoxelAnatomy, midPlane: number): number {
  const [from, to] = [Math.floor(0.2 * anatomy.rows), Math.floor(0.36 * anatomy.rows)];
  const reach = 40 / PIXEL_MM;
  let mass = 0;
  let across = 0;
  for (let plane = Math.ceil(midPlane + 4); plane < anatomy.planes; plane++) {
    for (let row = from; row < to; row++) {
      for (let column = Math.floor(anatomy.columns / 2 - reach); column < anatomy.columns / 2 + reach; column++) {
        const bone = anatomy.bone[(plane * anatomy.rows + row) * anatomy.columns + column];
        mass += bone;
        across += bone * (column + 0.5);
      }
    }
  }
  return mass > 0 ? across / mass : anatomy.columns / 2;
}

interface BoneKind { readonly region: RegionName; readonly activity: number }

/** Which bone a voxel of bone belongs to, from where it lies. */
function boneKind(x: number, y: number, z: number, uptake: Uptake, frame: AnatomyFrame): BoneKind {
  if (z < frame.z(0.135)) return { region: 'skull', activity: uptake.skull };
  const aside = Math.abs(x);
  if (z < frame.z(0.49) && aside > frame.chestHalfWidthMm + 15) return { region: 'limbs', activity: z < frame.z(0.22) ? uptake.boneEnd : uptake.longBone };
  if (z < frame.z(0.41)) {
    if (aside < 30 * frame.scale && y > frame.midY) return { region: 'spine', activity: uptake.vertebra };
    if (aside < 21 * frame.scale && z < frame.z(0.3)) return { region: 'sternum', activity: uptake.sternum };
    return { region: 'ribs', activity: uptake.ribs };
  }
  if (z < frame.z(0.53)) return { region: 'pelvis', activity: aside < 25 * frame.scale && y > frame.midY ? uptake.vertebra : uptake.pelvis };
  const joint = Math.abs(z - frame.z(0.73)) < 45 * frame.scale || z > frame.z(0.94);
  return { region: 'limbs', activity: joint ? uptake.boneEnd : uptake.longBone };
}

function fillTissues(body: VoxelBody, anatomy: VoxelAnatomy, uptake: Uptake, frame: AnatomyFrame): void {
  const thickness = (name: RegionName) => body.thicknessMm.get(name)!;
  const size = body.rows * body.columns;
  for (let i = 0; i < body.activity.length; i++) {
    const [bone, lung, liver, tissue] = [anatomy.bone[i], anatomy.lung[i], anatomy.liver[i], anatomy.tissue[i]];
    const sum = bone + lung + liver + tissue;
    if (sum === 0) continue;
    const pixel = i % size;
    thickness('body')[pixel] += sum * body.planeSpacingMm;
    thickness('lungs')[pixel] += lung * body.planeSpacingMm;
    thickness('liver')[pixel] += liver * body.planeSpacingMm;
    body.activity[i] = lung * uptake.lung + liver * uptake.liver + tissue * uptake.softTissue;
    body.attenuationPerMm[i] = lung * 0.0045 + (liver + tissue) * 0.0151;
    if (bone > 0) addBone(body, i, bone, uptake, frame);
  }
}

function addBone(body: VoxelBody, i: number, share: number, uptake: Uptake, frame: AnatomyFrame): void {
  const size = body.rows * body.columns;
  const pixel = i % size;
  const x = body.origin[0] + (pixel % body.columns) * body.pixelSpacingMm;
  const y = body.origin[1] + Math.floor(i / size) * body.planeSpacingMm;
  const z = body.origin[2] + Math.floor(pixel / body.columns) * body.pixelSpacingMm;
  const kind = boneKind(x, y, z, uptake, frame);
  body.activity[i] += share * kind.activity;
  body.attenuationPerMm[i] += share * 0.022;
  body.thicknessMm.get(kind.region)![pixel] += share * body.planeSpacingMm;
}

/** Organs are painted over soft tissue; where a bone of the anatomy stood it stays. */
function restoreBones(body: VoxelBody, anatomy: VoxelAnatomy, uptake: Uptake, frame: AnatomyFrame): void {
  const size = body.rows * body.columns;
  for (let i = 0; i < body.activity.length; i++) {
    if (anatomy.bone[i] < 0.5) continue;
    const pixel = i % size;
    const kind = boneKind(body.origin[0] + (pixel % body.columns) * body.pixelSpacingMm, body.origin[1] + Math.floor(i / size) * body.planeSpacingMm, body.origin[2] + Math.floor(pixel / body.columns) * body.pixelSpacingMm, uptake, frame);
    body.activity[i] = kind.activity;
    body.attenuationPerMm[i] = 0.022;
    if (!body.detail) continue;
    body.detail.labels[i] = labelOf(boneStructures[kind.region] ?? 'otherBone');
    body.detail.hounsfield[i] = -1000 + anatomy.bone[i] * 1450 + (1 - anatomy.bone[i]) * 1045;
  }
}
