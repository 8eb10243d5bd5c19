import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { uidFrom } from '../dicom/uid-from.ts';
import { writeNuclear, writeNuclearViews, type NuclearImageToWrite } from '../dicom/write-nuclear.ts';
import type { CohortChoice, TruthRow } from './cohort.ts';
import { makeScan, type DigitalScan } from './digital-scan.ts';
import { Random } from './random.ts';
import type { VoxelAnatomy } from './voxel-anatomy.ts';

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2025, 0, 6, 9);

/** Makes scan `index` of a cohort, writes its DICOM files below `folder` and returns what is known of it. */
export function writeScan(choice: CohortChoice, index: number, visit: number, folder: string, anatomy?: VoxelAnatomy): TruthRow {
  const digital = makeScan(choice.seed, index, { ...choice, visit, ...(anatomy ? { anatomy } : {}) });
  const random = new Random(choice.seed * 31 + index * 7 + visit);
  const patientId = `DP${choice.seed}-${String(index + 1).padStart(6, '0')}`;
  const image = imageToWrite(digital, choice.seed, index, visit, patientId, random);
  const relative = join('dicom', String(Math.floor(index / 500)).padStart(3, '0'), patientId);
  mkdirSync(join(folder, relative), { recursive: true });
  const files = storedForms(image, random).map((bytes, part) => {
    const file = join(relative, `scan${visit + 1}${part > 0 ? 'b' : ''}.dcm`);
    writeFileSync(join(folder, file), bytes);
    return file;
  });
  return truthRow(digital, files[0], patientId, visit);
}

/** Both views in one file, as most cameras store them; in two; or the anterior view alone. */
function storedForms(image: NuclearImageToWrite, random: Random): Uint8Array[] {
  const form = random.next();
  if (form < 0.78) return [writeNuclear(image)];
  if (form < 0.95) return writeNuclearViews(image);
  return [writeNuclear({ ...image, frames: [image.frames[0]] })];
}

function imageToWrite(digital: DigitalScan, seed: number, index: number, visit: number, patientId: string, random: Random): NuclearImageToWrite {
  const { patient, acquisition, scan } = digital;
  const acquired = FIRST_DAY + (index % 600) * DAY_MS + visit * 180 * DAY_MS + Math.round(random.uniform(0, 7)) * 3_600_000;
  const heightM = patient.heightMm / 1000;
  return {
    rows: acquisition.rows, columns: acquisition.columns, spacingMm: [acquisition.spacingMm, acquisition.spacingMm],
    frames: [{ view: 'anterior', counts: scan.anterior }, { view: 'posterior', counts: scan.posterior }],
    wholeBody: acquisition.wholeBody, tracer: patient.tracer, injectedActivityMBq: Math.round(random.uniform(550, 800)),
    injectionTime: new Date(acquired - Math.round(patient.uptakeTimeHours * 3_600_000)), acquisitionTime: new Date(acquired),
    frameDurationSeconds: acquisition.wholeBody ? 900 : 300,
    patient: { id: patientId, name: `Digital^${patientId}`, sex: patient.sex, ageYears: patient.ageYears, heightM, weightKg: Math.round(patient.bmi * heightM ** 2) },
    patientPosition: acquisition.wholeBody && random.chance(0.06) ? 'FFS' : 'HFS',
    equipment: { manufacturer: 'Amyloscope digital patient', model: 'simulated gamma camera', station: 'PHANTOM', softwareVersions: '1' },
    studyInstanceUid: uidFrom('digital patient', seed, index, visit, 'study'), seriesInstanceUid: uidFrom('digital patient', seed, index, visit, 'series'), sopInstanceUid: uidFrom('digital patient', seed, index, visit, 'image'),
    studyDescription: 'Bone scintigraphy (simulated)', seriesDescription: acquisition.wholeBody ? 'Whole body' : 'Thorax',
    simulated: true, form: 'nuclear',
  };
}

function truthRow({ patient, other, acquisition, trueRatio }: DigitalScan, file: string, patientId: string, visit: number): TruthRow {
  const round = (value: number, digits: number) => Number(value.toFixed(digits));
  return {
    file, patient: patientId, visit, otherScan: other ?? '',
    abnormal: other ? '' : patient.grade >= 2 ? 1 : 0,
    peruginiGrade: other ? '' : patient.grade,
    heartToContralateralRatio: other || trueRatio.status !== 'measured' ? '' : round(trueRatio.value, 4),
    sex: patient.sex, ageYears: patient.ageYears, bmi: round(patient.bmi, 1), tracer: patient.tracer, uptakeTimeHours: round(patient.uptakeTimeHours, 2),
    wholeBody: acquisition.wholeBody ? 1 : 0, anteriorCounts: Math.round(acquisition.anteriorCounts), spacingMm: acquisition.spacingMm, motionMm: round(acquisition.motionMm, 1),
  };
}
