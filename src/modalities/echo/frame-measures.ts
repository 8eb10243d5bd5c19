import type { Network } from '../../inference/onnx-network.ts';
import type { NotMeasured } from '../../measurement/result.ts';
import { type Chamber, measureChamber, wallThickness } from './chamber.ts';
import { type EchoFrame, labelsFrom, meanProbabilities, probabilitiesOf, severalShowings } from './segmentation.ts';
import type { LabelMap } from './structures.ts';

/** What is read off one set of outlines. */
export interface OutlineMeasures {
  readonly leftVentricle: Chamber | NotMeasured;
  readonly leftAtrium: Chamber | NotMeasured;
  readonly wall: { readonly status: 'measured'; readonly value: number } | NotMeasured;
}

/** One frame outlined with care: the mean of several showings, and what each showing alone would have said. */
export interface FrameMeasures extends OutlineMeasures {
  readonly map: LabelMap;
  /** In the order of the showings, so that those of two frames may be paired. */
  readonly showings: readonly OutlineMeasures[];
}

/** Reads volumes and wall thickness off outlines. @param spacingMm of a pixel. */
export function measureOutlines(map: LabelMap, spacingMm: readonly [number, number]): OutlineMeasures {
  return { leftVentricle: measureChamber(map, 'leftVentricle', spacingMm), leftAtrium: measureChamber(map, 'leftAtrium', spacingMm), wall: wallThickness(map, spacingMm) };
}

/**
 * Outlines a frame several times and reads it off.
 * @param spacingMm of a pixel; in any unit for an image without calibration.
 */
export async function measureFrame(network: Network, frame: EchoFrame, spacingMm: readonly [number, number]): Promise<FrameMeasures> {
  const { rows, columns } = frame;
  const several = await probabilitiesOf(network, frame, severalShowings);
  const map = labelsFrom(meanProbabilities(several), rows, columns);
  return { map, ...measureOutlines(map, spacingMm), showings: several.map((one) => measureOutlines(labelsFrom(one, rows, columns), spacingMm)) };
}
