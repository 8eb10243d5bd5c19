import type { Finding, FindingWords } from '../measurement/finding.ts';
import type { Language } from '../measurement/language.ts';
import { byGravity, findingInWords, unsureInWords } from './finding-words.ts';
import { column, heightOf, ink, innerWidth, page, type Paragraph, type Pdf } from './pdf-canvas.ts';
import { limitsOf } from './modality-report.ts';
import { qualityTexts, reportTexts as texts } from './report-texts.ts';
import type { ReportedScan } from './reported-scan.ts';
import { computedScores, scoreInBrief } from './score-words.ts';
import { screeningTexts } from './screening-texts.ts';

const GAP = 18;
/** Sizes tried until everything fits: a scan with many findings is written smaller rather than cut. */
const scales = [1, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58] as const;

/** Of the sizes: smaller is for scans with very much to say. */
const READABLE = 0.82;

const bulletColours = { refusal: ink.refusal, warning: ink.warning, information: ink.quiet } as const;

/** Doubt, quality and limits on the left, advice on the right, in the largest size that fits between two heights. */
export function drawWords(pdf: Pdf, scan: ReportedScan, top: number, bottom: number): void {
  const width = (innerWidth - GAP) / 2;
  const sides = [leftSide(scan), rightSide(scan)];
  const fits = (scale: number) => sides.every((side) => heightOf(pdf, side, width, scale) <= bottom - top);
  const scale = scales.find(fits) ?? scales[scales.length - 1];
  sides.forEach((side, i) => column(pdf, side, page.margin + i * (width + GAP), top, width, scale));
}

/** The height that the words take at a size a reader is glad of, points. */
export function wordsHeight(pdf: Pdf, scan: ReportedScan): number {
  return Math.max(...[leftSide(scan), rightSide(scan)].map((side) => heightOf(pdf, side, (innerWidth - GAP) / 2, READABLE)));
}

function heading(text: string, above = 9): Paragraph {
  return { text, size: 9, weight: 'semibold', above };
}

function leftSide({ analysis, words, language }: ReportedScan): readonly Paragraph[] {
  const reasonCodes = analysis.classification?.unsureReasons ?? [];
  const reasons = unsureInWords(reasonCodes, analysis.quality.findings, words);
  const shown = findingsOf(analysis).filter(({ severity }) => hasAdvice(analysis) || severity !== 'information');
  return [
    ...(reasons.length > 0 ? [heading(screeningTexts.whyUnsure[language], 0)] : []),
    ...reasons.map((reason): Paragraph => ({ text: reason[language], size: 8, above: 3, bullet: ink.warning })),
    heading(`${screeningTexts.quality[language]} · ${qualityTexts[analysis.quality.status][language]}`, reasons.length > 0 ? 9 : 0),
    ...shown.map((finding) => findingParagraph(finding, words, language)),
    ...scoreParagraphs(analysis, language),
    ...(hasAdvice(analysis) ? limitParagraphs({ analysis, language }, 9) : []),
  ];
}

function scoreParagraphs(analysis: ReportedScan['analysis'], language: Language): readonly Paragraph[] {
  const scores = computedScores(analysis);
  return scores.length === 0 ? [] : [heading(texts.scores[language]), ...scores.map((score): Paragraph => ({ text: scoreInBrief(score, language), size: 8, above: 3, bullet: ink.quiet }))];
}

/** The bar at the head says that it is simulated; a finding that makes the answer unsure stands among the reasons. */
function findingsOf({ quality, classification }: ReportedScan['analysis']): readonly Finding[] {
  const reasons = classification?.unsureReasons ?? [];
  return byGravity(quality.findings).filter(({ code }) => code !== 'simulated' && !reasons.includes(code));
}

function findingParagraph(finding: Finding, words: FindingWords, language: Language): Paragraph {
  return { text: findingInWords(finding, words)[language], size: 8, above: 3, bullet: bulletColours[finding.severity] };
}

function hasAdvice({ classification }: ReportedScan['analysis']): boolean {
  return (classification?.recommendation ?? []).length > 0;
}

/** Beside advice the limits stand on the left, else they have the right to themselves. */
function limitParagraphs({ analysis, language }: Pick<ReportedScan, 'analysis' | 'language'>, above: number): readonly Paragraph[] {
  return [heading(texts.limits[language], above), ...limitsOf(analysis.modality).map((limit): Paragraph => ({ text: limit[language], size: 8, above: 3, bullet: ink.quiet }))];
}

/** Without advice what merely explains stands below the limits. */
function informationParagraphs(analysis: ReportedScan['analysis'], words: FindingWords, language: Language): readonly Paragraph[] {
  const found = findingsOf(analysis).filter(({ severity }) => severity === 'information');
  return found.length === 0 ? [] : [heading(texts.information[language]), ...found.map((finding) => findingParagraph(finding, words, language))];
}

function rightSide({ analysis, words, language }: ReportedScan): readonly Paragraph[] {
  const advice = analysis.classification?.recommendation ?? [];
  if (!hasAdvice(analysis)) return [...limitParagraphs({ analysis, language }, 0), ...informationParagraphs(analysis, words, language)];
  return [
    heading(screeningTexts.next[language], 0),
    ...advice.flatMap(({ text, source }): Paragraph[] => [
      { text: text[language], size: 8, above: 3, bullet: ink.text },
      { text: texts.source[language].replace('{source}', source), size: 6.8, colour: ink.quiet, above: 1, indented: true },
    ]),
  ];
}

/** More objects than this are named by their number alone. */
const MOST_OBJECTS = 4;

/** The objects that numbers were read from; of a study in many files only the first ones. */
function measuredObjects({ study, measurements }: ReportedScan['analysis']): readonly string[] {
  const named = new Set(measurements.flatMap(({ sources }) => sources.map(({ sopInstanceUid }) => sopInstanceUid)));
  const measured = study.sopInstanceUids.filter((uid) => named.has(uid));
  const all = measured.length > 0 ? measured : study.sopInstanceUids;
  return all.length > MOST_OBJECTS ? [...all.slice(0, MOST_OBJECTS), `+ ${all.length - MOST_OBJECTS}`] : all;
}

/** What made the report, exactly, and from which images. */
export function versionParagraphs({ analysis, language, writtenAt }: ReportedScan): readonly Paragraph[] {
  const models = analysis.models.map(({ name, version, sha256 }) => `${name} ${version} (SHA-256 ${sha256.slice(0, 12)}…)`);
  const moment = writtenAt.toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'long', timeStyle: 'short' });
  const methods = [...new Set(analysis.measurements.flatMap((one) => (one.status === 'measured' ? [`${one.method.name} ${one.method.version}`] : [])))];
  const small = { size: 6.5, colour: ink.quiet } as const;
  return [
    { ...small, text: `${texts.unsigned[language]} ${texts.written[language].replace('{moment}', moment)}.`, weight: 'semibold' },
    { ...small, above: 2, text: [`${analysis.software.name} ${analysis.software.version}`, ...models].join(' · ') },
    ...(methods.length > 0 ? [{ ...small, above: 2, text: texts.methods[language].replace('{methods}', methods.join('; ')) }] : []),
    { ...small, above: 2, text: `Study Instance UID ${analysis.study.studyInstanceUid} · SOP Instance UID ${measuredObjects(analysis).join(', ')}` },
  ];
}
