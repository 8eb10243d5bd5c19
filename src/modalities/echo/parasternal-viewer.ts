import type { ImageInstance } from '../../dicom/study.ts';
import type { Network } from '../../inference/onnx-network.ts';
import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import type { BeatReading, OpenLoop } from '../viewer.ts';
import { followLoop, type FollowedLoop } from './follow-loop.ts';
import { viewOf, type FrameRegions } from './loop-viewer.ts';
import type { MeasuredParasternalView } from './parasternal-frame.ts';
import { parasternalMeasurements } from './parasternal-measurements.ts';
import { parasternalRegions, structureRegions } from './parasternal-pictures.ts';
import { measuredParasternalView, measureParasternalBeat, parasternalOutliner, spacingOf } from './parasternal.ts';
import { calibration } from './quality-control.ts';

/** Outlines a parasternal loop to be played, and to be read beat by beat. A view of which nothing is measured is played without outlines. */
export async function openParasternalLoop(instance: ImageInstance, loaded: Network): Promise<OpenLoop> {
  const view = measuredParasternalView(instance);
  const loop = view && (await followLoop(instance, parasternalOutliner(loaded))).loop;
  return {
    view: viewOf(instance, loop, regionsOf),
    async readBeat({ diastole, systole, diastolicCavity, systolicCavity }) {
      if (!loop || !view) throw new AmyloscopeError('invalidInput', 'The loop is refused: nothing is measured on it.');
      if (diastolicCavity || systolicCavity) throw new AmyloscopeError('invalidInput', 'A cavity drawn by a reader is taken on apical views alone. Choose the frames of the beat instead.');
      const beat = { diastole: diastole - 1, systole: systole - 1 };
      if (Object.values(beat).some((frame) => !(frame in loop.frames)) || diastole === systole) throw new AmyloscopeError('invalidInput', `Frames ${diastole} and ${systole} are no beat of a loop of ${loop.frames.length} frames.`);
      return readingOf(instance, view, loop, beat, loaded);
    },
  };
}

const regionsOf: FrameRegions = ({ sopInstanceUid }, { sector }, frame, map) => structureRegions({ sopInstanceUid, frame: frame + 1 }, sector, map);

async function readingOf(instance: ImageInstance, view: MeasuredParasternalView, loop: FollowedLoop, beat: FollowedLoop['beats'][number], loaded: Network): Promise<BeatReading> {
  const spacing = spacingOf(instance, loop);
  const measured = await measureParasternalBeat(loop, beat, view, spacing, loaded);
  const reading = { view, instance, calibrated: calibration(instance) !== null, beats: [measured] };
  const measurements = parasternalMeasurements({ long: view === 'plax' ? reading : null, short: view === 'plax' ? null : reading, apical: null, card: loaded.card });
  return {
    numbers: measurements.flatMap((one) => (one.status === 'measured' ? [{ quantity: one.quantity, result: { status: 'measured' as const, value: one.value } }] : [])),
    outlines: parasternalRegions(instance, loop.sector, spacing, measured), curve: null,
  };
}
