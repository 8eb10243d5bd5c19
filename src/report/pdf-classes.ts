import type { Language, Text } from '../measurement/language.ts';
import { ink, line, type Pdf } from './pdf-canvas.ts';
import { reportTexts as texts } from './report-texts.ts';
import type { ReportedScan } from './reported-scan.ts';
import { percent } from './scan-card.ts';
import { screeningTexts } from './screening-texts.ts';

/** Phenotypes by the name that classifications give them. */
const phenotypeTexts: Readonly<Record<string, Text>> = {
  amyloid: { en: 'amyloidosis', fr: 'amylose' },
  hypertrophic: { en: 'HCM', fr: 'CMH' },
  hypertensive: { en: 'hypertension', fr: 'hypertension' },
  normal: { en: 'normal', fr: 'normal' },
};

/** The probability of each class as bars: Perugini grades, or phenotypes. @returns where they end. */
export function drawClasses(pdf: Pdf, { analysis, language }: ReportedScan, x: number, y: number, width: number): number {
  if (!analysis.classification) return y;
  const bars = Object.entries(analysis.classification.probabilities);
  const graded = bars.every(([name]) => name.startsWith('grade'));
  line(pdf, (graded ? screeningTexts.grade : texts.phenotype)[language], x, y, { size: 8, weight: 'semibold' });
  const largest = Math.max(...bars.map(([, probability]) => probability));
  const left = graded ? 12 : 58;
  const track = width - left - 34;
  bars.forEach(([name, probability], i) => {
    const at = y + 14 + i * 13;
    const strongest = probability === largest;
    line(pdf, className(name, language), x, at, { size: 8, weight: strongest ? 'semibold' : 'regular', width: left });
    pdf.rect(x + left, at + 1.5, track, 7).fill(ink.pale);
    pdf.rect(x + left, at + 1.5, Math.max(0.5, track * probability), 7).fill(strongest ? ink.text : '#9aa2aa');
    line(pdf, percent(probability), x + left + track, at, { size: 7.5, align: 'right', width: 34, colour: strongest ? ink.text : ink.quiet });
  });
  return y + 14 + bars.length * 13;
}

function className(name: string, language: Language): string {
  return name.startsWith('grade') ? name.slice('grade'.length) : (phenotypeTexts[name]?.[language] ?? name);
}
