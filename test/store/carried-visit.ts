import { catalogue, type QuantityName } from '../../src/measurement/catalogue.ts';
import type { Measurement } from '../../src/measurement/measurement.ts';
import type { Analysis, AnalysisWithPicture } from '../../src/modalities/modality.ts';
import type { CarriedReading } from '../../src/store/measurement-store.ts';
import { sampleAnalysis } from './sample-analysis.ts';

/** A SPECT/CT visit by its day and one SUVmean. */
export interface SampleVisit {
  readonly day: string;
  readonly suv: number;
  readonly segmentation?: string;
}

function suvMean(value: number, segmentation: string): Measurement {
  const quantity: QuantityName = 'myocardialSuvMean';
  return { quantity, status: 'measured', value, unit: catalogue[quantity].unit, standardUncertainty: 0.001, interval95: [value - 1, value + 1], method: { name: 'regions', version: '1.2.0', parameters: { segmentation, bloodPool: 'aorta' } }, model: null, sources: [] };
}

function studyOn(day: string, patientId: string): Analysis['study'] {
  return { ...sampleAnalysis(1).analysis.study, patientId, studyDate: day, studyInstanceUid: `1.2.${day.replaceAll('-', '')}`, sopInstanceUids: [`1.2.${day.replaceAll('-', '')}.1`], files: [`/archive/${day}.dcm`], manufacturer: 'GE', model: 'Camera' };
}

/** A visit in outlines of its own, as the store holds it. */
export function ownVisit({ day, suv, segmentation = 'network' }: SampleVisit, patientId = 'P1'): AnalysisWithPicture {
  const { analysis } = sampleAnalysis(1);
  return { analysis: { ...analysis, modality: 'spect-ct', study: studyOn(day, patientId), measurements: [suvMean(suv, segmentation)], classification: null }, thumbnails: [] };
}

/** A visit in the outlines of another. */
export function carriedVisit({ day, suv }: SampleVisit, first: string, patientId = 'P1'): CarriedReading {
  const { studyInstanceUid, studyDate, sopInstanceUids } = studyOn(first, patientId);
  return { modality: 'spect-ct', study: studyOn(day, patientId), outlinesOf: { studyInstanceUid, studyDate, sopInstanceUids }, measurements: [suvMean(suv, day === first ? 'network' : `carried over from ${first}`)] };
}
