import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { FramePlane, ImageInstance } from '../dicom/study.ts';
import { readNifti } from '../image/read-nifti.ts';
import { plus, times } from '../image/vector.ts';
import { spacingOf, type Volume } from '../image/volume.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { structureNamed } from '../modalities/spect-ct/given-segmentation.ts';

/** A mask that was drawn elsewhere, named after its file. */
export interface NamedMask {
  readonly path: string;
  readonly name: string;
  readonly mask: Volume;
}

const NIFTI = /\.nii(\.gz)?$/i;

/**
 * Reads a folder of masks, one structure a file, as TotalSegmentator writes them. Structures that are not measured, such as
 * kidneys, are left unread.
 * @throws AmyloscopeError `notFound` when the folder cannot be read or holds no NIfTI file; `invalidInput` on one that is damaged.
 */
export function readMasks(folder: string): readonly NamedMask[] {
  const names = namesIn(folder).filter((name) => NIFTI.test(name)).sort();
  if (names.length === 0) throw new AmyloscopeError('notFound', {
    en: `${folder} holds no NIfTI file (.nii or .nii.gz). Give the folder of masks, one structure a file, named as TotalSegmentator names them.`,
    fr: `${folder} ne contient aucun fichier NIfTI (.nii ou .nii.gz). Donnez le dossier des masques, une structure par fichier, nommée comme TotalSegmentator les nomme.`,
  });
  const known = names.map((name) => ({ path: join(folder, name), name: basename(name).replace(NIFTI, '') })).filter(({ name }) => structureNamed(name) !== null);
  if (known.length === 0) throw new AmyloscopeError('notFound', {
    en: `No file of ${folder} is named after a structure that is measured. Name them as TotalSegmentator does: heart_myocardium, aorta, vertebrae_T9.`,
    fr: `Aucun fichier de ${folder} ne porte le nom d’une structure mesurée. Nommez-les comme TotalSegmentator : heart_myocardium, aorta, vertebrae_T9.`,
  });
  return known.map(({ path, name }) => ({ path, name, mask: readNifti(readFileSync(path), path) }));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    throw new AmyloscopeError('notFound', {
    en: `The folder of masks ${folder} cannot be read.`,
    fr: `Le dossier des masques ${folder} ne peut être lu.`,
  }, { cause });
  }
}

/** Puts a mask beside the images of a study, as if it had come with them as a segmentation. @param ct an image of the CT it was drawn on. */
export function maskBeside({ path, name, mask: { grid, values } }: NamedMask, ct: ImageInstance): ImageInstance {
  const [columns, rows, slices] = grid.size;
  const [columnMm, rowMm] = spacingOf(grid);
  const plane = (slice: number): FramePlane => ({ position: plus(grid.origin, times(grid.steps[2], slice)), rowDirection: times(grid.steps[0], 1 / columnMm), columnDirection: times(grid.steps[1], 1 / rowMm) });
  return {
    ...ct, path, rows, columns, numberOfFrames: slices, modality: 'SEG', sopInstanceUid: '', sopClassUid: '', seriesInstanceUid: path, byteLength: 4 * values.length, spacingMm: [rowMm, columnMm],
    nuclear: null, ultrasound: null, emission: null, planes: Array.from({ length: slices }, (_, slice) => plane(slice)),
    segments: [{ label: name, meaning: null, frames: Array.from({ length: slices }, (_, slice) => slice + 1) }],
    decode: (frame) => ({ rows, columns, values: values.subarray((frame - 1) * rows * columns, frame * rows * columns) }),
  };
}
