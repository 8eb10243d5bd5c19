import type { Network } from '../../inference/onnx-network.ts';
import type { NotMeasured } from '../../measurement/result.ts';
import { type Chamber, measureChamber, wallThickness } from './chamber.ts';
import { endocardialLength as lengthOfEndocardium } from './endocardial-length.ts';
import { type AtSectorEdge, sectorEdge } from './sector-edge.ts';
import { type EchoFrame, labelsFrom, meanProbabilities, onGrid, severalShowings, showSeverally } from './segmentation.ts';
import type { LabelMap } from './structures.ts';

/** What is read off one set of outlines. */
export interface OutlineMeasures {
  readonly leftVentricle: Chamber | NotMeasured;
  readonly leftAtrium: Chamber | NotMeasured;
  /** From hinge over apex to hinge, in the unit of the spacing. */
  readonly endocardialLength: { readonly status: 'measured'; readonly value: number } | NotMeasured;
  /** From hinge over the roof of the left atrium to hinge. */
  readonly atrialLength: { readonly status: 'measured'; readonly value: number } | NotMeasured;
  readonly wall: { readonly status: 'measured'; readonly value: number } | NotMeasured;
}

/** One frame outlined with care: the mean of several showings, and what each showing alone would have said. */
export interface FrameMeasures extends OutlineMeasures {
  readonly map: LabelMap;
  /** Where the picture ends; absent where that is not known. */
  readonly atEdge?: AtSectorEdge;
  /** In the order of the showings, so that those of two frames may be paired. */
  readonly showings: readonly OutlineMeasures[];
}

/** Reads volumes, lengths of the endocardium and wall thickness off outlines. @param spacingMm of a pixel. @param atEdge where the wall may go on unseen. */
export function measureOutlines(map: LabelMap, spacingMm: readonly [number, number], atEdge?: AtSectorEdge): OutlineMeasures {
  const leftVentricle = measureChamber(map, 'leftVentricle', spacingMm);
  const leftAtrium = measureChamber(map, 'leftAtrium', spacingMm);
  const endocardialLength = leftVentricle.status === 'measured' ? lengthOfEndocardium(map, 'leftVentricle', leftVentricle, spacingMm) : leftVentricle;
  const atrialLength = leftAtrium.status === 'measured' ? lengthOfEndocardium(map, 'leftAtrium', leftAtrium, spacingMm) : leftAtrium;
  return { leftVentricle, endocardialLength, leftAtrium, atrialLength, wall: wallThickness(map, spacingMm, atEdge) };
}

/** Outlines are drawn on at most so many pixels along a side: the network sees 256, and more would add nothing. */
const LONGEST_SIDE = 512;

/**
 * Outlines a frame several times and reads it off: the mean finely, each showing alone on the network's own grid.
 * @param spacingMm of a pixel of the frame; in any unit for an image without calibration.
 * @returns outlines of the same field, with 512 pixels along the longer side at most.
 */
export async function measureFrame(network: Network, frame: EchoFrame, spacingMm: readonly [row: number, column: number]): Promise<FrameMeasures> {
  const several = await showSeverally(network, frame, severalShowings);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(frame.rows, frame.columns));
  const map = labelsFrom(onGrid(meanProbabilities(several), Math.round(frame.rows * scale), Math.round(frame.columns * scale)));
  const spacingOf = ({ rows, columns }: { readonly rows: number; readonly columns: number }) => [(spacingMm[0] * frame.rows) / rows, (spacingMm[1] * frame.columns) / columns] as const;
  const atEdge = sectorEdge(frame, spacingMm);
  return { map, atEdge, ...measureOutlines(map, spacingOf(map), atEdge), showings: several.map((one) => measureOutlines(labelsFrom(one), spacingOf(one), atEdge)) };
}
