import PDFDocument from 'pdfkit';
import { reportFont, type Weight } from './report-font.ts';

/** Points, of which 72 are an inch. */
export const page = { width: 595.28, height: 841.89, margin: 40 } as const;
export const innerWidth = page.width - 2 * page.margin;

export const ink = { text: '#1d2126', quiet: '#5b636b', line: '#d5d9dd', pale: '#f3f5f7', warning: '#8a5a00', refusal: '#b3261e' } as const;

export type Pdf = InstanceType<typeof PDFDocument>;

/** One paragraph and how it is set. */
export interface Paragraph {
  readonly text: string;
  readonly size: number;
  readonly weight?: Weight;
  readonly colour?: string;
  /** Space above, points. */
  readonly above?: number;
  /** A bullet in this colour before the text, which is then indented. */
  readonly bullet?: string;
  /** Indented as if after a bullet. */
  readonly indented?: true;
}

const BULLET_INDENT = 9;

/** A page of A4 with its fonts, and the promise of its bytes, kept when `end` is called. */
export function openPdf(about: { readonly title: string; readonly author: string; readonly language: string; readonly writtenAt: Date }): { pdf: Pdf; bytes: Promise<Buffer> } {
  const pdf = new PDFDocument({
    size: 'A4', margin: 0, lang: about.language, displayTitle: true, autoFirstPage: true,
    info: { Title: about.title, Author: about.author, Creator: about.author, CreationDate: about.writtenAt },
  });
  for (const [weight, path] of Object.entries(reportFont)) pdf.registerFont(weight, path);
  const pieces: Buffer[] = [];
  const bytes = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (piece: Buffer) => pieces.push(piece));
    pdf.on('end', () => resolve(Buffer.concat(pieces)));
    pdf.on('error', reject);
  });
  return { pdf, bytes };
}

/** Writes one line that is not broken. */
export function line(pdf: Pdf, text: string, x: number, y: number, { size, weight = 'regular', colour = ink.text, align = 'left', width }: Omit<Paragraph, 'text'> & { readonly align?: 'left' | 'right'; readonly width?: number }): void {
  pdf.font(weight).fontSize(size).fillColor(colour);
  const written = width === undefined ? text : shortened(pdf, text, width);
  const left = align === 'right' && width !== undefined ? x + width - pdf.widthOfString(written) : x;
  pdf.text(written, left, y, { lineBreak: false });
}

/** Text that fits a width; what was cut off is marked. */
function shortened(pdf: Pdf, text: string, width: number): string {
  if (pdf.widthOfString(text) <= width) return text;
  let end = text.length;
  while (end > 0 && pdf.widthOfString(`${text.slice(0, end)}…`) > width) end--;
  return `${text.slice(0, end)}…`;
}

/** The height that paragraphs take in a column of a width, points. */
export function heightOf(pdf: Pdf, paragraphs: readonly Paragraph[], width: number, scale: number): number {
  return paragraphs.reduce((sum, paragraph) => {
    pdf.font(paragraph.weight ?? 'regular').fontSize(paragraph.size * scale);
    return sum + (paragraph.above ?? 0) * scale + pdf.heightOfString(paragraph.text, { width: width - indentOf(paragraph, scale) });
  }, 0);
}

/** Writes paragraphs one below the other. @returns where the last one ends. */
export function column(pdf: Pdf, paragraphs: readonly Paragraph[], x: number, top: number, width: number, scale: number): number {
  let y = top;
  for (const paragraph of paragraphs) {
    const size = paragraph.size * scale;
    const indent = indentOf(paragraph, scale);
    y += (paragraph.above ?? 0) * scale;
    if (paragraph.bullet) pdf.circle(x + 2.5 * scale, y + size * 0.62, 1.7 * scale).fill(paragraph.bullet);
    pdf.font(paragraph.weight ?? 'regular').fontSize(size).fillColor(paragraph.colour ?? ink.text);
    const height = pdf.heightOfString(paragraph.text, { width: width - indent });
    pdf.text(paragraph.text, x + indent, y, { width: width - indent });
    y += height;
  }
  return y;
}

function indentOf({ bullet, indented }: Paragraph, scale: number): number {
  return bullet || indented ? BULLET_INDENT * scale : 0;
}
