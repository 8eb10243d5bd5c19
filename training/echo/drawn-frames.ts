import { resize } from '../../src/image/resize.ts';
import { imageGeometry, type Scanner } from '../../src/phantom/echo-scanner.ts';
import type { Random } from '../../src/phantom/random.ts';

/** Side of the square that the networks of outlines are shown, pixels. */
export const SIDE = 256;

/** A scanner at random, none of the phantom's own looks. @param depthMm smallest and largest depth of the image. */
export function drawScanner(random: Random, depthMm: readonly [smallest: number, largest: number]): Scanner {
  return {
    name: 'drawn', depthMm: random.uniform(...depthMm), halfAngle: random.uniform(0.55, 0.74), rows: 384, columns: 512, wavelengthMm: random.uniform(0.5, 0.8),
    axialMm: random.uniform(0.3, 0.55), lateralAngle: random.uniform(0.01, 0.022), elevationMm: random.uniform(1.8, 3.2), rangeDb: random.uniform(44, 70), gainDb: random.uniform(-16, -5),
    gamma: random.uniform(0.95, 1.4), slopeDbPerCm: random.uniform(-1, 0), noiseDb: random.uniform(-56, -35), clutterDb: random.uniform(-30, -19),
    shadow: random.chance(0.3) ? [random.uniform(-0.6, 0.6), random.uniform(0.05, 0.15), random.uniform(6, 16)] : [0.9, 0.05, 0], dropoutDb: random.uniform(1, 11),
  };
}

/** The whole image on the network's square, as the analysis shows it. */
export function shownToNetwork(grey: Uint8Array, { rows, columns }: Scanner): Uint8Array {
  const height = Math.round((SIDE * rows) / columns);
  const out = new Uint8Array(SIDE * SIDE);
  out.set(Uint8Array.from(resize(grey, rows, columns, height, SIDE), Math.round), Math.floor((SIDE - height) / 2) * SIDE);
  return out;
}

/** Labels of the same square; 255 lies outside the sector. @param labelAt of a place below the probe's face and beside its axis, mm. */
export function labelsOfFrame(scanner: Scanner, labelAt: (depthMm: number, sideMm: number) => number): Uint8Array {
  const { mmPerPixel, apexRow, apexColumn } = imageGeometry(scanner);
  const [step, top] = [scanner.columns / SIDE, Math.floor((SIDE - Math.round((SIDE * scanner.rows) / scanner.columns)) / 2)];
  const out = new Uint8Array(SIDE * SIDE).fill(255);
  for (let i = 0; i < out.length; i++) {
    const [depth, side] = [((Math.floor(i / SIDE) - top + 0.5) * step - apexRow) * mmPerPixel, (((i % SIDE) + 0.5) * step - apexColumn) * mmPerPixel];
    if (depth > 0 && Math.abs(Math.atan2(side, depth)) < scanner.halfAngle && Math.hypot(depth, side) < scanner.depthMm) out[i] = labelAt(depth, side);
  }
  return out;
}
