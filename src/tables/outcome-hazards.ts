import { notMeasured, type NotMeasured, type Result } from '../measurement/result.ts';
import { type ConcordanceIndex, concordanceIndex } from '../statistics/concordance-index.ts';
import type { CoxInput } from '../statistics/cox-data.ts';
import { type CoxCoefficient, type CoxModel, coxModel, type CoxTest } from '../statistics/cox-model.ts';
import { coxProportionalHazards, type ProportionalHazards } from '../statistics/cox-proportional-hazards.ts';
import { standardDeviation } from '../statistics/variance.ts';
import type { CovariateKind, OutcomeCovariate, OutcomeInput } from './outcome-input.ts';
import type { PatientFollowUp } from './patient-follow-up.ts';

/** A hazard ratio with its interval. */
export interface HazardRatio {
  readonly value: number;
  readonly interval95: readonly [lower: number, upper: number];
}

/** How a covariate goes with the hazard of the event. */
export interface CovariateHazard {
  readonly name: string;
  readonly unit: string | null;
  readonly kind: CovariateKind;
  readonly contrast: OutcomeCovariate['contrast'];
  readonly rows: number;
  /** Rows without this covariate. */
  readonly missing: number;
  readonly events: number;
  /** Per unit of the covariate, or for yes against no. */
  readonly hazard: CoxCoefficient | NotMeasured;
  /** Per standard deviation of a quantity, so that quantities can be compared; null for yes or no. */
  readonly perSd: (HazardRatio & { readonly sd: number }) | null;
  /** Of this covariate alone, as are the following. */
  readonly proportionalHazards: CoxTest | NotMeasured;
  readonly concordance: Result<ConcordanceIndex>;
}

/** Covariates together, each at equal values of the others. */
export interface MultivariableHazards {
  readonly status: 'measured';
  readonly covariates: readonly Pick<CovariateHazard, 'name' | 'unit' | 'kind' | 'contrast' | 'hazard' | 'perSd'>[];
  readonly rows: number;
  /** Rows without one of the covariates. */
  readonly missing: number;
  readonly events: number;
  readonly likelihoodRatioTest: CoxTest;
  readonly proportionalHazards: ProportionalHazards | NotMeasured;
  readonly concordance: Result<ConcordanceIndex>;
}

/** A marker measured again during follow-up: its first value, and its change since, at equal values of the other. */
export interface ChangeHazard {
  readonly name: string;
  readonly unit: string | null;
  readonly rows: number;
  readonly events: number;
  readonly first: CoxCoefficient | NotMeasured;
  readonly change: CoxCoefficient | NotMeasured;
}

type RowsOfModel = Pick<OutcomeInput, 'starts' | 'times' | 'events'>;

/** Cox model of each covariate alone. @throws AmyloscopeError `invalidInput` as `coxModel`. */
export function univariableHazards(input: OutcomeInput): readonly CovariateHazard[] {
  return input.covariates.map((covariate) => {
    const { cox, rows } = modelRows(input, [covariate]);
    const counts = { rows: rows.length, missing: input.times.length - rows.length, events: countEvents(cox) };
    const [{ values }] = cox.covariates;
    const model = coxModel(cox, input.ties);
    if (model.status === 'notMeasured') return { ...describe(covariate, values, model), ...counts, proportionalHazards: model, concordance: model };
    const check = proportionalHazards(input, cox, model);
    return {
      ...describe(covariate, values, model.coefficients[0]),
      ...counts,
      proportionalHazards: check.status === 'measured' ? check.global : check,
      concordance: concordance(input, cox, model.linearPredictors),
    };
  });
}

/** Cox model of all covariates together, on rows that have them all. @throws AmyloscopeError `invalidInput` as `coxModel`. */
export function multivariableHazards(input: OutcomeInput): MultivariableHazards | NotMeasured {
  if (input.covariates.length < 2) return notMeasured('oneCovariate', 'A model of covariates together needs two of them.');
  const { cox, rows } = modelRows(input, input.covariates);
  const model = coxModel(cox, input.ties);
  if (model.status === 'notMeasured') return model;
  return {
    status: 'measured',
    covariates: input.covariates.map((covariate, i) => describe(covariate, cox.covariates[i].values, model.coefficients[i])),
    rows: rows.length,
    missing: input.times.length - rows.length,
    events: model.events,
    likelihoodRatioTest: model.likelihoodRatioTest,
    proportionalHazards: proportionalHazards(input, cox, model),
    concordance: concordance(input, cox, model.linearPredictors),
  };
}

/** Cox model of the first value and the change since of each quantity that changes during follow-up. */
export function changeHazards(input: OutcomeInput, { firstRowOf }: PatientFollowUp): readonly ChangeHazard[] {
  return input.covariates.filter(({ kind, values }) => kind === 'quantity' && changes(values, firstRowOf)).map(({ name, unit, values }) => {
    const first = firstRowOf.map((row) => values[row]);
    const change = values.map((value, row) => minus(value, first[row]));
    const part = (name: 'first' | 'change', values: readonly (number | null)[]): OutcomeCovariate => ({ name, unit, kind: 'quantity', contrast: null, values });
    const { cox, rows } = modelRows(input, [part('first', first), part('change', change)]);
    const model = coxModel(cox, input.ties);
    const [ofFirst, ofChange] = model.status === 'measured' ? model.coefficients : [model, model];
    return { name, unit, rows: rows.length, events: countEvents(cox), first: ofFirst, change: ofChange };
  });
}

function minus(value: number | null, first: number | null): number | null {
  return value === null || first === null ? null : value - first;
}

function changes(values: readonly (number | null)[], firstRowOf: readonly number[]): boolean {
  return values.some((value, row) => (minus(value, values[firstRowOf[row]]) ?? 0) !== 0);
}

/** The rows that have all covariates asked for. */
function modelRows(input: RowsOfModel, covariates: readonly OutcomeCovariate[]): { readonly cox: CoxInput; readonly rows: readonly number[] } {
  const rows = input.times.flatMap((_, row) => (covariates.every(({ values }) => values[row] !== null) ? [row] : []));
  const { starts } = input;
  return {
    rows,
    cox: {
      ...(starts === null ? {} : { starts: rows.map((row) => starts[row]) }),
      times: rows.map((row) => input.times[row]),
      events: rows.map((row) => input.events[row]),
      covariates: covariates.map(({ name, values }) => ({ name, values: rows.flatMap((row) => values[row] ?? []) })),
    },
  };
}

function describe({ name, unit, kind, contrast }: OutcomeCovariate, values: readonly number[], hazard: CoxCoefficient | NotMeasured): Pick<CovariateHazard, 'name' | 'unit' | 'kind' | 'contrast' | 'hazard' | 'perSd'> {
  return { name, unit, kind, contrast, hazard, perSd: kind === 'yesNo' || 'reason' in hazard ? null : perStandardDeviation(hazard, standardDeviation(values)) };
}

function perStandardDeviation({ value, interval95: [lower, upper] }: CoxCoefficient, sd: number): CovariateHazard['perSd'] {
  return { sd, value: Math.exp(value * sd), interval95: [Math.exp(lower * sd), Math.exp(upper * sd)] };
}

function proportionalHazards({ ties }: OutcomeInput, cox: CoxInput, model: CoxModel): ProportionalHazards | NotMeasured {
  return ties === 'exact' ? notMeasured('exactTies', 'The check is not defined for exact ties.') : coxProportionalHazards(cox, model, ties);
}

function concordance({ starts }: RowsOfModel, cox: CoxInput, risks: readonly number[]): Result<ConcordanceIndex> {
  if (starts !== null) return notMeasured('changingCovariates', 'Concordance is defined for covariates that stay the same during follow-up.');
  return concordanceIndex(cox, risks);
}

function countEvents({ events }: CoxInput): number {
  return events.filter(Boolean).length;
}
