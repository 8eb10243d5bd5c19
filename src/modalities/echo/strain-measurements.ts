import { modelReference, type ModelCard } from '../../inference/model-card.ts';
import { catalogue, type QuantityName } from '../../measurement/catalogue.ts';
import type { Measurement, Method, SourceFrame } from '../../measurement/measurement.ts';
import { notMeasured, type NotMeasured } from '../../measurement/result.ts';
import { z95 } from '../../statistics/distribution-normal.ts';
import { ECHO_METHOD_VERSION } from './echo-measurements.ts';
import { expertScatter, type EchoValue } from './echo-values.ts';
import type { TrackedStrain } from './measure-strain.ts';
import type { SegmentOfView } from './strain-curves.ts';
import { STATIONS, TRACKED_DEPTHS } from './wall-nodes.ts';

/**
 * Standard uncertainty of strain by speckle tracking, points: held against 45 simulated loops of 15 hearts that chose nothing
 * (`script/bench echo-accuracy --patients 15 --seed 991`), 1.96 of it held 96 % of endocardial, 98 % of mid-wall and 95 % of segmental truths, and 93 % of those of
 * three views (root mean squares 0.76, 0.40, 2.59 with one loop that was lost, 0.52). Real loops scatter more; by how much is not known. Those of dispersion, ms, and strain rate, 1/s, are assumed: no figure was measured.
 */
export const trackedScatter = { endocardial: 0.9, midWall: 0.5, segment: 1.7, threeViews: 0.8, dispersionMs: 20, systolicRate: 0.25 } as const;

/** Segments of the four-chamber view: the septum is at the left of the image. */
const segmentQuantities = {
  longitudinalStrainBasalSeptal: 'leftBasal', longitudinalStrainMiddleSeptal: 'leftMiddle', longitudinalStrainApicalSeptal: 'leftApical',
  longitudinalStrainApicalLateral: 'rightApical', longitudinalStrainMiddleLateral: 'rightMiddle', longitudinalStrainBasalLateral: 'rightBasal',
} as const satisfies Partial<Record<QuantityName, SegmentOfView>>;
const segmentNames = Object.keys(segmentQuantities) as (keyof typeof segmentQuantities)[];

/** What strain of a loop is stated with. */
export interface StrainFacts {
  readonly card: ModelCard;
  readonly sopInstanceUid: string;
}

/** Strain of one loop, by contours and by speckle. */
interface LoopStrain {
  readonly contour: EchoValue | NotMeasured;
  readonly reservoir: EchoValue | NotMeasured;
  readonly tracked: TrackedStrain | NotMeasured;
}

/** Strain of a loop by both methods, each under its own name. */
export function strainMeasurements({ contour, reservoir, tracked }: LoopStrain, contourSources: readonly SourceFrame[], facts: StrainFacts): readonly Measurement[] {
  const byContour = [
    measurement('longitudinalStrainContour', contour, contourMethod(expertScatter.longitudinalStrain), contourSources, facts),
    measurement('leftAtrialReservoirStrain', reservoir, contourMethod(expertScatter.reservoirStrain), contourSources, facts),
  ];
  if (tracked.status === 'notMeasured') return [...byContour, ...trackedNames().map((name) => measurement(name, tracked, trackedMethod(null), [], facts))];
  const sources = tracked.span.frames.map((frame) => ({ sopInstanceUid: facts.sopInstanceUid, frame: frame + 1 }));
  return [...byContour, ...trackedNames().map((name) => measurement(name, trackedValue(name, tracked), trackedMethod(tracked), sources, facts))];
}

/** A loop that was refused still answers: not measured, with the reason. */
export function noStrain(reason: string, card: ModelCard): readonly Measurement[] {
  const missing = notMeasured('refused', reason);
  return strainMeasurements({ contour: missing, reservoir: missing, tracked: missing }, [], { card, sopInstanceUid: '' });
}

type TrackedName = 'longitudinalStrainTracked' | 'longitudinalStrainTrackedMidWall' | 'mechanicalDispersion' | 'peakSystolicStrainRate' | keyof typeof segmentQuantities;

function trackedNames(): readonly TrackedName[] {
  return ['longitudinalStrainTracked', 'longitudinalStrainTrackedMidWall', ...segmentNames, 'mechanicalDispersion', 'peakSystolicStrainRate'];
}

function trackedValue(name: TrackedName, tracked: TrackedStrain): EchoValue | NotMeasured {
  switch (name) {
    case 'longitudinalStrainTracked': return about(tracked.endocardial, trackedScatter.endocardial);
    case 'longitudinalStrainTrackedMidWall': return about(tracked.midWall, trackedScatter.midWall);
    case 'mechanicalDispersion': return tracked.dispersionMs === null ? notMeasured('segmentsLost', 'Fewer than four segments could be followed.') : about(tracked.dispersionMs, trackedScatter.dispersionMs, 0);
    case 'peakSystolicStrainRate': return about(tracked.systolicRate, trackedScatter.systolicRate);
    default: return segmentValue(tracked.segments[segmentQuantities[name]]);
  }
}

function segmentValue(value: number | null): EchoValue | NotMeasured {
  return value === null ? notMeasured('segmentLost', 'The patches of this segment did not come back where they had been followed from.') : about(value, trackedScatter.segment);
}

function about(value: number, standardUncertainty: number, least = -Infinity): EchoValue {
  return { status: 'measured', value, standardUncertainty, interval95: [Math.max(least, value - z95 * standardUncertainty), value + z95 * standardUncertainty] };
}

function contourMethod(scatterAboutExpert: number): Method {
  return { name: 'length of the endocardial contour, end-diastole to end-systole', version: ECHO_METHOD_VERSION, parameters: { view: 'apical four-chamber, assumed', scatterAboutExpert } };
}

function trackedMethod(tracked: TrackedStrain | null): Method {
  return {
    name: 'speckle tracking through the wall, peak over the beat', version: ECHO_METHOD_VERSION,
    parameters: {
      view: 'apical four-chamber, assumed', stations: STATIONS, depths: TRACKED_DEPTHS.join(' '), uncertainty: 'simulated loops',
      ...(tracked ? { frames: tracked.span.frames.length, closedAtNextDiastole: tracked.span.closes, driftMm: tracked.wall.driftMm === null ? 'not known' : Number(tracked.wall.driftMm.toFixed(2)) } : {}),
    },
  };
}

function measurement(quantity: QuantityName, value: EchoValue | NotMeasured, method: Method, sources: readonly SourceFrame[], { card }: StrainFacts): Measurement {
  const base = { quantity, method, model: modelReference(card), sources };
  if (value.status === 'notMeasured') return { ...base, status: 'notMeasured', code: value.code, reason: value.reason };
  return { ...base, status: 'measured', value: value.value, unit: catalogue[quantity].unit, standardUncertainty: value.standardUncertainty!, interval95: value.interval95! };
}
