import type { Language, Text } from '../measurement/language.ts';
import type { BullsEye } from '../modalities/modality.ts';
import { bullsEyeShape, type SegmentShape } from './bulls-eye-shape.ts';
import { formatNumber } from './format-number.ts';
import { ink, line, type Pdf } from './pdf-canvas.ts';
import { reportTexts } from './report-texts.ts';

/** Strain at which red is full: that of a normal apex. */
const FULL_STRAIN = 22;
/** Numbers are smaller than this of a small disc, so that they do not run into each other. */
const LEAST_RADIUS_PER_POINT = 7.5;
const RED = [0xa8, 0x12, 0x1f] as const;
const BLUE = [0x1c, 0x5f, 0xb0] as const;
const ORANGE = [0xc4, 0x4a, 0x00] as const;

const texts = {
  unknown: { en: 'grey: not measured', fr: 'gris : non mesuré' },
  walls: { en: 'top anterior, left septal', fr: 'haut antérieur, gauche septal' },
} as const satisfies Record<string, Text>;

/** A bull's-eye with the value of each segment. @param across of the disc, points. @param width for its words. @returns where it ends. */
export function drawBullsEye(pdf: Pdf, bullsEye: BullsEye, { x, y, width, across, language }: { readonly x: number; readonly y: number; readonly width: number; readonly across: number; readonly language: Language }): number {
  const { segments, unit } = bullsEye;
  line(pdf, (unit === '%' ? reportTexts.strainBySegment : reportTexts.uptakeBySegment)[language], x, y, { size: 7, weight: 'semibold', width });
  const [radius, top] = [across / 2 - 1, y + 11];
  const [cx, cy] = [x + across / 2, top + radius];
  const size = Math.min(6, radius / LEAST_RADIUS_PER_POINT);
  const decimals = unit === '1' ? 1 : 0;
  bullsEyeShape(segments.length).forEach((shape, i) => {
    const value = segments[i];
    const { colour, dark } = colourOf(value, bullsEye);
    outline(pdf, shape, { cx, cy, radius });
    pdf.lineWidth(0.5).fillAndStroke(colour, '#ffffff');
    if (value === null) return;
    const [angle, middle] = [(shape.from + shape.to) / 2, shape.inner === 0 && shape.to - shape.from > 6 ? 0 : ((shape.inner + shape.outer) / 2) * (shape.inner === 0 ? 1.2 : 1) * radius];
    // A small negative number would be written as minus nothing.
    const text = formatNumber(Number(value.toFixed(decimals)) || 0, decimals, language);
    pdf.font('regular').fontSize(size);
    line(pdf, text, cx + middle * Math.cos(angle) - pdf.widthOfString(text) / 2, cy - middle * Math.sin(angle) - 0.57 * size, { size, colour: dark ? '#ffffff' : ink.text });
  });
  const foot = segments.includes(null) ? `${texts.walls[language]}${language === 'fr' ? '\u00a0;' : ';'} ${texts.unknown[language]}` : texts.walls[language];
  line(pdf, foot, x, top + 2 * radius + 3, { size: 5.8, colour: ink.quiet, width });
  return top + 2 * radius + 11;
}

interface Disc {
  readonly cx: number;
  readonly cy: number;
  readonly radius: number;
}

/** Arcs are drawn as short straight lines: at this size nobody sees them. */
function outline(pdf: Pdf, { inner, outer, from, to }: SegmentShape, { cx, cy, radius }: Disc): void {
  const steps = Math.max(8, Math.ceil((to - from) / 0.08));
  const at = (share: number, r: number) => {
    const angle = from + share * (to - from);
    return [cx + r * radius * Math.cos(angle), cy - r * radius * Math.sin(angle)] as [number, number];
  };
  const along = Array.from({ length: steps + 1 }, (_, i) => i / steps);
  pdf.polygon(...along.map((share) => at(share, outer)), ...along.toReversed().map((share) => at(share, inner)));
}

/** Shortening is red and lengthening blue, as on scanners; uptake from white to orange. */
function colourOf(value: number | null, { segments, unit }: BullsEye): { readonly colour: string; readonly dark: boolean } {
  if (value === null) return { colour: '#c9ced3', dark: false };
  const most = unit === '%' ? FULL_STRAIN : Math.max(1, ...segments.map((one) => one ?? 0));
  const strength = Math.min(1, Math.abs(value) / most);
  const full = unit !== '%' ? ORANGE : value <= 0 ? RED : BLUE;
  const mixed = full.map((channel) => Math.round(255 - strength * (255 - channel)));
  return { colour: `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`, dark: strength > 0.62 };
}
