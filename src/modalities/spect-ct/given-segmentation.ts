import { cross, dot, times } from '../../image/vector.ts';
import { nearestLabels, voxelCount, type Grid } from '../../image/volume.ts';
import type { FramePlane, ImageInstance, SegmentFacts } from '../../dicom/study.ts';
import { structures, type Anatomy, type Structure } from './structures.ts';

/** Outlines that came with the study. */
export interface GivenSegmentation {
  readonly anatomy: Anatomy;
  /** As the file names them. */
  readonly used: readonly string[];
  /** Segments whose name is not one that Amyloscope knows. */
  readonly unknown: readonly string[];
}

/**
 * Names of segments, of TotalSegmentator and in plain words, in either order of the words. The first that fits is taken.
 * Source: class lists of TotalSegmentator 2, tasks `total` and `heartchambers_highres`.
 */
const names: readonly (readonly [RegExp, Structure])[] = [
  [/myocardium|left ventricular? (wall|muscle)|lv ?wall|lvm/, 'leftVentricularWall'],
  [/right ventricular? (wall|muscle)|rv ?wall/, 'rightVentricularWall'],
  [/ventricle left|left ventric/, 'leftVentricularCavity'],
  [/ventricle right|right ventric/, 'rightVentricularCavity'],
  [/atrium left|left atri(um|al)(?! append)/, 'leftAtrium'],
  [/atrium right|right atri/, 'rightAtrium'],
  [/aorta/, 'aorta'],
  [/inferior vena cava/, 'inferiorVenaCava'],
  [/vertebra/, 'vertebrae'],
  [/sternum/, 'sternum'],
  [/\brib\b|\bribs\b|\brib /, 'ribs'],
  [/autochthon|paraspinal|erector/, 'paraspinalMuscle'],
  [/lung/, 'lungs'],
  [/liver/, 'liver'],
];

/** Which structure a segment is, by its name; null when it is none that is measured. */
export function structureNamed(name: string): Structure | null {
  const plain = name.toLowerCase().replaceAll(/[_-]+/g, ' ');
  return names.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}

/**
 * Reads segmentations of a study onto a grid. Where segments overlap, the later in `structures` gives way to the earlier.
 * @returns null when none of them holds a structure that is measured.
 * @throws AmyloscopeError as `decode` of the segmentations.
 */
export function givenSegmentation(segmentations: readonly ImageInstance[], grid: Grid): GivenSegmentation | null {
  const labels = new Uint8Array(voxelCount(grid));
  const [used, unknown]: [string[], string[]] = [[], []];
  for (const instance of segmentations) {
    for (const segment of instance.segments ?? []) {
      const structure = structureNamed(segment.label) ?? structureNamed(segment.meaning ?? '');
      const drawn = structure && instance.planes ? drawnSegment(instance, segment) : null;
      if (!structure || !drawn) {
        unknown.push(segment.label);
        continue;
      }
      used.push(segment.label);
      const label = structures.indexOf(structure);
      nearestLabels(drawn, grid, 0).forEach((inside, i) => {
        if (inside && (labels[i] === 0 || label < labels[i])) labels[i] = label;
      });
    }
  }
  return used.length === 0 ? null : { anatomy: { grid, labels }, used, unknown };
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

