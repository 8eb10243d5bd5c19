import type { Cohort } from './cohort-data.ts';

/** What scans may be coloured by besides their measures. */
export const colourFields = ['label', 'tracer', 'sex', 'camera', 'simulated'] as const;
export type ColourField = (typeof colourFields)[number];

/** A colour for each scan, and what the colours mean. */
export interface Colouring {
  /** 0xAABBGGRR, as pixels are. */
  readonly colours: Uint32Array;
  /** Classes with their colours; null for a measure. */
  readonly classes: readonly { readonly name: string; readonly colour: string; readonly count: number }[] | null;
  /** Ends of the scale of a measure, 2nd and 98th of 100 values; null for classes. */
  readonly range: readonly [number, number] | null;
}

/** Okabe and Ito, told apart with any form of colour blindness. Source: jfly.uni-koeln.de/color. */
const classColours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#b8860b', '#56b4e9', '#7a5195', '#8c564b'];
const labelColours: Readonly<Record<string, string>> = { abnormal: '#c8102e', unsure: '#d9900a', normal: '#2a8c4f' };
const missing = '#9aa1a8';
/** Viridis at tenths. Source: van der Walt and Smith, matplotlib 2015. */
const viridis = ['#440154', '#482475', '#414487', '#355f8d', '#2a788e', '#21918c', '#22a884', '#44bf70', '#7ad151', '#bddf26', '#fde725'];
export const scaleGradient = `linear-gradient(to right, ${viridis.join(', ')})`;

const pixelOf = (colour: string): number => {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
};

/** Colours by a measure or a field. @param name of a quantity or a field. */
export function colouring({ scans, measures }: Cohort, name: string): Colouring {
  const measure = measures.find(({ quantity }) => quantity === name);
  if (measure) return byMeasure(measure.values);
  const values = scans.map((scan) => String(scan[name as ColourField] ?? ''));
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const ordered = [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || a.localeCompare(b));
  const colourOf = (value: string): string => (value === '' ? missing : (labelColours[value] ?? classColours[ordered.filter((one) => one !== '').indexOf(value) % classColours.length]));
  const pixels = new Map(ordered.map((value) => [value, pixelOf(colourOf(value))]));
  return { colours: Uint32Array.from(values, (value) => pixels.get(value)!), classes: ordered.map((value) => ({ name: value, colour: colourOf(value), count: counts.get(value)! })), range: null };
}

function byMeasure(values: Float64Array): Colouring {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const range = [sorted[Math.floor(0.02 * (sorted.length - 1))], sorted[Math.ceil(0.98 * (sorted.length - 1))]] as const;
  const steps = viridis.map(pixelOf);
  const place = (value: number): number => Math.max(0, Math.min(steps.length - 1, Math.round(((steps.length - 1) * (value - range[0])) / Math.max(1e-12, range[1] - range[0]))));
  return { colours: Uint32Array.from(values, (value) => (Number.isNaN(value) ? pixelOf(missing) : steps[place(value)])), classes: null, range };
}
