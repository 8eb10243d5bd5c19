import type { NuclearImageToWrite } from '../../src/dicom/nuclear-image-to-write.ts';
import { uidFrom } from '../../src/dicom/uid-from.ts';

export const rows = 64;
export const columns = 48;

/** A bright disc on a slope, roughened by a small generator: reaches 0 and 4000, so that 12 bits hold it. */
export function counts(seed: number): Uint16Array {
  let state = seed;
  return Uint16Array.from({ length: rows * columns }, (_, i) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const [row, column] = [Math.floor(i / columns), i % columns];
    const disc = (row - 24) ** 2 + (column - 20) ** 2 < 100 ? 2800 : 0;
    return i === 0 ? 4000 : Math.max(0, disc + row * 12 - column * 9 + ((state >>> 16) % 401) - 200);
  });
}

/** A small two-view scan of a digital patient. */
export function scan(changes: Partial<NuclearImageToWrite> = {}): NuclearImageToWrite {
  return {
    rows, columns,
    spacingMm: [4.8, 4.8],
    frames: [{ view: 'anterior', counts: counts(1) }, { view: 'posterior', counts: counts(2) }],
    wholeBody: false,
    tracer: '99mTc-DPD',
    injectedActivityMBq: 712.5,
    injectionTime: new Date('2026-03-01T22:30:00Z'),
    acquisitionTime: new Date('2026-03-02T01:30:00Z'),
    frameDurationSeconds: 600,
    patient: { id: 'DIGITAL-1', name: 'Digital^Élodie', sex: 'F', ageYears: 81, heightM: 1.62, weightKg: 61.2 },
    patientPosition: 'HFS',
    equipment: { manufacturer: 'Maker', model: 'Two heads', station: 'ROOM1', softwareVersions: '1.0' },
    studyInstanceUid: uidFrom('study', 1),
    seriesInstanceUid: uidFrom('series', 1),
    sopInstanceUid: uidFrom('instance', 1),
    studyDescription: 'Scintigraphie osseuse',
    seriesDescription: 'Thorax',
    simulated: true,
    form: 'nuclear',
    ...changes,
  };
}
