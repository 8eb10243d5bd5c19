import type { DataSet } from './data-set.ts';
import { momentOf, parseOffset } from './dicom-time.ts';
import { numberValue, sequenceItems, textValue, textValues } from './element-values.ts';
import { readRescale } from './rescale.ts';
import type { EmissionFacts, LinearScale } from './study.ts';

/** Writers of activity concentration spell its UCUM unit in several ways. */
const BECQUEREL_PER_ML = /^bq\/?ml$/i;

/**
 * The mapping of a real-world value to Bq/mL, put so that it applies to rescaled values.
 * Source: DICOM PS3.3 section C.7.6.16.2.11.
 */
function becquerelPerMl(dataSet: DataSet): LinearScale | null {
  const shared = sequenceItems(dataSet, 'SharedFunctionalGroupsSequence');
  const mappings = [dataSet, ...shared].flatMap((holder) => sequenceItems(holder, 'RealWorldValueMappingSequence'));
  for (const mapping of mappings) {
    const [unit] = sequenceItems(mapping, 'MeasurementUnitsCodeSequence');
    const [slope, offset] = [numberValue(mapping, 'RealWorldValueSlope'), numberValue(mapping, 'RealWorldValueIntercept') ?? 0];
    if (!unit || !BECQUEREL_PER_ML.test(textValue(unit, 'CodeValue') ?? '') || !slope) continue;
    const rescale = readRescale(dataSet);
    return { slope: slope / rescale.slope, intercept: offset - (slope * rescale.intercept) / rescale.slope };
  }
  return null;
}

function positive(value: number | null): number | null {
  return value !== null && value > 0 ? value : null;
}

/**
 * Reads what an image of emitted rays says of the unit of its values, of corrections and of decay.
 * @throws AmyloscopeError when one of its sequences is damaged.
 * Source: DICOM PS3.3 sections C.8.9.1 (PET series) and C.8.4.9 (NM image).
 */
export function readEmissionFacts(dataSet: DataSet): EmissionFacts {
  const [radiopharmaceutical] = sequenceItems(dataSet, 'RadiopharmaceuticalInformationSequence');
  const offset = parseOffset(textValue(dataSet, 'TimezoneOffsetFromUTC'));
  return {
    units: textValue(dataSet, 'Units')?.toUpperCase() ?? null,
    becquerelPerMl: becquerelPerMl(dataSet),
    corrections: textValues(dataSet, 'CorrectedImage').map((word) => word.toUpperCase()).filter(Boolean),
    decayCorrection: textValue(dataSet, 'DecayCorrection')?.toUpperCase() ?? null,
    halfLifeSeconds: positive((radiopharmaceutical && numberValue(radiopharmaceutical, 'RadionuclideHalfLife')) ?? null),
    seriesTime: momentOf(textValue(dataSet, 'SeriesDate'), textValue(dataSet, 'SeriesTime'), offset),
  };
}
