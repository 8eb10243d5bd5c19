import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TomogramToWrite, TomographyStudyToWrite } from '../dicom/tomography-to-write.ts';
import { uidFrom } from '../dicom/uid-from.ts';
import { writeCt } from '../dicom/write-ct.ts';
import { writeTomogram } from '../dicom/write-tomography.ts';
import { labelNifti } from './label-nifti.ts';
import { Random } from './random.ts';
import { recordedFacts, type SpectCtRecord } from './spect-ct-record.ts';
import { makeSpectCt, type DigitalSpectCt, type SpectCtChoice } from './spect-ct-study.ts';
import { usualReconstructions, type ReconstructionSettings } from './spect-reconstruction.ts';

/** What a SPECT/CT cohort is made of; the same choice gives the same files on any number of workers. */
export interface SpectCtCohortChoice extends SpectCtChoice {
  readonly count: number;
  readonly seed: number;
  /** How often each patient is examined; what `excessFactor` leaves is seen from the second visit on, or at the only one. */
  readonly visits?: number;
  readonly units?: 'BQML' | 'CNTS';
}

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2025, 0, 6, 9);
const MINUTE_MS = 60_000;

/** Who is imaged, and when. */
interface Examination {
  readonly patientId: string;
  readonly index: number;
  readonly visit: number;
  readonly acquired: Date;
}

/** Makes SPECT/CT `index` of a cohort, writes its files below `folder` and returns what is known of it. */
export function writeSpectCt(choice: SpectCtCohortChoice, index: number, visit: number, folder: string): SpectCtRecord {
  const { excessFactor, ...untreated } = choice;
  const asked = { ...untreated, ...(excessFactor !== undefined && isTreated(choice, visit) ? { excessFactor } : {}) };
  return writeSpectCtStudy(makeSpectCt(choice.seed, index, { ...asked, visit }), choice, index, visit, folder);
}

function isTreated({ visits = 1 }: SpectCtCohortChoice, visit: number): boolean {
  return visits === 1 || visit > 0;
}

/** Writes a study that has been made. */
export function writeSpectCtStudy(study: DigitalSpectCt, choice: SpectCtCohortChoice, index: number, visit: number, folder: string): SpectCtRecord {
  const { seed } = choice;
  const random = new Random(seed * 37 + index * 11 + visit);
  const acquired = new Date(FIRST_DAY + (index % 600) * DAY_MS + visit * 180 * DAY_MS + Math.round(random.uniform(0, 7)) * 3_600_000);
  const examination: Examination = { patientId: patientIdOf(seed, index), index, visit, acquired };
  const units = choice.units ?? (random.chance(0.7) ? 'BQML' : 'CNTS');
  const place = join('dicom', examination.patientId, `visit${visit + 1}`);
  mkdirSync(join(folder, place, 'ct'), { recursive: true });
  const [corrected, uncorrected, labels] = ['spect-corrected.dcm', 'spect-uncorrected.dcm', 'labels.nii.gz'].map((name) => join(place, name));
  const common = studyToWrite(study, seed, examination);
  writeFileSync(join(folder, corrected), writeTomogram(tomogram(study, common, examination, units, true)));
  writeFileSync(join(folder, uncorrected), writeTomogram(tomogram(study, common, examination, 'CNTS', false)));
  writeCtFiles(study, common, examination, seed, join(folder, place, 'ct'));
  const { grid } = study.ctImage;
  writeFileSync(join(folder, labels), labelNifti(grid, study.ctTrueLabels));
  return {
    ...recordedFacts(study), patient: examination.patientId, visit, folder: place, corrected, uncorrected, ctFolder: join(place, 'ct'), labels,
    excessFactor: isTreated(choice, visit) ? (choice.excessFactor ?? 1) : 1, injectionTime: injectionTime(study, acquired).toISOString(), acquisitionTime: acquired.toISOString(), units,
  };
}

function patientIdOf(seed: number, index: number): string {
  return `DT${seed}-${String(index + 1).padStart(6, '0')}`;
}

function injectionTime({ patient }: DigitalSpectCt, acquired: Date): Date {
  return new Date(acquired.getTime() - Math.round(patient.uptakeTimeHours * 60) * MINUTE_MS);
}

function studyToWrite({ patient, weightKg }: DigitalSpectCt, seed: number, { patientId, index, visit, acquired }: Examination): TomographyStudyToWrite {
  return {
    patient: { id: patientId, name: `Digital^${patientId}`, sex: patient.sex, ageYears: patient.ageYears, heightM: Number((patient.heightMm / 1000).toFixed(3)), weightKg },
    equipment: { manufacturer: 'Amyloscope digital patient', model: 'simulated SPECT/CT', station: 'PHANTOM', softwareVersions: '1' },
    studyInstanceUid: uidFrom('digital tomography', seed, index, visit, 'study'), frameOfReferenceUid: uidFrom('digital tomography', seed, index, visit, 'frame'),
    studyDescription: 'Bone SPECT/CT of the chest (simulated)', studyTime: acquired, simulated: true,
  };
}

function tomogram(study: DigitalSpectCt, common: TomographyStudyToWrite, { acquired }: Examination, units: 'BQML' | 'CNTS', isCorrected: boolean): TomogramToWrite {
  const { spect, becquerelPerCount } = study;
  const series = isCorrected ? 'SPECT AC' : 'SPECT NAC';
  const volume = isCorrected ? study.corrected : study.uncorrected;
  return {
    ...common, units, attenuationCorrected: isCorrected, becquerelPerCount: isCorrected ? becquerelPerCount : null,
    volume: units === 'BQML' ? volume : { grid: volume.grid, values: volume.values.map((value) => value / becquerelPerCount) },
    seriesInstanceUid: uidFrom(common.studyInstanceUid, series), sopInstanceUid: uidFrom(common.studyInstanceUid, series, 'image'),
    seriesNumber: isCorrected ? 3 : 4, seriesDescription: series, acquisitionTime: acquired,
    tracer: study.patient.tracer, injectedActivityMBq: study.injectedActivityMBq, injectionTime: injectionTime(study, acquired),
    rotation: { projections: spect.projections, arcDegrees: spect.arcDegrees, startDegrees: spect.arcDegrees === 360 ? 0 : 315, secondsPerProjection: spect.secondsPerProjection },
    reconstruction: wording(isCorrected ? usualReconstructions.corrected : usualReconstructions.uncorrected),
  };
}

function wording({ iterations, subsets, postFilterFwhmMm }: ReconstructionSettings): string {
  return `OSEM ${iterations}i${subsets}s ${postFilterFwhmMm}mm`;
}

/** The CT of a swapped patient bears the other's name: it was filed under the wrong study. */
function writeCtFiles(study: DigitalSpectCt, common: TomographyStudyToWrite, { index, acquired }: Examination, seed: number, folder: string): void {
  const otherId = patientIdOf(seed, index + 500_000);
  const patient = study.fault === 'swappedPatient' ? { ...common.patient, id: otherId, name: `Digital^${otherId}` } : common.patient;
  const files = writeCt({
    ...common, patient, volume: study.ctImage, sliceMm: study.ct.sliceMm, kiloVolt: 120, tubeCurrentMilliAmpere: 40,
    seriesInstanceUid: uidFrom(common.studyInstanceUid, 'CT'), seriesNumber: 2, seriesDescription: 'CT low dose', acquisitionTime: new Date(acquired.getTime() - 3 * MINUTE_MS),
  });
  let slice = 0;
  for (const file of files) writeFileSync(join(folder, `${String(++slice).padStart(4, '0')}.dcm`), file);
}
