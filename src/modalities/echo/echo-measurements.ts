import type { ImageInstance } from '../../dicom/study.ts';
import { modelReference, type ModelCard } from '../../inference/model-card.ts';
import { catalogue, type QuantityName } from '../../measurement/catalogue.ts';
import type { Measurement, Method, SourceFrame } from '../../measurement/measurement.ts';
import { notMeasured, type NotMeasured } from '../../measurement/result.ts';
import { z95 } from '../../statistics/distribution-normal.ts';
import { mean } from '../../statistics/mean.ts';
import { standardDeviation } from '../../statistics/variance.ts';
import type { Beat } from './beats.ts';
import { DISCS } from './chamber.ts';
import { echoValue, ejectionFraction, expertScatter, type EchoValue, type ScatteringQuantity } from './echo-values.ts';
import type { FrameMeasures } from './frame-measures.ts';
import { severalShowings } from './segmentation.ts';

/** Version of the rules of this folder: raised whenever a stored number would change. */
export const ECHO_METHOD_VERSION = '1.4.0';

/** One beat with both its frames outlined with care. */
export interface MeasuredBeat {
  readonly beat: Beat;
  readonly diastole: FrameMeasures;
  readonly systole: FrameMeasures;
}

interface LoopFacts {
  readonly instance: ImageInstance;
  readonly calibrated: boolean;
  readonly card: ModelCard;
}

/** Quantities of a loop, in the order in which they are read; all but the fraction need a calibration. */
const quantities = {
  leftVentricularEjectionFraction: null,
  leftVentricularEndDiastolicVolume: 'endDiastolicVolume',
  leftVentricularEndSystolicVolume: 'endSystolicVolume',
  leftAtrialEndSystolicVolume: 'leftAtrialVolume',
  leftVentricularWallThickness: 'wallThickness',
} as const satisfies Partial<Record<QuantityName, ScatteringQuantity | null>>;
type EchoQuantityName = keyof typeof quantities;
const names = Object.keys(quantities) as EchoQuantityName[];

/** Measures everything off the beats of a loop; each value is the mean of the beats that gave one. */
export function measureLoop(beats: readonly MeasuredBeat[], facts: LoopFacts): readonly Measurement[] {
  return names.map((name) => {
    const value = name === 'leftVentricularEjectionFraction' || facts.calibrated ? meanOfBeats(name, beats) : notMeasured('noCalibration', 'The size of a pixel is not known.');
    return measurement(name, value, sourcesOf(beats, facts.instance), facts.card, beats);
  });
}

/** A refused loop still answers every quantity: not measured, with the reason. */
export function nothingMeasured(reason: string, card: ModelCard): readonly Measurement[] {
  return names.map((name) => measurement(name, notMeasured('refused', reason), [], card, []));
}

/** The same quantities off one beat alone. */
export function numbersOfBeat(beat: MeasuredBeat, calibrated: boolean): readonly { readonly quantity: QuantityName; readonly value: EchoValue | NotMeasured }[] {
  return names.filter((name) => name === 'leftVentricularEjectionFraction' || calibrated).map((quantity) => ({ quantity, value: ofBeat(quantity, beat) }));
}

function ofBeat(name: EchoQuantityName, { diastole, systole }: MeasuredBeat): EchoValue | NotMeasured {
  const quantity = quantities[name];
  if (quantity === null) return ejectionFraction(diastole, systole);
  return echoValue(quantity, quantity === 'endDiastolicVolume' || quantity === 'wallThickness' ? diastole : systole);
}

function measuredBeats(name: EchoQuantityName, beats: readonly MeasuredBeat[]): readonly EchoValue[] {
  return beats.map((beat) => ofBeat(name, beat)).filter((one) => one.status === 'measured');
}

/** How far the beats lie apart, in the unit of the number. */
function betweenBeats(name: EchoQuantityName, beats: readonly MeasuredBeat[]): { readonly betweenBeatsSd?: number } {
  const values = measuredBeats(name, beats).map(({ value }) => value);
  return values.length > 1 ? { betweenBeatsSd: Number(standardDeviation(values).toPrecision(3)) } : {};
}

/** The scatter of the beats is added to the uncertainty of one: their mean is not more certain than the outlines. */
function meanOfBeats(name: EchoQuantityName, beats: readonly MeasuredBeat[]): EchoValue | NotMeasured {
  const measured = measuredBeats(name, beats);
  if (measured.length === 0) return ofBeat(name, beats[0]);
  const values = measured.map(({ value }) => value);
  const value = mean(values);
  const ofMean = values.length > 1 ? standardDeviation(values) / Math.sqrt(values.length) : 0;
  const standardUncertainty = Math.hypot(mean(measured.map((one) => one.standardUncertainty ?? 0)), ofMean);
  if (name === 'leftVentricularEjectionFraction') return { status: 'measured', value, standardUncertainty, interval95: [Math.max(0, value - z95 * standardUncertainty), Math.min(100, value + z95 * standardUncertainty)] };
  const factor = Math.exp((z95 * standardUncertainty) / value);
  return { status: 'measured', value, standardUncertainty, interval95: [value / factor, value * factor] };
}

function measurement(quantity: EchoQuantityName, value: EchoValue | NotMeasured, sources: readonly SourceFrame[], card: ModelCard, beats: readonly MeasuredBeat[]): Measurement {
  const scatter = expertScatter[quantities[quantity] ?? 'ejectionFraction'];
  const method: Method = {
    name: quantity === 'leftVentricularWallThickness' ? 'cavity to outer border, one apical view' : 'discs in one apical view', version: ECHO_METHOD_VERSION,
    parameters: { view: 'apical four-chamber, assumed', discs: DISCS, beats: beats.length, ...(value.status === 'measured' && betweenBeats(quantity, beats)), showings: severalShowings.length, scatterAboutExpert: scatter },
  };
  const base = { quantity, method, model: modelReference(card), sources };
  if (value.status === 'notMeasured') return { ...base, status: 'notMeasured', code: value.code, reason: value.reason };
  return { ...base, status: 'measured', value: value.value, unit: catalogue[quantity].unit, standardUncertainty: value.standardUncertainty!, interval95: value.interval95! };
}

function sourcesOf(beats: readonly MeasuredBeat[], { sopInstanceUid }: ImageInstance): readonly SourceFrame[] {
  return beats.flatMap(({ beat }) => [beat.diastole, beat.systole]).map((frame) => ({ sopInstanceUid, frame: frame + 1 }));
}
