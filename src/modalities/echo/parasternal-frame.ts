import type { Network } from '../../inference/onnx-network.ts';
import type { NotMeasured } from '../../measurement/result.ts';
import { measureLongAxis, type LongAxis } from './long-axis.ts';
import { parasternalLabels } from './parasternal-structures.ts';
import { meanProbabilities, onGrid, severalShowings, showFrame, showSeverally, type EchoFrame, type ProbabilityMap } from './segmentation.ts';
import { measureShortAxis, type ShortAxis } from './short-axis.ts';
import type { LabelMap } from './structures.ts';

/** Views of this folder's parasternal numbers: the long axis, and the short axis at the papillary muscles. */
export type MeasuredParasternalView = 'plax' | 'psaxPapillary';

/** One frame of a parasternal view, outlined with care: the mean of several showings, and what each alone would have said. */
export interface ParasternalFrame<Axis extends LongAxis | ShortAxis = LongAxis | ShortAxis> {
  readonly map: LabelMap;
  readonly axis: Axis | NotMeasured;
  readonly showings: readonly (Axis | NotMeasured)[];
}

/** Outlines are read on so many times finer a grid than the network's own: borders lie between its pixels. */
const FINER = 2;

/** Labels of a frame at the network's own resolution, to follow the cavity over time. */
export async function parasternalCoarseLabels(network: Network, frame: EchoFrame): Promise<LabelMap> {
  return parasternalLabels(await showFrame(network, frame, severalShowings[0]));
}

/**
 * Outlines a frame several times and reads it off.
 * @param spacingMm of a pixel of the frame.
 */
export async function measureParasternalFrame(network: Network, frame: EchoFrame, view: MeasuredParasternalView, spacingMm: readonly [row: number, column: number]): Promise<ParasternalFrame> {
  const several = await showSeverally(network, frame, severalShowings);
  const whole = meanProbabilities(several);
  const { map, axis } = readOff(onGrid(whole, FINER * whole.rows, FINER * whole.columns), frame, view, spacingMm);
  return { map, axis, showings: several.map((one) => readOff(one, frame, view, spacingMm).axis) };
}

function readOff(map: ProbabilityMap, frame: EchoFrame, view: MeasuredParasternalView, spacingMm: readonly [number, number]): { readonly map: LabelMap; readonly axis: LongAxis | ShortAxis | NotMeasured } {
  const spaced = { map, spacingMm: [(spacingMm[0] * frame.rows) / map.rows, (spacingMm[1] * frame.columns) / map.columns] } as const;
  const labels = parasternalLabels(map);
  return { map: labels, axis: view === 'plax' ? measureLongAxis(spaced, labels) : measureShortAxis(spaced, labels) };
}
