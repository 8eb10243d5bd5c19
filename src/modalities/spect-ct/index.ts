import type { Stack } from '../../dicom/assemble-volume.ts';
import type { ImageInstance } from '../../dicom/study.ts';
import type { Volume } from '../../image/volume.ts';
import { modelsFingerprint } from '../../inference/model-card.ts';
import { qualityFrom, type Finding } from '../../measurement/finding.ts';
import type { Measurement } from '../../measurement/measurement.ts';
import type { Result } from '../../measurement/result.ts';
import { software } from '../../measurement/software.ts';
import type { Analysis, AnalysisWithPicture, BullsEye, Classification, Modality, PictureChoice, Region, Thumbnail } from '../modality.ts';
import type { VolumeView } from '../viewer.ts';
import { classifyUptake, unsureReasons } from './classification.ts';
import { spectCtFindings } from './findings.ts';
import { locateHeart } from './locate-heart.ts';
import { measureScan, nothingMeasured, SPECT_CT_METHOD_VERSION } from './measurements.ts';
import { outlineRegions, shownSlices, slicePictures, sourceOf, wholeOutlines } from './pictures.ts';
import { groupAcquisitions, isTomography, type Pair, pairOf } from './pairing.ts';
import { bloodOf, type HeartUptake, panelParameters } from './panel.ts';
import { polarMap } from './polar-map.ts';
import { checkNoise } from './quality-control.ts';
import { calibrationInVersion } from './site-calibration.ts';
import type { Anatomy } from './structures.ts';
import { studyFacts } from './study-facts.ts';
import { suvScale, suvScales } from './suv.ts';
import { viewVolumes } from './volume-viewer.ts';

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
  version: `${SPECT_CT_METHOD_VERSION}, models ${modelsFingerprint('spect-ct')}${calibrationInVersion()}`,
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
  const measurements = measureScan(uptake, { parameters: outlines.parameters, segmentation: outlines.source, model: outlines.model, sources, scales: suvScales(pair.emission) });
  const blood = bloodOf(uptake, outlines.parameters);
  const all = [...findings, ...checkNoise(blood)];
  const [toBlood, toBone] = (['myocardiumToBloodRatio', 'myocardiumToBoneRatio'] as const).map((name) => measurements.find(({ quantity }) => quantity === name)!);
  const classification = classifyUptake(toBlood, toBone, all);
  return { findings: all, measurements, classification, ...bullsEye(uptake, blood), ...shown(stack, emission, uptake.anatomy, pictures) };
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

/** Each segment of the left ventricle against the blood. */
function bullsEye({ emission, anatomy }: HeartUptake, blood: Result): Pick<Outcome, 'bullsEye'> {
  const map = polarMap(emission, anatomy);
  if (map.status === 'notMeasured' || blood.status === 'notMeasured') return {};
  return { bullsEye: { quantity: 'myocardiumToBloodRatio', unit: '1', segments: map.segments.map((value) => value && value / blood.value) } };
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

function finish(pair: Pair, group: readonly ImageInstance[], { findings, measurements, regions, thumbnails, outlines, bullsEye: ofSegments, classification }: Outcome): AnalysisWithPicture {
  const analysis: Analysis = {
    study: studyFacts(pair, group),
    modality: 'spect-ct', quality: qualityFrom(findings), measurements, classification, regions, ...(ofSegments && { bullsEye: ofSegments }), embedding: null, models: measurements[0]?.model ? [measurements[0].model] : [], software,
  };
  return { analysis, thumbnails, ...(outlines && { outlines }) };
}
