import type { Network } from '../../inference/onnx-network.ts';
import { mean } from '../../statistics/mean.ts';
import type { TrackedStrain } from './measure-strain.ts';
import type { EchoFrame } from './segmentation.ts';
import { segmentsOfView } from './strain-curves.ts';
import { VIEW_SIDE, viewSquare } from './view-square.ts';

/** Frames that are looked at. */
const LOOKED_AT = 5;
/** Mean probability from which a loop is called reversed. Chosen before testing, as for views. */
const LEAST_SURE = 0.7;

/**
 * Whether a four-chamber loop is shown with its left at the right, as some laboratories do.
 * @param network of orientation. @param frames of the loop, cut to its sector.
 */
export async function looksReversed(network: Network, frames: readonly EchoFrame[]): Promise<boolean> {
  const looked = Array.from({ length: LOOKED_AT }, (_, i) => frames[Math.floor(((i + 0.5) * frames.length) / LOOKED_AT)]);
  const found = await Promise.all(looked.map(async (frame) => (await network.run(viewSquare(frame), [1, VIEW_SIDE, VIEW_SIDE]))['reversed'][0]));
  return mean(found) >= LEAST_SURE;
}

/** A frame with left and right changed. */
export function mirrored(frame: EchoFrame): EchoFrame {
  const { rows, columns, grey } = frame;
  const out = new Float32Array(rows * columns);
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) out[r * columns + c] = grey[r * columns + columns - 1 - c];
  return { ...frame, grey: out };
}

/** Strain of a loop shown the other way round, its segments named by the walls they are of. */
export function namedTheOtherWay(tracked: TrackedStrain): TrackedStrain {
  const others = segmentsOfView.toReversed();
  const segments = Object.fromEntries(segmentsOfView.map((name, i) => [name, tracked.segments[others[i]]])) as TrackedStrain['segments'];
  return { ...tracked, segments, curves: { ...tracked.curves, segments: tracked.curves.segments.toReversed() } };
}
