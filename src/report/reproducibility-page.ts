import { fillText } from '../measurement/finding.ts';
import type { Language, Text } from '../measurement/language.ts';
import { studyChanges, type ReproducibilityStudy } from '../study/reproducibility-study.ts';
import { formatNumber } from './format-number.ts';
import { html, inEveryLanguage, trusted, type Markup } from './markup.ts';
import { languageControls, pageFoot, pageHead } from './page-frame.ts';
import { biasChart, partColours, scatterChart, varianceChart } from './reproducibility-charts.ts';
import { biasSentence, biasTable, componentTable, gradeTable, readerModelTable, scatterTable, shareTable, varianceSentence } from './reproducibility-figures.ts';
import { changeTexts, observerTexts, partTexts, reproducibilityTexts as texts } from './reproducibility-texts.ts';
import { screeningTexts } from './screening-texts.ts';
import { cellTable, chartInEachLanguage, inBoth, pagePanel, remark, sense } from './table-page.ts';

/** Writes a study as one self-contained page. The page holds no date: the same study is the same page, byte for byte. */
export function reproducibilityPage(study: ReproducibilityStudy, language: Language): string {
  const body = html`${pageTop(study)}${languageControls}<main>
<div class="panels">${[variancePanel(study), scatterPanel(study), biasPanel(study), gradePanel(study), missingPanel(study), modelPanel(study)]}</div>
`;
  const models = study.models.map(({ name, version, sha256 }) => `${name} ${version} (SHA-256 ${sha256.slice(0, 12)})`).join(', ');
  return pageHead(texts.title, language) + body.markup + pageFoot([[screeningTexts.method, `${study.method.name} ${study.method.version}`], [screeningTexts.models, models]]);
}

/** Patients, scans and readers of a study in one sentence. */
export function studySize({ choice, readings }: ReproducibilityStudy): Text {
  const scans = readings.filter(({ patient, by, change }) => patient === 1 && by === 'truth' && change !== 'readAgain').length;
  return inBoth((language) => fillText(texts.size[language], { ...choice, scans, patients: formatNumber(choice.patients, 0, language) }));
}

function pageTop(study: ReproducibilityStudy): Markup {
  return html`<header class="page">
<div class="title"><h1>Amyloscope <span>${inEveryLanguage(texts.title)}</span></h1><p>${inEveryLanguage(texts.subtitle)}</p></div>
<p class="research">${inEveryLanguage(screeningTexts.research)}</p>
<p class="summary"><b>${inEveryLanguage(texts.simulated)}</b></p>
<p class="about">${inEveryLanguage(studySize(study))}</p>
</header>
`;
}

/** What the colours mean. */
function keys(list: readonly (readonly [colour: string, text: Text])[]): Markup {
  return html`<p class="legend">${list.map(([colour, name]) => html`<span class="swatch" style="--colour: ${trusted(colour)}">${inEveryLanguage(name)}</span>`)}</p>`;
}

function variancePanel(study: ReproducibilityStudy): Markup {
  const sentence = varianceSentence(study);
  const parts = (['scan', 'reader', 'readerInPatient', 'reading'] as const).map((name) => [partColours[name], partTexts[name]] as const);
  return pagePanel(texts.varianceTitle, [
    sentence && sense(sentence), keys(parts), chartInEachLanguage((language) => varianceChart(study, language)),
    cellTable(componentTable(study)), cellTable(shareTable(study)), remark(texts.varianceRemark),
  ], 'full');
}

function scatterPanel(study: ReproducibilityStudy): Markup {
  return pagePanel(texts.scatterTitle, [sense(texts.scatterSense), chartInEachLanguage((language) => scatterChart(study, language)), cellTable(scatterTable(study)), remark(texts.scatterRemark)], 'full');
}

function biasPanel(study: ReproducibilityStudy): Markup {
  const sentence = biasSentence(study);
  const truths = [['var(--series-1)', texts.againstScan], ['var(--series-2)', texts.againstBody]] as const;
  return pagePanel(texts.biasTitle, [sentence && sense(sentence), keys(truths), chartInEachLanguage((language) => biasChart(study, language)), cellTable(biasTable(study)), remark(texts.biasRemark)], 'full');
}

function gradePanel(study: ReproducibilityStudy): Markup {
  return pagePanel(texts.gradeTitle, [cellTable(gradeTable(study)), remark(texts.gradeRemark)]);
}

function missingPanel({ missing }: ReproducibilityStudy): Markup {
  const same = (text: string): Text => ({ en: text, fr: text });
  const table = { titles: [texts.measuredBy, texts.count, texts.reason], rows: missing.map(({ by, count, reason }) => [observerTexts[by], same(String(count)), same(reason)]) };
  return pagePanel(texts.missingTitle, missing.length > 0 ? [cellTable(table), remark(texts.missingNote)] : [sense(texts.noMissing)]);
}

/** What was changed, and how. */
const changeList = html`<div class="words"><ul>${studyChanges.map((change) => html`<li><b>${inEveryLanguage(changeTexts[change].name)}</b> · ${inEveryLanguage(changeTexts[change].how)}</li>`)}</ul></div>`;

function modelPanel(study: ReproducibilityStudy): Markup {
  return pagePanel(texts.modelTitle, [changeList, sense(texts.modelSense), cellTable(readerModelTable(study))], 'full');
}
