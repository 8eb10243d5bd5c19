import type { SourceFrame } from '../measurement/measurement.ts';
import type { Region, Thumbnail } from '../modalities/modality.ts';
import { encodePngGrey } from './encode-png-grey.ts';
import { html, inEveryLanguage, type Markup } from './markup.ts';
import { screeningTexts as texts } from './screening-texts.ts';

/** Part of a picture, in its pixels. */
interface Window {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Half the side of the square about both circles, in radii of the circle: shows the chest from arm to arm. */
const chestHalfSideRadii = 6.2;
/** Rows over columns from which a picture is one of the whole body, and is shown beside a larger chest. */
const wholeBodyShape = 1.6;

/**
 * The pictures of one scan with its regions drawn over them: of a whole body the chest large and both views small, else
 * both views.
 * @param key unique on the page.
 */
export function scanPicture(thumbnails: readonly Thumbnail[], regions: readonly Region[], key: string): Markup {
  const views = thumbnails.map((thumbnail, i) => ({ thumbnail, id: `${key}-${i}`, drawn: regions.filter(({ source }) => isSame(source, thumbnail.source)) }));
  if (views.length === 0) return html`<p class="no-picture">${inEveryLanguage(texts.noPicture)}</p>`;
  const wholes = views.map(({ thumbnail, id, drawn }) => view(thumbnail, drawn, wholeOf(thumbnail), imageOf(thumbnail, id), isTall(thumbnail) ? 'strip' : 'square'));
  const [first] = views;
  const chest = isTall(first.thumbnail) ? chestOf(first.thumbnail, first.drawn) : null;
  const large = chest && view(first.thumbnail, first.drawn, chest, html`<use href="#${first.id}"/>`, 'square');
  return html`<div class="pictures">${large}${wholes}</div>`;
}

function isSame(a: SourceFrame, b: SourceFrame): boolean {
  return a.sopInstanceUid === b.sopInstanceUid && a.frame === b.frame;
}

function isTall({ rows, columns }: Thumbnail): boolean {
  return rows >= wholeBodyShape * columns;
}

function wholeOf({ rows, columns }: Thumbnail): Window {
  return { x: 0, y: 0, width: columns, height: rows };
}

/** A square about both circles; null where no circle was placed. */
function chestOf(thumbnail: Thumbnail, regions: readonly Region[]): Window | null {
  const circles = regions.filter((region) => region.shape === 'circle');
  if (circles.length === 0) return null;
  const middle = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const half = circles[0].radius * thumbnail.scale[1] * chestHalfSideRadii;
  const x = middle(circles.map((circle) => circle.x)) * thumbnail.scale[1] - half;
  const y = middle(circles.map((circle) => circle.y)) * thumbnail.scale[0] - half;
  return { x, y, width: 2 * half, height: 2 * half };
}

function imageOf({ rows, columns, greyBase64 }: Thumbnail, id: string): Markup {
  const png = encodePngGrey(rows, columns, Buffer.from(greyBase64, 'base64')).toString('base64');
  return html`<image id="${id}" width="${columns}" height="${rows}" href="data:image/png;base64,${png}"/>`;
}

/** Counts below, regions above: only the counts are inverted and brightened. */
function view(thumbnail: Thumbnail, regions: readonly Region[], window: Window, image: Markup, shape: 'strip' | 'square'): Markup {
  const box = [window.x, window.y, window.width, window.height].map(short).join(' ');
  const ratio = `${short(window.width)} / ${short(window.height)}`;
  return html`<div class="view ${shape}" style="aspect-ratio: ${ratio}"><svg class="counts" viewBox="${box}">${image}</svg><svg class="regions" viewBox="${box}">${regions.map((region) => drawn(region, thumbnail))}</svg></div>`;
}

/** Thumbnails have square pixels whatever the stored ones were, so a circle of mm stays a circle. */
function drawn(region: Region, { scale: [rowScale, columnScale] }: Thumbnail): Markup {
  if (region.shape === 'circle') {
    return html`<circle class="region-${region.name}" cx="${short(region.x * columnScale)}" cy="${short(region.y * rowScale)}" r="${short(region.radius * columnScale)}"/>`;
  }
  const points = region.points.map(([x, y]) => `${short(x * columnScale)},${short(y * rowScale)}`).join(' ');
  return html`<polygon class="region-${region.name}" points="${points}"/>`;
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
