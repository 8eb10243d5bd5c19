import type { Measurement, Method } from '../measurement/measurement.ts';
import type { CarriedReading } from '../store/measurement-store.ts';
import type { RankedRow } from '../store/ranked-row.ts';
import { followedAs } from './followed-quantity.ts';
import { ownMethod, type FollowUpPoint } from './history.ts';

/**
 * The measurements of one stored analysis as points of a follow-up: those of quantities that are followed, with their
 * uncertainty and everything that must be alike before they are compared.
 *
 * @returns none for a scan without a date, since nothing can be said of its place in time.
 */
export function storedPoints({ analysis: { study, measurements }, studyDate }: Pick<RankedRow, 'analysis' | 'studyDate'>): readonly FollowUpPoint[] {
  return studyDate === null ? [] : pointsOf(study, studyDate, measurements, null);
}

/**
 * The same of a visit that was measured in the outlines of an earlier one, or of that earlier one itself.
 * @returns none where either has no date.
 */
export function carriedPoints({ study, outlinesOf, measurements }: CarriedReading): readonly FollowUpPoint[] {
  return study.studyDate === null || outlinesOf.studyDate === null ? [] : pointsOf(study, study.studyDate, measurements, outlinesOf.studyDate);
}

function pointsOf(study: CarriedReading['study'], date: string, measurements: readonly Measurement[], outlines: string | null): readonly FollowUpPoint[] {
  const device = [study.manufacturer, study.model].filter((part) => part !== null).join(' ') || null;
  return measurements.flatMap((one) => {
    const quantity = followedAs(one.quantity);
    if (one.status === 'notMeasured' || quantity === null) return [];
    const { method, model } = one;
    return [{
      quantity, date, value: one.value, standardUncertainty: one.standardUncertainty > 0 ? one.standardUncertainty : null, repeats: 1, source: study.files.join(', '),
      context: {
        tracer: study.tracer, uptakeTimeHours: study.uptakeTimeHours, vendor: study.manufacturer, device, sequence: null, fieldStrengthTesla: null, laboratory: null,
        method: methodOf(method, outlines === null ? decisive : ['bloodPool']), model: model && `${model.name} ${model.version}`, outlines,
      },
    }];
  });
}

/** Parameters that depend on the scan and without which two values are of different methods: whose outlines, blood of which chamber. */
const decisive = ['segmentation', 'bloodPool'] as const;

/** The rule that gave a number, in words; with Amyloscope's name, since no published scatter of another program is that of this one. */
function methodOf({ name, version, parameters }: Method, told: readonly string[]): string {
  return [`${ownMethod}: ${name} ${version}`, ...told.flatMap((one) => (one in parameters ? [`${one} ${parameters[one]}`] : []))].join(', ');
}
