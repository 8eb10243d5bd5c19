import { openSync, type Font } from 'fontkit';
import type { Ring } from '../image/fill-rings.ts';
import { reportFont, type Weight } from './report-font.ts';

const fonts = new Map<Weight, Font>();
/** Straight pieces of a curve of a letter: enough for letters of 40 pixels. */
const PIECES = 6;

function fontOf(weight: Weight): Font {
  const known = fonts.get(weight);
  if (known) return known;
  const font = openSync(reportFont[weight]) as Font;
  fonts.set(weight, font);
  return font;
}

/**
 * The letters of a line of text as rings to be filled.
 * @param x left edge, y base line, size the em, all in pixels.
 */
export function textRings(text: string, x: number, y: number, size: number, weight: Weight): readonly Ring[] {
  const font = fontOf(weight);
  const scale = size / font.unitsPerEm;
  const { glyphs, positions } = font.layout(text);
  let pen = 0;
  return glyphs.flatMap((glyph, i) => {
    const { xOffset, yOffset, xAdvance } = positions[i];
    const rings = ringsOf(glyph.path.commands).map((ring) => ring.map(([px, py]) => [x + (pen + xOffset + px) * scale, y - (py + yOffset) * scale] as const));
    pen += xAdvance;
    return rings;
  });
}

/** The width of a line of text, pixels. */
export function textWidth(text: string, size: number, weight: Weight): number {
  const font = fontOf(weight);
  return (font.layout(text).advanceWidth * size) / font.unitsPerEm;
}

type Point = readonly [number, number];
type Commands = ReturnType<Font['layout']>['glyphs'][number]['path']['commands'];

/** Outlines with their curves broken into straight pieces. */
function ringsOf(commands: Commands): Point[][] {
  const rings: Point[][] = [];
  for (const { command, args } of commands) {
    if (command === 'moveTo') rings.push([[args[0], args[1]]]);
    else if (command !== 'closePath') rings[rings.length - 1].push(...curve(rings[rings.length - 1].at(-1)!, args));
  }
  return rings;
}

/** A line, quadratic or cubic curve from a point, by de Casteljau's construction; without its first point. */
function curve(from: Point, args: readonly number[]): Point[] {
  const control: Point[] = [from];
  for (let i = 0; i < args.length; i += 2) control.push([args[i], args[i + 1]]);
  const pieces = control.length === 2 ? 1 : PIECES;
  return Array.from({ length: pieces }, (_, i) => pointOn(control, (i + 1) / pieces));
}

function pointOn(control: readonly Point[], t: number): Point {
  if (control.length === 1) return control[0];
  return pointOn(control.slice(1).map(([x, y], i) => [control[i][0] + t * (x - control[i][0]), control[i][1] + t * (y - control[i][1])]), t);
}
