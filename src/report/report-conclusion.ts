import type { Language } from '../measurement/language.ts';
import type { Analysis } from '../modalities/modality.ts';
import { byGravity, findingInWords, unsureInWords } from './finding-words.ts';
import { formatQuantity, formatQuantityInterval } from './format-quantity.ts';
import { answerTexts, limitsOf, qualityTexts, reportTexts as texts } from './report-texts.ts';
import type { ReportedScan } from './reported-scan.ts';
import { screeningTexts } from './screening-texts.ts';

/** The report in sentences: the answer, why it is unsure, quality, what next with sources, limits, what it is not. */
export function conclusionOf({ analysis, words, language }: ReportedScan): readonly string[] {
  const { classification, quality } = analysis;
  const reasons = unsureInWords(classification?.unsureReasons ?? [], quality.findings, words);
  return [
    classification ? `${answerTexts[classification.label][language]}.` : `${texts.cannotAnswer[language]}.`,
    ...reasons.map((reason) => `${screeningTexts.whyUnsure[language]}: ${reason[language]}`),
    `${screeningTexts.quality[language]}: ${qualityTexts[quality.status][language]}.`,
    ...byGravity(quality.findings).map((finding) => findingInWords(finding, words)[language]),
    ...(classification?.recommendation ?? []).map(({ text, source }) => `${text[language]} [${source}]`),
    ...limitsOf(analysis.modality).map((limit) => limit[language]),
    `${screeningTexts.research[language]} ${texts.unsigned[language]}`,
  ];
}

/** The two numbers that the answer rests on, with their intervals; empty when neither was measured. */
export function numbersInOneLine({ measurements }: Analysis, language: Language): string {
  const said = ([['abnormalUptakeProbability', screeningTexts.probability], ['heartToContralateralRatio', screeningTexts.ratio]] as const).flatMap(([quantity, name]) => {
    const found = measurements.find((one) => one.quantity === quantity);
    if (found?.status !== 'measured') return [];
    return [`${name[language]} ${formatQuantity(quantity, found.value, language)} (${texts.shortInterval[language]} ${formatQuantityInterval(quantity, found.interval95, language)})`];
  });
  return said.join('   ·   ');
}
