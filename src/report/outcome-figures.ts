import { fillText } from '../measurement/finding.ts';
import type { Language, Text } from '../measurement/language.ts';
import type { NotMeasured } from '../measurement/result.ts';
import type { CoxCoefficient, CoxTest } from '../statistics/cox-model.ts';
import type { Outcome } from '../tables/outcome.ts';
import type { CovariateHazard, HazardRatio, MultivariableHazards } from '../tables/outcome-hazards.ts';
import type { TimeUnit } from '../tables/outcome-input.ts';
import type { SurvivalCurve } from '../tables/survival-curve.ts';
import type { ForestLine } from './forest-chart.ts';
import { formatInterval, formatNumber, formatRatio, formatSignificant, formatWithInterval, noNumber } from './format-number.ts';
import { formatPValue } from './format-p-value.ts';
import { reasonText } from './not-measured-texts.ts';
import { groupName, outcomeTexts as texts, timeNumber, timeText } from './outcome-texts.ts';
import { filled, inBoth, type TextTable } from './table-page.ts';

type NamedCovariate = Pick<CovariateHazard, 'name' | 'unit' | 'kind' | 'contrast'>;

/** Below this a p value is taken for a sign. */
const level = 0.05;
/** Peduzzi et al., J Clin Epidemiol 1995;48:1503, doi 10.1016/0895-4356(95)00048-8: estimates together are unstable below. */
const fewestEventsPerCovariate = 10;

/** Patients, events and follow-up in one sentence. */
export function outcomeSummary(outcome: Outcome, unit: TimeUnit | null): Text {
  const { patients, rows, events, medianFollowUp } = outcome;
  return inBoth((language) => {
    const followUp = medianFollowUp.status === 'measured' ? timeText(medianFollowUp.value, unit, language) : noNumber;
    return fillText((rows > patients ? texts.summaryStretches : texts.summary)[language], { patients, rows, events, followUp });
  });
}

/** The curves drawn: of groups where there are any, else of everybody. */
export function curvesOf({ groups, everybody }: Outcome): readonly SurvivalCurve[] {
  if (groups.length > 0) return groups;
  return everybody.status === 'measured' ? [everybody] : [];
}

/** Patients, events, median and survival of each group. */
export function survivalTable(outcome: Outcome, unit: TimeUnit | null): TextTable {
  const times = outcome.times.flatMap((time, at) => (time > 0 ? [{ time, at }] : []));
  return {
    titles: [texts.group, texts.patients, texts.events, texts.medianTime, ...times.map(({ time }) => inBoth((language) => fillText(texts.freeAt[language], { time: timeText(time, unit, language) })))],
    rows: curvesOf(outcome).map((curve) => [groupName(curve.label, outcome.comparison), plain(curve.patients), plain(curve.events), medianText(curve, unit), ...times.map(({ at }) => shareText(curve.survivalAt[at]))]),
  };
}

function plain(count: number): Text {
  return inBoth((language) => formatNumber(count, 0, language));
}

function medianText({ median }: SurvivalCurve, unit: TimeUnit | null): Text {
  if (median.status === 'notMeasured') return reasonText(median);
  return inBoth((language) => {
    const bound = (value: number) => (Number.isFinite(value) ? timeNumber(value, unit, language) : '∞');
    return `${timeText(median.value, unit, language)} (${bound(median.interval95[0])}–${bound(median.interval95[1])})`;
  });
}

function shareText(share: SurvivalCurve['survivalAt'][number]): Text {
  if (share.status === 'notMeasured') return { en: noNumber, fr: noNumber };
  return inBoth((language) => `${formatNumber(100 * share.value, 0, language)} % (${formatInterval([100 * share.interval95[0], 100 * share.interval95[1]], 0, language)})`);
}

/** Whether the groups differ, and how they were made. */
export function comparisonSentences({ comparison }: Outcome): readonly Text[] {
  if (comparison === null) return [];
  const { name, unit, cut, logRank, missing } = comparison;
  const how = cut === null ? texts.byColumn : cut.origin === 'median' ? texts.medianCut : texts.statedCut;
  return [
    filled(how, (language) => ({ name, cut: cut === null ? '' : withUnit(formatSignificant(cut.value, language), unit) })),
    logRank.status === 'measured'
      ? filled(logRank.p < level ? texts.differ : texts.notShown, (language) => ({ p: formatPValue(logRank.p, language) }))
      : filled(texts.noLogRank, (language) => ({ why: reasonText(logRank)[language] })),
    ...(missing > 0 ? [filled(texts.withoutGroup, () => ({ missing }))] : []),
  ];
}

function withUnit(value: string, unit: string | null): string {
  return unit === null ? value : `${value} ${unit}`;
}

/** Every covariate alone and with the others: hazard ratios, their check over time, concordance. */
export function hazardTable({ univariable, multivariable }: Outcome): TextTable {
  const together = multivariable.status === 'measured' ? multivariable : null;
  return {
    titles: [texts.covariate, texts.missing, texts.hazardAlone, ...(together ? [texts.hazardTogether] : []), texts.proportional, texts.concordanceAlone],
    rows: univariable.flatMap((one, i) => covariateRows(one, i, together)),
  };
}

/** One row for the ratio per unit, and for a quantity one per standard deviation. */
function covariateRows(one: CovariateHazard, place: number, together: MultivariableHazards | null): Text[][] {
  const other = together?.covariates[place];
  const check = together && together.proportionalHazards.status === 'measured' ? together.proportionalHazards.covariates[place] : one.proportionalHazards;
  const concordance = one.concordance;
  const first = [
    covariateName(one), plain(one.missing), hazardText(one.hazard), ...(other ? [hazardText(other.hazard)] : []), checkText(check),
    concordance.status === 'measured' ? inBoth((language) => formatWithInterval(concordance, 2, language)) : { en: noNumber, fr: noNumber },
  ];
  if (one.perSd === null) return [first];
  const { perSd } = one;
  const empty: Text = { en: '', fr: '' };
  return [first, [perSdName(one, perSd.sd), empty, ratioText(perSd), ...(other ? [other.perSd ? ratioText(other.perSd) : empty] : []), empty, empty]];
}

function covariateName(covariate: NamedCovariate): Text {
  const { kind, contrast } = covariate;
  const name = nameWithUnit(covariate);
  if (contrast) return filled(texts.wordAgainst, () => contrast, `${name}: `);
  return filled(kind === 'yesNo' ? texts.yesAgainstNo : texts.perOne, () => ({}), `${name}, `);
}

function perSdName(covariate: NamedCovariate, sd: number): Text {
  return filled(texts.perSd, (language) => ({ sd: formatSignificant(sd, language) }), `${nameWithUnit(covariate)}, `);
}

function nameWithUnit({ name, unit }: NamedCovariate): string {
  return unit === null ? name : `${name} (${unit})`;
}

function ratioText(ratio: HazardRatio): Text {
  return inBoth((language) => formatRatio(ratio, language));
}

function hazardText(hazard: CoxCoefficient | NotMeasured): Text {
  if ('reason' in hazard) return reasonText(hazard);
  return inBoth((language) => `${formatRatio({ value: hazard.hazardRatio, interval95: hazard.hazardRatioInterval95 }, language)}, ${formatPValue(hazard.p, language)}`);
}

function checkText(check: CoxTest | NotMeasured): Text {
  if ('reason' in check) return { en: noNumber, fr: noNumber };
  return filled(check.p < level ? texts.changesOverTime : texts.constantOverTime, (language) => ({ p: formatPValue(check.p, language) }));
}

/** Lines of the forest: quantities per standard deviation, so that they can be compared. */
export function forestLines({ univariable, multivariable }: Outcome, language: Language): readonly ForestLine[] {
  return univariable.flatMap((one, i) => {
    const name = (one.perSd ? perSdName(one, one.perSd.sd) : covariateName(one))[language];
    const other = multivariable.status === 'measured' ? multivariable.covariates[i] : null;
    return [forestLine(name, 0, one), ...(other ? [forestLine(name, 1, other)] : [])].flat();
  });
}

function forestLine(name: string, series: number, { hazard, perSd }: Pick<CovariateHazard, 'hazard' | 'perSd'>): readonly ForestLine[] {
  if ('reason' in hazard) return [];
  return [{ name, series, ...(perSd ?? { value: hazard.hazardRatio, interval95: hazard.hazardRatioInterval95 }) }];
}

/** What the models together rest on, and what speaks against them. */
export function modelSentences({ multivariable: model, univariable }: Outcome): readonly Text[] {
  if (model.status === 'notMeasured') return univariable.length < 2 ? [] : [filled(texts.noMultivariable, (language) => ({ why: reasonText(model)[language] }))];
  const { rows, missing, events, covariates, concordance } = model;
  const ratio = events / covariates.length;
  return [
    filled(texts.multivariable, () => ({ rows, missing, events })),
    ...(ratio < fewestEventsPerCovariate ? [filled(texts.fewEvents, (language) => ({ ratio: formatNumber(ratio, 1, language) }))] : []),
    ...proportionalSentences(model),
    ...(concordance.status === 'measured' ? [filled(texts.concordance, (language) => ({ value: formatWithInterval(concordance, 2, language) }))] : []),
  ];
}

function proportionalSentences({ proportionalHazards: check }: MultivariableHazards): readonly Text[] {
  if (check.status === 'notMeasured') return [reasonText(check)];
  const changing = check.covariates.filter(({ p }) => p < level).map(({ name }) => name);
  if (changing.length > 0) return [filled(texts.notProportional, () => ({ names: changing.join(', ') }))];
  return [filled(check.global.p < level ? texts.globalNotProportional : texts.proportionalGlobal, (language) => ({ p: formatPValue(check.global.p, language) }))];
}

/** Hazard ratios of the first value and of the change since, of markers measured again. */
export function changeTable({ changes }: Outcome): TextTable {
  return {
    titles: [texts.marker, texts.events, texts.firstValue, texts.changeSince],
    rows: changes.map(({ name, unit, events, first, change }) => [covariateName({ name, unit, kind: 'quantity', contrast: null }), plain(events), hazardText(first), hazardText(change)]),
  };
}
