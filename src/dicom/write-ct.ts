import { decimalText } from './data-set-to-write.ts';
import { encodeFile } from './encode-file.ts';
import { withPixels } from './pixels-to-write.ts';
import { AXIAL_ORIENTATION, slicePosition, sliceShape, tomographyModules } from './tomography-modules.ts';
import type { CtToWrite } from './tomography-to-write.ts';
import { uidFrom } from './uid-from.ts';

const CT_IMAGE = '1.2.840.10008.5.1.4.1.1.2';
/** Stored values start at -1024 HU. */
const INTERCEPT_HU = -1024;

/**
 * Writes a CT as a file a slice, from the feet up.
 * @returns the files in that order; each has its own instance UID, made from the series' and its place.
 * Source: DICOM PS3.3 sections A.3 (CT Image IOD) and C.8.2.1.
 */
export function* writeCt(ct: CtToWrite): Generator<Uint8Array> {
  const { grid, values } = ct.volume;
  const plane = grid.size[0] * grid.size[1];
  for (let k = 0; k < grid.size[2]; k++) {
    const header = encodeFile(CT_IMAGE, uidFrom(ct.seriesInstanceUid, k + 1), {
      ...tomographyModules(ct, 'CT'), ...sliceShape(grid), PatientPosition: 'HFS',
      InstanceNumber: k + 1, AcquisitionNumber: 1, ImageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
      ImagePositionPatient: slicePosition(grid, k), ImageOrientationPatient: AXIAL_ORIENTATION,
      SliceThickness: decimalText(ct.sliceMm), SliceLocation: slicePosition(grid, k)[2],
      KVP: decimalText(ct.kiloVolt), XRayTubeCurrent: Math.round(ct.tubeCurrentMilliAmpere), ConvolutionKernel: 'SOFT',
      ReconstructionDiameter: decimalText(grid.size[0] * grid.steps[0][0]),
      BitsStored: 12, HighBit: 11, RescaleIntercept: String(INTERCEPT_HU), RescaleSlope: '1', RescaleType: 'HU',
    });
    const stored = new Uint16Array(plane);
    for (let i = 0; i < plane; i++) stored[i] = values[k * plane + i] - INTERCEPT_HU;
    yield withPixels(header, [stored]);
  }
}
