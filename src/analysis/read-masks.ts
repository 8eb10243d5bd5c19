import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readInstance } from '../dicom/read-instance.ts';
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

/** Outlines that were drawn elsewhere. */
export interface GivenMasks {
  readonly masks: readonly NamedMask[];
  /** Segmentations and structure sets (DICOM SEG, RTSTRUCT), whatever study they name. */
  readonly objects: readonly ImageInstance[];
}

/**
 * Reads outlines drawn elsewhere: a folder of masks, one structure a NIfTI file, as TotalSegmentator writes them; or DICOM
 * segmentations and structure sets, one file or a folder of them. NIfTI structures that are not measured, such as kidneys, are left unread.
 * @throws AmyloscopeError `notFound` when the path cannot be read or holds neither; `invalidInput` and the errors of `readInstance` on what is damaged.
 */
export async function readMasks(path: string): Promise<GivenMasks> {
  const files = filesAt(path);
  const masks = files.filter((file) => NIFTI.test(file)).map((file) => ({ path: file, name: basename(file).replace(NIFTI, '') }));
  const known = masks.filter(({ name }) => structureNamed(name) !== null);
  const read = await Promise.all(files.filter((file) => !NIFTI.test(file) && isDicom(file)).map((file) => readInstance(readFileSync(file), file)));
  const objects = read.filter(({ segments, contouredRegions }) => segments !== null || contouredRegions !== null);
  if (masks.length === 0 && objects.length === 0) throw new AmyloscopeError('notFound', {
    en: `${path} holds no NIfTI file (.nii or .nii.gz), and no DICOM segmentation (SEG) or structure set (RTSTRUCT). Give a folder of masks, one structure a file, named as TotalSegmentator names them, or such a DICOM file.`,
    fr: `${path} ne contient ni fichier NIfTI (.nii ou .nii.gz), ni segmentation (SEG) ou jeu de structures (RTSTRUCT) DICOM. Donnez un dossier de masques, une structure par fichier, nommée comme TotalSegmentator les nomme, ou un tel fichier DICOM.`,
  });
  if (known.length === 0 && objects.length === 0) throw new AmyloscopeError('notFound', {
    en: `No file of ${path} is named after a structure that is measured. Name them as TotalSegmentator does: heart_myocardium, aorta, vertebrae_T9.`,
    fr: `Aucun fichier de ${path} ne porte le nom d’une structure mesurée. Nommez-les comme TotalSegmentator : heart_myocardium, aorta, vertebrae_T9.`,
  });
  return { masks: known.map((one) => ({ ...one, mask: readNifti(readFileSync(one.path), one.path) })), objects };
}

/** A file alone, or the files of a folder in the order of their names. */
function filesAt(path: string): readonly string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => join(path, name)).sort();
  } catch (cause) {
    throw new AmyloscopeError('notFound', {
      en: `The masks ${path} cannot be read.`,
      fr: `Les masques ${path} ne peuvent être lus.`,
    }, { cause });
  }
}

/** Whether a file begins as DICOM files do. */
function isDicom(path: string): boolean {
  const bytes = readFileSync(path);
  return bytes.subarray(128, 132).toString('latin1') === 'DICM';
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
