import { fillText } from '../measurement/finding.ts';
import type { Text } from '../measurement/language.ts';
import type { Accuracy, ProbabilityAccuracy, ScoreAccuracy, ScoreComparison, ThresholdAccuracy } from '../tables/accuracy.ts';
import { accuracyTexts as texts } from './accuracy-texts.ts';
import { formatInterval, formatNumber, formatRatio, formatSignificant, formatWithInterval } from './format-number.ts';
import { formatPValue } from './format-p-value.ts';
import { reasonText } from './not-measured-texts.ts';
import { filled, inBoth, type TextTable } from './table-page.ts';
import { proportionText } from './validation-figures.ts';

/** Below this a p value is taken for a sign. */
const level = 0.05;

/** Cases of either kind in one sentence, and whether intervals may be trusted. */
export function accuracySummary({ cases, diseased, repeatedPatients }: Accuracy): Text {
  const counts = filled(texts.summary, () => ({ cases, diseased, healthy: cases - diseased }));
  const repeated = filled(texts.repeated, () => ({ count: repeatedPatients }));
  return inBoth((language) => counts[language] + (repeatedPatients > 0 ? ` ${repeated[language]}` : ''));
}

/** The area under the curve of each score. */
export function areaTable({ scores }: Accuracy): TextTable {
  return {
    titles: [texts.score, texts.diseasedWhen, texts.cases, texts.missing, texts.areaShort],
    rows: scores.map((score) => [scoreName(score), texts[score.diseasedWhen], plain(score.cases), plain(score.missing), areaText(score)]),
  };
}

function plain(count: number): Text {
  return inBoth((language) => formatNumber(count, 0, language));
}

function scoreName({ name, unit }: Pick<ScoreAccuracy, 'name' | 'unit'>): Text {
  const whole = unit === null ? name : `${name} (${unit})`;
  return { en: whole, fr: whole };
}

function areaText({ auc }: ScoreAccuracy): Text {
  return auc.status === 'measured' ? inBoth((language) => formatWithInterval(auc, 3, language)) : reasonText(auc);
}

/** Scores that seem to be read the wrong way round. */
export function directionSentences({ scores }: Accuracy): readonly Text[] {
  const wrong = scores.filter(({ auc }) => auc.status === 'measured' && auc.interval95[1] < 0.5);
  return wrong.map(({ name, diseasedWhen }) => {
    const other = diseasedWhen === 'high' ? 'low' : 'high';
    return filled(texts.wrongWay, (language) => ({ name, other: texts[other][language], option: `--low ${name}` }));
  });
}

/** Every two scores beside each other. */
export function comparisonTable({ comparisons }: Accuracy): TextTable {
  return {
    titles: [texts.pair, texts.cases, texts.difference, texts.verdict],
    rows: comparisons.map((one) => [both(`${one.first} − ${one.second}`), plain(one.cases), differenceText(one), verdict(one)]),
  };
}

function both(words: string): Text {
  return { en: words, fr: words };
}

function differenceText({ difference, adjustedP }: ScoreComparison): Text {
  if (difference.status === 'notMeasured') return reasonText(difference);
  return inBoth((language) => `${formatNumber(difference.value, 3, language)} (${formatInterval(difference.interval95, 3, language)}), ${formatPValue(adjustedP ?? difference.p, language)}`);
}

function verdict({ first, second, difference, adjustedP }: ScoreComparison): Text {
  if (difference.status === 'notMeasured' || adjustedP === null || adjustedP >= level) return texts.noDifference;
  return filled(texts.better, () => ({ name: difference.value > 0 ? first : second }));
}

/** Sensitivity, specificity, likelihood ratios and predictive values of each score at its threshold. */
export function thresholdTable({ scores }: Accuracy): TextTable {
  return {
    titles: [texts.called, texts.sensitivity, texts.specificity, texts.positiveRatio, texts.negativeRatio, texts.positiveValue, texts.negativeValue],
    rows: scores.map((score) => ('status' in score.threshold ? [scoreName(score), reasonText(score.threshold)] : thresholdRow(score, score.threshold))),
  };
}

function thresholdRow({ name, unit, diseasedWhen }: ScoreAccuracy, { value, accuracy }: ThresholdAccuracy): Text[] {
  const ratio = (result: ThresholdAccuracy['accuracy']['likelihoodRatioPositive']): Text => (result.status === 'measured' ? inBoth((language) => formatRatio(result, language)) : reasonText(result));
  const share = (result: ThresholdAccuracy['accuracy']['sensitivity']): Text => (result.status === 'measured' ? inBoth((language) => proportionText(result, language)) : reasonText(result));
  return [
    inBoth((language) => [name, diseasedWhen === 'high' ? '≥' : '≤', formatSignificant(value, language), unit ?? ''].join(' ').trim()),
    share(accuracy.sensitivity), share(accuracy.specificity), ratio(accuracy.likelihoodRatioPositive), ratio(accuracy.likelihoodRatioNegative),
    share(accuracy.positivePredictiveValue), share(accuracy.negativePredictiveValue),
  ];
}

/** What limits the figures at a threshold. */
export function thresholdSentences({ scores, cases, diseased }: Accuracy): readonly Text[] {
  const chosen = scores.filter(({ threshold }) => 'origin' in threshold && threshold.origin === 'chosenHere').map(({ name }) => name);
  return [
    ...(chosen.length > 0 ? [filled(texts.chosenHere, () => ({ names: chosen.join(', ') }))] : []),
    ...(cases > 0 ? [filled(texts.prevalence, (language) => ({ share: `${formatNumber((100 * diseased) / cases, 0, language)} %` }))] : []),
  ];
}

/** Calibration of a score that is a probability. */
export function calibrationTable({ slope, brier }: ProbabilityAccuracy): TextTable {
  return {
    titles: [texts.figure, texts.value],
    rows: [
      [texts.slope, slope.status === 'measured' ? inBoth((language) => formatWithInterval(slope.slope, 2, language)) : reasonText(slope)],
      [texts.inTheLarge, slope.status === 'measured' ? inBoth((language) => formatWithInterval(slope.inTheLarge, 2, language)) : reasonText(slope)],
      [
        filled(texts.brier, (language) => ({ reference: brier.status === 'measured' ? formatNumber(brier.reference, 3, language) : '' })),
        brier.status === 'measured' ? inBoth((language) => formatWithInterval(brier, 3, language)) : reasonText(brier),
      ],
    ],
  };
}

/** A text about one score, with its name. */
export function named(text: Text, { name }: Pick<ScoreAccuracy, 'name'>): Text {
  return { en: fillText(text.en, { name }), fr: fillText(text.fr, { name }) };
}
