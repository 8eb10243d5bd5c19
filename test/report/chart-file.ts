import type { Markup } from '../../src/report/markup.ts';

/** A chart as a file that a browser shows, one element a line, with the colours the page would give. */
export function chartFile({ markup }: Markup): string {
  const colours = '<style>svg { --paper: #fdfdfc; --ink: #1a1c1e; --line: #d9dbdd; --faint: #5c6166; --abnormal: #a01f2d; --series-1: #0072b2; --series-2: #d55e00; --series-3: #009e73; --series-4: #b8568b; --series-5: #a87400; background: white; color: #5c6166; font: 11.5px system-ui, sans-serif }</style>';
  return `${markup.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"').replace('>', `>${colours}`).replaceAll('><', '>\n<')}\n`;
}
