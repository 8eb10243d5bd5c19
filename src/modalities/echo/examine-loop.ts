import type { ImageInstance } from '../../dicom/study.ts';
import type { Network } from '../../inference/onnx-network.ts';
import type { Finding } from '../../measurement/finding.ts';
import type { Measurement } from '../../measurement/measurement.ts';
import type { NotMeasured } from '../../measurement/result.ts';
import type { PictureChoice, Region, Thumbnail } from '../modality.ts';
import type { Beat } from './beats.ts';
import { measureLoop, type MeasuredBeat, nothingMeasured } from './echo-measurements.ts';
import { longitudinalStrain, reservoirStrain, type EchoValue } from './echo-values.ts';
import { echoFinding } from './findings.ts';
import { apicalOutliner, followLoop, frameTimes, type OutlinedLoop } from './follow-loop.ts';
import { measureFrame } from './frame-measures.ts';
import { trackedStrain, type StrainLoop, type TrackedStrain } from './measure-strain.ts';
import { outlineRegions, stillPictures } from './pictures.ts';
import { checkLean } from './off-axis.ts';
import { SIMULATED_NETWORK } from './networks.ts';
import { calibration, checkStrainRate } from './quality-control.ts';
import { looksReversed, namedTheOtherWay } from './reversed.ts';
import { chooseBeats, rhythmFindings } from './rhythm.ts';
import type { EchoFrame } from './segmentation.ts';
import { noStrain, strainMeasurements } from './strain-measurements.ts';

/** One beat of one view, as numbers of several views are made of. */
export interface ViewReading extends MeasuredBeat {
  readonly instance: ImageInstance;
  readonly calibrated: boolean;
  readonly contour: EchoValue | NotMeasured;
  readonly reservoir: EchoValue | NotMeasured;
  readonly tracked: TrackedStrain | NotMeasured;
}

/** Everything that the analysis of one loop found. */
export interface LoopOutcome {
  readonly findings: readonly Finding[];
  readonly measurements: readonly Measurement[];
  readonly regions: readonly Region[];
  readonly thumbnails: readonly Thumbnail[];
  /** null when the loop was refused. */
  readonly reading: ViewReading | null;
}

/** What loops are measured with. */
export interface LoopNetworks {
  readonly outlines: Network;
  /** null where left and right are taken as usual. */
  readonly orientation: Network | null;
}

/** Measures loops, or says why one is refused. The beats of one are measured while the next is outlined. */
export async function examineLoops(instances: readonly ImageInstance[], networks: LoopNetworks, pictures: PictureChoice): Promise<readonly LoopOutcome[]> {
  let before: Promise<unknown> = Promise.resolve();
  return Promise.all(instances.map((instance) => {
    const followed = before.then(() => followLoop(instance, apicalOutliner(networks.outlines)));
    before = followed;
    return followed.then((loop) => examineLoop(instance, loop, networks, pictures));
  }));
}

async function examineLoop(instance: ImageInstance, followed: OutlinedLoop, { outlines: loaded, orientation }: LoopNetworks, pictures: PictureChoice): Promise<LoopOutcome> {
  if (!followed.loop) return refusedLoop(followed.findings, loaded);
  const { beats, frames, sector, decoded } = followed.loop;
  const spacing = calibration(instance);
  const measured = [];
  const chosen = chooseBeats(beats, frameTimes(instance), instance.ultrasound?.rWaveTimesMs ?? []);
  for (const beat of chosen.beats) measured.push(await measureBeat(beat, frames, spacing, loaded));
  const reversed = orientation !== null && isFourChamber(instance) && (await looksReversed(orientation, frames));
  const reading = await readingOf(instance, frames, beats, measured, reversed);
  const { sopInstanceUid } = instance;
  const sources = [reading.beat.diastole, reading.beat.systole].map((frame) => ({ sopInstanceUid, frame: frame + 1 }));
  return {
    findings: [...followed.findings, ...(reading.tracked.status === 'measured' ? checkStrainRate(instance) : []), ...rhythmFindings(chosen), ...(reversed ? [echoFinding('leftRightReversed')] : []), ...leaning(instance, reading, reversed), ...(loaded.card.name === SIMULATED_NETWORK ? [echoFinding('simulationWeights')] : [])], reading,
    measurements: [...measureLoop(measured, { instance, calibrated: spacing !== null, card: loaded.card }), ...strainMeasurements(reading, sources, { card: loaded.card, sopInstanceUid })],
    regions: outlineRegions(instance, sector, measured[0]),
    thumbnails: pictures === 'none' ? [] : stillPictures(instance, decoded, measured[0]),
  };
}

/** A view that the file does not state, and nothing recognised, is taken to be four-chamber. */
function isFourChamber({ ultrasound }: ImageInstance): boolean {
  return (ultrasound?.view ?? 'a4c') === 'a4c';
}

function leaning(instance: ImageInstance, { diastole: { leftVentricle } }: ViewReading, reversed: boolean): readonly Finding[] {
  return isFourChamber(instance) && leftVentricle.status === 'measured' ? checkLean(leftVentricle, reversed) : [];
}

/** The first beat that begins with its end-diastole, with its strain by contours and by speckle. */
async function readingOf(instance: ImageInstance, frames: readonly EchoFrame[], beats: readonly Beat[], measured: readonly MeasuredBeat[], reversed: boolean): Promise<ViewReading> {
  const chosen = measured.find(({ beat }) => beat.diastole < beat.systole) ?? measured[0];
  const { beat, diastole, systole } = chosen;
  const tracked = await trackedStrain(strainLoop(instance, frames), beats, beat, diastole);
  return { ...chosen, instance, calibrated: calibration(instance) !== null, contour: longitudinalStrain(diastole, systole), reservoir: reservoirStrain(diastole, systole), tracked: reversed && tracked.status === 'measured' ? namedTheOtherWay(tracked) : tracked };
}

/** A loop as its wall is followed. */
export function strainLoop(instance: ImageInstance, frames: readonly EchoFrame[]): StrainLoop {
  return { frames, spacingMm: calibration(instance), timesMs: frameTimes(instance), heartRate: instance.ultrasound?.heartRate ?? null };
}

/** Without calibration a pixel is taken as 1 mm: the ejection fraction is the same in any unit. */
export async function measureBeat(beat: Beat, frames: readonly EchoFrame[], spacing: readonly [number, number] | null, loaded: Network): Promise<MeasuredBeat> {
  const unit = spacing ?? ([1, 1] as const);
  const [diastole, systole] = await Promise.all([beat.diastole, beat.systole].map((frame) => measureFrame(loaded, frames[frame], unit)));
  return { beat, diastole, systole };
}

/** What is left of a loop that cannot be used: the reason, beside every number. */
export function refusedLoop(findings: readonly Finding[], { card }: Network): LoopOutcome {
  const reason = findings.find(({ severity }) => severity === 'refusal')?.message ?? 'The loop was refused.';
  return { findings, reading: null, measurements: [...nothingMeasured(reason, card), ...noStrain(reason, card)], regions: [], thumbnails: [] };
}
