import { criteriaSets, isVerified } from '../follow-up/criteria.ts';
import { followedQuantities } from '../follow-up/followed-quantity.ts';
import { verdictsOn, type FollowUp } from '../follow-up/follow-patient.ts';
import type { QuantityFollowUp } from '../follow-up/follow-quantity.ts';
import type { Reading } from '../follow-up/history.ts';
import type { SetVerdict } from '../follow-up/judge-set.ts';
import { certaintyTexts, leftOutOfNoiseLibrary, noiseLibrary, type NoiseRow } from '../follow-up/noise-library.ts';
import { fillText } from '../measurement/finding.ts';
import type { Language, Text } from '../measurement/language.ts';
import { sum } from '../statistics/sum.ts';
import { followUpChart } from './follow-up-chart.ts';
import { eventTexts, followUpTexts as texts, verdictTexts } from './follow-up-texts.ts';
import { comparabilityTexts, courseText, criterionVerdict, differenceText, limitText, noiseAnswer, noiseFigure, noiseVerdict, reason, referenceText, ruleOffText, ruleText, togetherText, valueText } from './follow-up-words.ts';
import { formatDay } from './format-day.ts';
import { noNumber } from './format-number.ts';
import { html, inEveryLanguage, type Markup } from './markup.ts';
import { percent } from './scan-card.ts';
import { cellTable, chartInEachLanguage, inBoth, pagePanel, remark, sense, tablePage, type TextTable } from './table-page.ts';
import { unusedPanel, unusedTexts, type UnusedLine } from './unused-panel.ts';

export interface FollowUpPageInput {
  readonly followUp: FollowUp;
  readonly readings: readonly Reading[];
  /** Headings of columns that are not read. */
  readonly unreadColumns: readonly string[];
  readonly unused: readonly UnusedLine[];
  /** Rows about other patients. */
  readonly otherRows: number;
  readonly language: Language;
  readonly writtenAt: Date;
  /** Path of the table. */
  readonly table: string;
}

const methods = 'Gelman 2013 (probability of change), Fokkema 2006 (logarithmic reference change), Durbin-Koopman 2012 (course), Bland-Altman 1996 (repeatability)';
const same = (text: string): Text => ({ en: text, fr: text });
const dayText = (day: string): Text => inBoth((language) => formatDay(day, language));

/** Writes the follow-up of one patient as a self-contained page: two answers side by side for each quantity. */
export function followUpPage(input: FollowUpPageInput): string {
  const { followUp, unused, language, writtenAt, table } = input;
  const frame = { title: texts.title, subtitle: texts.subtitle, summary: followUpSummary(followUp), language, writtenAt, table, methods: [[texts.methods, methods]] as const };
  return tablePage(frame, [
    followUp.quantities.length > 0 ? pagePanel(texts.overview, [cellTable(overviewTable(followUp)), remark(texts.band)], 'full') : null,
    ...followUp.quantities.map((followed) => quantityPanel(followed, followUp)),
    criteriaPanel(followUp),
    timelinePanel(followUp),
    noisePanel(followUp),
    unusedPanel(unused),
    readingPanel(input),
  ]);
}

/** What the page is about, in a sentence, and in whose outlines volumes are compared. */
export function followUpSummary({ patient, quantities, simulated }: FollowUp): Text {
  const points = quantities.flatMap((one) => one.points.map(({ point }) => point));
  const dates = points.map(({ date }) => date).toSorted();
  const values = sum(points.map(({ repeats }) => repeats));
  const outlines = [...new Set(quantities.flatMap(({ latest }) => latest.context.outlines ?? []))];
  return inBoth((language) => {
    const about = dates.length === 0 ? fillText(texts.nothing[language], { patient }) : fillText(texts.summary[language], { patient, values, quantities: quantities.length, first: formatDay(dates[0], language), last: formatDay(dates[dates.length - 1], language) });
    return [about, ...outlines.map((date) => fillText(texts.inOutlines[language], { date: formatDay(date, language) })), ...(simulated ? [texts.simulated[language]] : [])].join(' ');
  });
}

/** Both answers for every quantity in one table, the same on page and terminal. */
export function overviewTable(followUp: FollowUp): TextTable {
  const rows = followUp.quantities.map((followed) => {
    const { quantity, change, reference, latest } = followed;
    const measured = change.status === 'measured' ? change : null;
    return [
      followedQuantities[quantity].name,
      inBoth((language) => `${reference ? valueText(quantity, reference.point.value, language) : noNumber} → ${valueText(quantity, latest.value, language)}`),
      inBoth((language) => (reference ? differenceText(quantity, latest.value - reference.point.value, reference.point.value, language) : noNumber)),
      inBoth((language) => (measured ? limitText(measured, language) : noNumber)),
      noiseVerdict(followed),
      same(measured ? percent(measured.worse) : noNumber),
      criterionVerdict(followed, followUp),
    ];
  });
  return { titles: [texts.quantity, texts.fromTo, texts.change, texts.noiseLimit, texts.beyondNoise, texts.probability, texts.criterion], rows };
}

function quantityPanel(followed: QuantityFollowUp, followUp: FollowUp): Markup {
  const { quantity, points, course } = followed;
  const together = togetherText(followed, followUp);
  const comparability = comparabilityTexts(followed);
  const own = followed.change.status === 'measured' && followed.change.noise.some(({ takenFrom }) => takenFrom === 'measurement') && followed.noise;
  return pagePanel(followedQuantities[quantity].name, [
    together && html`<p class="sense"><b>${inEveryLanguage(together)}</b></p>`,
    points.length > 1 ? chartInEachLanguage((language) => followUpChart(followed, followUp, language)) : null,
    twoAnswers(followed, followUp),
    ...(points.length > 1 ? [...comparability.map((text) => html`<p class="note caution">${inEveryLanguage(text)}</p>`), ...(comparability.length === 0 ? [remark(texts.allComparable)] : [])] : []),
    own ? remark(texts.ownNoise) : null,
    course.status === 'measured' ? remark(courseText(followed)) : null,
  ]);
}

function twoAnswers(followed: QuantityFollowUp, followUp: FollowUp): Markup {
  const why = referenceText(followed);
  return html`<div class="answers"><div><h4>${inEveryLanguage(texts.noiseTitle)}</h4><p>${inEveryLanguage(noiseAnswer(followed))}</p>${why && html`<p><small>${inEveryLanguage(why)}</small></p>`}</div><div><h4>${inEveryLanguage(texts.criterionTitle)}</h4>${rulesOn(followed, followUp)}</div></div>`;
}

function rulesOn(followed: QuantityFollowUp, followUp: FollowUp): Markup {
  const { on, off } = verdictsOn(followed.quantity, followUp);
  const reference = followed.reference?.point.date ?? null;
  if (on.length + off.length === 0) return html`<p>${inEveryLanguage(texts.noRuleLong)}</p>`;
  const judged = on.map((verdict) => html`<li class="${verdict.verdict}">${inEveryLanguage(ruleText(verdict, reference))} <small>${inEveryLanguage(criteriaSets[verdict.rule.set].shortName)}, ${inEveryLanguage(certaintyTexts[verdict.rule.certainty])}</small></li>`);
  const idle = off.map((verdict) => html`<li><small>${inEveryLanguage(ruleOffText(verdict))} ${inEveryLanguage(criteriaSets[verdict.rule.set].shortName)}, ${inEveryLanguage(texts.off)}</small></li>`);
  return html`<ul>${judged}${idle}</ul>`;
}

function criteriaPanel({ criteria, options }: FollowUp): Markup | null {
  if (criteria.length === 0) return null;
  const off = criteria.flatMap(({ rules }) => rules).filter(({ rule }) => !isVerified(rule)).length;
  const note = options.unverifiedRules ? texts.unverifiedOn : inBoth((language) => fillText(texts.unverifiedOff[language], { count: off }));
  return pagePanel(texts.criteria, [...criteria.flatMap(criteriaSet), remark(note)], 'full');
}

/** How a set stands, in one sentence. */
export function setSentence({ set, verdict, met, needed, undecided, notAssessed }: SetVerdict): Text {
  const { name, rule } = criteriaSets[set];
  return inBoth((language) => {
    const colon = language === 'fr' ? '\u00a0:' : ':';
    if (verdict === null) return `${name[language]}. ${rule[language]}`;
    return `${name[language]}${colon} ${verdictTexts[verdict][language]}. ${fillText(texts.counts[language], { met, needed, undecided, notAssessed })} ${rule[language]}`;
  });
}

function criteriaSet(verdict: SetVerdict): readonly Markup[] {
  const { source } = criteriaSets[verdict.set];
  const [off, on] = [verdict.rules.filter(({ reason: why }) => why === 'switchedOff'), verdict.rules.filter(({ reason: why }) => why !== 'switchedOff')];
  const rows = on.map((one) => [
    one.rule.text,
    inBoth((language) => verdictTexts[one.verdict][language] + (one.reason === null ? '' : ` (${reason(one.reason, '')[language]})`)),
    inBoth((language) => one.rule.source + (one.rule.remark ? ` (${one.rule.remark[language]})` : '')),
    certaintyTexts[one.rule.certainty],
  ]);
  return [
    sense(setSentence(verdict)),
    ...(rows.length > 0 ? [html`<div class="wrapping">${cellTable({ titles: [texts.rule, texts.verdict, texts.source, texts.certainty], rows })}</div>`] : []),
    ...(off.length > 0 ? [remark(inBoth((language) => fillText(texts.offRules[language], { rules: off.map(({ rule }) => rule.text[language]).join(' · ') })))] : []),
    ...(source ? [remark(inBoth((language) => `${texts.source[language]}${language === 'fr' ? '\u00a0:' : ':'} ${source.reference} (${certaintyTexts[source.certainty][language]})`))] : []),
  ];
}

function timelinePanel({ treatments, events }: FollowUp): Markup | null {
  if (treatments.length + events.length === 0) return null;
  const rows = [
    ...treatments.map(({ name, start, end }) => ({ date: start, cells: [dayText(start), same(name), end === null ? texts.ongoing : dayText(end)] })),
    ...events.map(({ event, date, happened }) => ({ date, cells: [dayText(date), eventTexts[event], happened ? same('') : texts.no] })),
  ].toSorted((a, b) => (a.date < b.date ? -1 : 1));
  return pagePanel(texts.treatments, [html`<table class="figures cells"><tbody>${rows.map(({ cells: [date, what, rest] }) => html`<tr><th scope="row">${inEveryLanguage(date)}</th><td>${inEveryLanguage(what)}</td><td>${inEveryLanguage(rest)}</td></tr>`)}</tbody></table>`], 'full');
}

function noisePanel({ quantities, options }: FollowUp): Markup | null {
  const rows = quantities.flatMap(({ quantity, noise }) => [...options.siteNoise, ...noiseLibrary].filter((row) => row.quantity === quantity).map((row) => noiseLine(row, row === noise)));
  if (quantities.length === 0) return null;
  const notIn = leftOutOfNoiseLibrary.map(({ what, why }) => [what, why]);
  return pagePanel(texts.noise, [
    remark(texts.noiseAll),
    html`<div class="wrapping">${cellTable({ titles: [texts.quantity, texts.figure, texts.subjects, texts.studied, texts.source, texts.certainty], rows: rows })}</div>`,
    html`<div class="wrapping">${cellTable({ titles: [texts.noiseLeftOut, unusedTexts.reason], rows: notIn })}</div>`,
  ], 'full');
}

function noiseLine(row: NoiseRow, inUse: boolean): readonly Text[] {
  return [
    inBoth((language) => followedQuantities[row.quantity].name[language] + (inUse ? ` (${texts.inUse[language]})` : '')),
    noiseFigure(row),
    same(row.subjects === null ? noNumber : String(row.subjects)),
    inBoth((language) => [row.population, row.device, row.interval, row.remark].flatMap((part) => (part ? [part[language]] : [])).join(language === 'fr' ? ' ; ' : '; ') || noNumber),
    same(row.source),
    certaintyTexts[row.certainty],
  ];
}

/** How cells were read that do not say all, and what of the table is not read at all. */
function readingPanel({ readings, unreadColumns, otherRows }: FollowUpPageInput): Markup | null {
  const lines = [
    ...readings.map(({ remark: code, quantity, rows }) => remark(inBoth((language) => fillText(texts[code][language], { quantity: followedQuantities[quantity].name[language], unit: followedQuantities[quantity].unitShown, rows: rows.join(', ') })))),
    ...(otherRows > 0 ? [remark(inBoth((language) => fillText(texts.otherRows[language], { count: otherRows })))] : []),
    ...(unreadColumns.length > 0 ? [remark(inBoth((language) => fillText(texts.unreadColumns[language], { columns: unreadColumns.join(', ') })))] : []),
  ];
  return lines.length > 0 ? pagePanel(texts.reading, lines, 'full') : null;
}
