// A modality as simple as one can be: the mean of the decoded counts decides. It is loaded by name, as a site's own would be.
import type { ImageInstance } from '../../src/dicom/study.ts';
import type { MeasuredValue } from '../../src/measurement/measurement.ts';
import type { AnalysisWithPicture, Modality } from '../../src/modalities/modality.ts';

/** The mean at which a scan counts as half likely to be abnormal. */
const middleCounts = 100;

const counts: Modality = {
  name: 'counts',
  version: '1.0.0',
  classifies: true,
  words: { findings: {}, unsureReasons: {} },
  recognises: (instance) => instance.modality === 'NM',
  standsAlone: (instance) => instance.numberOfFrames > 1,
  group: (instances) => (instances.length > 0 ? [instances] : []),
  analyse: async (group) => analyse(group),
};

export const modalities: readonly Modality[] = [counts];

function analyse(group: readonly ImageInstance[]): AnalysisWithPicture {
  const [first] = group;
  const values = group.flatMap((instance) => framesOf(instance).flatMap((frame) => [...instance.decode(frame).values]));
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  const probability = mean / (mean + middleCounts);
  const pixels = first.decode(1);
  const source = { sopInstanceUid: first.sopInstanceUid, frame: 1 };
  return {
    analysis: {
      study: studyOf(group),
      modality: 'counts',
      quality: { status: 'accepted', findings: [] },
      measurements: [measured('abnormalUptakeProbability', probability), measured('heartToContralateralRatio', mean)],
      classification: {
        label: probability >= 0.5 ? 'abnormal' : 'normal',
        probabilities: { below: 1 - probability, above: probability },
        unsure: false,
        unsureReasons: [],
        recommendation: [],
      },
      regions: [],
      embedding: [mean],
      models: [],
      software: { name: 'Amyloscope', version: '0.0.0', intendedUse: 'Tests.' },
    },
    thumbnails: [
      {
        source,
        rows: pixels.rows,
        columns: pixels.columns,
        scale: [1, 1],
        greyBase64: Buffer.from(Uint8Array.from(pixels.values)).toString('base64'),
      },
    ],
  };
}

function framesOf({ numberOfFrames }: ImageInstance): readonly number[] {
  return Array.from({ length: numberOfFrames }, (_, index) => index + 1);
}

function studyOf(group: readonly ImageInstance[]): AnalysisWithPicture['analysis']['study'] {
  const [first] = group;
  return {
    studyInstanceUid: first.studyInstanceUid,
    patientId: first.patientId,
    studyDate: first.studyDate,
    patientSex: first.patientSex,
    patientAgeYears: first.patientAgeYears,
    tracer: null,
    uptakeTimeHours: null,
    manufacturer: null,
    model: null,
    simulated: true,
    files: group.map(({ path }) => path),
    sopInstanceUids: group.map(({ sopInstanceUid }) => sopInstanceUid),
  };
}

function measured(quantity: MeasuredValue['quantity'], value: number): MeasuredValue {
  const method = { name: 'mean of counts', version: '1.0.0', parameters: { middleCounts } };
  return { quantity, method, model: null, sources: [], status: 'measured', value, unit: '1', standardUncertainty: 0, interval95: [value, value] };
}
