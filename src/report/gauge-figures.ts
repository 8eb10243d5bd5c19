import { fillText } from '../measurement/finding.ts';
import type { Language, Text } from '../measurement/language.ts';
import type { NotMeasured } from '../measurement/result.ts';
import type { GaugeCoefficient } from '../statistics/gauge-reproducibility.ts';
import type { VarianceSource } from '../statistics/variance-by-source.ts';
import type { Reproducibility, ScatterComponent } from '../tables/reproducibility.ts';
import { quantityName } from './agreement-figures.ts';
import { formatInterval, formatNumber, noNumber } from './format-number.ts';
import { factorTexts, gaugeTexts as texts, levelTexts, sourceTexts, termTexts, unseparableTexts } from './gauge-texts.ts';
import { reasonText } from './not-measured-texts.ts';
import { type QuantityFormat, quantityFormat, quantityNumber, quantityWithInterval, sameWords, unitOfDifferences } from './quantity-format.ts';
import { filled, inBoth, type TextTable } from './table-page.ts';

/** The parts of the scatter; none where they could not be had. */
export function componentsOf({ components }: Reproducibility): readonly ScatterComponent[] {
  return 'reason' in components ? [] : components;
}

/** How scatter of a quantity is written, with decimals from its noise. */
function formatOf(quantity: Reproducibility): QuantityFormat {
  const noise = componentsOf(quantity).filter(({ name }) => name !== 'patient');
  return quantityFormat(Math.sqrt(noise.reduce((total, { variance }) => total + variance, 0)), unitOfDifferences(quantity.unit));
}

/** Patients, measurements and what varies, in one sentence. */
export function gaugeSummary(quantity: Reproducibility): Text {
  const counted = quantity.levels.filter(({ term }) => term !== 'patient' && term !== 'readerInPatient');
  return filled(texts.summary, (language) => ({
    name: quantityName(quantity)[language], patients: quantity.patients, measurements: quantity.measurements,
    levels: counted.map(({ term, count }) => `, ${fillText(levelTexts[term][language], { count })}`).join(''),
  }));
}

const noiseTexts = [
  { source: 'human', share: texts.humanShare, unseen: texts.humanUnseen },
  { source: 'technical', share: texts.technicalShare, unseen: texts.technicalUnseen },
] as const;

/** A quantity's shares of patient, people and machines in words; a source that the table does not vary is no 0. */
export function sharesSentence(quantity: Reproducibility): Text {
  const { components, bySource } = quantity;
  const name = quantityName(quantity);
  if ('reason' in components) return filled(texts.noComponents, (language) => ({ name: name[language], why: reasonText(components)[language] }));
  const percent = (source: VarianceSource, language: Language): string => `${formatNumber(100 * (bySource.find((one) => one.source === source)?.share ?? 0), 0, language)}\u00a0%`;
  const varies = ({ source }: (typeof noiseTexts)[number]): boolean => components.some((one) => one.source === source);
  return filled(texts.sharesSense, (language) => ({
    name: name[language], patient: percent('patient', language),
    noise: noiseTexts.filter(varies).map(({ source, share }) => fillText(share[language], { share: percent(source, language) })).join(', '),
    unseen: noiseTexts.filter((one) => !varies(one)).map(({ unseen }) => unseen[language]).join(''),
  }));
}

/** How large a change must be. */
export function gaugeChangeSentence(quantity: Reproducibility): Text | null {
  const { repeatabilityCoefficient: same, reproducibilityCoefficient: different } = quantity;
  if ('reason' in same || 'reason' in different) return null;
  const format = formatOf(quantity);
  return filled(texts.changeSense, (language) => ({ repeatability: quantityNumber(same.value, format, language), reproducibility: quantityNumber(different.value, format, language) }));
}

/** Every part with its size, its share, and what would be gained without it. */
export function componentTable(quantity: Reproducibility): TextTable {
  const format = formatOf(quantity);
  return {
    titles: [texts.part, texts.source, texts.standardDeviation, texts.share, texts.without],
    rows: componentsOf(quantity).map(({ name, source, standardDeviation, interval95: [lower, upper], share, shareInterval95, smallestChangeWithout }) => [
      termTexts[name], sourceTexts[source],
      quantityWithInterval({ value: standardDeviation, interval95: [Math.sqrt(lower), Math.sqrt(upper)] }, format),
      inBoth((language) => `${formatNumber(100 * share, 1, language)}\u00a0% (${formatInterval([100 * shareInterval95[0], 100 * shareInterval95[1]], 1, language)})`),
      smallestChangeWithout === null ? sameWords(noNumber) : inBoth((language) => quantityNumber(smallestChangeWithout, format, language)),
    ]),
  };
}

/** Both coefficients with their intervals. */
export function coefficientTable(quantity: Reproducibility): TextTable {
  const format = formatOf(quantity);
  const cell = (found: GaugeCoefficient | NotMeasured): Text => ('reason' in found ? reasonText(found) : quantityWithInterval(found, format));
  return {
    titles: [texts.coefficient, texts.value],
    rows: [[texts.repeatability, cell(quantity.repeatabilityCoefficient)], [texts.reproducibility, cell(quantity.reproducibilityCoefficient)]],
  };
}

/** How the parts were found and what could not be told apart. */
export function gaugeRemarks(quantity: Reproducibility): readonly Text[] {
  const residual = componentsOf(quantity).find(({ name }) => name === 'residual');
  const { unseparable, gauge } = quantity;
  return [
    gauge?.status === 'measured' ? texts.balanced : texts.unbalanced,
    ...(residual ? [residual.source === 'human' ? texts.residualHuman : texts.residualTechnical] : []),
    ...(unseparable.length > 0 ? [filled(texts.notSeparable, (language) => ({
      what: unseparable.map(({ term, why, other }) => fillText(unseparableTexts[why][language], { term: factorTexts[term][language], other: other ? factorTexts[other][language] : '' })).join(language === 'fr' ? ' ; ' : '; '),
    }))] : []),
  ];
}
