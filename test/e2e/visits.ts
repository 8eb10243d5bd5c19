import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeNuclear } from '../../src/dicom/write-nuclear.ts';
import { makeScan } from '../../src/phantom/digital-scan.ts';

/** One visit of a digital patient: the grade of uptake is what changes. */
interface Visit {
  readonly patient: number;
  readonly day: string;
  readonly grade: 0 | 1 | 2 | 3;
}

/** One patient who gets worse, one who does not change, and two seen once (seed 16: every heart on the left). */
const visits: readonly Visit[] = [
  { patient: 0, day: '2022-03-01', grade: 1 }, { patient: 0, day: '2023-03-07', grade: 2 }, { patient: 0, day: '2024-03-05', grade: 3 },
  { patient: 1, day: '2022-05-02', grade: 2 }, { patient: 1, day: '2023-05-09', grade: 2 },
  { patient: 2, day: '2023-01-10', grade: 0 }, { patient: 3, day: '2023-02-14', grade: 0 },
];

/** Writes the visits as DICOM into a folder; patients are V0 to V3. */
export function writeVisits(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [index, { patient: number, day, grade }] of visits.entries()) {
    const { patient, acquisition, scan } = makeScan(16, number, { grade, wholeBody: true, tracer: '99mTc-DPD', anteriorCounts: 1.5e6, visit: visits.slice(0, index).filter((one) => one.patient === number).length });
    writeFileSync(join(folder, `${index}.dcm`), writeNuclear({
      rows: acquisition.rows, columns: acquisition.columns, spacingMm: [acquisition.spacingMm, acquisition.spacingMm],
      frames: [{ view: 'anterior', counts: scan.anterior }, { view: 'posterior', counts: scan.posterior }],
      wholeBody: acquisition.wholeBody, tracer: '99mTc-DPD', injectedActivityMBq: 700,
      injectionTime: new Date(`${day}T08:00:00Z`), acquisitionTime: new Date(`${day}T11:00:00Z`), frameDurationSeconds: 900,
      patient: { id: `V${number}`, name: `Digital^${number}`, sex: patient.sex, ageYears: patient.ageYears, heightM: patient.heightMm / 1000, weightKg: 70 },
      patientPosition: 'HFS',
      equipment: { manufacturer: 'none', model: 'none', station: 'none', softwareVersions: '1' },
      studyInstanceUid: `1.2.826.0.1.21.${index}`, seriesInstanceUid: `1.2.826.0.1.22.${index}`, sopInstanceUid: `1.2.826.0.1.23.${index}`,
      studyDescription: 'BONE', seriesDescription: 'WHOLE BODY', simulated: true, form: 'nuclear',
    }));
  }
}
