import type { FrameRegistration, ImageInstance } from '../../dicom/study.ts';
import { dot, plus, type Vector } from '../../image/vector.ts';
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
  /** True when a registration object of the study laid the SPECT on the CT. */
  readonly registered: boolean;
}

/** Fewer slices are a scout view. */
const FEWEST_CT_SLICES = 10;
const MINUTE = 60_000;
const RECONSTRUCTED = /RECON (GATED )?TOMO/;

/** True for a reconstructed SPECT and its projections, a series of emission slices, a CT, a segmentation, a structure set, and a registration. */
export function isTomography(instance: ImageInstance): boolean {
  return instance.contouredRegions !== null || instance.registrations !== null || (instance.hasPixels && (isEmission(instance) || isProjections(instance) || instance.modality === 'CT' || instance.modality === 'SEG'));
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
  const registration = ct.length > 0 ? registrationOf(group, emission[0]?.frameOfReferenceUid ?? null, ct[0].frameOfReferenceUid) : null;
  return {
    emission: registration ? emission.map((instance) => laidOn(instance, registration)) : emission, registered: registration !== null, otherReconstructions: Math.max(0, reconstructions.length - 1), ct, segmentations: group.filter(({ modality, contouredRegions }) => modality === 'SEG' || contouredRegions !== null), projections: projectionsOf(group, emission),
  };
}

/** How the study says that one frame of reference lies in another that differs from it; null where it does not say. */
function registrationOf(group: readonly ImageInstance[], from: string | null, to: string | null): FrameRegistration | null {
  if (from === to) return null;
  const stated = group.flatMap(({ registrations }) => registrations ?? []);
  const inverse = stated.find((one) => one.from === to && one.to === from);
  return stated.find((one) => one.from === from && one.to === to) ?? (inverse ? invertedRegistration(inverse) : null);
}

/** The object with its planes where the registration puts them. */
function laidOn(instance: ImageInstance, { to, turn, shiftMm }: FrameRegistration): ImageInstance {
  const turned = (vector: Vector): Vector => [dot(turn[0], vector), dot(turn[1], vector), dot(turn[2], vector)];
  const planes = instance.planes?.map(({ position, rowDirection, columnDirection }) => ({ position: plus(turned(position), shiftMm), rowDirection: turned(rowDirection), columnDirection: turned(columnDirection) })) ?? null;
  return { ...instance, planes, frameOfReferenceUid: to };
}

function invertedRegistration({ from, to, turn: [a, b, c], shiftMm }: FrameRegistration): FrameRegistration {
  const turn: FrameRegistration['turn'] = [[a[0], b[0], c[0]], [a[1], b[1], c[1]], [a[2], b[2], c[2]]];
  return { from: to, to: from, turn, shiftMm: [-dot(turn[0], shiftMm), -dot(turn[1], shiftMm), -dot(turn[2], shiftMm)] };
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
