import type { ContextDifference } from '../follow-up/comparability.ts';
import { directionOf, type RuleVerdict } from '../follow-up/judge-rule.ts';
import { followedQuantities, type FollowedQuantityName } from '../follow-up/followed-quantity.ts';
import { verdictsOn, type FollowUp } from '../follow-up/follow-patient.ts';
import type { QuantityFollowUp } from '../follow-up/follow-quantity.ts';
import type { MeasuredChange } from '../follow-up/measured-change.ts';
import type { NoiseRow } from '../follow-up/noise-library.ts';
import { minimalDetectableChange95 } from '../statistics/standard-error-of-measurement.ts';
import { fillText } from '../measurement/finding.ts';
import type { Language, Text } from '../measurement/language.ts';
import { factTexts, followUpTexts as texts, reasonTexts, referenceTexts, statisticTexts, verdictTexts } from './follow-up-texts.ts';
import { formatDay } from './format-day.ts';
import { formatNumber, formatSignificant, noNumber } from './format-number.ts';
import { percent } from './scan-card.ts';
import { inBoth } from './table-page.ts';

/** A value in the unit of its quantity. */
export function valueText(quantity: FollowedQuantityName, value: number, language: Language): string {
  const { decimals, unitShown } = followedQuantities[quantity];
  return `${formatNumber(value, decimals, language)}${unitShown === '' ? '' : `\u00a0${unitShown}`}`;
}

/** A difference of two values, with its sign; of percentages in points, of a logarithmic quantity with its share. */
export function differenceText(quantity: FollowedQuantityName, difference: number, from: number, language: Language): string {
  const { scale } = followedQuantities[quantity];
  const sign = difference > 0 ? '+' : '';
  const amount = `${sign}${amountText(quantity, difference, language)}`;
  return scale === 'logarithmic' && from > 0 ? `${amount} (${sign}${formatNumber((100 * difference) / from, 0, language)}\u00a0%)` : amount;
}

/** A size of difference, without sign of its own; of percentages in points. */
export function amountText(quantity: FollowedQuantityName, amount: number, language: Language): string {
  const { unitShown } = followedQuantities[quantity];
  const shown = unitShown === '%' ? texts.points[language] : unitShown;
  return `${formatNumber(amount, decimalsOfAmount(quantity), language)}${shown === '' ? '' : `\u00a0${shown}`}`;
}

/** Noise of a percentage is told to a tenth, also where its values are whole. */
function decimalsOfAmount(quantity: FollowedQuantityName): number {
  const { decimals, unitShown } = followedQuantities[quantity];
  return unitShown === '%' ? 1 : decimals;
}

/** The bounds of a difference; the unit stands once, behind both. */
function differenceInterval(quantity: FollowedQuantityName, [lower, upper]: readonly [number, number], from: number, language: Language): string {
  const to = language === 'fr' ? ' à ' : ' to ';
  if (followedQuantities[quantity].scale === 'logarithmic') return [lower, upper].map((bound) => differenceText(quantity, bound, from, language)).join(to);
  return `${lower > 0 ? '+' : ''}${formatNumber(lower, decimalsOfAmount(quantity), language)}${to}${upper > 0 ? '+' : ''}${amountText(quantity, upper, language)}`;
}

/** Whether a change exceeds noise, in a word or two. */
export function noiseVerdict({ change }: QuantityFollowUp): Text {
  if (change.status === 'notMeasured') return texts.unknown;
  if (!change.exceedsNoise) return texts.no;
  return change.direction === 'worse' ? texts.yesWorse : texts.yesBetter;
}

/** What noise alone does: one limit, or two for a logarithmic quantity. */
export function limitText({ from, limit }: MeasuredChange, language: Language): string {
  const { quantity } = from;
  if (followedQuantities[quantity].scale === 'linear') return `±${amountText(quantity, limit.rise, language)}`;
  const share = (amount: number): string => formatNumber((100 * amount) / from.value, 0, language);
  return `+${share(limit.rise)} / ${share(limit.fall)}\u00a0%`;
}

/** The first answer in full: does the change exceed noise, by what limit, how likely is it true? */
export function noiseAnswer({ change }: QuantityFollowUp): Text {
  if (change.status === 'notMeasured') return sentence(reason(change.code, change.reason));
  const answer = change.exceedsNoise ? (change.direction === 'worse' ? texts.beyondWorse : texts.beyondBetter) : texts.within;
  const { quantity, value, date } = change.from;
  return inBoth((language) => {
    const amount = (one: number): string => differenceText(quantity, one, value, language);
    const size = (one: number): string => amount(Math.abs(one)).replaceAll('+', '');
    const both = followedQuantities[quantity].scale === 'logarithmic';
    const limits = fillText((both ? texts.upToBoth : texts.upTo)[language], { rise: size(change.limit.rise), fall: size(change.limit.fall) });
    const sense = fillText(texts.noiseSense[language], { answer: answer[language], change: amount(change.change), date: formatDay(date, language), limits, probability: percent(change.worse) });
    const interval = differenceInterval(quantity, change.interval95, value, language);
    return `${sense} ${fillText(texts.trueChange[language], { interval })}`;
  });
}

/** Both answers in one sentence; null where either is missing. */
export function togetherText(followed: QuantityFollowUp, followUp: FollowUp): Text | null {
  const { change } = followed;
  const verdicts = verdictsOn(followed.quantity, followUp).on.filter(({ verdict }) => verdict !== 'notAssessed');
  if (change.status === 'notMeasured' || verdicts.length === 0) return null;
  const met = verdicts.filter(({ verdict }) => verdict === 'met');
  // A rule may compare other dates than the change shown: then its own change tells whether noise does it.
  if (met.length > 0) return met.some((one) => (one.change ?? change).exceedsNoise) ? texts.bothYes : texts.metWithinNoise;
  return change.exceedsNoise ? texts.realNotMet : texts.neither;
}

/** One rule, its verdict, and where its threshold lies against noise. */
export function ruleText(verdict: RuleVerdict, reference: string | null): Text {
  const { rule, againstNoise, thresholdAmount, probability, comparedWith } = verdict;
  return inBoth((language) => {
    const colon = language === 'fr' ? '\u00a0:' : ':';
    const compared = comparedWith !== null && comparedWith !== reference ? ` (${fillText(texts.yearCompared[language], { date: formatDay(comparedWith, language) })})` : '';
    const why = verdict.reason === null ? '' : ` (${reason(verdict.reason, '')[language]})`;
    const parts = [`${rule.text[language]}${colon} ${verdictTexts[verdict.verdict][language]}${why}${compared}.`];
    if ('quantity' in rule && thresholdAmount && (againstNoise === 'inside' || againstNoise === 'borderline')) {
      const sign = directionOf(rule) === 'higher' ? '+' : '−';
      parts.push(fillText(texts[againstNoise][language], { amount: sign + amountText(rule.quantity, thresholdAmount[0], language) }));
    }
    if (probability !== null && verdict.verdict !== 'notAssessed') parts.push(fillText(texts.beyondThreshold[language], { probability: percent(probability) }));
    return parts.join(' ');
  });
}

/** A rule that is off, and where its threshold would lie. */
export function ruleOffText({ rule, againstNoise }: RuleVerdict): Text {
  return inBoth((language) => {
    const where = againstNoise === 'inside' ? ` ${texts.wouldLieInside[language]}` : againstNoise === 'borderline' ? ` ${texts.wouldBeBorderline[language]}` : '';
    return `${rule.text[language]}.${where}`;
  });
}

/** Whether the criteria on a quantity are met, in a word. */
export function criterionVerdict(followed: QuantityFollowUp, followUp: FollowUp): Text {
  const { on: verdicts, off } = verdictsOn(followed.quantity, followUp);
  if (verdicts.length === 0) return off.length > 0 ? texts.ruleOff : texts.noRule;
  const order = ['met', 'undecided', 'notMet', 'notAssessed'] as const;
  return verdictTexts[order.find((one) => verdicts.some(({ verdict }) => verdict === one))!];
}

/** Which measurements are not comparable with the latest and why, and what is not stated. */
export function comparabilityTexts({ points }: QuantityFollowUp): readonly Text[] {
  const apart = points.filter(({ comparability }) => comparability.verdict === 'notComparable').map(({ point, comparability }) => inBoth((language) => {
    const facts = comparability.differences.filter(({ kind }) => kind === 'differs').map((one) => differenceOfFact(one, language)).join(', ');
    return fillText(texts.notComparable[language], { date: formatDay(point.date, language), facts });
  }));
  const unstated = [...new Set(points.flatMap(({ comparability }) => comparability.differences.filter(({ kind }) => kind === 'unstated').map(({ fact }) => fact)))];
  const silent = unstated.length === 0 ? [] : [inBoth((language) => fillText(texts.unstated[language], { facts: unstated.map((fact) => factTexts[fact][language]).join(', ') }))];
  return [...apart, ...silent];
}

function differenceOfFact({ fact, before, after }: ContextDifference, language: Language): string {
  const word = (value: string | number | null): string => (typeof value === 'number' ? formatSignificant(value, language) : fact === 'outlines' ? whoseOutlines(value, language) : (value ?? noNumber));
  return fillText(texts.insteadOf[language], { fact: factTexts[fact][language], before: word(before), after: word(after) });
}

function whoseOutlines(day: string | null, language: Language): string {
  return day === null ? texts.ownOutlines[language] : fillText(texts.outlinesOf[language], { date: formatDay(day, language) });
}

/** Slope, its interval and the probability that it worsens; why there is none where there is none. */
export function courseText({ course, quantity, reference }: QuantityFollowUp): Text {
  if (course.status === 'notMeasured') return sentence(reason(course.code, course.reason));
  const logarithmic = followedQuantities[quantity].scale === 'logarithmic';
  return inBoth((language) => {
    const rate = (value: number): string => `${value > 0 ? '+' : ''}${logarithmic ? `${formatNumber(100 * value, 0, language)}\u00a0%` : amountText(quantity, value, language)}`;
    const interval = course.slopeInterval95.map(rate).join(language === 'fr' ? ' à ' : ' to ');
    const sense = fillText(texts.course[language], { date: reference ? formatDay(reference.point.date, language) : '', slope: rate(course.slopePerYear), interval, probability: percent(course.worse) });
    return course.misfitP < 0.05 ? `${sense} ${fillText(texts.misfit[language], { p: formatSignificant(course.misfitP, language, 2) })}` : sense;
  });
}

/** Which measurement is the reference, and why. */
export function referenceText({ reference }: QuantityFollowUp): Text | null {
  return reference && inBoth((language) => `${texts.reference[language]} ${formatDay(reference.point.date, language)}, ${fillText(referenceTexts[reference.reason][language], { treatment: reference.treatment ?? '' })}`);
}

/** A row of the noise library: what was published, and what it comes to as smallest detectable change where it is a SD. */
export function noiseFigure(row: NoiseRow): Text {
  return inBoth((language) => {
    const share = ['coefficientOfVariation', 'relativeDetectableChange', 'relativeDifference'].includes(row.statistic);
    const { unitShown, scale } = followedQuantities[row.quantity];
    const unit = share ? '\u00a0%' : row.statistic === 'reliability' || unitShown === '' || scale === 'logarithmic' ? '' : `\u00a0${unitShown === '%' ? texts.points[language] : unitShown}`;
    const [lowest, highest] = row.figure.map((figure) => formatSignificant(share ? 100 * figure : figure, language));
    const figure = `${lowest === highest ? lowest : `${lowest}–${highest}`}${unit}`;
    const change = row.statistic === 'withinSubjectSd' && scale === 'linear' ? `, MDC95 ${formatSignificant(minimalDetectableChange95(row.figure[1]), language)}${unit}` : '';
    return fillText(statisticTexts[row.statistic][language], { figure }) + change;
  });
}

/** A reason in every language; English where no French words are known. */
export function reason(code: string, english: string): Text {
  return reasonTexts[code] ?? { en: english, fr: english };
}

function sentence(text: Text): Text {
  return inBoth((language) => `${text[language].charAt(0).toUpperCase()}${text[language].slice(1)}.`);
}
