import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeNuclear } from '../../../src/dicom/write-nuclear.ts';

/** Where the objects of a made-up series are. */
export interface MadeSeries {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly paths: readonly string[];
}

/** Writes small planar images of one series, each with counts of its own. */
export function writeManyObjects(folder: string, count: number, size = 128): MadeSeries {
  mkdirSync(folder, { recursive: true });
  const [studyInstanceUid, seriesInstanceUid] = ['1.2.826.0.1.21.1', '1.2.826.0.1.21.2'];
  const paths = Array.from({ length: count }, (_, index) => {
    const path = join(folder, `${String(index).padStart(5, '0')}.dcm`);
    writeFileSync(path, writeNuclear({
      rows: size, columns: size, spacingMm: [4, 4],
      frames: [{ view: 'anterior', counts: Uint16Array.from({ length: size * size }, (_, i) => (i * (index + 1)) % 1000) }],
      wholeBody: false, tracer: '99mTc-HMDP', injectedActivityMBq: 700,
      injectionTime: new Date('2024-03-01T08:00:00Z'), acquisitionTime: new Date('2024-03-01T11:00:00Z'), frameDurationSeconds: 300,
      patient: { id: 'MANY', name: 'Digital^Many', sex: 'F', ageYears: 70, heightM: 1.6, weightKg: 60 },
      patientPosition: 'HFS', equipment: { manufacturer: 'none', model: 'none', station: 'none', softwareVersions: '1' },
      studyInstanceUid, seriesInstanceUid, sopInstanceUid: `1.2.826.0.1.21.3.${index}`,
      studyDescription: 'BONE', seriesDescription: 'STATIC', simulated: true, form: 'nuclear',
    }));
    return path;
  });
  return { studyInstanceUid, seriesInstanceUid, paths };
}
