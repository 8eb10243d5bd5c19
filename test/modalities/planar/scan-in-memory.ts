import type { ImageInstance, NuclearAcquisition, NuclearFrame, View } from '../../../src/dicom/study.ts';
import { makeScan, type DigitalScan, type ScanChoice } from '../../../src/phantom/digital-scan.ts';

/** What a test changes about how a digital scan is stored. */
export interface StoredAs {
  readonly views?: readonly View[];
  readonly evidence?: NuclearFrame['viewEvidence'];
  readonly spacingMm?: readonly [number, number] | null;
  readonly directions?: readonly [string, string] | null;
  /** Changes the stored pixels of one frame; gets row-major counts. */
  readonly store?: (values: Uint16Array, rows: number, columns: number, view: View) => Uint16Array | Int16Array;
  readonly nuclear?: Partial<NuclearAcquisition>;
  readonly instance?: Partial<ImageInstance>;
}

/** A digital scan as an ImageInstance, without a file between. */
export function inMemory({ scan, acquisition, patient }: DigitalScan, stored: StoredAs = {}): ImageInstance {
  const views = stored.views ?? ['anterior', 'posterior'];
  const pixels = { anterior: scan.anterior, posterior: scan.posterior, unknown: scan.anterior, other: scan.anterior };
  const frames = views.map((view, k): NuclearFrame => ({ frame: k + 1, view, viewEvidence: stored.evidence ?? 'code', detector: k + 1, rotation: null, energyWindow: 1, energyWindowName: null }));
  return {
    path: 'memory', byteLength: 0, transferSyntaxUid: '1.2.840.10008.1.2.1', sopClassUid: '1.2.840.10008.5.1.4.1.1.20',
    sopInstanceUid: '1.2.3.1', seriesInstanceUid: '1.2.3.2', studyInstanceUid: '1.2.3.3', modality: 'NM', patientId: 'D1', patientSex: patient.sex,
    patientAgeYears: patient.ageYears, patientWeightKg: null, patientHeightM: null, studyDate: '2026-01-05', seriesDescription: null, studyDescription: null, bodyPart: null,
    equipment: { manufacturer: null, model: null, station: null, softwareVersions: null },
    rows: acquisition.rows, columns: acquisition.columns, numberOfFrames: views.length, samplesPerPixel: 1, photometricInterpretation: 'MONOCHROME2', bitsStored: 16,
    spacingMm: stored.spacingMm === undefined ? [acquisition.spacingMm, acquisition.spacingMm] : stored.spacingMm,
    lossy: false, lossyEvidence: null, simulated: true, hasPixels: true, ultrasound: null, emission: null, segments: null, contouredRegions: null, registrations: null, structuredReport: null, acquiredAt: null, planes: null, frameOfReferenceUid: null, colourShare: () => 0,
    nuclear: {
      tracer: '99mTc-HMDP', radiopharmaceutical: 'HMDP', radionuclide: '99mTc', injectionTime: null, acquisitionTime: null, uptakeTimeHours: 3,
      injectedActivityMBq: 700, countsAccumulated: null, pixelsAreCounts: true, frameDurationSeconds: 900, wholeBody: acquisition.wholeBody,
      imageKind: acquisition.wholeBody ? 'WHOLE BODY' : 'STATIC', orientation: { rowColumnDirections: stored.directions ?? null, patientPosition: 'HFS' }, frames,
      ...stored.nuclear,
    },
    decode: (frame) => {
      const view = views[frame - 1];
      const values = pixels[view];
      return { rows: acquisition.rows, columns: acquisition.columns, values: stored.store ? stored.store(values, acquisition.rows, acquisition.columns, view) : values };
    },
    ...stored.instance,
  };
}

/** One digital patient with clear cardiac uptake, whole body, made once for all tests of a file. */
export function uptakeScan(choice: ScanChoice = {}): DigitalScan {
  return makeScan(31, 5, { grade: 3, wholeBody: true, anteriorCounts: 1_200_000, bmi: 25, ...choice });
}
