import type { EchoFrame } from './segmentation.ts';

/** Of the height: here the heads of two fans still stand apart, and the middle of the screen between them is black. */
const TOP_BAND = 0.2;
/** Grey levels by which speckle changes over a loop; text and frames of the screen do not. */
const LEAST_CHANGE = 12;
/** A column belongs to a fan where so large a share of the band changes. */
const LEAST_COLUMN = 0.15;
/** Shares of the width: of each head at least, between their middles at least. Two equal fans stand half the width apart; a dark cavity within one fan parts it by less than a quarter. */
const LEAST_HEAD = 0.04;
const LEAST_APART = 0.35;

/**
 * Whether the picture shows two sectors side by side, as screens of biplane probes do, by the heads of its fans.
 * @param frames of one loop, cut to what moves or to the stated region; at least two.
 */
export function showsTwoSectors(frames: readonly EchoFrame[]): boolean {
  const [{ rows, columns }] = frames;
  const band = Math.max(1, Math.round(TOP_BAND * rows));
  const changing = Array.from({ length: columns }, (_, column) => {
    let count = 0;
    for (let row = 0; row < band; row++) count += Number(changeAt(frames, row * columns + column) >= LEAST_CHANGE);
    return count >= LEAST_COLUMN * band;
  });
  const heads = runsOf(changing).filter(({ from, to }) => to - from >= LEAST_HEAD * columns);
  return heads.length === 2 && middleOf(heads[1]) - middleOf(heads[0]) >= LEAST_APART * columns;
}

function changeAt(frames: readonly EchoFrame[], at: number): number {
  let [least, most] = [Infinity, -Infinity];
  for (const { grey } of frames) {
    least = Math.min(least, grey[at]);
    most = Math.max(most, grey[at]);
  }
  return most - least;
}

interface Run {
  readonly from: number;
  /** Not in it. */
  readonly to: number;
}

function runsOf(flags: readonly boolean[]): readonly Run[] {
  const starts = flags.flatMap((flag, i) => (flag && !flags[i - 1] ? [i] : []));
  return starts.map((from) => {
    const end = flags.indexOf(false, from);
    return { from, to: end < 0 ? flags.length : end };
  });
}

function middleOf({ from, to }: Run): number {
  return (from + to) / 2;
}
