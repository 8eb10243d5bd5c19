import type { Network } from '../../inference/onnx-network.ts';
import type { TrackedStrain } from './measure-strain.ts';
import { type EchoFrame, showFrame } from './segmentation.ts';
import { segmentsOfView } from './strain-curves.ts';

/** Frames that are looked at both ways round. */
const LOOKED_AT = 5;
const showing = { fill: 1, gamma: 1 } as const;
/** Doubt falls below this share when a reversed loop is turned back; on stills of patients it was 1.09 and more the right way round. */
const SURER = 0.95;

/**
 * Whether a four-chamber loop is shown with its left at the right, as some laboratories do: the network, which learnt the septum at
 * the left of the image, is surer of the mirrored frames.
 * @param frames of the loop, cut to its sector.
 */
export async function looksReversed(network: Network, frames: readonly EchoFrame[]): Promise<boolean> {
  let [asShown, asMirrored] = [0, 0];
  for (let i = 0; i < LOOKED_AT; i++) {
    const frame = frames[Math.floor(((i + 0.5) * frames.length) / LOOKED_AT)];
    asShown += await doubtOf(network, frame);
    asMirrored += await doubtOf(network, mirrored(frame));
  }
  return asMirrored < SURER * asShown;
}

/** How unsure the network is of a frame: the entropy of its probabilities, mean over the pixels. */
async function doubtOf(network: Network, frame: EchoFrame): Promise<number> {
  const { probabilities, rows, columns } = await showFrame(network, frame, showing);
  let entropy = 0;
  for (const share of probabilities) if (share > 1e-9) entropy -= share * Math.log(share);
  return entropy / (rows * columns);
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
