import { ink, line, type Pdf } from './pdf-canvas.ts';
import { isGraded } from './report-answer.ts';
import type { ReportedScan } from './reported-scan.ts';
import { percent } from './scan-card.ts';
import { screeningTexts } from './screening-texts.ts';

const HEAD = 14;
const BAR = 13;

/** The height that `drawGrades` takes, points. */
export function gradesHeight({ analysis }: ReportedScan): number {
  return isGraded(analysis) ? HEAD + Object.keys(analysis.classification!.probabilities).length * BAR : 0;
}

/** The probability of each Perugini grade as bars; nothing where the classes are others. @returns where they end. */
export function drawGrades(pdf: Pdf, scan: ReportedScan, x: number, y: number, width: number): number {
  const { analysis, language } = scan;
  if (!isGraded(analysis)) return y;
  line(pdf, screeningTexts.grade[language], x, y, { size: 8, weight: 'semibold' });
  const bars = Object.values(analysis.classification!.probabilities);
  const largest = bars.indexOf(Math.max(...bars));
  const track = width - 12 - 34;
  bars.forEach((probability, grade) => {
    const at = y + HEAD + grade * BAR;
    line(pdf, String(grade), x, at, { size: 8, weight: grade === largest ? 'semibold' : 'regular' });
    pdf.rect(x + 12, at + 1.5, track, 7).fill(ink.pale);
    pdf.rect(x + 12, at + 1.5, Math.max(0.5, track * probability), 7).fill(grade === largest ? ink.text : '#9aa2aa');
    line(pdf, percent(probability), x + 12 + track, at, { size: 7.5, align: 'right', width: 34, colour: grade === largest ? ink.text : ink.quiet });
  });
  return y + gradesHeight(scan);
}
