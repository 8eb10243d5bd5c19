import { SIMULATED_MANUFACTURER } from '../dicom/simulated.ts';
import type { ImageInstance, NuclearAcquisition } from '../dicom/study.ts';
import { uidFrom } from '../dicom/uid-from.ts';
import type { StudyScan } from './image-patient.ts';

/** SOP class of nuclear-medicine images and the plain encoding. */
const NUCLEAR_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.20';
const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';

/** A scan of a study as the pipeline takes it: both views in one object, without a file between. */
export function scanInstance({ patient, acquisition, scan, change, repeat }: StudyScan, seed: number, index: number): ImageInstance {
  const uid = (part: string) => uidFrom('reproducibility study', seed, index, `${change} ${repeat}`, part);
  const { rows, columns, spacingMm } = acquisition;
  const counts = [scan.anterior, scan.posterior];
  return {
    path: `patient ${index + 1}, ${change} ${repeat}`, byteLength: 0, transferSyntaxUid: EXPLICIT_LITTLE_ENDIAN, sopClassUid: NUCLEAR_IMAGE_STORAGE,
    sopInstanceUid: uid('image'), seriesInstanceUid: uid('series'), studyInstanceUid: uid('study'),
    modality: 'NM', patientId: `S${seed}-${index + 1}`, patientSex: patient.sex, patientAgeYears: patient.ageYears,
    patientWeightKg: null, patientHeightM: patient.heightMm / 1000, studyDate: null, seriesDescription: null, studyDescription: null, bodyPart: null,
    equipment: { manufacturer: SIMULATED_MANUFACTURER, model: null, station: null, softwareVersions: null },
    rows, columns, numberOfFrames: 2, samplesPerPixel: 1, photometricInterpretation: 'MONOCHROME2', bitsStored: 16,
    spacingMm: [spacingMm, spacingMm], lossy: false, lossyEvidence: null, simulated: true, hasPixels: true,
    nuclear: nuclearFacts(patient, acquisition), ultrasound: null, emission: null, segments: null, contouredRegions: null, registrations: null, structuredReport: null, acquiredAt: null, planes: null, frameOfReferenceUid: null, colourShare: () => 0,
    decode: (frame) => ({ rows, columns, values: counts[frame - 1] }),
  };
}

function nuclearFacts(patient: StudyScan['patient'], { wholeBody }: StudyScan['acquisition']): NuclearAcquisition {
  const frame = { viewEvidence: 'code', rotation: null, energyWindow: 1, energyWindowName: null } as const;
  return {
    tracer: patient.tracer, radiopharmaceutical: patient.tracer, radionuclide: '99mTc', injectionTime: null, acquisitionTime: null,
    uptakeTimeHours: patient.uptakeTimeHours, injectedActivityMBq: null, countsAccumulated: null, pixelsAreCounts: true, frameDurationSeconds: null,
    wholeBody, imageKind: wholeBody ? 'WHOLE BODY' : 'STATIC', orientation: { rowColumnDirections: null, patientPosition: 'HFS' },
    frames: [{ ...frame, frame: 1, view: 'anterior', detector: 1 }, { ...frame, frame: 2, view: 'posterior', detector: 2 }],
  };
}
