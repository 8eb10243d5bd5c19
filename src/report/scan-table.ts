import type { RankedRow, RankedValue } from '../store/ranked-row.ts';
import { findingInWords } from './finding-words.ts';
import { formatNumber, formatWithInterval, noNumber } from './format-number.ts';
import { html, inEveryLanguage, type Markup } from './markup.ts';
import { decimal, percent, searchKey, simulatedBadge, type PageVoice } from './scan-card.ts';
import { labelTexts, screeningTexts as texts } from './screening-texts.ts';

/** The head of a table of scans that need no card. */
export function scanTableHead(): Markup {
  const titles = [texts.rank, texts.patient, texts.date, texts.label, texts.probability, texts.grade, texts.ratio, texts.tracer, texts.quality, texts.file];
  return html`<thead><tr>${titles.map((title) => html`<th scope="col">${inEveryLanguage(title)}</th>`)}</tr></thead>`;
}

/** One scan in one line; of its findings only those that limit its use. */
export function scanTableRow(row: RankedRow, { language, words }: PageVoice): Markup {
  const limits = row.quality.findings.filter(({ severity }) => severity !== 'information');
  const known = row.known ? html`<div class="known">${inEveryLanguage(texts.knownAs)}${row.known.diagnosis ? `: ${row.known.diagnosis}` : ''}</div>` : null;
  const probability = row.abnormalUptakeProbability.status === 'measured' ? percent(row.abnormalUptakeProbability.value) : noNumber;
  return html`<tr id="scan-${row.rank}" data-key="${searchKey(row)}"><td>${row.rank}</td><th scope="row">${row.patientId || noNumber}${simulatedBadge(row.analysis)}</th><td>${row.studyDate ?? noNumber}</td><td>${inEveryLanguage(labelTexts[row.label ?? 'refused'])}</td><td>${probability}</td><td>${number(row.grade, 0, language)}</td><td>${withInterval(row.heartToContralateralRatio, language)}</td><td>${row.analysis.study.tracer ?? noNumber}</td><td class="wide">${known}${limits.map((finding) => html`<div>${inEveryLanguage(findingInWords(finding, words))}</div>`)}</td><td class="wide files">${row.files.join(', ')}</td></tr>
`;
}

function number(value: RankedValue, decimals: number, language: PageVoice['language']): string {
  return value.status === 'measured' ? formatNumber(value.value, decimals, language) : noNumber;
}

function withInterval(value: RankedValue, language: PageVoice['language']): Markup {
  return value.status === 'measured' ? decimal(formatWithInterval(value, 2, language)) : html`${noNumber}`;
}
