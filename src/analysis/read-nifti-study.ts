import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FramePlane, ImageInstance } from '../dicom/study.ts';
import { uidFrom } from '../dicom/uid-from.ts';
import { readNifti } from '../image/read-nifti.ts';
import { plus, times } from '../image/vector.ts';
import { spacingOf, type Volume } from '../image/volume.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';

/**
 * A SPECT and its CT as NIfTI volumes, as a study: what NIfTI does not say (patient, tracer, dose, times, corrections) is not known, and
 * quality control says so. That both are of one visit is taken from their having been given together.
 *
 * @param spect path of the reconstructed SPECT, in counts or Bq/mL.
 * @param ct path of the CT in Hounsfield units.
 * @throws AmyloscopeError `notFound` where a file is missing, `invalidInput` where one is no NIfTI volume.
 */
export function readNiftiStudy(spect: string, ct: string): readonly ImageInstance[] {
  const uid = (part: string) => uidFrom('NIfTI study', resolve(spect), resolve(ct), part);
  const [emission, anatomy] = [spect, ct].map((path) => ({ path, volume: volumeAt(path) }));
  const study = { studyInstanceUid: uid('study'), frameOfReferenceUid: uid('frame') };
  return [
    { ...instanceOf(emission.path, emission.volume, uid('spect')), ...study, modality: 'NM', nuclear: unknownAcquisition, emission: { units: null, becquerelPerMl: null, corrections: [], decayCorrection: null, halfLifeSeconds: null, seriesTime: null } },
    { ...instanceOf(anatomy.path, anatomy.volume, uid('ct')), ...study, modality: 'CT' },
  ];
}

function volumeAt(path: string): Volume {
  if (!existsSync(path)) throw new AmyloscopeError('notFound', { en: `There is no file ${path}. Check the path.`, fr: `Il n’y a pas de fichier ${path}. Vérifiez le chemin.` });
  return readNifti(readFileSync(path), path);
}

const unknownAcquisition: ImageInstance['nuclear'] = {
  tracer: 'unknown', radiopharmaceutical: null, radionuclide: null, injectionTime: null, acquisitionTime: null, uptakeTimeHours: null, injectedActivityMBq: null, countsAccumulated: null,
  pixelsAreCounts: true, frameDurationSeconds: null, wholeBody: null, imageKind: 'RECON TOMO', orientation: { rowColumnDirections: null, patientPosition: null }, frames: [],
};

function instanceOf(path: string, { grid, values }: Volume, sopInstanceUid: string): Omit<ImageInstance, 'modality' | 'studyInstanceUid' | 'frameOfReferenceUid'> {
  const [columns, rows, slices] = grid.size;
  const [columnMm, rowMm] = spacingOf(grid);
  const plane = (slice: number): FramePlane => ({ position: plus(grid.origin, times(grid.steps[2], slice)), rowDirection: times(grid.steps[0], 1 / columnMm), columnDirection: times(grid.steps[1], 1 / rowMm) });
  return {
    path, byteLength: values.byteLength, transferSyntaxUid: '', sopClassUid: '', sopInstanceUid, seriesInstanceUid: `${sopInstanceUid}.1`, patientId: '', patientSex: null, patientAgeYears: null,
    patientWeightKg: null, patientHeightM: null, studyDate: null, seriesDescription: null, studyDescription: null, bodyPart: null, equipment: { manufacturer: null, model: null, station: null, softwareVersions: null },
    rows, columns, numberOfFrames: slices, samplesPerPixel: 1, photometricInterpretation: 'MONOCHROME2', bitsStored: 32, spacingMm: [rowMm, columnMm], lossy: false, lossyEvidence: null, simulated: false, hasPixels: true,
    nuclear: null, ultrasound: null, emission: null, segments: null, contouredRegions: null, registrations: null, structuredReport: null, acquiredAt: null, planes: Array.from({ length: slices }, (_, slice) => plane(slice)), colourShare: () => 0,
    decode: (frame) => ({ rows, columns, values: values.subarray((frame - 1) * rows * columns, frame * rows * columns) }),
  };
}
