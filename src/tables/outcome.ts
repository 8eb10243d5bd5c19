import { notMeasured, type NotMeasured, type Result } from '../measurement/result.ts';
import { type KaplanMeier, kaplanMeier } from '../statistics/kaplan-meier.ts';
import type { CoxTies } from '../statistics/cox-likelihood.ts';
import { type LogRank, logRank } from '../statistics/log-rank.ts';
import { median } from '../statistics/quantile.ts';
import { axisTimes } from './axis-times.ts';
import { type ChangeHazard, changeHazards, type CovariateHazard, type MultivariableHazards, multivariableHazards, univariableHazards } from './outcome-hazards.ts';
import { type PatientFollowUp, onePerPatient } from './patient-follow-up.ts';
import type { OutcomeGrouping, OutcomeInput } from './outcome-input.ts';
import { type GroupLabel, type SurvivalCurve, survivalCurve } from './survival-curve.ts';

export interface GroupComparison {
  readonly name: string;
  readonly unit: string | null;
  readonly cut: { readonly value: number; readonly origin: 'stated' | 'median' } | null;
  readonly logRank: LogRank | NotMeasured;
  /** Patients in no group because the table does not say. */
  readonly missing: number;
}

export interface Outcome {
  readonly patients: number;
  readonly rows: number;
  readonly events: number;
  /** By the reverse Kaplan-Meier curve: how long patients would have been followed had none had the event. */
  readonly medianFollowUp: Result;
  /** Times at which numbers at risk and survival are stated. */
  readonly times: readonly number[];
  readonly everybody: SurvivalCurve | NotMeasured;
  readonly groups: readonly SurvivalCurve[];
  readonly comparison: GroupComparison | null;
  readonly ties: CoxTies;
  readonly univariable: readonly CovariateHazard[];
  readonly multivariable: MultivariableHazards | NotMeasured;
  /** Of markers measured again during follow-up. */
  readonly changes: readonly ChangeHazard[];
}

/**
 * Time until an event: survival by group with numbers at risk, the log-rank test, and Cox models of covariates one by one
 * and together, with their check of proportional hazards and concordance.
 *
 * Where a patient has several stretches of time, the Cox models take the covariates of each stretch, and each marker that
 * changes is also modelled as its first value and its change since; curves take the first stretch's group and the end of
 * the last.
 *
 * @param input one entry per row in every list; times in any one unit, above 0. A row without a covariate is left out of
 *   the models that need it, and counted.
 * @returns figures with 95 % intervals, each `notMeasured` with a reason where the rows do not allow it.
 * @throws AmyloscopeError `invalidInput` on times that are not finite and above 0, stretches of one patient that overlap,
 *   an event before a patient's last stretch, or lists of different length.
 * Source: those of the statistics used; reverse curve: Schemper and Smith, Control Clin Trials 1996;17:343, doi
 *   10.1016/0197-2456(96)00075-X.
 */
export function outcome(input: OutcomeInput): Outcome {
  const followUp = onePerPatient(input);
  const { times, events, entersLate } = followUp;
  const at = axisTimes(times, input.timeUnit);
  const everybody = entersLate ? lateEntry() : survivalCurve({ is: 'everybody' }, followUp, at);
  const reversed = entersLate ? lateEntry() : kaplanMeier({ times, events: events.map((event) => !event) });
  return {
    patients: times.length,
    rows: input.times.length,
    events: events.filter(Boolean).length,
    medianFollowUp: reversed.status === 'measured' ? withoutInterval(reversed.median) : reversed,
    times: at,
    everybody,
    ...compareGroups(input, followUp, at),
    ties: input.ties,
    univariable: univariableHazards(input),
    multivariable: multivariableHazards(input),
    changes: input.starts === null ? [] : changeHazards(input, followUp),
  };
}

function lateEntry(): NotMeasured {
  return notMeasured('lateEntry', 'A patient is first seen after time 0: a survival curve from 0 cannot be drawn. Count time from the same beginning for all.');
}

/** The interval of a reverse curve is that of the median censoring, which nobody asks for. */
function withoutInterval(median: KaplanMeier['median']): Result {
  return median.status === 'measured' ? { status: 'measured', value: median.value } : median;
}

function compareGroups({ grouping }: OutcomeInput, followUp: PatientFollowUp, at: readonly number[]): Pick<Outcome, 'groups' | 'comparison'> {
  if (grouping === null || followUp.entersLate) return { groups: [], comparison: null };
  const { labels, member, cut } = assignGroups(grouping, followUp.firstRows);
  const kept = member.flatMap((group, i) => (group === null ? [] : [i]));
  const pick = (indices: readonly number[]) => ({ times: indices.map((i) => followUp.times[i]), events: indices.map((i) => followUp.events[i]) });
  return {
    groups: labels.flatMap((label, group) => {
      const curve = survivalCurve(label, pick(kept.filter((i) => member[i] === group)), at);
      return curve.status === 'measured' ? [curve] : [];
    }),
    comparison: {
      name: grouping.name,
      unit: grouping.by === 'cut' ? grouping.unit : null,
      cut,
      logRank: logRank(pick(kept), kept.map((i) => member[i] ?? 0)),
      missing: member.length - kept.length,
    },
  };
}

interface Assignment {
  readonly labels: readonly GroupLabel[];
  /** The group of each patient, as its place among the labels; null where the table does not say. */
  readonly member: readonly (number | null)[];
  readonly cut: GroupComparison['cut'];
}

function assignGroups(grouping: OutcomeGrouping, firstRows: readonly number[]): Assignment {
  if (grouping.by === 'column') {
    const values = firstRows.map((row) => grouping.values[row]);
    const names = [...new Set(values)].filter((name) => name !== null).toSorted();
    return { labels: names.map((name) => ({ is: 'named', name })), member: values.map((name) => (name === null ? null : names.indexOf(name))), cut: null };
  }
  if (grouping.by === 'yesNo') {
    const member = firstRows.map((row) => grouping.values[row]).map((value) => (value === null ? null : Number(value)));
    return { labels: [{ is: 'no' }, { is: 'yes' }], member, cut: null };
  }
  const values = firstRows.map((row) => grouping.values[row]);
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return { labels: [], member: values.map(() => null), cut: null };
  const cut = grouping.cut ?? median(known);
  return {
    labels: [{ is: 'upTo', cut }, { is: 'above', cut }],
    member: values.map((value) => (value === null ? null : Number(value > cut))),
    cut: { value: cut, origin: grouping.cut === null ? 'median' : 'stated' },
  };
}
