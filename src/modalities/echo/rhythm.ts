import type { Finding } from '../../measurement/finding.ts';
import { median } from '../../statistics/quantile.ts';
import type { Beat } from './beats.ts';
import { echoFinding } from './findings.ts';

/** Beats outlined with care: more would say no more of a regular heart, and take their time. */
const MOST_BEATS = 2;
/** Of an irregular one five are averaged. Source: Lang et al., J Am Soc Echocardiogr 2015;28:1, on atrial fibrillation. */
const MOST_IRREGULAR_BEATS = 5;
/** Lengths that lie farther apart than this share of the median one. Assumed. */
const IRREGULAR_SHARE = 0.2;
/** A beat after less than this share of the median length is premature: it ejects less, and the one behind it more. Assumed. */
const PREMATURE_SHARE = 0.8;

/** The lengths of the beats of a loop, ms. */
export interface Rhythm {
  readonly shortestMs: number;
  readonly longestMs: number;
}

/** The beats of a loop that are measured. */
export interface ChosenBeats {
  /** In time's order; at least one. */
  readonly beats: readonly Beat[];
  /** null where the rhythm is regular, or too few beats tell. */
  readonly irregular: Rhythm | null;
  /** Premature beats, and those behind them, that were left out. */
  readonly leftOut: number;
}

/**
 * Chooses the beats to measure: two of a regular heart, five of an irregular one, without premature beats and the ones behind
 * them where others are left.
 * @param beats of the loop, at least one. @param rWaveTimesMs where the file states them; else lengths are between end-diastoles.
 */
export function chooseBeats(beats: readonly Beat[], timesMs: readonly number[], rWaveTimesMs: readonly number[]): ChosenBeats {
  const marks = rWaveTimesMs.length > 2 ? rWaveTimesMs : [...new Set(beats.map(({ diastole }) => timesMs[diastole]))].toSorted((a, b) => a - b);
  const lengths = marks.slice(1).map((mark, i) => mark - marks[i]);
  const usual = lengths.length > 1 ? median(lengths) : null;
  const [shortestMs, longestMs] = [Math.min(...lengths), Math.max(...lengths)];
  if (usual === null || longestMs - shortestMs <= IRREGULAR_SHARE * usual) return { beats: beats.slice(0, MOST_BEATS), irregular: null, leftOut: 0 };
  const premature = marks.slice(1).filter((_, i) => lengths[i] < PREMATURE_SHARE * usual);
  const behind = premature.flatMap((mark) => marks[marks.indexOf(mark) + 1] ?? []);
  const disturbed = [...premature, ...behind];
  const kept = beats.filter((beat) => !disturbed.includes(nearest(marks, timesMs[beat.diastole])));
  // In atrial fibrillation hardly a beat is usual: all are averaged.
  const steady = kept.length >= beats.length / 2 ? kept : beats;
  return { beats: steady.slice(0, MOST_IRREGULAR_BEATS), irregular: { shortestMs, longestMs }, leftOut: beats.length - steady.length };
}

/** What a reader must know of the rhythm. */
export function rhythmFindings({ beats, irregular, leftOut }: ChosenBeats): readonly Finding[] {
  if (!irregular) return [];
  const lengths = { shortest: Math.round(irregular.shortestMs), longest: Math.round(irregular.longestMs), beats: beats.length };
  return [echoFinding('irregularRhythm', lengths), ...(leftOut > 0 ? [echoFinding('prematureBeats', { count: leftOut })] : [])];
}

export function isOfRhythm({ code }: Finding): boolean {
  return code === 'irregularRhythm' || code === 'prematureBeats';
}

function nearest(marks: readonly number[], time: number): number {
  return marks.reduce((best, mark) => (Math.abs(mark - time) < Math.abs(best - time) ? mark : best));
}
