import type { ImageInstance, NuclearFrame, Pixels } from '../../dicom/study.ts';
import type { Raster } from '../../image/resample-area.ts';
import type { SourceFrame } from '../../measurement/measurement.ts';

/** One view as it is to be seen: head up, patient's left on the right, posterior mirrored to match anterior. */
export interface PlanarView extends Raster {
  readonly values: Pixels['values'];
  readonly source: SourceFrame;
  readonly instance: ImageInstance;
  readonly frame: NuclearFrame;
}

/** What one scan offers; at least one view is there. */
export interface PlanarViews {
  readonly anterior: PlanarView | null;
  readonly posterior: PlanarView | null;
  /** True when no tag or text said which view is which. */
  readonly assumed: boolean;
  /** The pixel size that had to be assumed, mm; null when stated. */
  readonly assumedSpacingMm: number | null;
}

/** Field of view along the longer side that is assumed when no pixel size is stated, mm: a whole body, a static chest. */
const ASSUMED_LENGTH_MM = { wholeBody: 2300, static: 550 } as const;

/** True when rows outnumber columns as in a whole-body scan. */
export function looksWholeBody(instance: ImageInstance): boolean {
  return instance.nuclear?.wholeBody ?? instance.rows >= 2 * instance.columns;
}

/** Frames of the photopeak: the first energy window of a file with several. */
export function photopeakFrames(instance: ImageInstance): readonly NuclearFrame[] {
  const frames = instance.nuclear?.frames ?? [];
  const named = frames.find((frame) => /tc|99m|140|peak|photo/i.test(frame.energyWindowName ?? '') && !/scat/i.test(frame.energyWindowName ?? ''));
  const window = named?.energyWindow ?? frames[0]?.energyWindow ?? null;
  return frames.filter((frame) => frame.energyWindow === window);
}

/** Reads the anterior and posterior view of a group of files. */
export function readViews(group: readonly ImageInstance[]): PlanarViews {
  const offered = group.flatMap((instance) => photopeakFrames(instance).map((frame) => ({ instance, frame })));
  const find = (view: 'anterior' | 'posterior') => offered.find(({ frame }) => frame.view === view) ?? null;
  const unknown = offered.filter(({ frame }) => frame.view === 'unknown');
  const anterior = find('anterior') ?? unknown[0] ?? null;
  const posterior = find('posterior') ?? (anterior?.frame.view === 'unknown' ? unknown[1] : unknown[0]) ?? null;
  const first = (anterior ?? posterior)?.instance ?? group[0];
  return {
    anterior: anterior && readView(anterior.instance, anterior.frame, false),
    posterior: posterior && posterior !== anterior ? readView(posterior.instance, posterior.frame, true) : null,
    assumed: anterior?.frame.view === 'unknown',
    assumedSpacingMm: first.spacingMm ? null : assumedSpacing(first),
  };
}

function assumedSpacing(instance: ImageInstance): number {
  const length = looksWholeBody(instance) ? ASSUMED_LENGTH_MM.wholeBody : ASSUMED_LENGTH_MM.static;
  return Math.round((length / Math.max(instance.rows, instance.columns)) * 100) / 100;
}

function readView(instance: ImageInstance, frame: NuclearFrame, seenFromBehind: boolean): PlanarView {
  const pixels: Pixels = instance.decode(frame.frame);
  const assumed = assumedSpacing(instance);
  return {
    rows: pixels.rows, columns: pixels.columns, values: pixels.values,
    spacingMm: instance.spacingMm ?? [assumed, assumed],
    ...flips(instance, frame, seenFromBehind),
    source: { sopInstanceUid: instance.sopInstanceUid, frame: frame.frame },
    instance, frame,
  };
}

/**
 * How a frame must be turned to stand head up with the patient's left on the right. Patient Orientation is one tag for the
 * whole file: where both views are in it, it describes the first, and the camera opposite sees the columns run the other way.
 * Source: PS3.3 C.7.6.1.1.1, first letter where columns grow to, second where rows grow to.
 */
function flips(instance: ImageInstance, frame: NuclearFrame, seenFromBehind: boolean): { flipColumns: boolean; flipRows: boolean } {
  const directions = instance.nuclear?.orientation.rowColumnDirections ?? null;
  if (!directions) return { flipColumns: seenFromBehind, flipRows: false };
  const described = photopeakFrames(instance)[0] ?? frame;
  const opposite = described.frame !== frame.frame && (described.view !== frame.view || frame.view === 'unknown');
  return { flipColumns: directions[0].startsWith('R') !== opposite, flipRows: directions[1].startsWith('H') };
}

const turned = (view: PlanarView | null): PlanarView | null => view && { ...view, flipRows: !view.flipRows, flipColumns: !view.flipColumns };
const mirroredView = (view: PlanarView | null): PlanarView | null => view && { ...view, flipColumns: !view.flipColumns };

/** The same views turned by 180 degrees. */
export function turnViews(views: PlanarViews): PlanarViews {
  return { ...views, anterior: turned(views.anterior), posterior: turned(views.posterior) };
}

/** The same views with anterior and posterior exchanged, each mirrored for its new place. */
export function swapViews(views: PlanarViews): PlanarViews {
  return { ...views, anterior: mirroredView(views.posterior), posterior: mirroredView(views.anterior) };
}
