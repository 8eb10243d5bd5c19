import type { Random } from './random.ts';

/** What a trace shows over time: velocities of blood or tissue, or echoes along one line. */
export type TraceKind = 'doppler' | 'mMode';

/** Draws a trace as fills a screen, or the lower part of one. @returns rows * columns values of grey. */
export function drawTrace(random: Random, kind: TraceKind, rows: number, columns: number): Uint8Array {
  const beatColumns = columns / random.uniform(2, 6);
  const start = random.uniform(0, beatColumns);
  return kind === 'doppler' ? doppler(random, rows, columns, beatColumns, start) : mMode(random, rows, columns, beatColumns, start);
}

/** Share of white of something `away` from the middle of a soft band. */
function band(away: number, half: number): number {
  return Math.exp(-((away / half) ** 2));
}

function doppler(random: Random, rows: number, columns: number, beat: number, start: number): Uint8Array {
  const out = new Uint8Array(rows * columns);
  const baseline = random.uniform(0.25, 0.75) * rows;
  const waves = Array.from({ length: random.integer(1, 3) }, () => ({ at: random.uniform(0.1, 0.9), width: random.uniform(0.05, 0.17), peak: random.uniform(0.25, 0.9), below: random.chance(0.4), filled: random.chance(0.7) }));
  const noise = random.uniform(2, 18);
  for (let c = 0; c < columns; c++) {
    const phase = ((c + start) % beat) / beat;
    for (let r = 0; r < rows; r++) {
      let light = 0.9 * band(r - baseline, rows * 0.008);
      for (const { at, width, peak, below, filled } of waves) {
        const room = below ? rows - baseline : baseline;
        const height = room * peak * band(phase - at, width);
        const up = below ? r - baseline : baseline - r;
        if (up > 0 && up < height) light = Math.max(light, filled ? 0.35 + 0.5 * (up / height) ** 2 : band(up - height, 0.06 * rows) * 0.9);
      }
      out[r * columns + c] = Math.min(255, Math.max(0, 255 * light * Math.abs(random.normal(1, 0.35)) + noise * Math.abs(random.normal())));
    }
  }
  return out;
}

function mMode(random: Random, rows: number, columns: number, beat: number, start: number): Uint8Array {
  const out = new Uint8Array(rows * columns);
  const layers = Array.from({ length: random.integer(4, 9) }, () => ({ at: random.uniform(0.05, 0.98) * rows, half: random.uniform(0.008, 0.05) * rows, swing: random.normal(0, 0.04) * rows, light: random.uniform(0.3, 1) }));
  const grain = Float32Array.from({ length: rows * 16 }, () => Math.abs(random.normal(1, 0.5)));
  for (let c = 0; c < columns; c++) {
    const squeeze = Math.sin(Math.PI * Math.min(1, (((c + start) % beat) / beat) * 2.2)) ** 2;
    for (let r = 0; r < rows; r++) {
      let light = 0.03;
      for (const { at, half, swing, light: own } of layers) light = Math.max(light, own * band(r - at - swing * squeeze, half));
      out[r * columns + c] = Math.min(255, 255 * light * grain[r * 16 + (c >> 2) % 16]);
    }
  }
  return out;
}
