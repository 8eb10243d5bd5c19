import type { Finding } from '../../measurement/finding.ts';
import { echoFinding } from './findings.ts';
import type { EchoFrame } from './segmentation.ts';

/** How well a sector can be seen. */
export interface PictureQuality {
  /** Grey above which the brightest twentieth of the sector lies, 0 to 255. */
  readonly bright: number;
  /** Share of the sector that is white. */
  readonly white: number;
  /** Share of the width of the sector that is dark. */
  readonly dark: number;
}

/** Grey below which a pixel is outside the sector, or shows nothing. */
const BLACK = 4;
const WHITE = 250;
const BRIGHT_SHARE = 0.95;
/** A column is dark when it is on average so much darker than the middle one. */
const DARK_SHARE = 0.3;
/** Columns with fewer pixels of the sector than this share of its height say nothing: the edges of the fan. */
const LEAST_COLUMN = 0.25;

const LEAST_BRIGHT = 60;
const MOST_WHITE = 0.08;
const MOST_DARK = 0.3;

/** Gain and dropout of a loop, from the brightest that each pixel becomes: what stays black is outside the sector or lost. @param frames at least one, of one size. */
export function pictureQuality(frames: readonly EchoFrame[]): PictureQuality {
  const [{ rows, columns }] = frames;
  const mean = new Float64Array(rows * columns);
  for (const { grey } of frames) for (let i = 0; i < mean.length; i++) mean[i] += grey[i] / frames.length;
  const lit = mean.filter((value) => value > BLACK).sort();
  if (lit.length === 0) return { bright: 0, white: 0, dark: 1 };
  return { bright: lit[Math.floor(BRIGHT_SHARE * (lit.length - 1))], white: lit.filter((value) => value >= WHITE).length / lit.length, dark: darkShare(mean, rows, columns) };
}

/** Share of the columns that lie in shadow. The sector reaches as far as its lit pixels do on most rows below. */
function darkShare(mean: Float64Array, rows: number, columns: number): number {
  const means = Array.from({ length: columns }, (_, c) => {
    let [sum, count] = [0, 0];
    for (let r = 0; r < rows; r++) {
      if (mean[r * columns + c] <= BLACK) continue;
      sum += mean[r * columns + c];
      count++;
    }
    return { light: sum / rows, enough: count >= LEAST_COLUMN * rows };
  });
  const [first, last] = [means.findIndex(({ enough }) => enough), means.findLastIndex(({ enough }) => enough)];
  const within = means.slice(first, last + 1).map(({ light }) => light);
  if (first < 0 || within.length === 0) return 1;
  const middle = within.toSorted((a, b) => a - b)[Math.floor(within.length / 2)];
  return within.filter((light) => light < DARK_SHARE * middle).length / within.length;
}

/** What of it is worth a warning. */
export function checkPicture({ bright, white, dark }: PictureQuality): readonly Finding[] {
  return [
    ...(bright < LEAST_BRIGHT ? [echoFinding('lowGain', { grey: Math.round(bright) })] : []),
    ...(white > MOST_WHITE ? [echoFinding('highGain', { percent: Math.round(100 * white) })] : []),
    ...(dark > MOST_DARK ? [echoFinding('dropout', { percent: Math.round(100 * dark) })] : []),
  ];
}

/** One number from 0 to 1 by which loops of one view are ranked: none of the faults is 1. */
export function qualityScore({ bright, white, dark }: PictureQuality): number {
  const gain = Math.min(1, bright / LEAST_BRIGHT) * Math.max(0, 1 - white);
  return gain * Math.max(0, 1 - dark);
}
