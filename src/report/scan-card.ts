import type { QuantityName } from '../measurement/catalogue.ts';
import type { FindingWords } from '../measurement/finding.ts';
import type { Language } from '../measurement/language.ts';
import type { Analysis } from '../modalities/modality.ts';
import type { RankedRow, RankedValue } from '../store/ranked-row.ts';
import { byGravity, findingInWords, unsureInWords } from './finding-words.ts';
import { formatInterval, formatNumber } from './format-number.ts';
import { html, inEveryLanguage, type Markup } from './markup.ts';
import { reasonText } from './not-measured-texts.ts';
import { ratioScale } from './ratio-scale.ts';
import { scanPicture } from './scan-picture.ts';
import { labelTexts, screeningTexts as texts } from './screening-texts.ts';

/** How a page speaks: the language it opens in, and the words of its findings. */
export interface PageVoice {
  readonly language: Language;
  readonly words: FindingWords;
}

const grades = [0, 1, 2, 3] as const;

/** Everything about one scan that a physician needs to decide whether to look further. */
export function scanCard(row: RankedRow, voice: PageVoice): Markup {
  const key = `scan-${row.rank}`;
  return html`<article class="scan ${row.label ?? 'refused'}" id="${key}" data-key="${searchKey(row)}">
${cardHead(row, voice)}
${scanPicture(row.thumbnails, row.analysis.regions, key)}
<div class="numbers">${ratio(row, voice)}${gradeBars(row)}${otherRatios(row.analysis, voice)}</div>
<div class="words">${unsureReasons(row, voice)}${qualityWords(row, voice)}${advice(row)}<p class="files">${row.files.join(', ')}</p></div>
</article>
`;
}

/** What the search field of the page looks at. */
export function searchKey(row: RankedRow): string {
  return [row.patientId, ...row.files].join(' ').toLowerCase();
}

/** A decimal number that changes its comma with the language of the page. */
export function decimal(text: string): Markup {
  return html`<span class="n">${text}</span>`;
}

/** Probability in percent; never rounded to a certainty that nobody has. */
export function percent(probability: number): string {
  if (probability < 0.01) return '<\u202f1\u202f%';
  if (probability > 0.99) return '>\u202f99\u202f%';
  return `${Math.round(probability * 100)}\u202f%`;
}

export function simulatedBadge({ study }: Analysis): Markup | null {
  return study.simulated ? html`<span class="badge">${inEveryLanguage(texts.simulated)}</span>` : null;
}

function cardHead(row: RankedRow, voice: PageVoice): Markup {
  const { study } = row.analysis;
  const label = row.label ?? 'refused';
  const person = [study.patientSex, study.patientAgeYears === null ? null : String(Math.round(study.patientAgeYears))].filter((part) => part !== null).join(' ');
  const years = study.patientAgeYears === null ? null : html` ${inEveryLanguage(texts.years)}`;
  const delay = study.uptakeTimeHours === null
    ? inEveryLanguage(texts.delayUnknown)
    : html`${decimal(formatNumber(study.uptakeTimeHours, 1, voice.language))} ${inEveryLanguage(texts.afterInjection)}`;
  return html`<header><a class="rank" href="#scan-${row.rank}">${row.rank}</a><h3>${row.patientId || '–'}</h3><span class="label">${inEveryLanguage(labelTexts[label])}</span>${simulatedBadge(row.analysis)}
<span class="facts"><span>${row.studyDate ?? '–'}</span><span>${person}${years}</span><span>${study.tracer ?? inEveryLanguage(texts.tracerUnknown)}, ${delay}</span><span>${[study.manufacturer, study.model].filter(Boolean).join(' ')}</span></span></header>`;
}

function ratio({ heartToContralateralRatio: value }: RankedRow, { language }: PageVoice): Markup {
  const name = html`<h4 title="H/CL">${inEveryLanguage(texts.ratio)} <small>${inEveryLanguage(texts.ratioLong)}</small></h4>`;
  if (value.status === 'notMeasured') return html`<section>${name}<p class="missing">${inEveryLanguage(texts.notMeasured)}: ${inEveryLanguage(reasonText(value))}</p></section>`;
  return html`<section>${name}<p class="figure">${decimal(formatNumber(value.value, 2, language))} <small>${decimal(formatInterval(value.interval95, 2, language))}</small></p>${ratioScale(value)}</section>`;
}

function gradeBars({ analysis, abnormalUptakeProbability: abnormal, grade }: RankedRow): Markup | null {
  if (!analysis.classification) return null;
  const { probabilities } = analysis.classification;
  const bars = grades.map((one) => {
    const probability = probabilities[`grade${one}`] ?? 0;
    const chosen = grade.status === 'measured' && grade.value === one ? 'chosen' : '';
    return html`<tr class="${chosen}"><th scope="row">${one}</th><td class="track"><span style="width: ${(100 * probability).toFixed(1)}%"></span></td><td>${percent(probability)}</td></tr>`;
  });
  return html`<section><h4>${inEveryLanguage(texts.grade)}</h4><table class="bars"><tbody>${bars}</tbody></table>${abnormalLine(abnormal)}</section>`;
}

function abnormalLine(abnormal: RankedValue): Markup | null {
  if (abnormal.status === 'notMeasured') return null;
  const [lower, upper] = abnormal.interval95.map(percent);
  const interval = lower === upper ? '' : html` <small>${lower} – ${upper}</small>`;
  return html`<p class="line">${inEveryLanguage(texts.probability)} <b>${percent(abnormal.value)}</b>${interval}</p>`;
}

function otherRatios(analysis: Analysis, { language }: PageVoice): Markup | null {
  const shown = ([['heartToBoneRatio', texts.boneRatio, 2], ['heartToWholeBodyRatio', texts.wholeBodyRatio, 3]] as const).flatMap(([quantity, name, decimals]) => {
    const value = measured(analysis, quantity);
    return value ? [html`<p class="line">${inEveryLanguage(name)} <b>${decimal(formatNumber(value.value, decimals, language))}</b> <small>${decimal(formatInterval(value.interval95, decimals, language))}</small></p>`] : [];
  });
  return shown.length > 0 ? html`<section>${shown}</section>` : null;
}

function measured({ measurements }: Analysis, quantity: QuantityName): { value: number; interval95: readonly [number, number] } | null {
  const found = measurements.find((one) => one.quantity === quantity);
  return found?.status === 'measured' ? found : null;
}

function unsureReasons(row: RankedRow, { words }: PageVoice): Markup | null {
  const reasons = unsureInWords(reasonCodes(row), row.quality.findings, words);
  if (reasons.length === 0) return null;
  return html`<section><h4>${inEveryLanguage(texts.whyUnsure)}</h4><ul>${reasons.map((reason) => html`<li class="warning">${inEveryLanguage(reason)}</li>`)}</ul></section>`;
}

function reasonCodes({ analysis }: RankedRow): readonly string[] {
  return analysis.classification?.unsureReasons ?? [];
}

/** What quality control found, less what the card says elsewhere: the badge `simulated`, and the reasons to be unsure. */
function qualityWords(row: RankedRow, { words }: PageVoice): Markup | null {
  const said = ['simulated', ...reasonCodes(row)];
  const findings = byGravity(row.quality.findings).filter(({ code }) => !said.includes(code));
  const items = findings.map((finding) => html`<li class="${finding.severity}">${inEveryLanguage(findingInWords(finding, words))}</li>`);
  if (items.length === 0 && row.quality.status !== 'accepted') return null;
  return html`<section><h4>${inEveryLanguage(texts.quality)}</h4>${items.length > 0 ? html`<ul>${items}</ul>` : html`<p>${inEveryLanguage(texts.accepted)}</p>`}</section>`;
}

function advice({ recommendation }: RankedRow): Markup | null {
  if (recommendation.length === 0) return null;
  const items = recommendation.map(({ text, source }) => html`<li>${inEveryLanguage(text)} <small>${source}</small></li>`);
  return html`<section><h4>${inEveryLanguage(texts.next)}</h4><ul>${items}</ul></section>`;
}
