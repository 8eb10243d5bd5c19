import { answerConcepts, quantityConcept, reportConcepts } from '../dicom/report-codes.ts';
import { catalogue } from '../measurement/catalogue.ts';
import type { MeasuredValue, Measurement } from '../measurement/measurement.ts';
import { conceptOf, hl7Concept, UCUM_SYSTEM } from './fhir-coding.ts';
import { modalityReport } from './modality-report.ts';
import type { ReportedScan } from './reported-scan.ts';

/** Resources of the bundle that an observation refers to, by their full URLs. */
export interface Context {
  readonly patient: string;
  readonly device: string;
  readonly imagingStudy: string;
}

/** What every observation of a scan says. Nobody has read it, so it is preliminary. */
function base({ analysis }: ReportedScan, { patient, device, imagingStudy }: Context) {
  return {
    resourceType: 'Observation',
    status: 'preliminary',
    category: [hl7Concept('observation-category', 'imaging', 'Imaging')],
    subject: { reference: patient },
    ...(analysis.study.studyDate ? { effectiveDateTime: analysis.study.studyDate } : {}),
    device: { reference: device },
    derivedFrom: [{ reference: imagingStudy }],
  } as const;
}

/** A measurement with its interval and uncertainty as components; one that could not be had says why. */
export function measurementObservation(scan: ReportedScan, measurement: Measurement, context: Context): object {
  const { quantity, method, model } = measurement;
  const rule = [`${method.name} ${method.version}`, ...Object.entries(method.parameters).map(([name, value]) => `${name}=${value}`)];
  const network = model ? [`model ${model.name} ${model.version} sha256:${model.sha256}`] : [];
  return {
    ...base(scan, context),
    code: conceptOf(quantityConcept(quantity), catalogue[quantity].name[scan.language]),
    method: { text: [...rule, ...network].join('; ') },
    ...(measurement.status === 'measured' ? valueOf(measurement) : {
      dataAbsentReason: { ...hl7Concept('data-absent-reason', 'unknown', 'Unknown'), text: measurement.reason },
    }),
  };
}

function valueOf({ value, unit, interval95: [lower, upper], standardUncertainty }: MeasuredValue) {
  const quantityOf = (number: number) => ({ value: number, unit: unit === '1' ? '1' : unit.replaceAll(/[{}]/g, ''), system: UCUM_SYSTEM, code: unit });
  const parts = [[reportConcepts.lowerBound, lower], [reportConcepts.upperBound, upper], [reportConcepts.standardUncertainty, standardUncertainty]] as const;
  return { valueQuantity: quantityOf(value), component: parts.map(([concept, number]) => ({ code: conceptOf(concept), valueQuantity: quantityOf(number) })) };
}

/** Normal, abnormal or unsure; null for a scan that quality control refused. */
export function answerObservation(scan: ReportedScan, context: Context): object | null {
  const { classification } = scan.analysis;
  if (!classification) return null;
  return { ...base(scan, context), code: conceptOf(modalityReport(scan.analysis).answerConcept), valueCodeableConcept: conceptOf(answerConcepts[classification.label]) };
}
