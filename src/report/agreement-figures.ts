import { fillText } from '../measurement/finding.ts';
import type { Language, Text } from '../measurement/language.ts';
import type { NotMeasured, Result } from '../measurement/result.ts';
import type { Icc, IccForm } from '../statistics/icc.ts';
import type { KooLiSpan } from '../statistics/koo-li-class.ts';
import type { AgreementPair } from '../tables/agreement-pair.ts';
import { type MeasurementScatter, mostRatersInPairs, type QuantityAgreement } from '../tables/quantity-agreement.ts';
import { agreementTexts as texts, iccTexts, kooLiTexts } from './agreement-texts.ts';
import { formatNumber, formatSignificant, formatWithInterval, noNumber } from './format-number.ts';
import { formatPValue } from './format-p-value.ts';
import type { IccLine } from './icc-forest-chart.ts';
import { reasonText } from './not-measured-texts.ts';
import { countText, type QuantityFormat, quantityFormat, quantityNumber, quantityWithInterval, sameWords, unitOfDifferences } from './quantity-format.ts';
import { filled, inBoth, type TextTable } from './table-page.ts';

type WithInterval = Result<{ readonly interval95: readonly [number, number] }>;

/** Below this a p value is taken for a sign. */
const level = 0.05;
/** Below this upper bound exchange is usually accepted; Tromp et al., Nat Commun 2022;13:6776. */
const acceptedEquivalence = 0.25;
const iccOrder = ['ICC1', 'ICC2', 'ICC3', 'ICC1k', 'ICC2k', 'ICC3k'] as const;

/** The name of a quantity; a wide table has none. */
export function quantityName({ name }: { readonly name: string }): Text {
  return name === '' ? texts.values : sameWords(name);
}

/** How differences of a quantity are written, with decimals from the scatter within patients. */
export function formatOf({ anyRater, unit }: QuantityAgreement): QuantityFormat {
  return quantityFormat(anyRater.withinSubjectSd.status === 'measured' ? anyRater.withinSubjectSd.value : 0, unitOfDifferences(unit));
}

/** Patients, readers and values in one sentence. */
export function quantitySummary(agreement: QuantityAgreement): Text {
  const { subjects, raters, measurements, missing, repeated } = agreement;
  return inBoth((language) => [
    fillText(texts.summary[language], { name: quantityName(agreement)[language], subjects, raters: raters.length, measurements }),
    ...(missing > 0 ? [fillText(texts.missing[language], { missing })] : []),
    ...(repeated ? [texts.repeated[language]] : []),
  ].join(' '));
}

/** The coefficient of one reading by any reader, from the full table or from variance components. */
export function singleReading({ icc, unbalanced }: QuantityAgreement): Pick<IccForm, 'value' | 'interval95' | 'kooLi'> | NotMeasured {
  if (icc.status === 'measured') return icc.forms.ICC2;
  return unbalanced === null ? icc : unbalanced.status === 'measured' ? unbalanced.agreement : unbalanced;
}

/** Koo and Li's word for an interval. */
export function spanText({ from, to }: KooLiSpan): Text {
  return inBoth((language) => (from === to ? kooLiTexts[from][language] : `${kooLiTexts[from][language]} ${language === 'fr' ? 'à' : 'to'} ${kooLiTexts[to][language]}`));
}

/** What the reliability means, and what it does not. */
export function reliabilitySentences(agreement: QuantityAgreement): readonly Text[] {
  const single = singleReading(agreement);
  if ('reason' in single) return [filled(texts.noIcc, (language) => ({ why: reasonText(single)[language] }))];
  const sd = agreement.raters.map(({ standardDeviation }) => standardDeviation ?? 0);
  const between = Math.sqrt(sd.reduce((total, one) => total + one ** 2, 0) / sd.length);
  const format = quantityFormat(between, unitOfDifferences(agreement.unit));
  return [
    filled(texts.iccSense, (language) => ({ icc: formatWithInterval(single, 2, language), span: spanText(single.kooLi)[language] })),
    filled(texts.notTruth, (language) => ({ sd: quantityNumber(between, format, language) })),
    ...(agreement.repeated ? [texts.ofMeans] : []),
    ...(agreement.unbalanced?.status === 'measured' ? [texts.unbalancedNote] : []),
  ];
}

/** Lines of the forest: all six forms, or the two of an unbalanced table. */
export function iccLines({ icc, unbalanced, raters }: QuantityAgreement, language: Language): readonly IccLine[] {
  if (icc.status === 'measured') return iccOrder.map((name) => ({ ...icc.forms[name], name: `${icc.forms[name].shroutFleiss} ${fillText(iccTexts[name][language], { k: raters.length })}` }));
  if (unbalanced?.status !== 'measured') return [];
  return [{ name: texts.unbalancedAgreement[language], ...unbalanced.agreement }, { name: texts.unbalancedConsistency[language], ...unbalanced.consistency }];
}

/** All six forms under both of their names. */
export function iccTable({ forms }: Icc, raters: number): TextTable {
  return {
    titles: [texts.form, texts.reading, sameWords('ICC'), texts.span, texts.fTest],
    rows: iccOrder.map((name) => {
      const form = forms[name];
      return [
        sameWords(`${form.shroutFleiss}, ${form.mcGrawWong}`),
        filled(iccTexts[name], () => ({ k: raters })),
        inBoth((language) => formatWithInterval(form, 3, language)),
        spanText(form.kooLi),
        inBoth((language) => `${formatSignificant(form.f, language)} (${form.df1}, ${form.df2}), ${formatPValue(form.p, language)}`),
      ];
    }),
  };
}

/** Every quantity in one line. */
export function overviewTable(quantities: readonly QuantityAgreement[]): TextTable {
  return {
    titles: [texts.quantity, texts.patients, sameWords('ICC(2,1)'), texts.span, texts.mdc],
    rows: quantities.map((one) => {
      const single = singleReading(one);
      const [coefficient, span] = 'reason' in single ? [reasonText(single), sameWords(noNumber)] : [inBoth((language) => formatWithInterval(single, 2, language)), spanText(single.kooLi)];
      return [quantityName(one), countText(one.subjects), coefficient, span, quantityText(one.anyRater.smallestRealChange, formatOf(one))];
    }),
  };
}

function quantityText(result: WithInterval, format: QuantityFormat): Text {
  return result.status === 'measured' ? quantityWithInterval(result, format) : reasonText(result);
}

function percentText(result: WithInterval): Text {
  if (result.status === 'notMeasured') return reasonText(result);
  const [lower, upper] = result.interval95;
  return inBoth((language) => `${formatWithInterval({ value: 100 * result.value, interval95: [100 * lower, 100 * upper] }, 1, language)} %`);
}

/** What the scatter means for a change. */
export function changeSentence(agreement: QuantityAgreement): Text | null {
  const { smallestRealChange } = agreement.anyRater;
  if (smallestRealChange.status === 'notMeasured') return null;
  return filled(texts.changeSense, (language) => ({ mdc: quantityNumber(smallestRealChange.value, formatOf(agreement), language) }));
}

/** Scatter within patients, whoever reads and by each reader's own repeats; as a share only of a quantity with a natural zero. */
export function scatterTable(agreement: QuantityAgreement): TextTable {
  const format = formatOf(agreement);
  const relative = agreement.anyRater.coefficientOfVariation.status === 'measured';
  const row = (name: Text, { withinSubjectSd, smallestRealChange, coefficientOfVariation }: MeasurementScatter): readonly Text[] => [name, quantityText(withinSubjectSd, format), quantityText(smallestRealChange, format), ...(relative ? [percentText(coefficientOfVariation)] : [])];
  return {
    titles: [texts.reader, texts.withinSd, texts.mdc, ...(relative ? [texts.cv] : [])],
    rows: [row(texts.whoever, agreement.anyRater), ...agreement.raters.flatMap(({ name, own }) => (own ? [row(filled(texts.own, () => ({ name })), own)] : []))],
  };
}

/** Mean and SD of every reader. */
export function raterTable(agreement: QuantityAgreement): TextTable {
  const { decimals } = formatOf(agreement);
  return {
    titles: [texts.reader, texts.patients, texts.mean],
    rows: agreement.raters.map(({ name, patients, mean, standardDeviation }) => [
      sameWords(name), countText(patients),
      inBoth((language) => `${quantityNumber(mean, { decimals, unit: agreement.unit }, language)} (${standardDeviation === null ? noNumber : formatNumber(standardDeviation, decimals, language)})`),
    ]),
  };
}

/** Bias, limits and trend of two readers in words. */
export function pairSentences(pair: AgreementPair, format: QuantityFormat): readonly Text[] {
  const { first, second, difference, proportionalBias } = pair;
  if (difference.status === 'notMeasured') return [reasonText(difference)];
  const [low, high] = difference.interval95;
  const text = difference.standardDeviation === 0 ? texts.equal : low > 0 ? texts.higher : high < 0 ? texts.lower : texts.noBias;
  const size = text === texts.noBias || text === texts.equal ? difference.value : Math.abs(difference.value);
  const interval = text === texts.lower ? { value: size, interval95: [-high, -low] as const } : { value: size, interval95: difference.interval95 };
  const withInterval = quantityWithInterval(interval, { ...format, unit: null });
  const number = (value: number, language: Language): string => quantityNumber(value, format, language);
  const trend = proportionalBias.status === 'measured' && proportionalBias.slope.p < level ? proportionalBias.slope.p : null;
  return [
    filled(text, (language) => ({ first, second, bias: number(size, language), interval: /\((.*)\)$/.exec(withInterval[language])![1] })),
    filled(texts.limitsSense, (language) => ({ lower: number(difference.lowerLimit.value, language), upper: number(difference.upperLimit.value, language) })),
    ...(trend === null ? [] : [filled(texts.proportional, (language) => ({ p: formatPValue(trend, language) }))]),
  ];
}

/** Every two readers: bias, limits and concordance. */
export function pairTable({ pairs }: QuantityAgreement, format: QuantityFormat): TextTable {
  const relative = pairs.some(({ percent }) => percent.status === 'measured');
  return {
    titles: [texts.pairColumn, texts.patients, texts.biasColumn, texts.limitsColumn, ...(relative ? [texts.percentColumn, texts.ratioColumn] : []), texts.concordance],
    rows: pairs.map((pair) => [
      sameWords(`${pair.first} − ${pair.second}`), countText(pair.pairs),
      quantityText(pair.difference, format),
      limitsText(pair.difference, format.decimals), ...(relative ? [limitsText(pair.percent, 1), limitsText(pair.ratio, 2)] : []),
      pair.concordance.status === 'measured' ? coefficientText(pair.concordance) : reasonText(pair.concordance),
    ]),
  };
}

/** The straight line between every two readers, by two methods. */
export function lineTable({ pairs }: QuantityAgreement): TextTable {
  return {
    titles: [texts.linePair, texts.passingBablok, texts.deming],
    rows: pairs.map((pair) => [filled(texts.ofThat, () => ({ first: pair.first, second: pair.second })), lineText(pair.passingBablok), lineText(pair.deming)]),
  };
}

function limitsText(result: AgreementPair['difference'] | AgreementPair['percent'], decimals: number): Text {
  if (result.status === 'notMeasured') return reasonText(result);
  const { lowerLimit, upperLimit } = result;
  return inBoth((language) => `${formatNumber(lowerLimit.value, decimals, language)} ${language === 'fr' ? 'à' : 'to'} ${formatNumber(upperLimit.value, decimals, language)}`);
}

function coefficientText(result: { readonly value: number; readonly interval95: readonly [number, number] }): Text {
  return inBoth((language) => formatWithInterval(result, 3, language));
}

type Line = AgreementPair['passingBablok'] | AgreementPair['deming'];

function lineText(line: Line): Text {
  if (line.status === 'notMeasured') return reasonText(line);
  const bound = (value: number, language: Language): string => (Number.isFinite(value) ? formatSignificant(value, language) : value > 0 ? '∞' : '−∞');
  const significant = ({ value, interval95: [lower, upper] }: { readonly value: number; readonly interval95: readonly [number, number] }, language: Language): string =>
    `${formatSignificant(value, language)} (${bound(lower, language)} ${language === 'fr' ? 'à' : 'to'} ${bound(upper, language)})`;
  return inBoth((language) => `${significant(line.slope, language)}; ${significant(line.intercept, language)}`);
}

/** Whether a machine may stand in for a reader; null when nobody asked. */
export function equivalenceSentence({ equivalence }: QuantityAgreement, machine: string): Text | null {
  if (equivalence === null) return null;
  if (equivalence.status === 'notMeasured') return reasonText(equivalence);
  const accepted = equivalence.interval95[1] < acceptedEquivalence;
  return filled(accepted ? texts.equivalenceYes : texts.equivalenceNo, (language) => ({ machine, value: formatWithInterval(equivalence, 2, language) }));
}

/** What else must be known about the pairs. */
export function pairRemarks({ pairs, raters }: QuantityAgreement, shown: number): readonly Text[] {
  return [
    ...(raters.length > mostRatersInPairs ? [filled(texts.tooManyRaters, () => ({ most: mostRatersInPairs }))] : []),
    ...(pairs.length > shown ? [filled(texts.onlyFirst, () => ({ shown, pairs: pairs.length }))] : []),
    ...(pairs.length > 0 ? [texts.linesNote] : []),
  ];
}
