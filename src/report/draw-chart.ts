import { plot, type PlotOptions } from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { trusted, type Markup } from './markup.ts';

const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** Fixed, so that the same data gives the same chart to the last byte. */
const className = 'chart';

const frame: PlotOptions = { width: 460, height: 340, marginLeft: 48, marginBottom: 40, marginTop: 30, marginRight: 20 };

/** Draws a chart as SVG without a browser. Colours and type come from the style sheet of the page. */
export function drawChart(options: PlotOptions): Markup {
  const svg = plot({ ...frame, document: document as never, className, ...options });
  svg.querySelector('style')?.remove();
  svg.setAttribute('role', 'img');
  return trusted(svg.outerHTML);
}
