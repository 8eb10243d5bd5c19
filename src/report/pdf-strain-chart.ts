import type { Language } from '../measurement/language.ts';
import type { StrainCurve } from '../modalities/modality.ts';
import { formatNumber } from './format-number.ts';
import { ink, line, type Pdf } from './pdf-canvas.ts';
import type { Box } from './pdf-pictures.ts';
import { reportTexts as texts } from './report-texts.ts';

/** One colour and dash a view, told apart in print without colour too. */
const styles = [{ colour: '#1f5fa8', dash: null }, { colour: '#c44a00', dash: 3 }, { colour: '#0e8f7e', dash: 1.2 }] as const;
const LEFT = 18;
const TOP = 11;
const FOOT = 15;

/** Longitudinal strain of each view over the beat. */
export function drawStrainCurves(pdf: Pdf, curves: readonly StrainCurve[], { x, y, width, height }: Box, language: Language): void {
  line(pdf, texts.strain[language], x, y, { size: 7, weight: 'semibold', width });
  const timed = curves.every(({ timesMs }) => timesMs !== null);
  const abscissa = (curve: StrainCurve): readonly number[] => (timed ? curve.timesMs! : curve.frames.map((_, i) => i));
  const lowest = Math.min(-5, ...curves.flatMap(({ endocardial }) => endocardial));
  const highest = Math.max(0, ...curves.flatMap(({ endocardial }) => endocardial));
  const last = Math.max(...curves.flatMap(abscissa));
  const plot = { x: x + LEFT, y: y + TOP, width: width - LEFT, height: height - TOP - FOOT };
  const place = (time: number, strain: number) => [plot.x + (time / last) * plot.width, plot.y + ((highest - strain) / (highest - lowest)) * plot.height] as const;
  for (const tick of ticks(lowest)) {
    const [, at] = place(0, tick);
    pdf.moveTo(plot.x, at).lineTo(plot.x + plot.width, at).lineWidth(0.3).stroke(ink.line);
    line(pdf, formatNumber(tick, 0, language), x, at - 3.5, { size: 5.8, colour: ink.quiet, align: 'right', width: LEFT - 3 });
  }
  curves.forEach((curve, i) => drawCurve(pdf, abscissa(curve).map((time, k) => place(time, curve.endocardial[k])), styles[i % styles.length]));
  let at = plot.x;
  curves.forEach(({ view }, i) => {
    const name = view.toUpperCase();
    line(pdf, name, at, plot.y + plot.height + 3, { size: 5.8, weight: 'semibold', colour: styles[i % styles.length].colour });
    at += pdf.widthOfString(name) + 6;
  });
  line(pdf, `0–${formatNumber(last, 0, language)} ${(timed ? texts.time : texts.frames)[language]}`, at, plot.y + plot.height + 3, { size: 5.8, colour: ink.quiet, align: 'right', width: x + width - at });
}

function ticks(lowest: number): readonly number[] {
  const step = lowest < -12 ? 10 : 5;
  return Array.from({ length: Math.floor(-lowest / step) + 1 }, (_, i) => 0 - i * step);
}

function drawCurve(pdf: Pdf, points: readonly (readonly [number, number])[], { colour, dash }: (typeof styles)[number]): void {
  points.forEach(([px, py], i) => (i === 0 ? pdf.moveTo(px, py) : pdf.lineTo(px, py)));
  if (dash) pdf.dash(dash, { space: 1.6 });
  pdf.lineWidth(1).stroke(colour).undash();
}
