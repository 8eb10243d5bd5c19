import type { ImageInstance } from '../../dicom/study.ts';
import { qualityFrom, type Finding } from '../../measurement/finding.ts';
import { software } from '../../measurement/software.ts';
import type { Measurement } from '../../measurement/measurement.ts';
import { modelReference, modelsFingerprint } from '../../inference/model-card.ts';
import type { Analysis, AnalysisWithPicture, Classification, Modality, PictureChoice, Region, Thumbnail } from '../modality.ts';
import { classificationMeasurements, classifyPlanar } from './classification.ts';
import { planarFinding, planarFindings } from './findings.ts';
import { circleRegions, drawThumbnails, outlineRegions } from './pictures.ts';
import { checkAcquisition, checkSegmentation, notPlanarReason, whyNotCounts } from './quality-control.ts';
import { PLANAR_METHOD_VERSION, quantifyPlanar, toMeasurement } from './quantification.ts';
import { HALF_LIFE_HOURS, joinTimes, splitTimes, wholeBodyRetention } from './retention.ts';
import { loadPlanarNetworks, segmentBody, segmentPlanar, type PlanarNetworks, type PlanarSegmentation } from './segmentation.ts';
import { unsureReasons } from './unsure-reasons.ts';
import { looksWholeBody, photopeakFrames, readViews, type PlanarViews } from './views.ts';

let networks: Promise<PlanarNetworks> | null = null;

/** Everything one analysis found, before it is put into its final shape. */
interface Outcome {
  readonly findings: readonly Finding[];
  readonly measurements: readonly Measurement[];
  readonly classification: Classification | null;
  readonly regions: readonly Region[];
  readonly thumbnails: readonly Thumbnail[];
  readonly embedding: readonly number[] | null;
}

/** Planar bone scintigraphy: quality control, segmentation, quantification, classification. */
export const planar: Modality = {
  name: 'planar',
  version: `${PLANAR_METHOD_VERSION}, models ${modelsFingerprint('planar')}`,
  classifies: true,
  words: { findings: planarFindings, unsureReasons },
  recognises: (instance) => instance.modality === 'NM' && instance.hasPixels,
  standsAlone: (instance) => notPlanarReason(instance) !== null || photopeakFrames(instance).length >= 2,
  group: (instances) => joinTimes(groupViews(instances)),
  async analyse(group, pictures = 'all') {
    networks ??= loadPlanarNetworks();
    return finish(group, await examine(await networks, group, pictures), await networks);
  },
};

async function examine(loaded: PlanarNetworks, group: readonly ImageInstance[], pictures: PictureChoice): Promise<Outcome> {
  const kind = group.map(notPlanarReason).find((reason) => reason !== null);
  if (kind) return refused([planarFinding('notPlanar', { kind })]);
  const { late, early } = splitTimes(group);
  const views = readViews(late);
  const before = checkAcquisition(late, views);
  if (qualityFrom(before).status === 'refused') return refused(before);
  const segmentation = await segmentPlanar(loaded, views);
  const outcome = measure(late, segmentation, before, loaded, pictures);
  if (early.length === 0) return outcome;
  return { ...outcome, measurements: [...outcome.measurements, await retention(loaded, early, late, segmentation)] };
}

/** Whole-body retention, for studies that hold an early scan beside the late one. */
async function retention(loaded: PlanarNetworks, early: readonly ImageInstance[], late: readonly ImageInstance[], segmentation: PlanarSegmentation): Promise<Measurement> {
  const body = await segmentBody(loaded.body, readViews(early));
  const result = wholeBodyRetention({ instance: early[0], body }, { instance: late[0], body: segmentation.body });
  const method = { name: 'decay-corrected counts per second without bladder', version: PLANAR_METHOD_VERSION, parameters: { halfLifeHours: HALF_LIFE_HOURS, earlySopInstanceUid: early[0].sopInstanceUid } };
  return toMeasurement('wholeBodyRetention', result, method, modelReference(loaded.body.card), segmentation.views);
}

function measure(group: readonly ImageInstance[], segmentation: PlanarSegmentation, before: readonly Finding[], { chest: { card } }: PlanarNetworks, pictures: PictureChoice): Outcome {
  const view = (segmentation.views.anterior ?? segmentation.views.posterior)!;
  const quality = { lossy: group.some((instance) => instance.lossy), notCounts: whyNotCounts(view.instance, view.values), wholeBody: looksWholeBody(view.instance) };
  const { circles, measurements: ratios } = quantifyPlanar(segmentation, quality, card);
  const findings = [...before, ...checkSegmentation(segmentation, circles, card)];
  if (qualityFrom(findings).status === 'refused' || !segmentation.chest) return { ...refused(findings), thumbnails: pictures === 'all' ? drawThumbnails(segmentation) : [] };
  const classification = classifyPlanar(segmentation.chest, findings, ratios);
  const pictured = pictures === 'all' || (pictures === 'notable' && classification.label !== 'normal');
  return {
    findings, classification,
    measurements: [...ratios, ...classificationMeasurements(segmentation.chest, card, segmentation.views)],
    regions: [...circleRegions(segmentation, circles), ...(pictured ? outlineRegions(segmentation) : [])],
    thumbnails: pictured ? drawThumbnails(segmentation) : [],
    embedding: segmentation.chest.embedding.map((value) => Math.round(value * 1e5) / 1e5),
  };
}

const NO_VIEWS: PlanarViews = { anterior: null, posterior: null, assumed: false, assumedSpacingMm: null };

/** A refused scan still answers every quantity: not measured, with the reason. */
function refused(findings: readonly Finding[]): Outcome {
  const reason = findings.find((finding) => finding.severity === 'refusal')?.message ?? 'The scan was refused.';
  const method = { name: 'not measured', version: PLANAR_METHOD_VERSION, parameters: {} };
  const measurements = (['heartToContralateralRatio', 'heartToBoneRatio', 'heartToWholeBodyRatio', 'peruginiGrade', 'abnormalUptakeProbability'] as const)
    .map((quantity) => toMeasurement(quantity, { status: 'notMeasured', code: 'refused', reason }, method, null, NO_VIEWS));
  return { findings, measurements, classification: null, regions: [], thumbnails: [], embedding: null };
}

function finish(group: readonly ImageInstance[], outcome: Outcome, { body, chest }: PlanarNetworks): AnalysisWithPicture {
  const [first] = splitTimes(group).late;
  const acquisition = first.nuclear;
  const analysis: Analysis = {
    study: {
      studyInstanceUid: first.studyInstanceUid, patientId: first.patientId, studyDate: first.studyDate,
      patientSex: first.patientSex, patientAgeYears: first.patientAgeYears,
      tracer: acquisition && acquisition.tracer !== 'unknown' ? acquisition.tracer : null, uptakeTimeHours: acquisition?.uptakeTimeHours ?? null,
      manufacturer: first.equipment.manufacturer, model: first.equipment.model, simulated: group.some((instance) => instance.simulated),
      files: group.map((instance) => instance.path), sopInstanceUids: group.map((instance) => instance.sopInstanceUid),
    },
    modality: 'planar', quality: qualityFrom(outcome.findings), measurements: outcome.measurements, classification: outcome.classification,
    regions: outcome.regions, embedding: outcome.embedding, models: [modelReference(body.card), modelReference(chest.card)], software,
  };
  return { analysis, thumbnails: outcome.thumbnails };
}

/** Files of one study belong together when they show the same field with the same matrix; each may bring one view. */
function groupViews(instances: readonly ImageInstance[]): readonly (readonly ImageInstance[])[] {
  const ordered = [...instances].sort((a, b) => (a.sopInstanceUid < b.sopInstanceUid ? -1 : 1));
  const groups: ImageInstance[][] = [];
  const open = new Map<string, ImageInstance[]>();
  for (const instance of ordered) {
    if (planar.standsAlone(instance)) {
      groups.push([instance]);
      continue;
    }
    const key = [instance.rows, instance.columns, instance.spacingMm?.join('x'), looksWholeBody(instance), instance.lossy].join('|');
    const partner = open.get(key);
    if (partner && completes(partner[0], instance)) {
      partner.push(instance);
      open.delete(key);
    } else {
      const group = [instance];
      groups.push(group);
      open.set(key, group);
    }
  }
  return groups;
}

/**
 * True when the second file brings the view that the first lacks, and was not taken at another time of the day. Two files
 * that both keep silent about their view may as well be two copies of one image: each is read for itself.
 */
function completes(first: ImageInstance, second: ImageInstance): boolean {
  const view = (instance: ImageInstance) => photopeakFrames(instance)[0]?.view ?? 'unknown';
  const [a, b] = [view(first), view(second)];
  const times = [first, second].map((instance) => instance.nuclear?.acquisitionTime?.getTime() ?? null);
  const apart = times[0] !== null && times[1] !== null ? Math.abs(times[0] - times[1]) / 60000 : 0;
  return a !== b && apart < 45;
}
