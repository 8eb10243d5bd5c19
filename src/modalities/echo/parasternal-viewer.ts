import type { ImageInstance } from '../../dicom/study.ts';
import type { Network } from '../../inference/onnx-network.ts';
import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import type { BeatReading, BeatRequest, DrawnBorders, OpenLoop } from '../viewer.ts';
import type { Beat } from './beats.ts';
import { axisOfBorders, bordersOf } from './drawn-borders.ts';
import { followLoop, type FollowedLoop } from './follow-loop.ts';
import { viewOf, type FrameRegions } from './loop-viewer.ts';
import type { MeasuredParasternalView, ParasternalFrame } from './parasternal-frame.ts';
import { parasternalMeasurements } from './parasternal-measurements.ts';
import { parasternalRegions, structureRegions } from './parasternal-pictures.ts';
import { measuredParasternalView, measureParasternalBeat, parasternalOutliner, spacingOf, type ParasternalBeat } from './parasternal.ts';
import { calibration } from './quality-control.ts';

/** A parasternal loop that can be read. */
interface ReadLoop {
  readonly instance: ImageInstance;
  readonly view: MeasuredParasternalView;
  readonly loop: FollowedLoop;
  readonly loaded: Network;
}

/** Outlines a parasternal loop to be played, and to be read beat by beat. A view of which nothing is measured is played without outlines. */
export async function openParasternalLoop(instance: ImageInstance, loaded: Network): Promise<OpenLoop> {
  const view = measuredParasternalView(instance);
  const loop = view && (await followLoop(instance, parasternalOutliner(loaded))).loop;
  const automatic = new Map<string, Promise<ParasternalBeat>>();
  return {
    view: { ...viewOf(instance, loop, regionsOf), corrects: loop && view === 'plax' && calibration(instance) ? 'borders' : null },
    async readBeat(request) {
      if (!loop || !view) throw new AmyloscopeError('invalidInput', 'The loop is refused: nothing is measured on it.');
      checkDrawn(request, view);
      const beat = beatOf(request, loop);
      const key = `${beat.diastole} ${beat.systole}`;
      if (!automatic.has(key)) automatic.set(key, measureParasternalBeat(loop, beat, view, spacingOf(instance, loop), loaded));
      return readingOf({ instance, view, loop, loaded }, await automatic.get(key)!, request);
    },
  };
}

const regionsOf: FrameRegions = ({ sopInstanceUid }, { sector }, frame, map) => structureRegions({ sopInstanceUid, frame: frame + 1 }, sector, map);

function checkDrawn({ diastolicCavity, systolicCavity, diastolicBorders, systolicBorders }: BeatRequest, view: MeasuredParasternalView): void {
  if (diastolicCavity || systolicCavity) throw new AmyloscopeError('invalidInput', 'A cavity drawn by a reader is taken on apical views alone. Draw the borders of the walls on the long axis instead.');
  if ((diastolicBorders || systolicBorders) && view !== 'plax') throw new AmyloscopeError('invalidInput', 'Borders of the walls are drawn on the parasternal long axis alone.');
}

function beatOf({ diastole, systole }: BeatRequest, { frames }: FollowedLoop): Beat {
  if ([diastole, systole].some((frame) => !(frame - 1 in frames)) || diastole === systole) throw new AmyloscopeError('invalidInput', `Frames ${diastole} and ${systole} are no beat of a loop of ${frames.length} frames.`);
  return { diastole: diastole - 1, systole: systole - 1 };
}

/** One beat by the rules of the analysis, between a reader's borders where there are some. */
function readingOf({ instance, view, loop, loaded }: ReadLoop, automatic: ParasternalBeat, { diastolicBorders, systolicBorders }: BeatRequest): BeatReading {
  const spacing = spacingOf(instance, loop);
  // Showings make intervals wider, and a reading of one beat has none.
  const redrawn = ({ map, axis }: ParasternalFrame, drawn: DrawnBorders | null): ParasternalFrame => ({ map, axis: drawn ? axisOfBorders(drawn, loop.sector, spacing) : axis, showings: [] });
  const beat = { ...automatic, diastole: redrawn(automatic.diastole, diastolicBorders), systole: redrawn(automatic.systole, systolicBorders) };
  const reading = { view, instance, calibrated: calibration(instance) !== null, beats: [beat] };
  const measurements = parasternalMeasurements({ long: view === 'plax' ? reading : null, short: view === 'plax' ? null : reading, apical: null, card: loaded.card });
  const borders = ({ axis }: ParasternalFrame) => (axis.status === 'measured' && 'crossings' in axis ? bordersOf(axis, loop.sector, spacing) : null);
  return {
    numbers: measurements.flatMap((one) => (one.status === 'measured' ? [{ quantity: one.quantity, result: { status: 'measured' as const, value: one.value } }] : [])),
    outlines: parasternalRegions(instance, loop.sector, spacing, beat), curve: null,
    diastolicBorders: borders(beat.diastole), systolicBorders: borders(beat.systole),
  };
}
