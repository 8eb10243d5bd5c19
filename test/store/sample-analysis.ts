import type { Analysis, AnalysisWithPicture, Classification } from '../../src/modalities/modality.ts';
import type { MeasuredValue } from '../../src/measurement/measurement.ts';

/** What a sample may differ in; everything else is the same in all samples. */
export interface SampleChoice {
  readonly label?: Classification['label'] | null;
  readonly probability?: number;
  readonly ratio?: number;
  readonly patientId?: string;
  readonly software?: string;
}

/** An analysis with every part filled in, about the object `1.2.3.<number>`. */
export function sampleAnalysis(number: number, choice: SampleChoice = {}): AnalysisWithPicture {
  const { label = 'normal', probability = 0.25, ratio = 1.125, patientId = `P${number}`, software = '0.1.0' } = choice;
  const source = { sopInstanceUid: `1.2.3.${number}`, frame: 1 };
  const analysis: Analysis = {
    study: {
      studyInstanceUid: `1.2.3.${number}.9`,
      patientId,
      studyDate: '2024-02-29',
      patientSex: 'F',
      patientAgeYears: 81,
      tracer: '99mTc-HMDP',
      uptakeTimeHours: 2.9166666666666665,
      manufacturer: 'Œuvre',
      model: null,
      simulated: true,
      files: [`/archive/${number}.dcm`],
      sopInstanceUids: [source.sopInstanceUid],
    },
    modality: 'planar',
    quality: {
      status: 'acceptedWithWarnings',
      findings: [{ code: 'lowCounts', severity: 'warning', message: 'Few counts: 1e5.', parameters: { counts: 1e5 } }],
    },
    measurements: [
      measured('abnormalUptakeProbability', probability, '1'),
      measured('peruginiGrade', 2, '{grade}'),
      measured('heartToContralateralRatio', ratio, '1'),
      { quantity: 'heartToBoneRatio', method, model: null, sources: [source], status: 'notMeasured', code: 'noRibs', reason: 'No rib in view.' },
    ],
    classification: label === null ? null : classification(label),
    regions: [
      { name: 'heart', source, shape: 'circle', x: 101.25, y: 0.1 + 0.2, radius: 17 },
      { name: 'outline', source, shape: 'polygon', points: [[0, 0], [1.5, 1e-7], [3, 4]] },
    ],
    embedding: [0.1, -1e-300, Math.fround(1 / 3)],
    models: [{ name: 'planar', version: '1', sha256: 'ab'.repeat(32) }],
    software: { name: 'Amyloscope', version: software, intendedUse: 'Research use.' },
  };
  const picture = { source, rows: 2, columns: 3, scale: [0.5, 0.25] as const, greyBase64: Buffer.from([0, 1, 2, 253, 254, 255]).toString('base64') };
  const second = { ...picture, source: { ...source, frame: 2 }, rows: 1, greyBase64: Buffer.from([7, 8, 9]).toString('base64') };
  return { analysis, thumbnails: [picture, second] };
}

const method = { name: 'sample', version: '1.0.0', parameters: { radiusMm: 40, mirrored: true, rule: 'none' } };

function measured(quantity: MeasuredValue['quantity'], value: number, unit: string): MeasuredValue {
  const interval95 = [value - 0.2, value + 0.2] as const;
  return { quantity, method, model: null, sources: [], status: 'measured', value, unit, standardUncertainty: 0.1, interval95 };
}

function classification(label: Classification['label']): Classification {
  const text = { en: 'SPECT/CT is needed.', fr: 'Une TEMP/TDM est nécessaire.' };
  return {
    label,
    probabilities: { grade0: 0.5, grade1: 0.25, grade2: 0.125, grade3: 0.125 },
    unsure: label === 'unsure',
    unsureReasons: label === 'unsure' ? ['equivocal'] : [],
    recommendation: [{ code: 'spect', text, source: 'A guideline.' }],
  };
}
