import type { Text } from '../measurement/language.ts';
import { notMeasured, type NotMeasured, type Result } from '../measurement/result.ts';
import { z95 } from '../statistics/distribution-normal.ts';
import { mean } from '../statistics/mean.ts';
import { pAdjustBenjaminiHochberg, pAdjustHolm } from '../statistics/p-adjust.ts';
import { tTestPaired, type TTest } from '../statistics/t-test.ts';
import { standardDeviation } from '../statistics/variance.ts';
import { wilcoxonSignedRank, type RankTest } from '../statistics/wilcoxon-signed-rank.ts';

/** One marker of one patient before and after. */
export interface PanelPair {
  readonly patient: string;
  readonly before: number;
  readonly after: number;
  /** Standard deviation of one measurement of an unchanged patient at each date, in the unit; null where it is not known. */
  readonly scatter: readonly [before: number, after: number] | null;
}

export interface PanelMarkerInput {
  readonly key: string;
  readonly name: Text;
  /** As people write it; null without one. */
  readonly unit: string | null;
  readonly pairs: readonly PanelPair[];
}

/** The change of one patient against what noise alone does. */
export interface PatientChange extends PanelPair {
  /** After less before. */
  readonly change: number;
  /** Differences that an unchanged patient exceeds in 5 of 100 pairs; null where no scatter is known. */
  readonly limit: number | null;
  readonly verdict: 'fell' | 'rose' | 'within' | 'unknown';
}

/** One test of a marker, its p alone and adjusted over all markers that were tested. */
export interface AdjustedP {
  readonly p: number;
  readonly holm: number;
  readonly benjaminiHochberg: number;
}

export interface MarkerPanel extends Omit<PanelMarkerInput, 'pairs'> {
  readonly patients: readonly PatientChange[];
  /** Means before and after; null without patients. */
  readonly means: readonly [before: number, after: number] | null;
  /** Mean of after less before, in the unit, with Student's interval. */
  readonly change: Result<TTest>;
  /** Mean change and its interval in standard deviations of the changes. */
  readonly standardised: { readonly status: 'measured'; readonly value: number; readonly interval95: readonly [number, number] } | NotMeasured;
  readonly student: AdjustedP | null;
  readonly wilcoxon: AdjustedP | null;
  readonly ranks: Result<RankTest>;
  /** Patients by what became of the marker; `judged` are those whose scatter is known. */
  readonly beyondNoise: { readonly fell: number; readonly rose: number; readonly judged: number };
}

export interface Panel {
  readonly patients: number;
  readonly markers: readonly MarkerPanel[];
}

/**
 * A panel of markers before and after a treatment: each patient's change against noise, and over all patients paired tests with
 * their p adjusted for the number of markers.
 *
 * Patients are independent, and each stands once. The interval of the standardised change is that of the mean divided by the
 * standard deviation, which is taken as known.
 *
 * @param markers each with the patients who have both values; a marker without any stays, and says so.
 * @throws AmyloscopeError `invalidInput` on values that are not finite.
 * Source: R `t.test(paired = TRUE)`, `wilcox.test(paired = TRUE)`, `p.adjust`; limit of noise 1.96 times the SD of a difference.
 */
export function panelOf(markers: readonly PanelMarkerInput[]): Panel {
  const tested = markers.map(testedMarker);
  const student = adjusted(tested.map(({ change }) => (change.status === 'measured' ? change.p : null)));
  const wilcoxon = adjusted(tested.map(({ ranks }) => (ranks.status === 'measured' ? ranks.p : null)));
  return {
    patients: new Set(markers.flatMap(({ pairs }) => pairs.map(({ patient }) => patient))).size,
    markers: tested.map((marker, i) => ({ ...marker, student: student[i], wilcoxon: wilcoxon[i] })),
  };
}

function testedMarker({ pairs, ...marker }: PanelMarkerInput): Omit<MarkerPanel, 'student' | 'wilcoxon'> {
  const [before, after] = [pairs.map((pair) => pair.before), pairs.map((pair) => pair.after)];
  const patients = pairs.map(patientChange);
  const change = tTestPaired(after, before);
  const count = (verdict: PatientChange['verdict']): number => patients.filter((one) => one.verdict === verdict).length;
  return {
    ...marker, patients, change,
    means: pairs.length === 0 ? null : [mean(before), mean(after)],
    standardised: change.status === 'measured' ? inDeviations(change, standardDeviation(after.map((value, i) => value - before[i]))) : change,
    ranks: pairs.length === 0 ? notMeasured('tooFew', 'No patient has both values.') : wilcoxonSignedRank(after, before),
    beyondNoise: { fell: count('fell'), rose: count('rose'), judged: patients.length - count('unknown') },
  };
}

function inDeviations({ value, interval95: [lower, upper] }: TTest & { readonly value: number }, deviation: number): MarkerPanel['standardised'] {
  return { status: 'measured', value: value / deviation, interval95: [lower / deviation, upper / deviation] };
}

function patientChange(pair: PanelPair): PatientChange {
  const change = pair.after - pair.before;
  const limit = pair.scatter && z95 * Math.hypot(...pair.scatter);
  if (limit === null) return { ...pair, change, limit, verdict: 'unknown' };
  return { ...pair, change, limit, verdict: Math.abs(change) <= limit ? 'within' : change < 0 ? 'fell' : 'rose' };
}

/** Adjusts the p values that there are. */
function adjusted(values: readonly (number | null)[]): readonly (AdjustedP | null)[] {
  const known = values.filter((p) => p !== null);
  const [holm, benjaminiHochberg] = [pAdjustHolm(known), pAdjustBenjaminiHochberg(known)];
  let next = 0;
  return values.map((p) => {
    if (p === null) return null;
    const at = next++;
    return { p, holm: holm[at], benjaminiHochberg: benjaminiHochberg[at] };
  });
}
