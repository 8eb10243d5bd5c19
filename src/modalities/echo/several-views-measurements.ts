import { modelReference, type ModelCard } from '../../inference/model-card.ts';
import { catalogue, type QuantityName } from '../../measurement/catalogue.ts';
import type { Measurement, SourceFrame } from '../../measurement/measurement.ts';
import { notMeasured, type NotMeasured } from '../../measurement/result.ts';
import { z95 } from '../../statistics/distribution-normal.ts';
import { mean } from '../../statistics/mean.ts';
import { biplaneEjectionFraction } from './biplane.ts';
import { ECHO_METHOD_VERSION } from './echo-measurements.ts';
import { expertScatter, type EchoValue } from './echo-values.ts';
import type { ViewReading } from './examine-loop.ts';
import type { TrackedStrain } from './measure-strain.ts';
import type { SegmentOfView } from './strain-curves.ts';
import { trackedScatter } from './strain-measurements.ts';

type View = 'a4c' | 'a2c' | 'a3c';
const allViews: readonly View[] = ['a4c', 'a2c', 'a3c'];
const thirds = { basal: ['leftBasal', 'rightBasal'], middle: ['leftMiddle', 'rightMiddle'], apical: ['leftApical', 'rightApical'] } as const satisfies Record<string, readonly SegmentOfView[]>;

/** Quantities of several apical views. */
const names = ['globalLongitudinalStrain', 'globalLongitudinalStrainContour', 'leftVentricularEjectionFractionBiplane', 'relativeApicalLongitudinalStrain', 'ejectionFractionToStrainRatio'] as const satisfies readonly QuantityName[];
type Name = (typeof names)[number];

/** What several views give together. @param readings of the views that could be measured; each quantity says which it misses. */
export function severalViewsMeasurements(readings: readonly ViewReading[], card: ModelCard): readonly Measurement[] {
  const byView = new Map(readings.map((reading) => [reading.instance.ultrasound!.view as View, reading]));
  const strain = globalStrain(byView);
  const fraction = biplaneFraction(byView);
  const values: Readonly<Record<Name, EchoValue | NotMeasured>> = {
    globalLongitudinalStrain: strain, globalLongitudinalStrainContour: contourStrain(byView), leftVentricularEjectionFractionBiplane: fraction,
    relativeApicalLongitudinalStrain: relativeApicalStrain(byView), ejectionFractionToStrainRatio: ratio(fraction, strain),
  };
  const sources = readings.flatMap(({ instance: { sopInstanceUid }, beat }) => [beat.diastole, beat.systole].map((frame): SourceFrame => ({ sopInstanceUid, frame: frame + 1 })));
  return names.map((name) => measurement(name, values[name], { sources, card, views: [...byView.keys()] }));
}

type Readings = ReadonlyMap<View, ViewReading>;

function missing(views: readonly View[], byView: Readings): NotMeasured | null {
  const absent = views.filter((view) => !byView.has(view));
  return absent.length === 0 ? null : notMeasured('viewMissing', 'The four-, two- and three-chamber views that this number is made of could not all be measured.');
}

/** The tracked strain of all three views, or why not. */
function trackedViews(byView: Readings): readonly TrackedStrain[] | NotMeasured {
  const absent = missing(allViews, byView);
  if (absent) return absent;
  const tracked = allViews.map((view) => byView.get(view)!.tracked);
  const lost = tracked.find((one) => one.status === 'notMeasured');
  return lost ?? (tracked as readonly TrackedStrain[]);
}

/** Errors of the views go together in part, as the network's habits do: the mean has an uncertainty of its own. */
function globalStrain(byView: Readings): EchoValue | NotMeasured {
  const views = trackedViews(byView);
  return 'status' in views ? views : about(mean(views.map(({ endocardial }) => endocardial)), trackedScatter.threeViews);
}

function contourStrain(byView: Readings): EchoValue | NotMeasured {
  const absent = missing(allViews, byView);
  if (absent) return absent;
  const values = allViews.map((view) => byView.get(view)!.contour);
  const lost = values.find((one) => one.status === 'notMeasured');
  return lost ?? about(mean((values as readonly EchoValue[]).map(({ value }) => value)), expertScatter.longitudinalStrain);
}

function biplaneFraction(byView: Readings): EchoValue | NotMeasured {
  const absent = missing(['a4c', 'a2c'], byView);
  if (absent) return absent;
  const [four, two] = [byView.get('a4c')!, byView.get('a2c')!];
  if (!four.calibrated || !two.calibrated) return notMeasured('noCalibration', 'The size of a pixel is not known.');
  const found = biplaneEjectionFraction([four.diastole.leftVentricle, two.diastole.leftVentricle], [four.systole.leftVentricle, two.systole.leftVentricle]);
  return found.status === 'notMeasured' ? found : about(found.value, expertScatter.ejectionFraction);
}

/** RELAPS: mean apical strain over the sum of the mean basal and the mean middle one. */
function relativeApicalStrain(byView: Readings): EchoValue | NotMeasured {
  const views = trackedViews(byView);
  if ('status' in views) return views;
  const of = (third: keyof typeof thirds) => views.flatMap(({ segments }) => thirds[third].flatMap((name) => segments[name] ?? []));
  const [apical, basal, middle] = [of('apical'), of('basal'), of('middle')];
  if (Math.min(apical.length, basal.length, middle.length) < 3) return notMeasured('segmentsLost', 'Fewer than four segments could be followed.');
  const below = mean(basal) + mean(middle);
  if (below >= 0 || mean(apical) >= 0) return notMeasured('noShortening', 'The wall does not shorten, so its apex cannot be compared with its base.');
  const value = mean(apical) / below;
  const relative = Math.hypot(trackedScatter.segment / Math.sqrt(apical.length) / mean(apical), (trackedScatter.segment * Math.sqrt(1 / basal.length + 1 / middle.length)) / below);
  return about(value, value * relative, 0);
}

function ratio(fraction: EchoValue | NotMeasured, strain: EchoValue | NotMeasured): EchoValue | NotMeasured {
  if (fraction.status === 'notMeasured') return fraction;
  if (strain.status === 'notMeasured') return strain;
  if (strain.value >= 0) return notMeasured('noShortening', 'The wall does not shorten, so its apex cannot be compared with its base.');
  const value = fraction.value / -strain.value;
  return about(value, value * Math.hypot(fraction.standardUncertainty! / fraction.value, strain.standardUncertainty! / strain.value), 0);
}

function about(value: number, standardUncertainty: number, least = -Infinity): EchoValue {
  return { status: 'measured', value, standardUncertainty, interval95: [Math.max(least, value - z95 * standardUncertainty), value + z95 * standardUncertainty] };
}

function measurement(quantity: Name, value: EchoValue | NotMeasured, { sources, card, views }: { readonly sources: readonly SourceFrame[]; readonly card: ModelCard; readonly views: readonly View[] }): Measurement {
  const method = { name: 'several apical views', version: ECHO_METHOD_VERSION, parameters: { views: views.join(' '), viewsFrom: 'the code in the file' } };
  const base = { quantity, method, model: modelReference(card), sources };
  if (value.status === 'notMeasured') return { ...base, status: 'notMeasured', code: value.code, reason: value.reason };
  return { ...base, status: 'measured', value: value.value, unit: catalogue[quantity].unit, standardUncertainty: value.standardUncertainty!, interval95: value.interval95! };
}
