import type { Random } from './random.ts';
import type { Probe } from './echo-probe.ts';
import type { Scatterers } from './echo-scatterers.ts';

/** A scanner and how it is set. Angles in radians. */
export interface Scanner {
  readonly name: string;
  readonly depthMm: number;
  readonly halfAngle: number;
  readonly rows: number;
  readonly columns: number;
  /** Wavelength of the echoes received, mm. */
  readonly wavelengthMm: number;
  /** Standard deviations of the beam: along it, across it, out of its plane. */
  readonly axialMm: number;
  readonly lateralAngle: number;
  readonly elevationMm: number;
  /** Range of brightness shown, dB, and by how much the strongest tissue lies below white. */
  readonly rangeDb: number;
  readonly gainDb: number;
  readonly gamma: number;
  /** What attenuation and its compensation leave, dB per cm. */
  readonly slopeDbPerCm: number;
  /** Electronic noise below tissue, dB; standing haze near the probe, dB. */
  readonly noiseDb: number;
  readonly clutterDb: number;
  /** Middle and half width of the shadow of a rib, and its depth, dB. */
  readonly shadow: readonly [angle: number, width: number, db: number];
  /** By how much walls along the beam are weaker, dB, at the edge of the sector. */
  readonly dropoutDb: number;
}

const DEPTH_STEP_MM = 0.2;
const LINES = 208;
/** Strength of a sample full of tissue, in the units of the scatterers: what gains are stated against. */
const TISSUE_REFERENCE = 4;
/** Normal numbers drawn once; each frame's noise is read from them at a place of its own. */
const NOISE_ENTRIES = 1 << 19;

/** Looks of scanners: sizes, curves and faults differ as those of vendors do. None copies a product. */
export const looks = {
  plain: { name: 'Plain', depthMm: 160, halfAngle: 0.66, rows: 600, columns: 800, wavelengthMm: 0.6, axialMm: 0.36, lateralAngle: 0.012, elevationMm: 2.2, rangeDb: 58, gainDb: -9, gamma: 1.1, slopeDbPerCm: -0.4, noiseDb: -48, clutterDb: -24, shadow: [0.9, 0.05, 0], dropoutDb: 4 },
  smooth: { name: 'Smooth', depthMm: 150, halfAngle: 0.6, rows: 708, columns: 1016, wavelengthMm: 0.72, axialMm: 0.5, lateralAngle: 0.016, elevationMm: 2.6, rangeDb: 66, gainDb: -14, gamma: 1.1, slopeDbPerCm: -0.2, noiseDb: -54, clutterDb: -28, shadow: [0.9, 0.05, 0], dropoutDb: 3 },
  hard: { name: 'Hard', depthMm: 170, halfAngle: 0.7, rows: 480, columns: 640, wavelengthMm: 0.55, axialMm: 0.32, lateralAngle: 0.011, elevationMm: 2, rangeDb: 48, gainDb: -8, gamma: 1.25, slopeDbPerCm: -0.5, noiseDb: -42, clutterDb: -22, shadow: [0.9, 0.05, 0], dropoutDb: 7 },
  poor: { name: 'Poor', depthMm: 160, halfAngle: 0.66, rows: 600, columns: 800, wavelengthMm: 0.75, axialMm: 0.5, lateralAngle: 0.02, elevationMm: 3, rangeDb: 55, gainDb: -12, gamma: 1.1, slopeDbPerCm: -0.9, noiseDb: -36, clutterDb: -20, shadow: [0.45, 0.12, 14], dropoutDb: 10 },
} as const satisfies Record<string, Scanner>;
export type Look = keyof typeof looks;

/** Where the sector lies on the image: its point below the top edge, and the size of a pixel. */
export function imageGeometry({ depthMm, rows, columns }: Scanner): { readonly mmPerPixel: number; readonly apexRow: number; readonly apexColumn: number } {
  const margin = Math.round(rows * 0.04);
  return { mmPerPixel: depthMm / (rows - 2 * margin), apexRow: margin, apexColumn: columns / 2 };
}

/** A scanner before a heart: draws one frame after the other. */
export interface Imaging {
  /** @param positions of the scatterers, x, y, z one after the other. @returns rows * columns values of grey. */
  readonly frame: (positions: Float32Array) => Uint8Array;
}

/** Sets a scanner up; what does not change from frame to frame is worked out once. */
export function imaging(scanner: Scanner, probe: Probe, scatterers: Scatterers, random: Random): Imaging {
  const depths = Math.ceil(scanner.depthMm / DEPTH_STEP_MM);
  const noise = Float32Array.from({ length: NOISE_ENTRIES }, () => random.normal());
  const standing = standingClutter(scanner, depths, random);
  const gains = gainTable(scanner, depths);
  const pixels = pixelTable(scanner, depths);
  const [real, imaginary] = [new Float32Array(depths * LINES), new Float32Array(depths * LINES)];
  return {
    frame: (positions) => {
      real.fill(0);
      imaginary.fill(0);
      deposit(scanner, probe, scatterers, positions, [real, imaginary], random);
      for (const field of [real, imaginary]) blur(field, depths, scanner);
      return shown(scanner, brightness(scanner, [real, imaginary], { standing, gains, noise }, random), pixels);
    },
  };
}

type Field = readonly [real: Float32Array, imaginary: Float32Array];

/** Adds each scatterer to the samples about it, with the phase its distance gives. */
function deposit({ wavelengthMm, halfAngle, elevationMm, depthMm }: Scanner, { origin, side, depth, through }: Probe, { count, strength, blood }: Scatterers, positions: Float32Array, [real, imaginary]: Field, random: Random): void {
  const perLine = (LINES - 1) / (2 * halfAngle);
  const lastDepth = Math.ceil(depthMm / DEPTH_STEP_MM) - 2;
  for (let i = 0; i < count; i++) {
    const [x, y, z] = [positions[3 * i] - origin[0], positions[3 * i + 1] - origin[1], positions[3 * i + 2] - origin[2]];
    const n = (x * through[0] + y * through[1] + z * through[2]) / elevationMm;
    if (n > 2.5 || n < -2.5) continue;
    const d = x * depth[0] + y * depth[1] + z * depth[2];
    const s = x * side[0] + y * side[1] + z * side[2];
    const distance = Math.sqrt(d * d + s * s);
    const [along, across] = [distance / DEPTH_STEP_MM, (Math.atan2(s, d) + halfAngle) * perLine];
    const [a, l] = [Math.floor(along), Math.floor(across)];
    if (a < 0 || a > lastDepth || l < 0 || l > LINES - 2) continue;
    const weight = strength[i] * Math.exp(-0.5 * n * n);
    const phase = blood[i] ? 2 * Math.PI * random.next() : (4 * Math.PI * distance) / wavelengthMm;
    const [re, im, u, v, at] = [weight * Math.cos(phase), weight * Math.sin(phase), along - a, across - l, a * LINES + l];
    real[at] += re * (1 - u) * (1 - v);
    real[at + 1] += re * (1 - u) * v;
    real[at + LINES] += re * u * (1 - v);
    real[at + LINES + 1] += re * u * v;
    imaginary[at] += im * (1 - u) * (1 - v);
    imaginary[at + 1] += im * (1 - u) * v;
    imaginary[at + LINES] += im * u * (1 - v);
    imaginary[at + LINES + 1] += im * u * v;
  }
}

function bell(sigma: number): Float64Array {
  const reach = Math.ceil(2.6 * sigma);
  return Float64Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-0.5 * ((i - reach) / sigma) ** 2));
}

/** Smears a field by the pulse along the beam and by the beam across it. */
function blur(field: Float32Array, depths: number, { axialMm, lateralAngle, halfAngle }: Scanner): void {
  const [down, across] = [bell(axialMm / DEPTH_STEP_MM), bell((lateralAngle * (LINES - 1)) / (2 * halfAngle))];
  const column = new Float32Array(depths * LINES);
  const half = (down.length - 1) / 2;
  for (let a = 0; a < depths; a++) {
    for (let k = Math.max(-half, -a); k <= Math.min(half, depths - 1 - a); k++) {
      const [weight, from] = [down[k + half], (a + k) * LINES];
      for (let l = 0; l < LINES; l++) column[a * LINES + l] += weight * field[from + l];
    }
  }
  const reach = (across.length - 1) / 2;
  for (let a = 0; a < depths; a++) {
    for (let l = 0; l < LINES; l++) {
      let sum = 0;
      for (let k = Math.max(-reach, -l); k <= Math.min(reach, LINES - 1 - l); k++) sum += across[k + reach] * column[a * LINES + l + k];
      field[a * LINES + l] = sum;
    }
  }
}

/** Haze that stands still while the heart moves: strongest near the probe. */
function standingClutter(scanner: Scanner, depths: number, random: Random): Field {
  const field: Field = [new Float32Array(depths * LINES), new Float32Array(depths * LINES)];
  const level = TISSUE_REFERENCE * 10 ** (scanner.clutterDb / 20);
  for (const part of field) {
    for (let i = 0; i < part.length; i++) part[i] = random.normal();
    blur(part, depths, scanner);
    const spread = Math.sqrt(part.reduce((sum, value) => sum + value * value, 0) / part.length);
    for (let i = 0; i < part.length; i++) part[i] *= (level / spread) * (0.25 + 2 * Math.exp((-Math.floor(i / LINES) * DEPTH_STEP_MM) / 22));
  }
  return field;
}

/** Gain of each sample: attenuation, shadow and dropout. */
function gainTable({ slopeDbPerCm, shadow: [angle, width, db], dropoutDb, halfAngle }: Scanner, depths: number): Float32Array {
  return Float32Array.from({ length: depths * LINES }, (_, i) => {
    const cm = (Math.floor(i / LINES) * DEPTH_STEP_MM) / 10;
    const at = -halfAngle + ((i % LINES) * 2 * halfAngle) / (LINES - 1);
    const lost = slopeDbPerCm * cm - db * Math.exp(-(((at - angle) / width) ** 2)) - dropoutDb * (at / halfAngle) ** 2;
    return 10 ** (lost / 20);
  });
}

/** Grey of each sample, 0 to 255, by the logarithm of its strength. */
function brightness(scanner: Scanner, [real, imaginary]: Field, { standing, gains, noise }: { readonly standing: Field; readonly gains: Float32Array; readonly noise: Float32Array }, random: Random): Float32Array {
  const { noiseDb, rangeDb, gainDb, gamma } = scanner;
  const level = TISSUE_REFERENCE * 10 ** (noiseDb / 20);
  const from = random.integer(0, NOISE_ENTRIES - 1);
  const last = NOISE_ENTRIES - 1;
  const reference = gainDb - 20 * Math.log10(TISSUE_REFERENCE);
  const out = new Float32Array(real.length);
  for (let i = 0; i < out.length; i++) {
    const re = gains[i] * (real[i] + standing[0][i]) + level * noise[(from + 2 * i) & last];
    const im = gains[i] * (imaginary[i] + standing[1][i]) + level * noise[(from + 2 * i + 1) & last];
    const db = 10 * Math.log10(re * re + im * im + 1e-12) + reference;
    out[i] = 255 * Math.min(1, Math.max(0, db / rangeDb + 1)) ** gamma;
  }
  return out;
}

interface PixelTable {
  /** Sample above and left of each pixel, and the shares of the way on; -1 outside the sector. */
  readonly sample: Int32Array;
  readonly down: Float32Array;
  readonly across: Float32Array;
}

function pixelTable(scanner: Scanner, depths: number): PixelTable {
  const { rows, columns, halfAngle } = scanner;
  const { mmPerPixel, apexRow, apexColumn } = imageGeometry(scanner);
  const table = { sample: new Int32Array(rows * columns).fill(-1), down: new Float32Array(rows * columns), across: new Float32Array(rows * columns) };
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const [y, x] = [(r + 0.5 - apexRow) * mmPerPixel, (c + 0.5 - apexColumn) * mmPerPixel];
      const along = Math.hypot(y, x) / DEPTH_STEP_MM;
      const across = ((Math.atan2(x, y) + halfAngle) * (LINES - 1)) / (2 * halfAngle);
      if (y <= 0 || along >= depths - 1 || across < 0 || across >= LINES - 1) continue;
      const i = r * columns + c;
      table.sample[i] = Math.floor(along) * LINES + Math.floor(across);
      [table.down[i], table.across[i]] = [along % 1, across % 1];
    }
  }
  return table;
}

function shown({ rows, columns }: Scanner, grey: Float32Array, { sample, down, across }: PixelTable): Uint8Array {
  const out = new Uint8Array(rows * columns);
  for (let i = 0; i < out.length; i++) {
    const at = sample[i];
    if (at < 0) continue;
    const above = grey[at] + (grey[at + 1] - grey[at]) * across[i];
    const below = grey[at + LINES] + (grey[at + LINES + 1] - grey[at + LINES]) * across[i];
    out[i] = Math.round(above + (below - above) * down[i]);
  }
  return out;
}
