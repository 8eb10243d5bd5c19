import { html, type Markup } from './markup.ts';

const lowest = 0.8;
const highest = 3.2;
const width = 200;
const height = 26;
const axis = 9;
const ticks = [1, 1.5, 2, 2.5, 3] as const;

/** A value and its interval on the axis that all scans of a list share; what lies outside stands at the end. */
export function ratioScale({ value, interval95 }: { readonly value: number; readonly interval95: readonly [number, number] }): Markup {
  const [lower, middle, upper] = [interval95[0], value, interval95[1]].map(position);
  const marks = ticks.map((tick) => html`<line class="tick" x1="${position(tick)}" x2="${position(tick)}" y1="${axis - 3}" y2="${axis + 3}"/><text x="${position(tick)}" y="${height - 2}">${tick}</text>`);
  return html`<svg class="scale" viewBox="0 0 ${width} ${height}" aria-hidden="true"><line class="axis" x1="0" x2="${width}" y1="${axis}" y2="${axis}"/>${marks}<line class="interval" x1="${lower}" x2="${upper}" y1="${axis}" y2="${axis}"/><circle cx="${middle}" cy="${axis}" r="4"/></svg>`;
}

function position(value: number): number {
  const share = (Math.min(highest, Math.max(lowest, value)) - lowest) / (highest - lowest);
  return Math.round((4 + share * (width - 8)) * 10) / 10;
}
