import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { voxelCount } from '../image/volume.ts';
import { concepts, tracerConcepts } from './clinical-codes.ts';
import { codeItem, decimalText, type DataSetToWrite } from './data-set-to-write.ts';
import { encodeFile } from './encode-file.ts';
import { withPixels } from './pixels-to-write.ts';
import { tagOf } from './tags.ts';
import { AXIAL_ORIENTATION, slicePosition, sliceShape, tomographyModules } from './tomography-modules.ts';
import type { TomogramToWrite } from './tomography-to-write.ts';
import { dateOf, TECHNETIUM_HALF_LIFE_SECONDS, timeOf } from './written-facts.ts';

const NUCLEAR_MEDICINE = '1.2.840.10008.5.1.4.1.1.20';
const LARGEST_STORED = 65535;

/** Stored values times this are those of the tomogram; written as it is used, so that reading gives the same. */
function storageSlope({ units, volume: { values } }: TomogramToWrite): string {
  let greatest = 0;
  for (const value of values) if (value > greatest) greatest = value;
  return units === 'CNTS' && greatest <= LARGEST_STORED ? '1' : decimalText(((greatest || 1) / LARGEST_STORED) * ROOM_FOR_ROUNDING);
}

/** The slope has 9 digits: the greatest value must not round to one that cannot be stored. */
const ROOM_FOR_ROUNDING = 1 + 1e-8;

function imageModules(tomogram: TomogramToWrite): DataSetToWrite {
  const { volume: { grid } } = tomogram;
  const slices = grid.size[2];
  return {
    ...sliceShape(grid), NumberOfFrames: slices, BitsStored: 16, HighBit: 15,
    InstanceNumber: 1, ImageType: ['ORIGINAL', 'PRIMARY', 'RECON TOMO', 'EMISSION'],
    CountsAccumulated: null,
    SliceThickness: decimalText(grid.steps[2][2]), SpacingBetweenSlices: decimalText(grid.steps[2][2]),
    FrameIncrementPointer: [tagOf('SliceVector')], NumberOfSlices: slices, SliceVector: Array.from({ length: slices }, (_, k) => k + 1),
    CorrectedImage: tomogram.attenuationCorrected ? ['UNIF', 'COR', 'DECY', 'ATTN', 'SCAT'] : ['UNIF', 'COR', 'DECY'],
    ConvolutionKernel: tomogram.reconstruction.slice(0, 16),
  };
}

/** What the stored values are worth; the units as vendors of quantitative SPECT state them, and as the standard does. */
function valueModules(tomogram: TomogramToWrite, slope: string): DataSetToWrite {
  const quantitative = tomogram.units === 'BQML';
  const mapping = {
    RealWorldValueFirstValueMapped: 0, RealWorldValueLastValueMapped: LARGEST_STORED, RealWorldValueIntercept: 0, RealWorldValueSlope: Number(slope),
    LUTExplanation: 'Activity concentration', LUTLabel: 'BQML', MeasurementUnitsCodeSequence: codeItem({ value: 'Bq/ml', scheme: 'UCUM', meaning: 'Becquerels/milliliter' }),
  };
  const comment = tomogram.becquerelPerCount === null ? '' : `1 count = ${decimalText(tomogram.becquerelPerCount)} Bq/mL`;
  return {
    RescaleIntercept: '0', RescaleSlope: slope, Units: tomogram.units, DecayCorrection: 'START',
    ...(quantitative ? { RealWorldValueMappingSequence: [mapping] } : {}),
    ...(comment ? { DerivationDescription: comment } : {}),
    ReconstructionMethod: tomogram.reconstruction,
    ...(tomogram.attenuationCorrected ? { AttenuationCorrectionMethod: 'CT', ScatterCorrectionMethod: 'Scatter window' } : {}),
  };
}

function nuclearModules(tomogram: TomogramToWrite): DataSetToWrite {
  const { volume: { grid }, rotation } = tomogram;
  return {
    NumberOfEnergyWindows: 1,
    EnergyWindowInformationSequence: [{ EnergyWindowName: 'Tc99m', EnergyWindowRangeSequence: [{ EnergyWindowLowerLimit: '126.5', EnergyWindowUpperLimit: '154.6' }] }],
    RadiopharmaceuticalInformationSequence: [{
      Radiopharmaceutical: tomogram.tracer, RadiopharmaceuticalStartTime: timeOf(tomogram.injectionTime),
      RadiopharmaceuticalStartDateTime: `${dateOf(tomogram.injectionTime)}${timeOf(tomogram.injectionTime)}`,
      RadionuclideTotalDose: decimalText(tomogram.injectedActivityMBq), RadionuclideHalfLife: String(TECHNETIUM_HALF_LIFE_SECONDS),
      RadionuclideCodeSequence: codeItem(concepts.technetium99m), RadiopharmaceuticalCodeSequence: codeItem(tracerConcepts[tomogram.tracer]),
    }],
    NumberOfDetectors: 1,
    DetectorInformationSequence: [{
      CollimatorGridName: null, CollimatorType: 'PARA', FieldOfViewShape: null, StartAngle: decimalText(rotation.startDegrees), FocalDistance: 0,
      XFocusCenter: null, YFocusCenter: null, ZoomCenter: null, ZoomFactor: null, CenterOfRotationOffset: null, GantryDetectorTilt: null,
      ImagePositionPatient: slicePosition(grid, 0), ImageOrientationPatient: AXIAL_ORIENTATION,
    }],
    NumberOfRotations: 1,
    RotationInformationSequence: [{
      StartAngle: decimalText(rotation.startDegrees), AngularStep: decimalText(rotation.arcDegrees / rotation.projections), RotationDirection: 'CC',
      ScanArc: decimalText(rotation.arcDegrees), ActualFrameDuration: Math.round(rotation.secondsPerProjection * 1000),
      NumberOfFramesInRotation: rotation.projections, RadialPosition: null,
    }],
    TypeOfDetectorMotion: 'STEP AND SHOOT',
    PatientOrientationCodeSequence: [{ ...codeItem(concepts.recumbent)[0], PatientOrientationModifierCodeSequence: codeItem(concepts.supine) }],
    PatientGantryRelationshipCodeSequence: codeItem(concepts.headFirst),
  };
}

/**
 * Writes a reconstructed tomogram as one multi-frame object, one frame a slice, as 16-bit values with a slope.
 * @throws AmyloscopeError `invalidInput` when the values do not fill the grid, or one is negative: the object holds none.
 * Source: DICOM PS3.3 sections A.5 (NM Image IOD), C.8.4.8 to C.8.4.15.
 */
export function writeTomogram(tomogram: TomogramToWrite): Uint8Array {
  const { volume: { grid, values } } = tomogram;
  if (values.length !== voxelCount(grid)) throw new AmyloscopeError('invalidInput', `volume.values has ${values.length} values; the grid has ${voxelCount(grid)} voxels.`);
  const negative = values.findIndex((value) => !(value >= 0));
  if (negative >= 0) throw new AmyloscopeError('invalidInput', `volume.values[${negative}] is ${values[negative]}; a tomogram of counts or activity holds no negative value.`);
  const slope = storageSlope(tomogram);
  const stored = Uint16Array.from(values, (value) => Math.round(value / Number(slope)));
  const plane = grid.size[0] * grid.size[1];
  const header = encodeFile(NUCLEAR_MEDICINE, tomogram.sopInstanceUid, {
    ...tomographyModules(tomogram, 'NM'), ...imageModules(tomogram), ...valueModules(tomogram, slope), ...nuclearModules(tomogram),
  });
  return withPixels(header, Array.from({ length: grid.size[2] }, (_, k) => stored.subarray(k * plane, (k + 1) * plane)));
}
