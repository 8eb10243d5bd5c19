import { availableParallelism } from 'node:os';
import type { ImageInstance, Pixels } from '../../dicom/study.ts';
import { modelReference, modelsFingerprint } from '../../inference/model-card.ts';
import { loadNetwork, type Network } from '../../inference/onnx-network.ts';
import { qualityFrom, type Finding } from '../../measurement/finding.ts';
import type { Measurement } from '../../measurement/measurement.ts';
import { software } from '../../measurement/software.ts';
import type { Analysis, AnalysisWithPicture, Modality, PictureChoice, Region, Thumbnail } from '../modality.ts';
import { findBeats, type Beat } from './beats.ts';
import { ECHO_METHOD_VERSION, measureLoop, type MeasuredBeat, nothingMeasured } from './echo-measurements.ts';
import { echoFinding, echoFindings } from './findings.ts';
import { measureFrame } from './frame-measures.ts';
import { outlineRegions, stillPictures } from './pictures.ts';
import { calibration, checkLoop, checkOutlines, checkUpright } from './quality-control.ts';
import { cutSector, findSector, type Sector } from './sector.ts';
import { coarseLabels, type EchoFrame } from './segmentation.ts';
import { longitudinalStrain } from './echo-values.ts';
import { trackedStrain } from './measure-strain.ts';
import { noStrain, strainMeasurements } from './strain-measurements.ts';
import { structures, type LabelMap } from './structures.ts';

/** Beats outlined with care; a longer loop has more, and the time they take. */
const MOST_BEATS = 2;
/** Between frames of a loop: the area changes by less than a hundredth near its extremes. */
const LONGEST_INTERVAL_MS = 34;

let network: Promise<Network> | null = null;

/** The network of apical views on two cores: loops are analysed one after the other. */
export function loadEchoNetwork(): Promise<Network> {
  return loadNetwork('echo-apical', Math.min(2, availableParallelism()));
}

/** Everything the analysis of one loop found, before it is put into its final shape. */
interface Outcome {
  readonly findings: readonly Finding[];
  readonly measurements: readonly Measurement[];
  readonly regions: readonly Region[];
  readonly thumbnails: readonly Thumbnail[];
}

/** Echocardiography: apical four-chamber loops to volumes, ejection fraction, wall thickness and strain. */
export const echo: Modality = {
  name: 'echo',
  version: `${ECHO_METHOD_VERSION}, models ${modelsFingerprint('echo')}`,
  classifies: false,
  words: { findings: echoFindings, unsureReasons: {} },
  recognises: (instance) => instance.modality === 'US' && instance.hasPixels,
  standsAlone: () => true,
  group: (instances) => instances.map((instance) => [instance]),
  async analyse([instance], pictures = 'all') {
    network ??= loadEchoNetwork();
    return finish(instance, await examine(instance, await network, pictures), await network);
  },
};

async function examine(instance: ImageInstance, loaded: Network, pictures: PictureChoice): Promise<Outcome> {
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
  const findings = [...before, ...checkOutlines(maps)];
  if (qualityFrom(findings).status === 'refused') return refused(findings, loaded);
  const times = instance.ultrasound?.frameTimesMs ?? null;
  const beats = findBeats(maps.map(ventricleArea), times && looked.map((frame) => times[frame]), instance.ultrasound?.rWaveTimesMs ?? [])
    .map(({ diastole, systole }): Beat => ({ diastole: looked[diastole], systole: looked[systole] }));
  if (beats.length === 0) return refused([...findings, echoFinding('lessThanABeat')], loaded);
  const measured = [];
  for (const beat of beats.slice(0, MOST_BEATS)) measured.push(await measureBeat(beat, shown, spacing, loaded));
  return {
    findings,
    measurements: [...measureLoop(measured, { instance, calibrated: spacing !== null, card: loaded.card }), ...strainOfLoop(instance, shown, beats, measured, loaded)],
    regions: outlineRegions(instance, sector, measured[0]),
    thumbnails: pictures === 'none' ? [] : stillPictures(instance, frames, measured[0]),
  };
}

/** Strain of the first beat that begins with its end-diastole, by contours and by speckle. */
function strainOfLoop(instance: ImageInstance, frames: readonly EchoFrame[], beats: readonly Beat[], measured: readonly MeasuredBeat[], { card }: Network): readonly Measurement[] {
  const { beat, diastole, systole } = measured.find(({ beat }) => beat.diastole < beat.systole) ?? measured[0];
  const timesMs = instance.ultrasound?.frameTimesMs ?? frames.map((_, i) => i * LONGEST_INTERVAL_MS);
  const tracked = trackedStrain({ frames, spacingMm: calibration(instance), timesMs, heartRate: instance.ultrasound?.heartRate ?? null }, beats, beat, diastole);
  const { sopInstanceUid } = instance;
  const sources = [beat.diastole, beat.systole].map((frame) => ({ sopInstanceUid, frame: frame + 1 }));
  return strainMeasurements(longitudinalStrain(diastole, systole), tracked, sources, { card, sopInstanceUid });
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

function refused(findings: readonly Finding[], { card }: Network): Outcome {
  const reason = findings.find(({ severity }) => severity === 'refusal')?.message ?? 'The loop was refused.';
  return { findings, measurements: [...nothingMeasured(reason, card), ...noStrain(reason, card)], regions: [], thumbnails: [] };
}

function finish(instance: ImageInstance, { findings, measurements, regions, thumbnails }: Outcome, { card }: Network): AnalysisWithPicture {
  const analysis: Analysis = {
    study: {
      studyInstanceUid: instance.studyInstanceUid, patientId: instance.patientId, studyDate: instance.studyDate,
      patientSex: instance.patientSex, patientAgeYears: instance.patientAgeYears, tracer: null, uptakeTimeHours: null,
      manufacturer: instance.equipment.manufacturer, model: instance.equipment.model, simulated: instance.simulated,
      files: [instance.path], sopInstanceUids: [instance.sopInstanceUid],
    },
    modality: 'echo', quality: qualityFrom(findings), measurements, classification: null, regions, embedding: null, models: [modelReference(card)], software,
  };
  return { analysis, thumbnails };
}
