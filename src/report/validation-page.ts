import type { GradeValidation, PlanarValidation, ValidationCase, ValidationRefusal, WorstCase } from '../analysis/planar-validation.ts';
import { fillText } from '../measurement/finding.ts';
import type { Language, Text } from '../measurement/language.ts';
import type { AnalysisWithPicture } from '../modalities/modality.ts';
import { formatNumber, formatWithInterval, noNumber } from './format-number.ts';
import { html, inEveryLanguage, type Markup } from './markup.ts';
import { pageControls, pageFoot, pageHead } from './page-frame.ts';
import { percent, simulatedBadge } from './scan-card.ts';
import { scanPicture } from './scan-picture.ts';
import { regionLegend } from './screening-page.ts';
import { labelTexts, screeningTexts } from './screening-texts.ts';
import { blandAltmanChart, calibrationChart, rocChart } from './validation-charts.ts';
import { validationFigures, type FigureSection } from './validation-figures.ts';
import { validationTexts as texts, worstReasonTexts } from './validation-texts.ts';

export interface ValidationPageInput {
  readonly validation: PlanarValidation;
  readonly language: Language;
  readonly writtenAt: Date;
  readonly folder: string;
  readonly table: string;
  /** Pictures of the worst cases, by study; a case without one is shown without. */
  readonly pictures: ReadonlyMap<string, AnalysisWithPicture>;
}

/** Writes what a validation found as one self-contained HTML page. */
export function validationPage(input: ValidationPageInput): string {
  const { validation, language } = input;
  const [detection, calibration, grade, ratio] = validationFigures(validation);
  const body = html`${pageTop(input)}${pageControls(regionLegend)}<main>
<div class="panels">${panel(detection, rocPanel(validation))}
${panel(calibration, inEachLanguage((one) => calibrationChart(validation.detection, one)))}
${panel(grade, confusionTable(validation.grade))}
${panel(ratio, ratioPanel(validation))}</div>
<p class="about">${inEveryLanguage(texts.interval)}</p>
${worstSection(input)}
${refusedSection(validation.refused)}
`;
  return pageHead(texts.title, language) + body.markup + pageFoot(footFacts(validation));
}

function pageTop({ validation, writtenAt, folder, table }: ValidationPageInput): Markup {
  const { cases, refused, withoutTruth, simulated } = validation;
  const origin = simulated === 0 ? null : simulated === cases.length ? texts.simulatedOnly : filled(texts.someSimulated, { simulated, cases: cases.length });
  const written = writtenAt.toISOString().slice(0, 16).replace('T', ' ');
  return html`<header class="page">
<div class="title"><h1>Amyloscope <span>${inEveryLanguage(texts.title)}</span></h1><p>${inEveryLanguage(texts.subtitle)}</p></div>
<p class="research">${inEveryLanguage(screeningTexts.research)}</p>
<p class="summary">${inEveryLanguage(filled(texts.scans, { cases: cases.length, refused: refused.length, withoutTruth }))} ${origin && html`<b>${inEveryLanguage(origin)}</b>`}</p>
<p class="about">${inEveryLanguage(screeningTexts.written)} ${written} UTC · ${inEveryLanguage(texts.folder)}: ${folder} · ${inEveryLanguage(texts.table)}: ${table}</p>
</header>
`;
}

function filled(text: Text, parameters: Readonly<Record<string, string | number>>): Text {
  return { en: fillText(text.en, parameters), fr: fillText(text.fr, parameters) };
}

function inEachLanguage(draw: (language: Language) => Markup): Markup {
  return html`<figure><div lang="en">${draw('en')}</div><div lang="fr">${draw('fr')}</div></figure>`;
}

function panel({ title, figures }: FigureSection, picture: Markup): Markup {
  const rows = figures.map(({ name, value }) => html`<tr><th scope="row">${inEveryLanguage(name)}</th><td>${inEveryLanguage(value)}</td></tr>`);
  return html`<section class="group panel"><div class="group-head"><h2>${inEveryLanguage(title)}</h2></div><table class="figures"><tbody>${rows}</tbody></table>${picture}</section>`;
}

function rocPanel({ detection }: PlanarValidation): Markup {
  const { positives, negatives, unsurePositives, unsureNegatives } = detection;
  const chart = inEachLanguage((language) => rocChart(detection, language));
  return html`${chart}<p class="note">${inEveryLanguage(filled(texts.unsureCounts, { positives, negatives, unsurePositives, unsureNegatives }))}</p>`;
}

function confusionTable({ confusion }: GradeValidation): Markup {
  const most = Math.max(1, ...confusion.flat());
  const rows = confusion.map((counts, truth) => {
    const cells = counts.map((count, given) => html`<td class="${truth === given ? 'agrees' : ''}" style="--share: ${((100 * count) / most).toFixed(0)}%">${count}</td>`);
    return html`<tr><th scope="row">${truth}</th>${cells}</tr>`;
  });
  return html`<figure><table class="confusion"><caption>${inEveryLanguage(texts.given)}</caption><thead><tr><th>${inEveryLanguage(texts.known)}</th>${confusion.map((_, given) => html`<th scope="col">${given}</th>`)}</tr></thead><tbody>${rows}</tbody></table></figure>`;
}

function ratioPanel({ ratio }: PlanarValidation): Markup {
  const limits = ratio.blandAltman;
  return limits.status === 'measured' ? inEachLanguage((language) => blandAltmanChart(ratio, limits, language)) : html``;
}

function worstSection({ validation, pictures, language }: ValidationPageInput): Markup {
  const cards = validation.worst.map((worst, i) => worstCard(worst, `worst-${i + 1}`, pictures, language));
  const content = cards.length > 0 ? html`${cards}` : html`<p>${inEveryLanguage(texts.noWorst)}</p>`;
  return html`<section class="group"><div class="group-head"><h2>${inEveryLanguage(texts.worst)} <b>${cards.length}</b></h2></div>${content}</section>`;
}

function worstCard({ validationCase, reasons }: WorstCase, key: string, pictures: ValidationPageInput['pictures'], language: Language): Markup {
  const { analysis, label, truth } = validationCase;
  const picture = pictures.get(analysis.study.sopInstanceUids.join());
  const files = analysis.study.files.join(', ');
  return html`<article class="scan worst ${label}" id="${key}" data-key="${`${analysis.study.patientId} ${files}`.toLowerCase()}">
<header><h3>${analysis.study.patientId || noNumber}</h3><span class="label">${reasons.map((reason, i) => html`${i > 0 ? ', ' : ''}${inEveryLanguage(worstReasonTexts[reason])}`)}</span>${simulatedBadge(analysis)}<span class="facts"><span>${inEveryLanguage(texts.row)} ${truth.row}</span><span>${files}</span></span></header>
${scanPicture(picture?.thumbnails ?? [], picture?.analysis.regions ?? analysis.regions, key)}
${comparison(validationCase, language)}
</article>
`;
}

function comparison({ truth, label, abnormalProbability, grade, ratio }: ValidationCase, language: Language): Markup {
  const knownLabel = truth.abnormal === null ? html`${noNumber}` : inEveryLanguage(labelTexts[truth.abnormal ? 'abnormal' : 'normal']);
  const knownRatio = truth.heartToContralateralRatio === null ? noNumber : formatNumber(truth.heartToContralateralRatio, 2, language);
  return html`<table class="figures compare"><thead><tr><th></th><th scope="col">${inEveryLanguage(texts.known)}</th><th scope="col">${inEveryLanguage(texts.given)}</th></tr></thead><tbody>
<tr><th scope="row">${inEveryLanguage(screeningTexts.label)}</th><td>${knownLabel}</td><td>${inEveryLanguage(labelTexts[label])}, ${percent(abnormalProbability)}</td></tr>
<tr><th scope="row">${inEveryLanguage(screeningTexts.grade)}</th><td>${truth.peruginiGrade === null ? noNumber : truth.peruginiGrade}</td><td>${grade}</td></tr>
<tr><th scope="row">H/CL</th><td><span class="n">${knownRatio}</span></td><td><span class="n">${ratio ? formatWithInterval(ratio, 2, language) : noNumber}</span></td></tr>
</tbody></table>`;
}

function refusedSection(refused: readonly ValidationRefusal[]): Markup {
  const abnormal = refused.filter(({ truth }) => truth.abnormal).length;
  const rows = refused.map(({ truth, file, reason }) => html`<tr data-key="${file.toLowerCase()}"><td>${truth.row}</td><th scope="row" class="wide files">${file}</th><td class="wide">${reason}</td></tr>`);
  return html`<details class="group" open><summary><h2>${inEveryLanguage(texts.refused)} <b>${refused.length}</b></h2><p>${inEveryLanguage(filled(texts.refusedNote, { abnormal }))}</p></summary><table class="list"><thead><tr><th scope="col">${inEveryLanguage(texts.row)}</th><th scope="col">${inEveryLanguage(screeningTexts.file)}</th><th scope="col">${inEveryLanguage(screeningTexts.reason)}</th></tr></thead><tbody>${rows}</tbody></table></details>`;
}

function footFacts({ cases }: PlanarValidation): readonly (readonly [Text, string])[] {
  const models = new Set(cases.flatMap(({ analysis }) => analysis.models.map(({ name, version, sha256 }) => `${name} ${version} (SHA-256 ${sha256.slice(0, 12)})`)));
  const methods = new Set(cases.flatMap(({ analysis }) => analysis.measurements.map(({ method }) => `${method.name} ${method.version}`)));
  return [[screeningTexts.method, [...methods].sort().join(', ')], [screeningTexts.models, [...models].sort().join(', ')]];
}
