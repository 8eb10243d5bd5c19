import { catalogue, type QuantityName } from '../measurement/catalogue.ts';
import type { echoParasternalQuantities } from '../measurement/echo-parasternal-quantities.ts';
import type { CodedConcept } from './clinical-codes.ts';
import { uidFrom } from './uid-from.ts';

/** Where no published terminology has the concept, Amyloscope's own scheme does; each object that uses it declares it. */
export const privateScheme = { designator: '99AMYLOSCOPE', uid: uidFrom('Amyloscope', 'coding scheme'), name: 'Amyloscope codes', responsible: 'Amyloscope' } as const;

const dcm = (value: string, meaning: string): CodedConcept => ({ value, scheme: 'DCM', meaning });
const sct = (value: string, meaning: string): CodedConcept => ({ value, scheme: 'SCT', meaning });
const own = (value: string, meaning: string): CodedConcept => ({ value, scheme: privateScheme.designator, meaning });

/** What a measurement report is built of. Source: DICOM PS3.16 templates 300, 1001, 1204, 1410, 1411, 1500, 1501, 1600, 4019. */
export const reportConcepts = {
  imagingMeasurementReport: dcm('126000', 'Imaging Measurement Report'),
  language: dcm('121049', 'Language of Content Item and Descendants'),
  observerType: dcm('121005', 'Observer Type'),
  device: dcm('121007', 'Device'),
  deviceObserverUid: dcm('121012', 'Device Observer UID'),
  deviceObserverName: dcm('121013', 'Device Observer Name'),
  deviceObserverManufacturer: dcm('121014', 'Device Observer Manufacturer'),
  deviceObserverModel: dcm('121015', 'Device Observer Model Name'),
  procedureReported: dcm('121058', 'Procedure reported'),
  imageLibrary: dcm('111028', 'Image Library'),
  imageLibraryGroup: dcm('126200', 'Image Library Group'),
  modality: dcm('121139', 'Modality'),
  imagingMeasurements: dcm('126010', 'Imaging Measurements'),
  measurementGroup: dcm('125007', 'Measurement Group'),
  trackingIdentifier: dcm('112039', 'Tracking Identifier'),
  trackingUid: dcm('112040', 'Tracking Unique Identifier'),
  finding: dcm('121071', 'Finding'),
  findingSite: sct('363698007', 'Finding Site'),
  imageRegion: dcm('111030', 'Image Region'),
  referencedSegment: dcm('121191', 'Referenced Segment'),
  referencedSegmentationFrame: dcm('121214', 'Referenced Segmentation Frame'),
  sourceImageForSegmentation: dcm('121233', 'Source image for segmentation'),
  sourceSeriesForSegmentation: dcm('121232', 'Source series for segmentation'),
  sourceOfMeasurement: dcm('121112', 'Source of Measurement'),
  algorithmName: dcm('111001', 'Algorithm Name'),
  algorithmParameters: dcm('111002', 'Algorithm Parameters'),
  algorithmVersion: dcm('111003', 'Algorithm Version'),
  comment: dcm('121106', 'Comment'),
  recommendation: dcm('121074', 'Recommendation'),
  measurementFailure: dcm('114006', 'Measurement failure'),
  qualitativeEvaluations: { value: 'C0034375', scheme: 'UMLS', meaning: 'Qualitative Evaluations' },
  lowerBound: own('CI95-LOWER', 'Lower bound of the 95 % interval'),
  upperBound: own('CI95-UPPER', 'Upper bound of the 95 % interval'),
  standardUncertainty: own('STD-UNCERTAINTY', 'Standard uncertainty'),
  answer: own('ANSWER', 'Answer about cardiac uptake'),
  answerOnPhenotype: own('ANSWER-PHENOTYPE', 'Answer about the phenotype of the heart'),
  change: own('CHANGE', 'Change since the previous examination'),
  unsureBecause: own('UNSURE-BECAUSE', 'Reason to be unsure'),
  quality: own('QUALITY', 'Quality of the scan'),
  limit: own('LIMIT', 'Limit of the method'),
} as const satisfies Record<string, CodedConcept>;

/** Answers of a classification. */
export const answerConcepts = {
  normal: sct('17621005', 'Normal'),
  abnormal: sct('263654008', 'Abnormal'),
  unsure: sct('42425007', 'Equivocal'),
} as const;

/** What quality control came to. */
export const qualityConcepts = {
  accepted: own('ACCEPTED', 'Accepted'),
  acceptedWithWarnings: own('WARNINGS', 'Accepted with warnings'),
  refused: own('REFUSED', 'Refused'),
} as const;

/** What was done to the patient, by modality of Amyloscope. Source: DICOM PS3.16 context groups 3206 and 12001. */
export const procedureConcepts = {
  nuclearMedicine: sct('373205008', 'Nuclear medicine imaging procedure'),
  spect: sct('105371005', 'SPECT'),
  echocardiography: sct('40701008', 'Echocardiography'),
} as const;

/** Kinds of images as DICOM names them. Source: DICOM PS3.16 context group 29. */
export const modalityMeanings: Readonly<Record<string, string>> = { NM: 'Nuclear Medicine', PT: 'Positron emission tomography', CT: 'Computed Tomography', US: 'Ultrasound', SEG: 'Segmentation' };

/** Segmented property categories. Source: DICOM PS3.16 context group 7150. */
export const categoryConcepts = {
  anatomicalStructure: sct('123037004', 'Anatomical Structure'),
  spatialConcept: sct('309825002', 'Spatial and Relational Concept'),
} as const;

/** What a region of an analysis shows, by its name there. */
export const regionConcepts: Readonly<Record<string, { readonly concept: CodedConcept; readonly site: CodedConcept; readonly category: CodedConcept }>> = {
  heart: anatomy('80891009', 'Heart'),
  sternum: anatomy('56873002', 'Sternum'),
  kidneys: anatomy('64033007', 'Kidney'),
  bladder: anatomy('89837001', 'Urinary bladder'),
  heartCircle: { concept: own('HEART-CIRCLE', 'Circle on the heart'), site: sct('80891009', 'Heart'), category: categoryConcepts.spatialConcept },
  leftVentricle: anatomy('87878005', 'Left ventricle'),
  myocardium: anatomy('49848007', 'Left ventricle myocardium'),
  leftAtrium: anatomy('82471001', 'Left atrium'),
  leftVentricularWall: anatomy('49848007', 'Left ventricle myocardium'),
  leftVentricularCavity: anatomy('87878005', 'Left ventricle'),
  rightVentricularWall: { concept: own('RV-WALL', 'Wall of the right ventricle'), site: sct('53085002', 'Right ventricle'), category: categoryConcepts.anatomicalStructure },
  rightVentricularCavity: anatomy('53085002', 'Right ventricle'),
  rightAtrium: anatomy('73829009', 'Right atrium'),
  rightVentricle: anatomy('53085002', 'Right ventricle'),
  aorticRoot: anatomy('8128003', 'Aortic root'),
  aorta: anatomy('15825003', 'Aorta'),
  inferiorVenaCava: anatomy('64131007', 'Inferior vena cava'),
  contralateralCircle: { concept: own('CL-CIRCLE', 'Contralateral circle'), site: sct('51185008', 'Thorax'), category: categoryConcepts.spatialConcept },
};

function anatomy(value: string, meaning: string) {
  return { concept: sct(value, meaning), site: sct(value, meaning), category: categoryConcepts.anatomicalStructure };
}

/** Parasternal quantities with a published code. */
type CodedParasternal = Exclude<keyof typeof echoParasternalQuantities, 'relativeWallThickness' | 'leftVentricularFractionalAreaChange'>;
/** Quantities for which no published code was found. */
type UncodedQuantity = Exclude<QuantityName, CodedParasternal | 'leftVentricularEjectionFraction' | 'leftVentricularEndDiastolicVolume' | 'leftVentricularEndSystolicVolume' | 'leftAtrialEndSystolicVolume'>;

const ownQuantities: Readonly<Record<UncodedQuantity, CodedConcept>> = {
  heartToContralateralRatio: own('H-CL-RATIO', 'Heart-to-contralateral ratio'),
  heartToBoneRatio: own('H-BONE-RATIO', 'Heart-to-bone ratio'),
  heartToWholeBodyRatio: own('H-WB-RATIO', 'Heart-to-whole-body ratio'),
  wholeBodyRetention: own('WB-RETENTION', 'Whole-body retention'),
  peruginiGrade: own('PERUGINI-GRADE', 'Perugini grade'),
  abnormalUptakeProbability: own('P-ABNORMAL', 'Probability of abnormal cardiac uptake'),
  relativeWallThickness: own('RWT', 'Relative wall thickness'),
  leftVentricularFractionalAreaChange: own('LV-FAC', 'Left ventricular fractional area change'),
  leftVentricularWallThickness: own('LV-WALL-4C', 'Left ventricular wall thickness, four-chamber view'),
  leftAtrialReservoirStrain: own('LASR-CONTOUR-4C', 'Left atrial reservoir strain by contours, four-chamber view'),
  longitudinalStrainContour: own('LS-CONTOUR-4C', 'Longitudinal strain by contours, four-chamber view'),
  longitudinalStrainTracked: own('LS-ENDO-4C', 'Longitudinal strain by speckle, endocardial, four-chamber view'),
  longitudinalStrainTrackedMidWall: own('LS-MID-4C', 'Longitudinal strain by speckle, mid-wall, four-chamber view'),
  longitudinalStrainBasalSeptal: own('LS-BASAL-SEPT', 'Longitudinal strain, basal septal'),
  longitudinalStrainMiddleSeptal: own('LS-MID-SEPT', 'Longitudinal strain, middle septal'),
  longitudinalStrainApicalSeptal: own('LS-APICAL-SEPT', 'Longitudinal strain, apical septal'),
  longitudinalStrainBasalLateral: own('LS-BASAL-LAT', 'Longitudinal strain, basal lateral'),
  longitudinalStrainMiddleLateral: own('LS-MID-LAT', 'Longitudinal strain, middle lateral'),
  longitudinalStrainApicalLateral: own('LS-APICAL-LAT', 'Longitudinal strain, apical lateral'),
  mechanicalDispersion: own('MECH-DISP-4C', 'Mechanical dispersion, four-chamber view'),
  peakSystolicStrainRate: own('SR-S-4C', 'Peak systolic strain rate, four-chamber view'),
  globalLongitudinalStrain: own('GLS-ENDO', 'Global longitudinal strain by speckle, endocardial'),
  globalLongitudinalStrainContour: own('GLS-CONTOUR', 'Global longitudinal strain by contours'),
  leftVentricularEjectionFractionBiplane: own('LVEF-BIPLANE', 'Left ventricular ejection fraction, biplane'),
  leftVentricularEndDiastolicVolumeBiplane: own('LVEDV-BIPLANE', 'Left ventricular end-diastolic volume, biplane'),
  leftVentricularEndDiastolicVolumeIndex: own('LVEDVI-BIPLANE', 'Left ventricular end-diastolic volume index, biplane'),
  leftVentricularEndSystolicVolumeBiplane: own('LVESV-BIPLANE', 'Left ventricular end-systolic volume, biplane'),
  leftVentricularStrokeVolume: own('LVSV-BIPLANE', 'Stroke volume, biplane'),
  leftVentricularEndDiastolicVolumeAreaLength: own('LVEDV-AL-4C', 'Left ventricular end-diastolic volume, area-length'),
  leftVentricularEndSystolicVolumeAreaLength: own('LVESV-AL-4C', 'Left ventricular end-systolic volume, area-length'),
  leftVentricularSphericityIndex: own('LV-SPHERICITY', 'Left ventricular sphericity index'),
  leftAtrialVolumeBiplane: own('LAV-BIPLANE', 'Left atrial volume, biplane'),
  leftAtrialVolumeIndex: own('LAVI-BIPLANE', 'Left atrial volume index, biplane'),
  leftAtrialVolumeAreaLength: own('LAV-AL', 'Left atrial volume, area-length'),
  myocardialContractionFraction: own('MCF', 'Myocardial contraction fraction'),
  relativeApicalLongitudinalStrain: own('RELAPS', 'Relative apical longitudinal strain'),
  ejectionFractionToStrainRatio: own('EFSR', 'Ejection fraction to strain ratio'),
  cardiacPyrophosphateActivity: own('CPA', 'Cardiac pyrophosphate activity (CPA)'),
  volumeOfInvolvement: own('VOI', 'Volume of involvement (VOI)'),
  myocardiumToBloodRatio: own('TBR', 'Myocardium-to-blood ratio (TBR)'),
  myocardiumToBloodRatioRecovered: own('TBR-RECOVERED', 'Myocardium-to-blood ratio, partial volume recovered'),
  septumToBloodRatio: own('TBR-SEPTUM', 'Septum-to-blood ratio'),
  rightVentricularWallToBloodRatio: own('TBR-RV', 'RV-wall-to-blood ratio'),
  leftAtriumToBloodRatio: own('TBR-LA', 'Left-atrium-to-blood ratio'),
  rightAtriumToBloodRatio: own('TBR-RA', 'Right-atrium-to-blood ratio'),
  myocardiumToBoneRatio: own('M-BONE', 'Myocardium-to-bone ratio'),
  myocardiumToLiverRatio: own('M-LIVER', 'Myocardium-to-liver ratio'),
  myocardiumToLungRatio: own('M-LUNG', 'Myocardium-to-lung ratio'),
  uptakeHeterogeneity: own('CV-UPTAKE', 'Heterogeneity of myocardial uptake'),
  uptakeVolumeRelative: own('UV-REL', 'Uptake volume, relative threshold'),
  uptakeVolumeAdaptive: own('UV-BLOOD', 'Uptake volume, threshold from the blood'),
  uptakeVolumeFixed: own('UV-FIXED', 'Uptake volume, fixed SUV'),
  myocardialSuvMax: own('SUVMAX-M', 'Myocardial SUVmax'),
  myocardialSuvPeak: own('SUVPEAK-M', 'Myocardial SUVpeak'),
  myocardialSuvMean: own('SUVMEAN-M', 'Myocardial SUVmean'),
  myocardialSulMean: own('SULMEAN-M', 'Myocardial SULmean'),
  myocardialSulPeak: own('SULPEAK-M', 'Myocardial SULpeak'),
  myocardialSulMeanJames: own('SULMEAN-JAMES-M', 'Myocardial SULmean by James'),
  myocardialSuvMeanBodySurface: own('SUVBSA-M', 'Myocardial SUVmean by body surface'),
  myocardialSuvPeakCube: own('SUVPEAK-CUBE-M', 'Myocardial SUVpeak, cube'),
  bloodSuvMean: own('SUV-BLOOD', 'Blood SUV'),
  boneSuvPeak: own('SUVPEAK-BONE', 'Vertebral SUVpeak'),
  myocardialRetentionIndex: own('RI', 'Myocardial retention index'),
  totalMyocardialUptake: own('TOTAL-UPTAKE', 'Total myocardial uptake'),
  injectedDoseFraction: own('PERCENT-ID', 'Injected dose in the myocardium'),
};

/** The published code of a quantity where the catalogue has one, else Amyloscope's own. */
export function quantityConcept(quantity: QuantityName): CodedConcept {
  return catalogue[quantity].code ?? ownQuantities[quantity as UncodedQuantity];
}

/** A UCUM unit as a coded concept; `1` means no units. Source: DICOM PS3.16 context group 82. */
export function unitConcept(unit: string): CodedConcept {
  return { value: unit, scheme: 'UCUM', meaning: unit === '1' ? 'no units' : unit.replaceAll(/[{}]/g, '') };
}
