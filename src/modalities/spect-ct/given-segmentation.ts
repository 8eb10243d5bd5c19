import { cross, dot, times } from '../../image/vector.ts';
import { nearestLabels, voxelCount, type Grid } from '../../image/volume.ts';
import type { FramePlane, ImageInstance, SegmentFacts } from '../../dicom/study.ts';
import { filledContours } from './filled-contours.ts';
import { structures, type Anatomy, type Structure } from './structures.ts';

/** Outlines that came with the study. */
export interface GivenSegmentation {
  /** Null when nothing that is measured was drawn on this CT. */
  readonly anatomy: Anatomy | null;
  /** As the file names them. */
  readonly used: readonly string[];
  /** Segments whose name is not one that Amyloscope knows, or that enclose nothing. */
  readonly unknown: readonly string[];
  /** Regions drawn in another frame of reference than that of the CT. */
  readonly elsewhere: readonly string[];
}

/**
 * Names of segments: of TotalSegmentator, of radiotherapy, and in plain English or French words. The first that fits is taken.
 * Source: class lists of TotalSegmentator 2, tasks `total` and `heartchambers_highres`; AAPM TG-263 (2018) for names of radiotherapy.
 */
const names: readonly (readonly [RegExp, Structure])[] = [
  [/myocard|left ventricular? (wall|muscle)|\blv ?(wall|myo)|lvm|paroi (du )?(ventricule gauche|vg)/, 'leftVentricularWall'],
  [/right ventricular? (wall|muscle)|\brv ?wall|paroi (du )?(ventricule droit|vd)/, 'rightVentricularWall'],
  [/ventricle left|ventricle l\b|left ventric|ventricule gauche/, 'leftVentricularCavity'],
  [/ventricle right|ventricle r\b|right ventric|ventricule droit/, 'rightVentricularCavity'],
  [/atrium left|atrium l\b|left atri(um|al)(?! append)|oreillette gauche/, 'leftAtrium'],
  [/atrium right|atrium r\b|right atri|oreillette droite/, 'rightAtrium'],
  [/aort[ae]/, 'aorta'],
  [/inferior vena cava|v venacava i\b|veine cave inferieure/, 'inferiorVenaCava'],
  [/vertebr/, 'vertebrae'],
  [/sternum/, 'sternum'],
  [/\brib\b|\bribs\b|\brib |\bcotes?\b/, 'ribs'],
  [/autochthon|paraspinal|erector|paravertebr|erecteur/, 'paraspinalMuscle'],
  [/lung|poumon/, 'lungs'],
  [/liver|\bfoie\b/, 'liver'],
];

/** Which structure a segment is, by its name; null when it is none that is measured. */
export function structureNamed(name: string): Structure | null {
  const plain = name.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[_-]+/g, ' ');
  return names.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}

/**
 * Reads segmentations and structure sets of a study onto the grid of its CT. Where regions overlap, the later in `structures` gives
 * way to the earlier.
 * @param frameOfReferenceUid of the CT: lines drawn in another are left aside.
 * @returns null when none of them holds a structure that is measured, in this frame of reference or another.
 * @throws AmyloscopeError as `decode` of the segmentations.
 */
export function givenSegmentation(segmentations: readonly ImageInstance[], grid: Grid, frameOfReferenceUid: string | null): GivenSegmentation | null {
  const labels = new Uint8Array(voxelCount(grid));
  const [used, unknown, elsewhere]: [string[], string[], string[]] = [[], [], []];
  const take = (structure: Structure, inside: Uint8Array) => {
    const label = structures.indexOf(structure);
    inside.forEach((one, i) => { if (one && (labels[i] === 0 || label < labels[i])) labels[i] = label; });
  };
  for (const instance of segmentations) {
    for (const segment of instance.segments ?? []) {
      const structure = structureNamed(segment.label) ?? structureNamed(segment.meaning ?? '');
      const drawn = structure && instance.planes ? drawnSegment(instance, segment) : null;
      if (structure && drawn) take(structure, nearestLabels(drawn, grid, 0));
      (structure && drawn ? used : unknown).push(segment.label);
    }
    for (const region of instance.contouredRegions ?? []) {
      const structure = structureNamed(region.name);
      const there = !region.frameOfReferenceUid || !frameOfReferenceUid || region.frameOfReferenceUid === frameOfReferenceUid;
      const drawn = structure && there ? filledContours(region.contours, grid) : null;
      if (structure && drawn) take(structure, drawn);
      (structure && drawn ? used : there ? unknown : elsewhere).push(region.name);
    }
  }
  return used.length === 0 && elsewhere.length === 0 ? null : { anatomy: used.length === 0 ? null : { grid, labels }, used, unknown, elsewhere };
}

/** The frames of one segment as a volume; slices on which it is not drawn may be missing. */
function drawnSegment(instance: ImageInstance, { frames }: SegmentFacts): { readonly grid: Grid; readonly labels: Uint8Array } | null {
  const { planes, spacingMm, rows, columns } = instance;
  if (!planes || !spacingMm || frames.length === 0) return null;
  const { rowDirection, columnDirection } = planes[frames[0] - 1];
  const normal = cross(rowDirection, columnDirection);
  const height = (plane: FramePlane) => dot(plane.position, normal);
  const ordered = frames.toSorted((a, b) => height(planes[a - 1]) - height(planes[b - 1]));
  const first = planes[ordered[0] - 1];
  const sliceMm = sliceSpacing(planes.map(height));
  const slice = (frame: number) => Math.round((height(planes[frame - 1]) - height(first)) / sliceMm);
  const count = slice(ordered.at(-1)!) + 1;
  const labels = new Uint8Array(rows * columns * count);
  for (const frame of ordered) labels.set(instance.decode(frame).values.map((value) => (value > 0 ? 1 : 0)), slice(frame) * rows * columns);
  return { grid: { size: [columns, rows, count], origin: first.position, steps: [times(rowDirection, spacingMm[1]), times(columnDirection, spacingMm[0]), times(normal, sliceMm)] }, labels };
}

/** The smallest step between slices that lie in different places; 1 mm where all lie in one. */
function sliceSpacing(heights: readonly number[]): number {
  const ordered = heights.toSorted((a, b) => a - b);
  const steps = ordered.slice(1).map((height, i) => height - ordered[i]).filter((step) => step > 0.01);
  return steps.length === 0 ? 1 : Math.min(...steps);
}

