import { changeSentences } from './change-since.ts';
import { byGravity, findingInWords, unsureInWords } from './finding-words.ts';
import { limitsOf } from './modality-report.ts';
import { answerSentence, driversInOneLine, phenotypesInOneLine } from './report-answer.ts';
import { qualityTexts, reportTexts as texts } from './report-texts.ts';
import type { ReportedScan } from './reported-scan.ts';
import { computedScores, scoreInWords } from './score-words.ts';
import { screeningTexts } from './screening-texts.ts';

/** The report in sentences: the answer, why it is unsure, quality, what next with sources, limits, what it is not. */
export function conclusionOf({ analysis, previous, words, language }: ReportedScan): readonly string[] {
  const { classification, quality } = analysis;
  const colon = language === 'fr' ? '\u00a0:' : ':';
  const reasons = unsureInWords(classification?.unsureReasons ?? [], quality.findings, words);
  return [
    `${answerSentence(analysis, language)}.`,
    ...[phenotypesInOneLine(analysis, language), driversInOneLine(analysis, language)].flatMap((text) => (text === null ? [] : [`${text}.`])),
    ...reasons.map((reason) => `${screeningTexts.whyUnsure[language]}${colon} ${reason[language]}`),
    `${screeningTexts.quality[language]}${colon} ${qualityTexts[quality.status][language]}.`,
    ...byGravity(quality.findings).map((finding) => findingInWords(finding, words)[language]),
    ...changeSentences(analysis, previous, language),
    ...computedScores(analysis).map((score) => scoreInWords(score, language)),
    ...(classification?.recommendation ?? []).map(({ text, source }) => `${text[language]} [${source}]`),
    ...limitsOf(analysis.modality).map((limit) => limit[language]),
    `${screeningTexts.research[language]} ${texts.unsigned[language]}`,
  ];
}
