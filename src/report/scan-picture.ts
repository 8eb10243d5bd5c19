import type { Region, Thumbnail } from '../modalities/modality.ts';
import { encodePngGrey } from './encode-png-grey.ts';
import { html, inEveryLanguage, type Markup } from './markup.ts';
import { pictureViews, type PictureView } from './picture-window.ts';
import { screeningTexts as texts } from './screening-texts.ts';

/**
 * The pictures of one scan with its regions drawn over them: of a whole body the chest large and both views small, else
 * both views.
 * @param key unique on the page.
 */
export function scanPicture(thumbnails: readonly Thumbnail[], regions: readonly Region[], key: string): Markup {
  const views = pictureViews(thumbnails, regions);
  if (views.length === 0) return html`<p class="no-picture">${inEveryLanguage(texts.noPicture)}</p>`;
  const idOf = (thumbnail: Thumbnail) => `${key}-${thumbnails.indexOf(thumbnail)}`;
  return html`<div class="pictures">${views.map((one) => view(one, one.form === 'chest' ? html`<use href="#${idOf(one.thumbnail)}"/>` : imageOf(one.thumbnail, idOf(one.thumbnail))))}</div>`;
}

function imageOf({ rows, columns, greyBase64 }: Thumbnail, id: string): Markup {
  const png = encodePngGrey(rows, columns, Buffer.from(greyBase64, 'base64')).toString('base64');
  return html`<image id="${id}" width="${columns}" height="${rows}" href="data:image/png;base64,${png}"/>`;
}

/** Counts below, regions above: only the counts are inverted and brightened. */
function view({ thumbnail, regions, window, form }: PictureView, image: Markup): Markup {
  const box = [window.x, window.y, window.width, window.height].map(short).join(' ');
  const ratio = `${short(window.width)} / ${short(window.height)}`;
  return html`<div class="view ${form === 'strip' ? 'strip' : 'square'}" style="aspect-ratio: ${ratio}"><svg class="counts" viewBox="${box}">${image}</svg><svg class="regions" viewBox="${box}">${regions.map((region) => drawn(region, thumbnail))}</svg></div>`;
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
