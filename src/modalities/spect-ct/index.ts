import { assembleVolume, type Stack } from '../../dicom/assemble-volume.ts';
import type { ImageInstance } from '../../dicom/study.ts';
import { length, type Vector } from '../../image/vector.ts';
import { nearestLabels, resampled, toPatient, type Grid, type Volume } from '../../image/volume.ts';
import { modelReference, modelsFingerprint } from '../../inference/model-card.ts';
import type { Network } from '../../inference/onnx-network.ts';
import { qualityFrom, type Finding } from '../../measurement/finding.ts';
import type { Measurement, ModelReference } from '../../measurement/measurement.ts';
import type { Result } from '../../measurement/result.ts';
import { software } from '../../measurement/software.ts';
import type { Analysis, AnalysisWithPicture, BullsEye, Classification, Modality, PictureChoice, Region, Thumbnail } from '../modality.ts';
import type { VolumeView } from '../viewer.ts';
import { classifyUptake, unsureReasons } from './classification.ts';
import { checkCtField } from './ct-field.ts';
import { spectCtFinding, spectCtFindings } from './findings.ts';
import { givenSegmentation } from './given-segmentation.ts';
import { measureScan, nothingMeasured, SPECT_CT_METHOD_VERSION } from './measurements.ts';
import { outlineRegions, shownSlices, slicePictures, sourceOf, wholeOutlines } from './pictures.ts';
import { groupAcquisitions, isTomography, type Pair, pairOf } from './pairing.ts';
import { bloodOf, type HeartUptake, networkParameters, panelParameters, type PanelParameters, withWidenedWall } from './panel.ts';
import { polarMap } from './polar-map.ts';
import { checkMotion } from './projections.ts';
import { checkDisplacement, checkedStack, checkHeart, checkNoise, checkPair, checkValues } from './quality-control.ts';
import { refineHeart } from './refine-heart.ts';
import { measureDisplacement } from './registration.ts';
import { anatomyOn, loadChestNetwork, segmentChest } from './segmentation.ts';
import { type Anatomy, heartStructures, maskOf } from './structures.ts';
import { suvScale } from './suv.ts';
import { viewVolumes } from './volume-viewer.ts';
import { workingGrid } from './working-grid.ts';

/** Pixels of the CT are averaged until they are no finer: outlines and pictures need no more, and memory does not hold more. */
const FINEST_CT_MM = 2;

let network: Promise<Network> | null = null;

/** Everything the analysis of one acquisition found, before it is put into its final shape. */
interface Outcome {
  readonly findings: readonly Finding[];
  readonly measurements: readonly Measurement[];
  readonly regions: readonly Region[];
  readonly thumbnails: readonly Thumbnail[];
  readonly outlines?: readonly Region[];
  readonly bullsEye?: BullsEye;
  readonly classification: Classification | null;
}

/** SPECT/CT of the heart with bone tracers: how much amyloid, and where. */
export const spectCt: Modality = {
  name: 'spect-ct',
  version: `${SPECT_CT_METHOD_VERSION}, models ${modelsFingerprint('spect-ct')}`,
  classifies: false,
  words: { findings: spectCtFindings, unsureReasons },
  recognises: isTomography,
  standsAlone: () => false,
  group: groupAcquisitions,
  async analyse(group, pictures = 'all') {
    const pair = pairOf(group);
    return finish(pair, group, await examine(pair, pictures));
  },
  volumes: { view: viewStudy },
};

async function examine(pair: Pair, pictures: PictureChoice): Promise<Outcome> {
  const { findings, located } = await locateHeart(pair);
  if (!located) return refused(findings);
  const { stack, emission, uptake, outlines } = located;
  const sources = stack.slices.map((_, slice) => sourceOf(stack, slice));
  const measurements = measureScan(uptake, { parameters: outlines.parameters, segmentation: outlines.source, model: outlines.model, sources, scale: suvScale(pair.emission, 'bodyWeight') });
  const blood = bloodOf(uptake, outlines.parameters);
  const all = [...findings, ...checkNoise(blood)];
  const [toBlood, toBone] = (['myocardiumToBloodRatio', 'myocardiumToBoneRatio'] as const).map((name) => measurements.find(({ quantity }) => quantity === name)!);
  const classification = classifyUptake(toBlood, toBone, all);
  return { findings: all, measurements, classification, ...bullsEye(uptake, blood), ...shown(stack, emission, uptake.anatomy, pictures) };
}

/** The heart of a pair, ready to be measured. */
interface LocatedHeart {
  readonly stack: Stack;
  readonly emission: Volume;
  readonly ct: Volume;
  readonly uptake: HeartUptake;
  readonly outlines: Outlines;
}

/** Reads both volumes, checks them, and finds the heart. @returns no heart where a finding refuses the pair. */
async function locateHeart(pair: Pair): Promise<{ readonly findings: readonly Finding[]; readonly located: LocatedHeart | null }> {
  const findings = [...checkPair(pair)];
  const stop = () => ({ findings, located: null });
  if (isRefused(findings)) return stop();
  const [spect, scan] = [checkedStack(pair.emission, 'SPECT'), checkedStack(pair.ct, 'CT')];
  findings.push(...spect.findings, ...scan.findings);
  if (!spect.stack || !scan.stack) return stop();
  const [emission, ct] = [assembleVolume(spect.stack), assembleVolume(scan.stack, FINEST_CT_MM)];
  findings.push(...checkValues(emission), ...checkMotion(pair.projections));
  if (isRefused(findings)) return stop();
  const outlines = await outlinesOf(pair, ct, emission);
  const heart = maskOf(outlines.seen, heartStructures);
  findings.push(...outlines.findings, ...checkHeart(maskOf(outlines.seen, ['leftVentricularWall']), heart, emission.grid, ct), ...checkCtField(heart, ct), ...checkDisplacement(measureDisplacement(emission, ct, heart)));
  const grid = workingGrid(emission.grid, heart);
  if (isRefused(findings) || !grid) return stop();
  const fine = resampled(emission, grid, 0);
  const { anatomy, movedMm } = refineHeart(fine, outlines.on(grid));
  const uptake = withWidenedWall({ emission: fine, anatomy }, outlines.parameters);
  if (length(movedMm) > 0) findings.push(spectCtFinding('heartMoved', { mm: Math.round(length(movedMm)) }));
  return { findings, located: { stack: spect.stack, emission, ct, uptake, outlines } };
}

/** The volumes of a study for pages that cut them. */
async function viewStudy(group: readonly ImageInstance[]): Promise<VolumeView | null> {
  const pair = pairOf(group);
  const { located } = await locateHeart(pair);
  if (!located) return null;
  const { emission, ct, uptake, outlines } = located;
  const scale = suvScale(pair.emission, 'bodyWeight');
  return viewVolumes({ emission, ct, uptake, parameters: outlines.parameters, suvPerStored: scale.status === 'measured' ? scale.slope : null });
}

/** Outlines of a chest, wherever they came from. */
interface Outlines {
  /** As they were drawn. */
  readonly seen: Anatomy;
  /** On a finer grid. */
  readonly on: (grid: Grid) => Anatomy;
  readonly source: string;
  readonly model: ModelReference | null;
  readonly parameters: PanelParameters;
  readonly findings: readonly Finding[];
}

/** Outlines that came with the study outweigh those of the network. */
async function outlinesOf({ segmentations }: Pair, ct: Volume, emission: Volume): Promise<Outlines> {
  const given = givenSegmentation(segmentations, ct.grid);
  if (given) {
    const names = spectCtFinding('givenSegmentation', { names: given.used.join(', '), unknown: given.unknown.join(', ') || '–' });
    return { seen: given.anatomy, on: (grid) => ({ grid, labels: nearestLabels(given.anatomy, grid, 0) }), source: 'given with the study', model: null, parameters: panelParameters, findings: [names] };
  }
  network ??= loadChestNetwork();
  const { card } = await network;
  const level = toPatient(emission.grid, emission.grid.size.map((count) => (count - 1) / 2) as unknown as Vector)[2];
  const segmentation = await segmentChest(await network, ct, level);
  return { seen: anatomyOn(segmentation.grid, segmentation), on: (grid) => anatomyOn(grid, segmentation), source: 'network', model: modelReference(card), parameters: networkParameters, findings: [spectCtFinding('simulationTrained')] };
}

/** Each segment of the left ventricle against the blood. */
function bullsEye({ emission, anatomy }: HeartUptake, blood: Result): Pick<Outcome, 'bullsEye'> {
  const map = polarMap(emission, anatomy);
  if (map.status === 'notMeasured' || blood.status === 'notMeasured') return {};
  return { bullsEye: { quantity: 'myocardiumToBloodRatio', unit: '1', segments: map.segments.map((value) => value && value / blood.value) } };
}

function isRefused(findings: readonly Finding[]): boolean {
  return qualityFrom(findings).status === 'refused';
}

function refused(findings: readonly Finding[]): Outcome {
  const reason = findings.find(({ severity }) => severity === 'refusal')?.message ?? 'The scan was refused.';
  return { findings, measurements: nothingMeasured(reason, { parameters: panelParameters, segmentation: 'none', model: null, sources: [] }), regions: [], thumbnails: [], classification: null };
}

/** Slices through the heart with their outlines. */
function shown(stack: Stack, emission: Volume, anatomy: Anatomy, pictures: PictureChoice): Pick<Outcome, 'regions' | 'thumbnails' | 'outlines'> {
  const slices = shownSlices(emission.grid, anatomy);
  return {
    regions: outlineRegions(stack, anatomy, slices), thumbnails: pictures === 'none' ? [] : slicePictures(stack, emission, slices),
    ...(pictures === 'all' && { outlines: wholeOutlines(stack, anatomy) }),
  };
}

function finish({ emission, ct }: Pair, group: readonly ImageInstance[], { findings, measurements, regions, thumbnails, outlines, bullsEye: ofSegments, classification }: Outcome): AnalysisWithPicture {
  const instance = emission[0] ?? ct[0] ?? group[0];
  // Masks that were drawn elsewhere are no objects of DICOM.
  const stored = group.filter(({ sopInstanceUid }) => sopInstanceUid !== '');
  const analysis: Analysis = {
    study: {
      studyInstanceUid: instance.studyInstanceUid, patientId: instance.patientId, studyDate: instance.studyDate,
      patientSex: instance.patientSex, patientAgeYears: instance.patientAgeYears, tracer: instance.nuclear?.tracer ?? null, uptakeTimeHours: instance.nuclear?.uptakeTimeHours ?? null,
      manufacturer: instance.equipment.manufacturer, model: instance.equipment.model, simulated: instance.simulated,
      files: stored.map(({ path }) => path), sopInstanceUids: stored.map(({ sopInstanceUid }) => sopInstanceUid),
    },
    modality: 'spect-ct', quality: qualityFrom(findings), measurements, classification, regions, ...(ofSegments && { bullsEye: ofSegments }), embedding: null, models: measurements[0]?.model ? [measurements[0].model] : [], software,
  };
  return { analysis, thumbnails, ...(outlines && { outlines }) };
}
