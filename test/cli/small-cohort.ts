import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeNuclear } from '../../src/dicom/write-nuclear.ts';
import { makeScan, type DigitalScan } from '../../src/phantom/digital-scan.ts';

/** Scans with clear answers: normal and heavy uptake by turns (seed 16: every heart on the left). */
const gradeOf = (index: number): 0 | 3 => (index % 2 === 0 ? 0 : 3);

/** Writes a few digital patients as DICOM, with a table of their true answers and a file that is no DICOM. */
export function writeSmallCohort(folder: string, count: number): void {
  mkdirSync(join(folder, 'scans'), { recursive: true });
  const rows = Array.from({ length: count }, (_, index) => {
    const made = makeScan(16, index, { grade: gradeOf(index), wholeBody: true, tracer: '99mTc-HMDP', anteriorCounts: 1.5e6 });
    writeFileSync(join(folder, 'scans', `${index}.dcm`), asDicom(made, index));
    const ratio = made.trueRatio.status === 'measured' ? made.trueRatio.value.toFixed(3).replace('.', ',') : '';
    return `${index}.dcm;${made.patient.grade};${ratio}`;
  });
  writeFileSync(join(folder, 'scans', 'notes.txt'), 'Not an image.');
  writeFileSync(join(folder, 'truth.csv'), ['Fichier;Grade;Rapport', ...rows].join('\r\n'));
}

function asDicom({ patient, acquisition, scan }: DigitalScan, index: number): Uint8Array {
  return writeNuclear({
    rows: acquisition.rows,
    columns: acquisition.columns,
    spacingMm: [acquisition.spacingMm, acquisition.spacingMm],
    frames: [{ view: 'anterior', counts: scan.anterior }, { view: 'posterior', counts: scan.posterior }],
    wholeBody: acquisition.wholeBody,
    tracer: patient.tracer,
    injectedActivityMBq: 700,
    injectionTime: new Date('2024-03-01T08:00:00Z'),
    acquisitionTime: new Date('2024-03-01T11:00:00Z'),
    frameDurationSeconds: 900,
    patient: { id: `P${index}`, name: `Digital^${index}`, sex: patient.sex, ageYears: patient.ageYears, heightM: patient.heightMm / 1000, weightKg: 70 },
    patientPosition: 'HFS',
    equipment: { manufacturer: 'none', model: 'none', station: 'none', softwareVersions: '1' },
    studyInstanceUid: `1.2.826.0.1.11.${index}`,
    seriesInstanceUid: `1.2.826.0.1.12.${index}`,
    sopInstanceUid: `1.2.826.0.1.13.${index}`,
    studyDescription: 'BONE',
    seriesDescription: 'WHOLE BODY',
    simulated: true,
    form: 'nuclear',
  });
}
