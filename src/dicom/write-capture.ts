import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { CaptureToWrite } from './capture-to-write.ts';
import { derivedModules } from './derived-modules.ts';
import { encodeFile } from './encode-file.ts';

const SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7';

/**
 * Writes a picture as a secondary capture in colour.
 *
 * It must not show who the patient is: the object says that no identity is burned in.
 * @throws AmyloscopeError `invalidInput` when the bytes do not fill the picture.
 * Source: DICOM PS3.3 section A.8.1 (Secondary Capture Image IOD).
 */
export function writeCapture(capture: CaptureToWrite): Uint8Array {
  const { rows, columns, rgb, sources } = capture;
  if (rgb.length !== rows * columns * 3) throw new AmyloscopeError('invalidInput', `A picture of ${rows} x ${columns} pixels in colour takes ${rows * columns * 3} bytes; there are ${rgb.length}.`);
  const even = new Uint8Array(rgb.length + (rgb.length % 2));
  even.set(rgb);
  return encodeFile(SECONDARY_CAPTURE, capture.sopInstanceUid, {
    ...derivedModules('OT', sources[0], capture),
    ConversionType: 'WSD',
    ImageType: ['DERIVED', 'SECONDARY'],
    // Without a body part, which may be one of a pair, it is asked for; empty says that it is not known.
    Laterality: null,
    PatientOrientation: null,
    DerivationDescription: capture.description,
    SourceImageSequence: sources.map(({ sopClassUid, sopInstanceUid }) => ({ ReferencedSOPClassUID: sopClassUid, ReferencedSOPInstanceUID: sopInstanceUid })),
    SamplesPerPixel: 3,
    PhotometricInterpretation: 'RGB',
    PlanarConfiguration: 0,
    Rows: rows,
    Columns: columns,
    BitsAllocated: 8,
    BitsStored: 8,
    HighBit: 7,
    PixelRepresentation: 0,
    BurnedInAnnotation: 'NO',
    LossyImageCompression: '00',
    PixelData: even.buffer,
  });
}
