/** Verification: is anybody there. */
export const VERIFICATION = '1.2.840.10008.1.1';
export const STUDY_ROOT_FIND = '1.2.840.10008.5.1.4.1.2.2.1';
export const STUDY_ROOT_MOVE = '1.2.840.10008.5.1.4.1.2.2.2';
export const STUDY_ROOT_GET = '1.2.840.10008.5.1.4.1.2.2.3';

/** The root of every kind of object that can be stored. Source: DICOM PS3.4 annex B.5. */
const STORAGE = '1.2.840.10008.5.1.4.1.1.';

/** Kinds of images that come compressed. */
export const imageClasses: readonly string[] = [
  '20', // Nuclear Medicine
  '2', // CT
  '4', // MR
  '3.1', // Ultrasound Multi-frame
  '6.1', // Ultrasound
  '7', // Secondary Capture
  '7.4', // Multi-frame True Color Secondary Capture
  '128', // Positron Emission Tomography
  '4.1', // Enhanced MR
].map((end) => STORAGE + end);

/** Kinds of objects that come uncompressed, or hardly otherwise. */
export const otherClasses: readonly string[] = [
  '2.1', // Enhanced CT
  '130', // Enhanced PET
  '7.1', '7.2', '7.3', // Multi-frame Secondary Captures
  '1', '1.1', // Computed Radiography, Digital X-Ray
  '12.1', // X-Ray Angiography
  '6.2', // Enhanced Ultrasound Volume
  '11.1', // Greyscale Softcopy Presentation State
  '30', // Parametric Map
  '66', '66.1', '66.4', // Raw Data, Spatial Registration, Segmentation
  '67', // Real World Value Mapping
  '88.11', '88.22', '88.33', '88.34', '88.59', // Structured reports, Key Object Selection
  '88.67', '88.76', // Dose reports
  '104.1', // Encapsulated PDF
  '9.1.1', // 12-lead ECG
].map((end) => STORAGE + end);

/** True for every kind of object that is stored, private ones of makers among them. */
export function isStorageClass(uid: string): boolean {
  return uid.startsWith(STORAGE) || !uid.startsWith('1.2.840.10008.');
}
