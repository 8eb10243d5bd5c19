import { notMeasured } from '../../src/measurement/result.ts';
import type { Analysis } from '../../src/modalities/modality.ts';
import type { RankedGroup, RankedRow, RankedValue } from '../../src/store/ranked-row.ts';
import { sampleAnalysis, type SampleChoice } from '../store/sample-analysis.ts';

/** A scan in the ranked list, made of the sample analysis of the same number. */
export function sampleRow(rank: number, group: RankedGroup, choice: SampleChoice & Partial<RankedRow> = {}): RankedRow {
  const label = group === 'refused' ? null : group === 'known' ? 'abnormal' : group;
  const { analysis, thumbnails } = sampleAnalysis(rank, { label, ...choice });
  return {
    rank,
    group,
    patientId: analysis.study.patientId,
    studyInstanceUid: analysis.study.studyInstanceUid,
    studyDate: analysis.study.studyDate,
    label,
    unsure: label === 'unsure',
    abnormalUptakeProbability: valueOf(analysis, 'abnormalUptakeProbability'),
    grade: valueOf(analysis, 'peruginiGrade'),
    heartToContralateralRatio: valueOf(analysis, 'heartToContralateralRatio'),
    quality: analysis.quality,
    recommendation: analysis.classification?.recommendation ?? [],
    files: analysis.study.files,
    known: group === 'known' ? { patientId: analysis.study.patientId, diagnosis: 'ATTRwt' } : null,
    analysis,
    thumbnails,
    ...choice,
  };
}

function valueOf({ measurements }: Analysis, quantity: string): RankedValue {
  const found = measurements.find((one) => one.quantity === quantity);
  if (found?.status !== 'measured') return notMeasured('notMeasured', 'Not in the sample.');
  return { status: 'measured', value: found.value, interval95: found.interval95 };
}
