import type { Language } from '../measurement/language.ts';
import { software } from '../measurement/software.ts';
import { formatNumber, noNumber } from './format-number.ts';
import { ink, innerWidth, line, page, type Pdf } from './pdf-canvas.ts';
import { modalityReport } from './modality-report.ts';
import { answerSentence, driversInOneLine, numbersInOneLine, phenotypesInOneLine } from './report-answer.ts';
import { reportTexts as texts } from './report-texts.ts';
import type { ReportedScan } from './reported-scan.ts';
import { screeningTexts } from './screening-texts.ts';

const answerColours = { abnormal: '#b3261e', unsure: '#8a5a00', normal: '#1b6e3c', none: '#5b636b' } as const;

/** What the report is, what it is not, whom and what it shows. @returns where it ends. */
export function drawHead(pdf: Pdf, scan: ReportedScan, top: number): number {
  const { language, analysis } = scan;
  line(pdf, modalityReport(analysis).title[language], page.margin, top, { size: 15, weight: 'semibold' });
  line(pdf, `${software.name} ${software.version}`, page.margin, top + 4, { size: 8.5, colour: ink.quiet, align: 'right', width: innerWidth });
  const bar = top + 24;
  pdf.rect(page.margin, bar, innerWidth, 15).fill('#fdecea');
  line(pdf, texts.research[language], page.margin + 6, bar + 3.2, { size: 7.5, weight: 'semibold', colour: ink.refusal });
  if (analysis.study.simulated) line(pdf, texts.simulated[language], page.margin, bar + 3.2, { size: 7.5, weight: 'semibold', colour: ink.refusal, align: 'right', width: innerWidth - 6 });
  return drawFacts(pdf, scan, bar + 23);
}

function drawFacts(pdf: Pdf, scan: ReportedScan, top: number): number {
  const half = innerWidth / 2;
  [patientFacts(scan), studyFacts(scan)].forEach((facts, side) => facts.forEach(([name, value], row) => {
    const x = page.margin + side * (half + 8);
    line(pdf, name, x, top + row * 12, { size: 8, colour: ink.quiet });
    line(pdf, value, x + 84, top + row * 12, { size: 8, width: half - 86, weight: row === 0 ? 'semibold' : 'regular' });
  }));
  return top + 5 * 12;
}

type Fact = readonly [name: string, value: string];

function patientFacts({ analysis: { study, modality }, sources: [source], language }: ReportedScan): readonly Fact[] {
  const age = study.patientAgeYears === null ? null : `${Math.round(study.patientAgeYears)} ${screeningTexts.years[language]}`;
  return [
    [texts.patient[language], personName(source?.patientName ?? null)],
    [texts.identifier[language], study.patientId || noNumber],
    [texts.born[language], day(isoDay(source?.patientBirthDate ?? null), language)],
    [texts.sexAge[language], [study.patientSex, age].filter(Boolean).join(', ') || noNumber],
    [(modality === 'echo' ? texts.scanner : texts.camera)[language], [study.manufacturer, study.model].filter(Boolean).join(', ') || noNumber],
  ];
}

function studyFacts({ analysis: { study, modality }, sources: [source], language }: ReportedScan): readonly Fact[] {
  const delay = study.uptakeTimeHours === null ? screeningTexts.delayUnknown[language] : `${formatNumber(study.uptakeTimeHours, 1, language)} ${screeningTexts.afterInjection[language]}`;
  return [
    [texts.examination[language], day(study.studyDate, language)],
    [texts.description[language], source?.studyDescription ?? noNumber],
    [texts.accession[language], source?.accessionNumber ?? noNumber],
    ...(modality === 'echo' ? [] : [[texts.tracer[language], study.tracer ?? screeningTexts.tracerUnknown[language]], [texts.delay[language], delay]] as const),
  ];
}

/** A name as people write it: the first of its spellings, without the marks between its parts. */
function personName(name: string | null): string {
  return name?.split('=')[0].replaceAll('^', ' ').replaceAll(/ +/g, ' ').trim() || noNumber;
}

/** YYYYMMDD as YYYY-MM-DD. */
function isoDay(text: string | null): string | null {
  return text && `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
}

/** A day as a reader of the language writes it, the month in words so that nobody exchanges it with the day. */
function day(isoDate: string | null, language: Language): string {
  if (!isoDate) return noNumber;
  return new Date(`${isoDate}T00:00:00Z`).toLocaleDateString(language === 'fr' ? 'fr-FR' : 'en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}

/** The answer in one line, and below it the numbers it rests on. @returns where it ends. */
export function drawAnswer(pdf: Pdf, { analysis, language }: ReportedScan, top: number): number {
  const label = analysis.classification?.label ?? 'none';
  const colour = answerColours[label];
  const below = [phenotypesInOneLine(analysis, language), driversInOneLine(analysis, language)].filter((text) => text !== null);
  const height = 42 + 12 * below.length;
  pdf.rect(page.margin, top, innerWidth, height).fill(ink.pale);
  pdf.rect(page.margin, top, 4, height).fill(colour);
  line(pdf, answerSentence(analysis, language), page.margin + 14, top + 7, { size: 12.5, weight: 'semibold', colour, width: innerWidth - 20 });
  line(pdf, numbersInOneLine(analysis, language), page.margin + 14, top + 25, { size: 8.5, width: innerWidth - 20 });
  below.forEach((text, i) => line(pdf, text, page.margin + 14, top + 38 + 12 * i, { size: 8, colour: ink.quiet, width: innerWidth - 20 }));
  return top + height;
}
