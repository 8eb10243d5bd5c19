/**
 * Every DICOM attribute Amyloscope reads or writes: keyword, tag and value representation, once.
 * Source: DICOM PS3.6, data dictionary.
 */
const dictionary = {
  MediaStorageSOPClassUID: [0x00020002, 'UI'],
  MediaStorageSOPInstanceUID: [0x00020003, 'UI'],
  TransferSyntaxUID: [0x00020010, 'UI'],
  DirectoryRecordSequence: [0x00041220, 'SQ'],
  ReferencedFileID: [0x00041500, 'CS'],
  SpecificCharacterSet: [0x00080005, 'CS'],
  ImageType: [0x00080008, 'CS'],
  SOPClassUID: [0x00080016, 'UI'],
  SOPInstanceUID: [0x00080018, 'UI'],
  StudyDate: [0x00080020, 'DA'],
  SeriesDate: [0x00080021, 'DA'],
  AcquisitionDate: [0x00080022, 'DA'],
  ContentDate: [0x00080023, 'DA'],
  AcquisitionDateTime: [0x0008002a, 'DT'],
  StudyTime: [0x00080030, 'TM'],
  SeriesTime: [0x00080031, 'TM'],
  AcquisitionTime: [0x00080032, 'TM'],
  ContentTime: [0x00080033, 'TM'],
  Modality: [0x00080060, 'CS'],
  Manufacturer: [0x00080070, 'LO'],
  CodeValue: [0x00080100, 'SH'],
  CodingSchemeDesignator: [0x00080102, 'SH'],
  CodeMeaning: [0x00080104, 'LO'],
  TimezoneOffsetFromUTC: [0x00080201, 'SH'],
  StationName: [0x00081010, 'SH'],
  StudyDescription: [0x00081030, 'LO'],
  SeriesDescription: [0x0008103e, 'LO'],
  ManufacturerModelName: [0x00081090, 'LO'],
  DerivationDescription: [0x00082111, 'ST'],
  DerivationCodeSequence: [0x00089215, 'SQ'],
  PatientName: [0x00100010, 'PN'],
  PatientID: [0x00100020, 'LO'],
  PatientBirthDate: [0x00100030, 'DA'],
  PatientSex: [0x00100040, 'CS'],
  PatientAge: [0x00101010, 'AS'],
  PatientSize: [0x00101020, 'DS'],
  PatientWeight: [0x00101030, 'DS'],
  PatientComments: [0x00104000, 'LT'],
  BodyPartExamined: [0x00180015, 'CS'],
  Radionuclide: [0x00180030, 'LO'],
  Radiopharmaceutical: [0x00180031, 'LO'],
  EnergyWindowCenterline: [0x00180032, 'DS'],
  EnergyWindowTotalWidth: [0x00180033, 'DS'],
  EnergyWindowName: [0x00540018, 'SH'],
  CountsAccumulated: [0x00180070, 'IS'],
  SpacingBetweenSlices: [0x00180088, 'DS'],
  ProtocolName: [0x00181030, 'LO'],
  SoftwareVersions: [0x00181020, 'LO'],
  RadiopharmaceuticalStartTime: [0x00181072, 'TM'],
  RadionuclideTotalDose: [0x00181074, 'DS'],
  RadiopharmaceuticalStartDateTime: [0x00181078, 'DT'],
  ActualFrameDuration: [0x00181242, 'IS'],
  NominalScannedPixelSpacing: [0x00182010, 'DS'],
  ImagerPixelSpacing: [0x00181164, 'DS'],
  WholeBodyTechnique: [0x00181301, 'CS'],
  PatientPosition: [0x00185100, 'CS'],
  ViewPosition: [0x00185101, 'CS'],
  StudyInstanceUID: [0x0020000d, 'UI'],
  SeriesInstanceUID: [0x0020000e, 'UI'],
  PatientOrientation: [0x00200020, 'CS'],
  ImageComments: [0x00204000, 'LT'],
  SamplesPerPixel: [0x00280002, 'US'],
  PhotometricInterpretation: [0x00280004, 'CS'],
  PlanarConfiguration: [0x00280006, 'US'],
  NumberOfFrames: [0x00280008, 'IS'],
  FrameIncrementPointer: [0x00280009, 'AT'],
  Rows: [0x00280010, 'US'],
  Columns: [0x00280011, 'US'],
  PixelSpacing: [0x00280030, 'DS'],
  BitsAllocated: [0x00280100, 'US'],
  BitsStored: [0x00280101, 'US'],
  HighBit: [0x00280102, 'US'],
  PixelRepresentation: [0x00280103, 'US'],
  BurnedInAnnotation: [0x00280301, 'CS'],
  RescaleIntercept: [0x00281052, 'DS'],
  RescaleSlope: [0x00281053, 'DS'],
  RedPaletteColorLookupTableDescriptor: [0x00281101, 'US'],
  GreenPaletteColorLookupTableDescriptor: [0x00281102, 'US'],
  BluePaletteColorLookupTableDescriptor: [0x00281103, 'US'],
  RedPaletteColorLookupTableData: [0x00281201, 'OW'],
  GreenPaletteColorLookupTableData: [0x00281202, 'OW'],
  BluePaletteColorLookupTableData: [0x00281203, 'OW'],
  LossyImageCompression: [0x00282110, 'CS'],
  LossyImageCompressionRatio: [0x00282112, 'DS'],
  LossyImageCompressionMethod: [0x00282114, 'CS'],
  ModalityLUTSequence: [0x00283000, 'SQ'],
  SharedFunctionalGroupsSequence: [0x52009229, 'SQ'],
  PixelMeasuresSequence: [0x00289110, 'SQ'],
  PixelValueTransformationSequence: [0x00289145, 'SQ'],
  EnergyWindowVector: [0x00540010, 'US'],
  NumberOfEnergyWindows: [0x00540011, 'US'],
  EnergyWindowInformationSequence: [0x00540012, 'SQ'],
  EnergyWindowRangeSequence: [0x00540013, 'SQ'],
  EnergyWindowLowerLimit: [0x00540014, 'DS'],
  EnergyWindowUpperLimit: [0x00540015, 'DS'],
  RadiopharmaceuticalInformationSequence: [0x00540016, 'SQ'],
  DetectorVector: [0x00540020, 'US'],
  NumberOfDetectors: [0x00540021, 'US'],
  DetectorInformationSequence: [0x00540022, 'SQ'],
  ViewCodeSequence: [0x00540220, 'SQ'],
  ViewModifierCodeSequence: [0x00540222, 'SQ'],
  RadionuclideCodeSequence: [0x00540300, 'SQ'],
  RadiopharmaceuticalCodeSequence: [0x00540304, 'SQ'],
  ImageID: [0x00540400, 'SH'],
  PatientOrientationCodeSequence: [0x00540410, 'SQ'],
  PatientGantryRelationshipCodeSequence: [0x00540414, 'SQ'],
  EncryptedAttributesSequence: [0x04000500, 'SQ'],
  ExtendedOffsetTable: [0x7fe00001, 'OV'],
  ExtendedOffsetTableLengths: [0x7fe00002, 'OV'],
  FloatPixelData: [0x7fe00008, 'OF'],
  DoubleFloatPixelData: [0x7fe00009, 'OD'],
  PixelData: [0x7fe00010, 'OW'],
} as const satisfies Record<string, readonly [tag: number, vr: string]>;

export type Keyword = keyof typeof dictionary;

/** The tag as one number: group * 65536 + element. */
export function tagOf(keyword: Keyword): number {
  return dictionary[keyword][0];
}

/** The value representation of the data dictionary, for files that do not carry it. */
export function representationOf(keyword: Keyword): string {
  return dictionary[keyword][1];
}

/** The tag as people write it: `(0028,0010)`. */
export function formatTag(tag: number): string {
  const hex = tag.toString(16).toUpperCase().padStart(8, '0');
  return `(${hex.slice(0, 4)},${hex.slice(4)})`;
}

const keywords = new Map(Object.entries(dictionary).map(([keyword, [tag]]) => [tag as number, keyword]));

/** The tag with its keyword where Amyloscope knows it: `(0028,0010) Rows`. */
export function describeTag(tag: number): string {
  const keyword = keywords.get(tag);
  return keyword ? `${formatTag(tag)} ${keyword}` : formatTag(tag);
}
