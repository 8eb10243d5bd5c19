import { plus, type Vector } from '../../image/vector.ts';
import type { Grid } from '../../image/volume.ts';
import { catalogue } from '../../measurement/catalogue.ts';
import type { Measurement, Method, ModelReference, SourceFrame } from '../../measurement/measurement.ts';
import { notMeasured, type Result } from '../../measurement/result.ts';
import { type SpectCtScatterName, type VisitScatter, visitScatter } from '../../measurement/spect-ct-visit-scatter.ts';
import { studentTQuantile } from '../../statistics/distribution-student-t.ts';
import { type TruthError, truthErrors } from '../../measurement/spect-ct-truth-error.ts';
import { z95 } from '../../statistics/distribution-normal.ts';
import { bloodStructure, type HeartUptake, measurePanel, panelQuantities, type PanelParameters, recoveredRatio } from './panel.ts';
import { maskOf } from './structures.ts';
import type { SuvKind, SuvScales } from './suv.ts';
import { peakIn } from './uptake.ts';

/** Version of the rules of this folder: raised whenever a stored number would change. */
export const SPECT_CT_METHOD_VERSION = '1.2.0';

/** Every quantity of a scan, in the order in which they are read. */
export const spectCtQuantityNames = [...panelQuantities, 'myocardiumToBloodRatioRecovered', 'myocardialSulMean', 'myocardialSulPeak', 'myocardialSulMeanJames', 'myocardialSuvMeanBodySurface', 'myocardialSuvPeakCube'] as const;
export type SpectCtQuantity = (typeof spectCtQuantityNames)[number];

/** SUVpeak over a cube is for comparison with software that reads it so: it has the scatter of that over a sphere. */
const CUBE = 'myocardialSuvPeakCube';

/** SUV by another size of the body than its weight, each from one by weight. */
const bySize = [['myocardialSulMean', 'myocardialSuvMean', 'leanBodyMass'], ['myocardialSulPeak', 'myocardialSuvPeak', 'leanBodyMass'], ['myocardialSulMeanJames', 'myocardialSuvMean', 'leanBodyMassJames'], ['myocardialSuvMeanBodySurface', 'myocardialSuvMean', 'bodySurfaceArea']] as const;

/** Atria are read as the wall of the right ventricle is, and have its scatter: their own was not measured. */
const atria: readonly SpectCtQuantity[] = ['leftAtriumToBloodRatio', 'rightAtriumToBloodRatio'];

/** How exactly SPECT and CT lie on each other after a check that found nothing, mm. */
const REGISTRATION_MM = 3;

const shifts: readonly Vector[] = [[1, 0, 0], [-1, 0, 0], [0, 1, 0], [0, -1, 0], [0, 0, 1], [0, 0, -1]];

/** What stands behind every number of a scan. */
export interface ScanFacts {
  readonly parameters: PanelParameters;
  /** Where the outlines came from. */
  readonly segmentation: string;
  readonly model: ModelReference | null;
  readonly sources: readonly SourceFrame[];
  readonly scales: SuvScales;
}

/** The panel of one scan before uncertainty is stated with it. */
export interface ReadScan {
  readonly facts: ScanFacts;
  /** Name of the structure that the blood was read in. */
  readonly vessel: string;
  /** Each value, and how far it moves as the outlines are moved about, in its unit. */
  readonly values: readonly { readonly quantity: SpectCtQuantity; readonly result: Result; readonly spread: number }[];
}

/** Measures the panel, in outlines that are found anew on each visit. */
export function measureScan(uptake: HeartUptake, facts: ScanFacts): readonly Measurement[] {
  return stateScan(readScan(uptake, facts), visitScatter);
}

/**
 * States the uncertainty of every value. The standard uncertainty is for comparing visits: that of the place of the outlines, by moving
 * them about, with the scatter that two visits of one patient show. The interval is about the truth: where digital patients say how far a
 * quantity lies from it, the interval holds that too, and lies unevenly about a value that is known to be too low or too high.
 * @param scatter between two visits that are outlined as this one is.
 */
export function stateScan({ facts, vessel, values }: ReadScan, scatter: Readonly<Record<SpectCtScatterName, VisitScatter>>): readonly Measurement[] {
  return values.map(({ quantity, result, spread }) => measurement(quantity, result, spread, facts, vessel, scatter));
}

/** Reads the panel, and how far each value moves as the outlines are moved about. */
export function readScan(uptake: HeartUptake, facts: ScanFacts): ReadScan {
  const scale = facts.scales.bodyWeight;
  const central = measurePanel(uptake, scale, facts.parameters);
  const moved = shifts.map((shift) => measurePanel({ emission: uptake.emission, anatomy: { ...uptake.anatomy, labels: shiftedLabels(uptake.anatomy, shift) } }, scale, facts.parameters));
  const vessel = bloodStructure(uptake.anatomy, facts.parameters) ?? 'none';
  const spreads = panelQuantities.map((quantity) => spreadOf(moved.map((panel) => panel[quantity]), central[quantity]));
  const recovered = recoveredRatio(uptake, facts.parameters);
  const [raw, rawSpread] = [central.myocardiumToBloodRatio, spreads[panelQuantities.indexOf('myocardiumToBloodRatio')]];
  // What moves the raw ratio moves the recovered one by as large a share.
  const recoveredSpread = recovered.status === 'measured' && raw.status === 'measured' ? (recovered.value * rawSpread) / raw.value : 0;
  return { facts, vessel, values: [
    ...panelQuantities.map((quantity, i) => ({ quantity, result: central[quantity], spread: spreads[i] })),
    { quantity: 'myocardiumToBloodRatioRecovered', result: recovered, spread: recoveredSpread },
    ...bySize.map(([quantity, byWeight, kind]) => {
      const [own, factor] = [central[byWeight], sizeFactor(facts.scales, kind)];
      const result = own.status === 'notMeasured' ? own : factor.status === 'notMeasured' ? factor : { status: 'measured' as const, value: own.value * factor.value };
      return { quantity, result, spread: factor.status === 'measured' ? spreads[panelQuantities.indexOf(byWeight)] * factor.value : 0 };
    }),
    { quantity: CUBE, result: cubePeak(uptake, scale), spread: spreads[panelQuantities.indexOf('myocardialSuvPeak')] },
  ] };
}

/** SUVpeak of the left ventricular wall over a cube of 1 mL. */
function cubePeak({ emission, anatomy }: HeartUptake, scale: SuvScales['bodyWeight']): Result {
  if (scale.status === 'notMeasured') return scale;
  const peak = peakIn(emission, maskOf(anatomy, ['leftVentricularWall']), 'cube');
  return peak.status === 'notMeasured' ? peak : { status: 'measured', value: peak.value * scale.slope + scale.intercept };
}

/** What SUV by weight is multiplied by to be SUV by another size of the body. */
function sizeFactor(scales: SuvScales, kind: Exclude<SuvKind, 'bodyWeight'>): Result {
  const [weight, other] = [scales.bodyWeight, scales[kind]];
  if (weight.status === 'notMeasured') return weight;
  return other.status === 'notMeasured' ? other : { status: 'measured', value: other.slope / weight.slope };
}

/** A refused scan still answers every quantity: not measured, with the reason. */
export function nothingMeasured(reason: string, facts: Omit<ScanFacts, 'scales'>): readonly Measurement[] {
  return spectCtQuantityNames.map((quantity) => measurement(quantity, notMeasured('refused', reason), 0, facts, 'none', visitScatter));
}

/** Labels moved by a fixed distance along one axis of the grid. */
function shiftedLabels({ grid, labels }: { readonly grid: Grid; readonly labels: Uint8Array }, shift: Vector): Uint8Array {
  const steps = shift.map((one, axis) => Math.round((one * REGISTRATION_MM) / Math.hypot(...grid.steps[axis])) || one) as unknown as Vector;
  const [columns, rows, slices] = grid.size;
  const out = new Uint8Array(labels.length);
  for (let k = 0, at = 0; k < slices; k++) {
    for (let j = 0; j < rows; j++) {
      for (let i = 0; i < columns; i++, at++) {
        const [x, y, z] = plus([i, j, k], steps);
        if (x >= 0 && y >= 0 && z >= 0 && x < columns && y < rows && z < slices) out[at] = labels[(z * rows + y) * columns + x];
      }
    }
  }
  return out;
}

/** Root mean square of how far the moved values lie from the central one. */
function spreadOf(moved: readonly Result[], central: Result): number {
  if (central.status === 'notMeasured') return 0;
  const squares = moved.flatMap((one) => (one.status === 'measured' ? [(one.value - central.value) ** 2] : []));
  // Three axes act together, and each was tried in both directions.
  return squares.length === 0 ? 0 : Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / 2);
}

function measurement(quantity: SpectCtQuantity, result: Result, spread: number, { parameters, segmentation, model, sources, scales }: Omit<ScanFacts, 'scales'> & Partial<ScanFacts>, vessel: string, scatter: Readonly<Record<SpectCtScatterName, VisitScatter>>): Measurement {
  const like = likeOf(quantity);
  const error = truthErrors[like];
  const { share, least = 0 } = scatter[like];
  const suvFrom = suvEvidence(quantity, scales);
  const method: Method = {
    name: 'regions of the CT on the attenuation-corrected SPECT', version: SPECT_CT_METHOD_VERSION,
    parameters: {
      segmentation, bloodPool: vessel, bloodRimMm: parameters.bloodRimMm, bloodStatistic: parameters.bloodStatistic, involvedAboveBlood: parameters.involvedAboveBlood, bloodSubtracted: false,
      relativeThreshold: parameters.relativeThreshold, fixedThresholdSuv: parameters.fixedThreshold, searchMarginMm: parameters.searchMarginMm, septumReachMm: parameters.septumReachMm, resolutionFwhmMm: parameters.resolutionFwhmMm, registrationMm: REGISTRATION_MM, visitScatter: share, wallReachMm: parameters.wallReachMm,
      ...(suvFrom && { suvFrom }),
      ...(error && { truthErrorBias: error.bias, truthErrorDeviation: error.deviation, truthErrorSource: `error against truth in ${error.patients} digital patients` }),
    },
  };
  const base = { quantity, method, model, sources };
  if (result.status === 'notMeasured') return { ...base, status: 'notMeasured', code: result.code, reason: result.reason };
  const { value } = result;
  const standardUncertainty = Math.hypot(spread, Math.max(share * value, least));
  return { ...base, status: 'measured', value, unit: catalogue[quantity].unit, standardUncertainty, interval95: truthInterval(value, standardUncertainty, error) };
}

/** The quantity whose scatter and error against the truth another shares, as a share of its value. */
function likeOf(quantity: SpectCtQuantity): SpectCtScatterName {
  if (atria.includes(quantity)) return 'rightVentricularWallToBloodRatio';
  return quantity === CUBE ? 'myocardialSuvPeak' : bySize.find(([name]) => name === quantity)?.[1] ?? (quantity as SpectCtScatterName);
}

const needSuv: readonly string[] = [CUBE, 'uptakeVolumeFixed', 'myocardialSuvMax', 'myocardialSuvPeak', 'myocardialSuvMean', 'bloodSuvMean', 'boneSuvPeak', 'myocardialRetentionIndex', 'totalMyocardialUptake', 'injectedDoseFraction'];

/** Which attributes decided a standardised uptake value; null for a quantity that needs none, and where it was refused. */
function suvEvidence(quantity: SpectCtQuantity, scales: SuvScales | undefined): string | null {
  const kind = bySize.find(([name]) => name === quantity)?.[2] ?? (needSuv.includes(quantity) ? 'bodyWeight' : null);
  const scale = kind && scales?.[kind];
  return scale && scale.status === 'measured' ? scale.evidence.join('; ') : null;
}

/**
 * The 95 % interval of the truth behind a value: where repeated values would lie, widened to where the truth of another patient lies
 * after so many of known truth.
 * Source: prediction interval of a normal sample, on logarithms; Geisser, Predictive Inference 1993, section 2.2.
 */
export function truthInterval(value: number, standardUncertainty: number, error: TruthError | undefined): readonly [number, number] {
  const scatter = [Math.max(0, value - z95 * standardUncertainty), value + z95 * standardUncertainty] as const;
  if (!error || !(value > 0)) return scatter;
  // The error of digital patients holds the scatter of one visit already: the larger of the two counts.
  const deviation = Math.max(error.deviation * Math.sqrt(1 + 1 / error.patients), standardUncertainty / value);
  const half = studentTQuantile(0.975, error.patients - 1) * deviation;
  const [lower, upper] = [-half, half].map((side) => value * Math.exp(side - error.bias));
  return [Math.min(scatter[0], lower), Math.max(scatter[1], upper)];
}
