import type { ImageInstance, Pixels } from '../../dicom/study.ts';
import type { Network } from '../../inference/onnx-network.ts';
import { qualityFrom, type Finding } from '../../measurement/finding.ts';
import type { Measurement } from '../../measurement/measurement.ts';
import type { NotMeasured } from '../../measurement/result.ts';
import type { PictureChoice, Region, Thumbnail } from '../modality.ts';
import { findBeats, type Beat } from './beats.ts';
import { measureLoop, type MeasuredBeat, nothingMeasured } from './echo-measurements.ts';
import { longitudinalStrain, type EchoValue } from './echo-values.ts';
import { echoFinding } from './findings.ts';
import { measureFrame } from './frame-measures.ts';
import { trackedStrain, type TrackedStrain } from './measure-strain.ts';
import { outlineRegions, stillPictures } from './pictures.ts';
import { calibration, checkLoop, checkOutlines, checkUpright } from './quality-control.ts';
import { cutSector, findSector, type Sector } from './sector.ts';
import { coarseLabels, type EchoFrame } from './segmentation.ts';
import { noStrain, strainMeasurements } from './strain-measurements.ts';
import { structures, type LabelMap } from './structures.ts';

/** Beats outlined with care; a longer loop has more, and the time they take. */
const MOST_BEATS = 2;
/** Between frames of a loop: the area changes by less than a hundredth near its extremes. */
const LONGEST_INTERVAL_MS = 34;

/** One beat of one view, as numbers of several views are made of. */
export interface ViewReading extends MeasuredBeat {
  readonly instance: ImageInstance;
  readonly calibrated: boolean;
  readonly contour: EchoValue | NotMeasured;
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

/** Measures one loop, or says why it is refused. */
export async function examineLoop(instance: ImageInstance, loaded: Network, pictures: PictureChoice): Promise<LoopOutcome> {
  const before = checkLoop(instance);
  if (qualityFrom(before).status === 'refused') return refused(before, loaded);
  const frames = Array.from({ length: instance.numberOfFrames }, (_, i) => instance.decode(i + 1));
  const sector = findSector(instance, frames);
  if (!sector) return refused([...before, echoFinding('noSector')], loaded);
  const spacing = calibration(instance);
  const aspect = spacing ? spacing[0] / spacing[1] : 1;
  const shown = frames.map((frame) => echoFrame(frame, sector, aspect));
  const turned = checkUpright(shown);
  if (turned.length > 0) return refused([...before, ...turned], loaded);
  const looked = framesToOutline(instance);
  const maps: LabelMap[] = [];
  for (const frame of looked) maps.push(await coarseLabels(loaded, shown[frame]));
  const findings = [...before, ...checkOutlines(maps, instance)];
  if (qualityFrom(findings).status === 'refused') return refused(findings, loaded);
  const times = instance.ultrasound?.frameTimesMs ?? null;
  const beats = findBeats(maps.map(ventricleArea), times && looked.map((frame) => times[frame]), instance.ultrasound?.rWaveTimesMs ?? [])
    .map(({ diastole, systole }): Beat => ({ diastole: looked[diastole], systole: looked[systole] }));
  if (beats.length === 0) return refused([...findings, echoFinding('lessThanABeat')], loaded);
  const measured = [];
  for (const beat of beats.slice(0, MOST_BEATS)) measured.push(await measureBeat(beat, shown, spacing, loaded));
  const reading = readingOf(instance, shown, beats, measured);
  const { sopInstanceUid } = instance;
  const sources = [reading.beat.diastole, reading.beat.systole].map((frame) => ({ sopInstanceUid, frame: frame + 1 }));
  return {
    findings, reading,
    measurements: [...measureLoop(measured, { instance, calibrated: spacing !== null, card: loaded.card }), ...strainMeasurements(reading.contour, reading.tracked, sources, { card: loaded.card, sopInstanceUid })],
    regions: outlineRegions(instance, sector, measured[0]),
    thumbnails: pictures === 'none' ? [] : stillPictures(instance, frames, measured[0]),
  };
}

/** The first beat that begins with its end-diastole, with its strain by contours and by speckle. */
function readingOf(instance: ImageInstance, frames: readonly EchoFrame[], beats: readonly Beat[], measured: readonly MeasuredBeat[]): ViewReading {
  const chosen = measured.find(({ beat }) => beat.diastole < beat.systole) ?? measured[0];
  const { beat, diastole, systole } = chosen;
  const timesMs = instance.ultrasound?.frameTimesMs ?? frames.map((_, i) => i * LONGEST_INTERVAL_MS);
  const tracked = trackedStrain({ frames, spacingMm: calibration(instance), timesMs, heartRate: instance.ultrasound?.heartRate ?? null }, beats, beat, diastole);
  return { ...chosen, instance, calibrated: calibration(instance) !== null, contour: longitudinalStrain(diastole, systole), tracked };
}

/** Frames at which the area of the ventricle is followed: all, or fewer of a loop with more than 40 a second. */
function framesToOutline({ numberOfFrames, ultrasound }: ImageInstance): readonly number[] {
  const times = ultrasound?.frameTimesMs;
  const interval = times && numberOfFrames > 1 ? times[numberOfFrames - 1] / (numberOfFrames - 1) : LONGEST_INTERVAL_MS;
  const step = Math.max(1, Math.floor(LONGEST_INTERVAL_MS / interval));
  return Array.from({ length: Math.ceil(numberOfFrames / step) }, (_, i) => i * step);
}

function echoFrame(frame: Pixels, sector: Sector, pixelAspect: number): EchoFrame {
  return { rows: sector.bottom - sector.top, columns: sector.right - sector.left, grey: cutSector(frame, sector), pixelAspect };
}

/** Pixels of the ventricle; NaN where none was found. */
function ventricleArea({ labels }: LabelMap): number {
  const wanted = structures.indexOf('leftVentricle');
  let count = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i] === wanted) count++;
  return count > 0 ? count : NaN;
}

/** Without calibration a pixel is taken as 1 mm: the ejection fraction is the same in any unit. */
async function measureBeat(beat: Beat, frames: readonly EchoFrame[], spacing: readonly [number, number] | null, loaded: Network): Promise<MeasuredBeat> {
  const unit = spacing ?? ([1, 1] as const);
  return { beat, diastole: await measureFrame(loaded, frames[beat.diastole], unit), systole: await measureFrame(loaded, frames[beat.systole], unit) };
}

function refused(findings: readonly Finding[], { card }: Network): LoopOutcome {
  const reason = findings.find(({ severity }) => severity === 'refusal')?.message ?? 'The loop was refused.';
  return { findings, reading: null, measurements: [...nothingMeasured(reason, card), ...noStrain(reason, card)], regions: [], thumbnails: [] };
}
