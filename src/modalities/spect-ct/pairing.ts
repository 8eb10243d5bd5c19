import type { ImageInstance } from '../../dicom/study.ts';
import { isProjections } from './projections.ts';

/** What lies beside each other in one visit. */
export interface Pair {
  /** Objects of the reconstruction that is measured: one file of many slices, or one file a slice; empty when there is none. */
  readonly emission: readonly ImageInstance[];
  /** How many further reconstructions of the same acquisition there are. */
  readonly otherReconstructions: number;
  /** Slices of the CT; empty when there is none. */
  readonly ct: readonly ImageInstance[];
  readonly segmentations: readonly ImageInstance[];
  /** What the camera recorded for the reconstruction; empty when it is not there. */
  readonly projections: readonly ImageInstance[];
}

/** Fewer slices are a scout view. */
const FEWEST_CT_SLICES = 10;
const MINUTE = 60_000;
const RECONSTRUCTED = /RECON (GATED )?TOMO/;

/** True for a reconstructed SPECT and its projections, a series of emission slices, a CT, a segmentation, and a structure set. */
export function isTomography(instance: ImageInstance): boolean {
  return instance.contouredRegions !== null || (instance.hasPixels && (isEmission(instance) || isProjections(instance) || instance.modality === 'CT' || instance.modality === 'SEG'));
}

function isEmission({ modality, nuclear }: ImageInstance): boolean {
  return modality === 'PT' || (modality === 'NM' && RECONSTRUCTED.test(nuclear?.imageKind ?? ''));
}

/**
 * Splits what a study holds into acquisitions: the reconstructions of one SPECT with everything that may belong to them.
 * Without a SPECT, a CT or projections are one group, so that its lack is said once.
 */
export function groupAcquisitions(instances: readonly ImageInstance[]): readonly (readonly ImageInstance[])[] {
  const emission = instances.filter(isEmission);
  const others = instances.filter((instance) => !isEmission(instance));
  if (emission.length === 0) return others.some((instance) => instance.modality === 'CT' || isProjections(instance)) ? [others] : [];
  // A series of single slices has a time for each bed; a file of many slices has one.
  const acquisition = (instance: ImageInstance) => (instance.numberOfFrames > 1 ? `${instance.frameOfReferenceUid} ${Math.round((instance.acquiredAt?.getTime() ?? 0) / MINUTE)}` : instance.seriesInstanceUid);
  return [...Map.groupBy(emission, acquisition).values()].map((group) => [...group, ...others]);
}

/** Chooses the reconstruction and the CT of one acquisition. */
export function pairOf(group: readonly ImageInstance[]): Pair {
  const reconstructions = [...Map.groupBy(group.filter(isEmission), reconstruction).values()];
  const emission = reconstructions.toSorted((a, b) => preference(b) - preference(a))[0] ?? [];
  const scans = [...Map.groupBy(group.filter(({ modality }) => modality === 'CT'), ({ seriesInstanceUid }) => seriesInstanceUid).values()].filter((series) => slicesOf(series) >= FEWEST_CT_SLICES);
  const near = (series: readonly ImageInstance[]) => (emission.length > 0 && series[0].frameOfReferenceUid === emission[0].frameOfReferenceUid ? 1e6 : 0) + Math.min(slicesOf(series), 1e5);
  const ct = scans.toSorted((a, b) => near(b) - near(a))[0] ?? [];
  return { emission, otherReconstructions: Math.max(0, reconstructions.length - 1), ct, segmentations: group.filter(({ modality, contouredRegions }) => modality === 'SEG' || contouredRegions !== null), projections: projectionsOf(group, emission) };
}

/** Those of the same time where any are; a reconstruction that states no time may be of any. */
function projectionsOf(group: readonly ImageInstance[], [first]: readonly ImageInstance[]): readonly ImageInstance[] {
  const recorded = group.filter(isProjections);
  const time = first?.acquiredAt?.getTime();
  return time === undefined ? recorded : recorded.filter(({ acquiredAt }) => !acquiredAt || Math.abs(acquiredAt.getTime() - time) <= MINUTE);
}

/** Files of many slices are each a reconstruction; single slices are one by their series. */
function reconstruction({ numberOfFrames, sopInstanceUid, seriesInstanceUid }: ImageInstance): string {
  return numberOfFrames > 1 ? sopInstanceUid : seriesInstanceUid;
}

function slicesOf(series: readonly ImageInstance[]): number {
  return series.reduce((sum, { numberOfFrames }) => sum + numberOfFrames, 0);
}

/** Corrected for attenuation before all else, then in Bq/mL, then by whole transaxial slices. */
function preference([instance]: readonly ImageInstance[]): number {
  const normal = instance.planes?.[0] ? Math.abs(instance.planes[0].rowDirection[0] * instance.planes[0].columnDirection[1]) : 0;
  return (attenuationCorrected(instance) ? 4 : 0) + (instance.emission?.units === 'BQML' || instance.emission?.becquerelPerMl ? 2 : 0) + normal;
}

/** Whether the file says that attenuation was corrected: by its list of corrections, else by its name. */
export function attenuationCorrected({ emission, seriesDescription }: ImageInstance): boolean {
  if (emission?.corrections.length) return emission.corrections.includes('ATTN');
  const words = (seriesDescription ?? '').toUpperCase();
  return /(^|[^A-Z])(AC|CTAC|ATTEN\w*)([^A-Z]|$)/.test(words) && !/(^|[^A-Z])(NAC|NON?[ -_]?AC|NO AC|UNCORR\w*)([^A-Z]|$)/.test(words);
}
