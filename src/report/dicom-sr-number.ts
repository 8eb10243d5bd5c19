import type { CodedConcept } from '../dicom/clinical-codes.ts';
import { quantityConcept, reportConcepts as concepts, unitConcept } from '../dicom/report-codes.ts';
import type { ContentItem } from '../dicom/structured-report-to-write.ts';
import type { MeasuredValue, Measurement } from '../measurement/measurement.ts';
import { item } from './content-item.ts';

/**
 * A measurement as a number with its uncertainty, the rule it was read by, and what it was read from; or, where it could
 * not be had, without a number and with the reason.
 * Source: DICOM PS3.16 templates 300, 1419 and 4019.
 */
export function numberItem(measurement: Measurement, inferredFrom: readonly ContentItem[]): ContentItem {
  const concept = quantityConcept(measurement.quantity);
  if (measurement.status === 'notMeasured') {
    const reason = item('HAS PROPERTIES', concepts.comment, { type: 'TEXT', text: measurement.reason });
    return item('CONTAINS', concept, { type: 'NUM', value: null, qualifier: concepts.measurementFailure }, [...algorithm(measurement), reason]);
  }
  const { value, unit } = measurement;
  return item('CONTAINS', concept, { type: 'NUM', value, unit: unitConcept(unit) }, [...algorithm(measurement), ...uncertainty(measurement), ...inferredFrom]);
}

function uncertainty({ standardUncertainty, interval95: [lower, upper], unit }: MeasuredValue): readonly ContentItem[] {
  const property = (concept: CodedConcept, value: number) => item('HAS PROPERTIES', concept, { type: 'NUM', value, unit: unitConcept(unit) });
  return [property(concepts.lowerBound, lower), property(concepts.upperBound, upper), property(concepts.standardUncertainty, standardUncertainty)];
}

/** The rule and the network: every parameter that can change the number. */
function algorithm({ method, model }: Measurement): readonly ContentItem[] {
  const text = (concept: CodedConcept, words: string) => item('HAS CONCEPT MOD', concept, { type: 'TEXT', text: words });
  const parameters = Object.entries(method.parameters).map(([name, value]) => `${name}=${value}`);
  const network = model ? [`model=${model.name} ${model.version} sha256:${model.sha256}`] : [];
  return [text(concepts.algorithmName, method.name), text(concepts.algorithmVersion, method.version), ...[...parameters, ...network].map((words) => text(concepts.algorithmParameters, words))];
}
