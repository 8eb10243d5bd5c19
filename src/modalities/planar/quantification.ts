import { circleCounts, type Circle } from '../../image/circle.ts';
import { mirroredCirclesParameters, placeMirroredCircles, type MirroredCircles } from '../../image/mirrored-circles.ts';
import { catalogue, type QuantityName } from '../../measurement/catalogue.ts';
import type { Measurement, Method, ModelReference } from '../../measurement/measurement.ts';
import { notMeasured, type Result } from '../../measurement/result.ts';
import { modelReference, type ModelCard } from '../../inference/model-card.ts';
import { planarFinding } from './findings.ts';
import type { NotCounts } from './quality-control.ts';
import type { GriddedViews, PlanarSegmentation } from './segmentation.ts';
import type { PlanarView, PlanarViews } from './views.ts';

/** Version of the rules in this file: raised whenever a stored number would change. */
export const PLANAR_METHOD_VERSION = '1.0.0';

/** Mean absolute error to standard deviation for the Laplace distribution that the network's spread is fitted to. */
const SD_PER_ABSOLUTE_ERROR = Math.SQRT2;
/** Relative uncertainty of the circle's radius, from the spread of the heart's area on held-out simulated scans. */
const RADIUS_UNCERTAINTY = 0.08;
/** Added relative uncertainty of a ratio read from pixels compressed with loss. */
const LOSSY_UNCERTAINTY = 0.05;
const Z95 = 1.959964;

export interface Uncertain {
  readonly standardUncertainty: number;
  readonly interval95: readonly [number, number];
}

export interface PlanarNumbers {
  readonly circles: MirroredCircles | null;
  readonly measurements: readonly Measurement[];
}

/** What decides whether pixels may be read as counts. */
export interface CountQuality {
  readonly lossy: boolean;
  /** Why pixels are not counts at all; null when they are. */
  readonly notCounts: NotCounts | null;
  readonly wholeBody: boolean;
}

/** Measures every planar ratio; what cannot be measured says why. */
export function quantifyPlanar(segmentation: PlanarSegmentation, quality: CountQuality, card: ModelCard): PlanarNumbers {
  const { views, chest } = segmentation;
  const placed = chest ? placeMirroredCircles(chest.region('heart'), chest.region('sternum'), chest.region('spine')) : notMeasured('noHeart', 'No heart was found on the image.');
  const circles = 'status' in placed ? null : placed;
  const why = quality.notCounts && notMeasured(quality.notCounts, planarFinding(quality.notCounts).message);
  const measured = (compute: () => Result<Uncertain>): Result<Uncertain> => why ?? ('status' in placed ? placed : compute());
  const model = modelReference(card);
  const rows: [QuantityName, Result<Uncertain>, Method][] = [
    ['heartToContralateralRatio', measured(() => heartToContralateral(segmentation, circles!, quality, card)), circleMethod(quality, card, circles)],
    ['heartToBoneRatio', measured(() => heartToBone(segmentation, circles!, quality)), { name: 'heart circle over contralateral ribs, background subtracted', version: PLANAR_METHOD_VERSION, parameters: { backgroundPercentile: BACKGROUND_SHARE * 100, ribThreshold: REGION_THRESHOLD } }],
    ['heartToWholeBodyRatio', measured(() => heartToWholeBody(segmentation, quality)), { name: 'heart region over body less kidneys and bladder', version: PLANAR_METHOD_VERSION, parameters: { geometricMean: Boolean(views.anterior && views.posterior), regionThreshold: REGION_THRESHOLD } }],
  ];
  return { circles, measurements: rows.map(([quantity, result, method]) => toMeasurement(quantity, result, method, model, views)) };
}

/** Wraps a result as a measurement with its sources. */
export function toMeasurement(quantity: QuantityName, result: Result<Uncertain>, method: Method, model: ModelReference | null, views: PlanarViews): Measurement {
  const sources = [views.anterior, views.posterior].flatMap((view) => (view ? [view.source] : []));
  const base = { quantity, method, model, sources };
  if (result.status === 'notMeasured') return { ...base, status: 'notMeasured', code: result.code, reason: result.reason };
  const { value, standardUncertainty, interval95 } = result;
  return { ...base, status: 'measured', value, unit: catalogue[quantity].unit, standardUncertainty, interval95 };
}

function circleMethod(quality: CountQuality, card: ModelCard, circles: MirroredCircles | null): Method {
  const moved = circles && { heartMovedMm: Math.round(circles.movedMm), contralateralMovedMm: Math.round(circles.contralateralMovedMm) };
  return {
    name: 'mirrored circles', version: PLANAR_METHOD_VERSION,
    parameters: { ...mirroredCirclesParameters, ...moved, lossyPixels: quality.lossy, radiusUncertainty: RADIUS_UNCERTAINTY, spreadFactor: card.spreadFactor ?? 1 },
  };
}

function ratioOf(view: PlanarView, heart: Circle, other: Circle): { ratio: number; heartSum: number; otherSum: number } | null {
  const a = circleCounts(view, heart);
  const b = circleCounts(view, other);
  return a && b && b.mean > 0 ? { ratio: a.mean / b.mean, heartSum: a.sum, otherSum: b.sum } : null;
}

/** An interval that is symmetric on the log scale, as befits a ratio. */
export function ratioInterval(value: number, standardUncertainty: number): readonly [number, number] {
  const factor = Math.exp((Z95 * standardUncertainty) / Math.max(value, 1e-9));
  return [value / factor, value * factor];
}

/**
 * Heart-to-contralateral ratio with its uncertainty: Poisson counts of both circles, and how much the ratio changes when
 * the circles move by the network's expected error or change in size.
 */
function heartToContralateral({ views, chest }: PlanarSegmentation, circles: MirroredCircles, quality: CountQuality, card: ModelCard): Result<Uncertain> {
  if (!views.anterior) return notMeasured('noAnterior', 'The ratio is defined on the anterior view, which is missing.');
  const found = ratioOf(views.anterior, circles.heart, circles.contralateral);
  if (!found) return notMeasured('outsideImage', 'The heart circle or its mirror image reaches outside the image.');
  const [downMm, acrossMm] = chest!.spreadMm.map((spread) => spread * SD_PER_ABSOLUTE_ERROR * (card.spreadFactor ?? 1));
  const change = (move: (circle: Circle, sign: number) => Circle) => {
    const sides = [1, -1].map((sign) => ratioOf(views.anterior!, move(circles.heart, sign), move(circles.contralateral, sign))?.ratio ?? found.ratio);
    return (sides[0] - sides[1]) / 2;
  };
  const heartSide = circles.heart.columnMm >= circles.midlineMm ? 1 : -1;
  const components = [
    found.ratio * Math.sqrt(1 / Math.max(1, found.heartSum) + 1 / Math.max(1, found.otherSum)),
    change((circle, sign) => ({ ...circle, rowMm: circle.rowMm + sign * downMm })),
    change((circle, sign) => ({ ...circle, columnMm: circle.columnMm + (circle === circles.heart ? 1 : -1) * heartSide * sign * acrossMm })),
    change((circle, sign) => ({ ...circle, radiusMm: circle.radiusMm * (1 + sign * RADIUS_UNCERTAINTY) })),
    quality.lossy ? found.ratio * LOSSY_UNCERTAINTY : 0,
  ];
  const standardUncertainty = Math.hypot(...components);
  return { status: 'measured', value: found.ratio, standardUncertainty, interval95: ratioInterval(found.ratio, standardUncertainty) };
}

const REGION_THRESHOLD = 0.5;
const BODY_THRESHOLD = 0.3;
/** Soft tissue of the chest is taken at this share of the sorted counts of the other side. */
const BACKGROUND_SHARE = 0.2;
/** Ribs and soft tissue are read this far beside the body's middle, and this far above and below the heart's centre, mm. */
const BESIDE_MM = [35, 130] as const;
const ALONG_MM = 90;

/** Mean counts per mm2 of the ribs of the other side and of the heart circle, each above the soft tissue. */
function heartToBone({ views, chest }: PlanarSegmentation, circles: MirroredCircles, quality: CountQuality): Result<Uncertain> {
  const counts = chest!.counts.anterior;
  if (!views.anterior || !counts) return notMeasured('noAnterior', 'The ratio is defined on the anterior view, which is missing.');
  const heart = circleCounts(views.anterior, circles.heart);
  if (!heart) return notMeasured('outsideImage', 'The heart circle reaches outside the image.');
  const ribs = chest!.region('ribs');
  const side = circles.heart.columnMm >= circles.midlineMm ? -1 : 1;
  const [top, bottom] = [-ALONG_MM, ALONG_MM].map((mm) => Math.round((circles.heart.rowMm + mm - ribs.topMm) / ribs.spacingMm));
  const [left, right] = BESIDE_MM.map((mm) => side * mm).sort((a, b) => a - b).map((mm) => Math.round((circles.midlineMm + mm - ribs.leftMm) / ribs.spacingMm));
  const beside = new Float32Array(ribs.values.length);
  let cells = 0;
  let ribCells = 0;
  let ribSum = 0;
  for (let row = Math.max(0, top); row < Math.min(ribs.rows, bottom); row++) {
    for (let i = row * ribs.columns + Math.max(0, left); i < row * ribs.columns + Math.min(ribs.columns, right); i++) {
      beside[cells++] = counts[i];
      if (ribs.values[i] <= REGION_THRESHOLD) continue;
      ribSum += counts[i];
      ribCells++;
    }
  }
  if (ribCells < 20) return notMeasured('noRibs', 'Too little of the ribs of the other side was found.');
  const ordered = beside.subarray(0, cells).sort();
  const cell = ribs.spacingMm ** 2;
  const background = ordered[Math.floor(cells * BACKGROUND_SHARE)] / cell;
  const rib = ribSum / ribCells / cell;
  const heartDensity = heart.mean / (views.anterior.spacingMm[0] * views.anterior.spacingMm[1]);
  const [above, ribAbove] = [heartDensity - background, rib - background];
  // Poisson variances of the three densities; background from about a fifth of the cells looked at.
  const variance = { heart: heartDensity / (heart.pixels * views.anterior.spacingMm[0] * views.anterior.spacingMm[1]), rib: rib / (ribCells * cell), background: background / (cells * BACKGROUND_SHARE * cell) };
  if (ribAbove < 2 * Math.sqrt(variance.rib + variance.background)) return notMeasured('ribsNotAboveBackground', 'The ribs do not stand out from the soft tissue on this image.');
  const value = above / ribAbove;
  const standardUncertainty = Math.hypot(Math.sqrt(variance.heart) / ribAbove, (value * Math.sqrt(variance.rib)) / ribAbove, (Math.sqrt(variance.background) * Math.abs(1 - value)) / ribAbove, 0.1 * value, quality.lossy ? LOSSY_UNCERTAINTY * value : 0);
  return { status: 'measured', value, standardUncertainty, interval95: [value - Z95 * standardUncertainty, value + Z95 * standardUncertainty] };
}

/** Counts of the heart over those of the body without kidneys and bladder, as geometric means where both views exist. */
function heartToWholeBody(segmentation: PlanarSegmentation, quality: CountQuality): Result<Uncertain> {
  if (!quality.wholeBody) return notMeasured('notWholeBody', 'The image does not show the whole body.');
  const { chest, body } = segmentation;
  const outline = chest!.region('heart').values;
  const heart = combined(chest!.counts, weights(outline.length, (i) => (outline[i] > REGION_THRESHOLD ? 1 : 0)));
  const [trunk, kidneys, bladder] = (['body', 'kidneys', 'bladder'] as const).map((name) => body.region(name).values);
  const rest = combined(body.counts, weights(trunk.length, (i) => (trunk[i] > BODY_THRESHOLD ? (1 - kidneys[i]) * (1 - bladder[i]) : 0)));
  if (!heart || !rest) return notMeasured('noCounts', 'No counts in the heart or the body.');
  const value = heart / rest;
  const standardUncertainty = value * Math.hypot(1 / Math.sqrt(heart), 1 / Math.sqrt(rest), 2 * RADIUS_UNCERTAINTY, quality.lossy ? LOSSY_UNCERTAINTY : 0);
  return { status: 'measured', value, standardUncertainty, interval95: ratioInterval(value, standardUncertainty) };
}

/** A typed array's own `map` takes ten times as long. */
function weights(length: number, weight: (index: number) => number): Float32Array {
  const all = new Float32Array(length);
  for (let i = 0; i < length; i++) all[i] = weight(i);
  return all;
}

/** Weighted counts: geometric mean of both views, or those of the one there is. `weights` lie on the views' grid. */
export function combined(views: GriddedViews, weights: Float32Array): number {
  const [front, back] = [views.anterior, views.posterior].map((counts) => {
    if (!counts) return null;
    let sum = 0;
    for (let i = 0; i < counts.length; i++) sum += counts[i] * weights[i];
    return sum;
  });
  if (front === null || back === null) return front ?? back ?? 0;
  return Math.sqrt(Math.max(0, front) * Math.max(0, back));
}
