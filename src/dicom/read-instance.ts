import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { loadFrameDecoder } from './codecs/load-frame-decoder.ts';
import type { DataSet } from './data-set.ts';
import { makeFrameReader, type FrameReader } from './decode-frame.ts';
import { dicomFault, EXPORT_AGAIN } from './dicom-fault.ts';
import { readEmissionFacts } from './emission-facts.ts';
import { readFramePlanes } from './frame-planes.ts';
import { isoDate, parseOffset } from './dicom-time.ts';
import { textValue, uidValue } from './element-values.ts';
import { readImageShape, type ImageShape } from './image-shape.ts';
import { lossyEvidence } from './lossy-evidence.ts';
import { readNuclearAcquisition } from './nuclear-acquisition.ts';
import { parseDataSet, type ParsedFile } from './parse-data-set.ts';
import { readPatientFacts } from './patient-facts.ts';
import { readPixelSpacing } from './pixel-spacing.ts';
import { readContouredRegions } from './contoured-regions.ts';
import { readSegments } from './segment-frames.ts';
import { readRegistrations } from './spatial-registration.ts';
import { isSimulated } from './simulated.ts';
import { readStructuredReport } from './structured-report.ts';
import type { Equipment, ImageInstance } from './study.ts';
import { tagOf } from './tags.ts';
import { readUltrasoundAcquisition } from './ultrasound-acquisition.ts';
import { acquisitionTimeOf } from './uptake-time.ts';

function equipmentOf(dataSet: DataSet): Equipment {
  return {
    manufacturer: textValue(dataSet, 'Manufacturer'),
    model: textValue(dataSet, 'ManufacturerModelName'),
    station: textValue(dataSet, 'StationName'),
    softwareVersions: textValue(dataSet, 'SoftwareVersions'),
  };
}

function checkNotHidden(dataSet: DataSet): void {
  if (dataSet.elements.has(tagOf('SOPInstanceUID'))) return;
  if (dataSet.elements.has(tagOf('DirectoryRecordSequence'))) {
    throw new AmyloscopeError('notRecognised', '(0004,1220) DirectoryRecordSequence is present: this is a DICOMDIR, a list of files and no image. Give its path to read the files it lists.');
  }
  if (dataSet.elements.has(tagOf('EncryptedAttributesSequence'))) {
    throw dicomFault('encrypted', 'EncryptedAttributesSequence', 'holds what identifies this image', 'The image cannot be told from others without it.', 'Re-identify it with the key of its site first.');
  }
}

function modalityOf(dataSet: DataSet): string {
  const modality = textValue(dataSet, 'Modality');
  if (modality) return modality;
  throw dicomFault('invalidDicom', 'Modality', 'is missing', 'Every image must say what kind it is.', EXPORT_AGAIN);
}

type Identity = Pick<ImageInstance, 'sopClassUid' | 'sopInstanceUid' | 'seriesInstanceUid' | 'studyInstanceUid' | 'modality' | 'studyDate' | 'seriesDescription' | 'studyDescription' | 'bodyPart'>;

function readIdentity(dataSet: DataSet): Identity {
  checkNotHidden(dataSet);
  return {
    sopClassUid: uidValue(dataSet, 'SOPClassUID'),
    sopInstanceUid: uidValue(dataSet, 'SOPInstanceUID'),
    seriesInstanceUid: uidValue(dataSet, 'SeriesInstanceUID'),
    studyInstanceUid: uidValue(dataSet, 'StudyInstanceUID'),
    modality: modalityOf(dataSet),
    studyDate: isoDate(textValue(dataSet, 'StudyDate')),
    seriesDescription: textValue(dataSet, 'SeriesDescription'),
    studyDescription: textValue(dataSet, 'StudyDescription'),
    bodyPart: textValue(dataSet, 'BodyPartExamined'),
  };
}

function withoutPixels(path: string): FrameReader {
  const refuse = (): never => {
    throw new AmyloscopeError('invalidInput', `${path} holds no pixels, so there is no frame to decode.`);
  };
  return { decode: refuse, colourShare: refuse };
}

type Shape = Pick<ImageInstance, 'rows' | 'columns' | 'numberOfFrames' | 'samplesPerPixel' | 'photometricInterpretation' | 'bitsStored'>;
const noShape: Shape = { rows: 0, columns: 0, numberOfFrames: 0, samplesPerPixel: 0, photometricInterpretation: '', bitsStored: 0 };

function shapeFacts({ rows, columns, numberOfFrames, samplesPerPixel, photometricInterpretation, bitsStored }: ImageShape): Shape {
  return { rows, columns, numberOfFrames, samplesPerPixel, photometricInterpretation, bitsStored };
}

async function frameReaderOf({ dataSet, transferSyntax }: ParsedFile, shape: ImageShape): Promise<FrameReader> {
  return makeFrameReader({ dataSet, shape, transferSyntax, decoder: await loadFrameDecoder(transferSyntax.family) });
}

function emits(modality: string): boolean {
  return modality === 'NM' || modality === 'PT';
}

/**
 * Reads one DICOM object: checks it, states its facts, and gives a way to its pixels. Codecs load when first needed.
 * @param bytes the whole file; kept as long as the instance is, and native pixels are views on it.
 * @param path how the user knows the file; only quoted, never opened.
 * @throws AmyloscopeError `notDicom`, `truncated`, `encrypted`, `invalidDicom`, `unsupportedEncoding`, `notRecognised` (a
 *   DICOMDIR), naming the attribute, the value found, the rule it breaks and what to do.
 */
export async function readInstance(bytes: Uint8Array, path: string): Promise<ImageInstance> {
  // A Buffer's slice is no copy; as a plain array its bytes behave the same everywhere below.
  const file = parseDataSet(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const { dataSet, transferSyntax } = file;
  const identity = readIdentity(dataSet);
  const shape = readImageShape(dataSet);
  const lossy = lossyEvidence(dataSet, transferSyntax);
  return {
    path, ...identity, ...readPatientFacts(dataSet), ...(shape ? shapeFacts(shape) : noShape),
    byteLength: bytes.length,
    transferSyntaxUid: transferSyntax.uid,
    equipment: equipmentOf(dataSet),
    spacingMm: readPixelSpacing(dataSet),
    lossy: lossy !== null,
    lossyEvidence: lossy,
    simulated: isSimulated(dataSet),
    hasPixels: shape !== null,
    emission: shape && emits(identity.modality) ? readEmissionFacts(dataSet) : null,
    planes: shape ? readFramePlanes(dataSet, shape, identity.modality) : null,
    contouredRegions: identity.modality === 'RTSTRUCT' ? readContouredRegions(dataSet) : null,
    registrations: identity.modality === 'REG' ? readRegistrations(dataSet) : null,
    structuredReport: identity.modality === 'SR' ? readStructuredReport(dataSet) : null,
    segments: shape && identity.modality === 'SEG' ? readSegments(dataSet, shape.numberOfFrames) : null,
    acquiredAt: acquisitionTimeOf(dataSet, parseOffset(textValue(dataSet, 'TimezoneOffsetFromUTC'))),
    frameOfReferenceUid: textValue(dataSet, 'FrameOfReferenceUID'),
    nuclear: shape && emits(identity.modality) ? readNuclearAcquisition(dataSet, shape, identity.sopClassUid) : null,
    ultrasound: shape && identity.modality === 'US' ? readUltrasoundAcquisition(dataSet, shape) : null,
    ...(shape ? await frameReaderOf(file, shape) : withoutPixels(path)),
  };
}
