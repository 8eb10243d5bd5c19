import dcmjs from 'dcmjs';
import { encodeDataSet, type DataSetToWrite } from './data-set-to-write.ts';
import { EXPLICIT_LITTLE_ENDIAN } from './transfer-syntax.ts';
import { uidFrom } from './uid-from.ts';

/** Names Amyloscope as the writer of a file. */
export const IMPLEMENTATION_CLASS = uidFrom('Amyloscope', 'implementation class');
export const IMPLEMENTATION_VERSION = 'AMYLOSCOPE_1';

dcmjs.log.setLevel('silent');

/**
 * Encodes a data set as a DICOM file in explicit VR little endian, texts in UTF-8.
 * @param dataSet without SOP class, instance and character set, which are written here.
 * Source: DICOM PS3.10 section 7.1.
 */
export function encodeFile(sopClassUid: string, sopInstanceUid: string, dataSet: DataSetToWrite): Uint8Array {
  const file = new dcmjs.data.DicomDict(encodeDataSet({
    FileMetaInformationVersion: Uint8Array.of(0, 1).buffer,
    MediaStorageSOPClassUID: sopClassUid,
    MediaStorageSOPInstanceUID: sopInstanceUid,
    TransferSyntaxUID: EXPLICIT_LITTLE_ENDIAN,
    ImplementationClassUID: IMPLEMENTATION_CLASS,
    ImplementationVersionName: IMPLEMENTATION_VERSION,
  }));
  file.dict = encodeDataSet({ SpecificCharacterSet: 'ISO_IR 192', SOPClassUID: sopClassUid, SOPInstanceUID: sopInstanceUid, ...dataSet });
  return new Uint8Array(file.write());
}
