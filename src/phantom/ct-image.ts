import { nearestLabels, resampled, type Grid, type Volume } from '../image/volume.ts';
import { displaced, displacedLabels } from './breathing.ts';
import { axialGrid, type ChestVolumes } from './chest-volumes.ts';
import type { Random } from './random.ts';
import { heartWalls, labelOf, labelTable, type StructureName } from './structures.ts';

/** How a CT is taken. Lengths in mm. */
export interface CtAcquisition {
  readonly matrix: number;
  readonly fieldMm: number;
  readonly slices: number;
  readonly sliceMm: number;
  /** Displacement of the organs towards the feet at the moment of the CT, against breathing out. */
  readonly breathingMm: number;
  /** Standard deviation of noise in the middle of the body, HU. */
  readonly noiseHu: number;
  /** How much contrast medium brightens the blood, HU: right heart, left heart and arteries; null without. */
  readonly contrastHu: readonly [right: number, left: number] | null;
  /** Grey of blood without contrast: 35 to 50 HU, less in anaemia. */
  readonly bloodHu: number;
  /** Grey of the heart's walls. */
  readonly wallHu: number;
  readonly lungHu: number;
  /** Factor on the grey of bone above that of soft tissue. */
  readonly boneFactor: number;
  readonly table: boolean;
}

const AIR_HU = -1000;
/** What scanners write outside the field of view. */
export const PADDING_HU = -1024;
const HIGHEST_HU = 3071;
const SOFT_HU = 45;
const LUNG_HU = -760;
const METAL_HU = 2200;
/** Noise is drawn for so many slices and used again, shifted, so that a large CT takes seconds. */
const NOISE_SLICES = 8;

const rightBlood: readonly StructureName[] = ['rightVentricleCavity', 'rightAtrium', 'superiorVenaCava', 'inferiorVenaCava', 'pulmonaryArtery'];
const leftBlood: readonly StructureName[] = ['leftVentricleCavity', 'leftAtrium', 'aorta'];
const bones: readonly StructureName[] = ['vertebrae', 'sternum', 'ribs', 'otherBone'];

/** Takes a CT of a chest: the moment of breathing, the patient's tissues, contrast medium, table, metal streaks, noise. */
export function acquireCt(chest: ChestVolumes, acquisition: CtAcquisition, random: Random): Volume {
  const tissues = displaced(chest, tissueGrey(chest, acquisition), acquisition.breathingMm);
  const grid = axialGrid([acquisition.matrix, acquisition.matrix, acquisition.slices], acquisition.fieldMm / acquisition.matrix, acquisition.sliceMm, [0, 0, 0]);
  const image = resampled({ grid: chest.grid, values: tissues }, grid, AIR_HU);
  if (acquisition.table) addTable(image, backOf(chest));
  addStreaks(image);
  addNoise(image, acquisition.noiseHu, random);
  finish(image, acquisition.fieldMm);
  return image;
}

/** The structures as they lie at the moment of a CT. @returns `labelOf` for each voxel of the grid. */
export function ctLabels(chest: ChestVolumes, breathingMm: number, grid: Grid): Uint8Array {
  return nearestLabels({ grid: chest.grid, labels: displacedLabels(chest, breathingMm) }, grid, 0);
}

function tissueGrey({ hounsfield, labels }: ChestVolumes, { contrastHu, bloodHu, wallHu, lungHu, boneFactor }: CtAcquisition): Float32Array {
  const added = new Float32Array(256);
  const add = (names: readonly StructureName[], hu: number) => { for (const name of names) added[labelOf(name)] += hu; };
  const [right, left] = contrastHu ?? [0, 0];
  add(rightBlood, bloodHu - SOFT_HU + right);
  add(leftBlood, bloodHu - SOFT_HU + left);
  add(heartWalls, wallHu - SOFT_HU + 0.3 * left);
  add(['liver'], 12 + 0.25 * left);
  add(['lungs'], lungHu - LUNG_HU);
  const bone = labelTable(bones);
  return hounsfield.map((hu, i) => (bone[labels[i]] && hu > SOFT_HU ? SOFT_HU + (hu - SOFT_HU) * boneFactor : hu + added[labels[i]]));
}

/** Where the body ends at the back, mm. */
function backOf({ grid, hounsfield }: ChestVolumes): number {
  const [columns, rows, slices] = grid.size;
  const middle = Math.floor(slices / 2) * rows * columns + Math.floor(columns / 2);
  for (let j = rows - 1; j > 0; j--) if (hounsfield[middle + j * columns] > -300) return grid.origin[1] + j * grid.steps[1][1];
  return 0;
}

/** A curved shell of carbon fibre below the back. */
function addTable({ grid, values }: Volume, backMm: number): void {
  const [columns, rows, slices] = grid.size;
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const x = grid.origin[0] + i * grid.steps[0][0];
      const below = grid.origin[1] + j * grid.steps[1][1] - (backMm + 6 - (x / 210) ** 2 * 22);
      if (Math.abs(x) > 205 || below < 0 || below > 24) continue;
      const shell = below < 3 || below > 21 ? -350 : -930;
      for (let k = 0; k < slices; k++) {
        const at = (k * rows + j) * columns + i;
        if (values[at] < -900) values[at] = shell;
      }
    }
  }
}

/** Dark and bright rays around metal, fading with distance. */
function addStreaks({ grid, values }: Volume): void {
  const [columns, rows, slices] = grid.size;
  for (let k = 0; k < slices; k++) {
    const slice = values.subarray(k * rows * columns, (k + 1) * rows * columns);
    let [metal, x, y] = [0, 0, 0];
    for (let i = 0; i < slice.length; i++) if (slice[i] > METAL_HU) { metal++; x += i % columns; y += Math.floor(i / columns); }
    if (metal < 4) continue;
    const strength = Math.min(1, metal / 40) * 420;
    for (let i = 0; i < slice.length; i++) {
      const [dx, dy] = [(i % columns) - x / metal, Math.floor(i / columns) - y / metal];
      const far = Math.hypot(dx, dy) * grid.steps[0][0];
      if (far > 4 && slice[i] > AIR_HU + 50) slice[i] += (strength * Math.cos(10 * Math.atan2(dy, dx)) * Math.exp(-far / 70)) / (1 + far / 25);
    }
  }
}

/** Gaussian noise with the grain of a soft kernel, stronger in the middle of the body than at its skin. */
function addNoise({ grid, values }: Volume, sdHu: number, random: Random): void {
  const [columns, rows, slices] = grid.size;
  const pool = Array.from({ length: NOISE_SLICES }, () => grain(rows, columns, random));
  const weight = 0.5 * sdHu;
  for (let k = 0; k < slices; k++) {
    const [a, b] = [random.pick(pool), random.pick(pool)];
    const [shiftA, shiftB] = [random.integer(0, a.length - 1), random.integer(0, b.length - 1)];
    const start = k * rows * columns;
    for (let i = 0; i < a.length; i++) {
      const value = values[start + i];
      const radius = Math.hypot((i % columns) / columns - 0.5, Math.floor(i / columns) / rows - 0.5);
      const sd = weight * (value < -900 ? 0.5 : 1.6 - 1.4 * radius);
      values[start + i] = value + sd * (a[(i + shiftA) % a.length] + b[(i + shiftB) % b.length]);
    }
  }
}

/** Noise of standard deviation 1, smoothed over three pixels both ways. */
function grain(rows: number, columns: number, random: Random): Float32Array {
  const white = Float32Array.from({ length: rows * columns }, () => random.normal());
  const out = new Float32Array(white.length);
  // 1-2-1 in both directions leaves 6/16 of the standard deviation, and its weights sum to 16.
  const back = 1 / 6;
  for (let i = columns + 1; i < white.length - columns - 1; i++) {
    const row = (at: number) => white[at - 1] + 2 * white[at] + white[at + 1];
    out[i] = back * (row(i - columns) + 2 * row(i) + row(i + columns));
  }
  return out;
}

/** Whole numbers of HU inside the round field, padding outside it. */
function finish({ grid, values }: Volume, fieldMm: number): void {
  const [columns, rows] = grid.size;
  for (let i = 0; i < values.length; i++) {
    const pixel = i % (columns * rows);
    const x = grid.origin[0] + (pixel % columns) * grid.steps[0][0];
    const y = grid.origin[1] + Math.floor(pixel / columns) * grid.steps[1][1];
    values[i] = x * x + y * y > (fieldMm / 2) ** 2 ? PADDING_HU : Math.max(PADDING_HU, Math.min(HIGHEST_HU, Math.round(values[i])));
  }
}

/** What a caller may fix about how CTs are taken; the rest is drawn. */
export interface CtChoice {
  readonly ctMatrix?: number;
  readonly ctSliceMm?: number;
  readonly contrast?: boolean;
}

/** Length of the CT along the patient, mm. */
const LENGTH_MM = 390;

/** Draws a CT from the habits of hybrid scanners: low dose, free breathing, rarely contrast. @param strokeMm of breathing. */
export function drawCtAcquisition(random: Random, strokeMm: number, bmi: number, choice: CtChoice = {}): CtAcquisition {
  const sliceMm = choice.ctSliceMm ?? random.pick([2.5, 3, 3, 4, 5]);
  const drawnContrast = random.chance(0.1);
  const contrastHu = [random.uniform(60, 260), random.uniform(80, 300)] as const;
  const bloodHu = random.chance(0.2) ? random.uniform(25, 35) : random.uniform(35, 50);
  return {
    matrix: choice.ctMatrix ?? 512, fieldMm: random.pick([500, 500, 550, 600]), slices: Math.floor(LENGTH_MM / sliceMm), sliceMm,
    breathingMm: random.uniform(0, 0.8) * strokeMm, noiseHu: random.uniform(15, 35) * Math.min(2, Math.max(0.8, bmi / 26)),
    contrastHu: (choice.contrast ?? drawnContrast) ? contrastHu : null,
    bloodHu, wallHu: random.uniform(42, 58), lungHu: random.uniform(-860, -700), boneFactor: random.uniform(0.75, 1.4), table: true,
  };
}
