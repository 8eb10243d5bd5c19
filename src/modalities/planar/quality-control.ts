import type { ImageInstance, NuclearAcquisition, Pixels } from '../../dicom/study.ts';
import type { MirroredCircles } from '../../image/mirrored-circles.ts';
import { circleCounts } from '../../image/circle.ts';
import type { Grid } from '../../image/resample-area.ts';
import type { ModelCard } from '../../inference/model-card.ts';
import { unfamiliarity } from '../../inference/unfamiliarity.ts';
import type { Finding } from '../../measurement/finding.ts';
import { planarFinding } from './findings.ts';
import { motionMm } from './motion.ts';
import type { PlanarSegmentation } from './segmentation.ts';
import { looksWholeBody, type PlanarView, type PlanarViews } from './views.ts';

/** Hours from injection to imaging within which each tracer is read: 2 to 3 h preferred, 1 h also done with PYP. */
const ACCEPTED_DELAY_HOURS = {
  '99mTc-DPD': [1.9, 4.5], '99mTc-HMDP': [1.9, 4.5], '99mTc-PYP': [0.9, 4], '99mTc-MDP': [1.9, 5],
} as const;
/** Counts in the anterior image: below the first nothing is measured, below the second numbers are marked uncertain. */
const COUNTS = { wholeBody: [40_000, 200_000], static: [20_000, 120_000] } as const;
const LEAST_FIELD_MM = 250;
/** Mean of both networks' probability of a bone scan: below the first the scan is refused, below the second no sure answer is given. */
const BONE_SCAN_PROBABILITY = [0.3, 0.7] as const;
const HOT_SPOT_SHARE = 0.06;
const LEAST_MOTION_MM = 7;
/** A chest is called saturated when this many pixels share the image's largest value and that is at least so large. */
const LEAST_SATURATED_PIXELS = 12;
const LEAST_SATURATED_VALUE = 32;
/** Findings that forbid to read pixels as counts. */
export type NotCounts = 'pictureOfScan' | 'negativeValues';

const PLANAR_KINDS = /^(STATIC|WHOLE BODY|WHOLE_BODY|WHOLEBODY)?$/i;
const REFUSED_KINDS = /TOMO|DYNAMIC|GATED|RECON|CURVE|MIP|FUSED/i;

/** What can be said before any network runs: kind, tracer, delay, counts, pixels. */
export function checkAcquisition(group: readonly ImageInstance[], views: PlanarViews): Finding[] {
  const view = views.anterior ?? views.posterior;
  if (!view) return [];
  const { instance } = view;
  const acquisition = instance.nuclear!;
  return [
    ...(instance.simulated ? [planarFinding('simulated')] : []),
    ...checkTracer(acquisition),
    ...checkDelay(acquisition),
    ...checkCounts(views),
    ...checkPixels(group, views),
    ...checkField(views),
  ];
}

/** Why an object of nuclear medicine is not planar; null when it may be. */
export function notPlanarReason(instance: ImageInstance): string | null {
  const kind = instance.nuclear?.imageKind ?? '';
  if (PLANAR_KINDS.test(kind) || !REFUSED_KINDS.test(kind)) return null;
  return kind;
}

function checkTracer(acquisition: NuclearAcquisition): Finding[] {
  if (acquisition.tracer === 'other') return [planarFinding('otherTracer', { tracer: acquisition.radiopharmaceutical ?? acquisition.radionuclide ?? '?' })];
  if (acquisition.tracer === '99mTc-MDP') return [planarFinding('mdpTracer')];
  return acquisition.tracer === 'unknown' ? [planarFinding('tracerUnknown')] : [];
}

function checkDelay({ tracer, uptakeTimeHours }: NuclearAcquisition): Finding[] {
  if (uptakeTimeHours === null) return [planarFinding('delayUnknown')];
  const [least, most] = tracer in ACCEPTED_DELAY_HOURS ? ACCEPTED_DELAY_HOURS[tracer as keyof typeof ACCEPTED_DELAY_HOURS] : [0.9, 5];
  if (uptakeTimeHours >= least && uptakeTimeHours <= most) return [];
  return [planarFinding('delayOutside', { hours: uptakeTimeHours.toFixed(1), tracer, least, most })];
}

function checkCounts(views: PlanarViews): Finding[] {
  const view = (views.anterior ?? views.posterior)!;
  const counts = sum(view.values);
  const [least, usual] = looksWholeBody(view.instance) ? COUNTS.wholeBody : COUNTS.static;
  if (counts < least) return [planarFinding('tooFewCounts', { counts: Math.round(counts), least })];
  return counts < usual ? [planarFinding('lowCounts', { counts: Math.round(counts), usual })] : [];
}

/** Two sums side by side, so that one addition need not wait for the other: this runs over every pixel of every scan. */
function sum(values: Pixels['values']): number {
  let even = 0;
  let odd = 0;
  const pairs = values.length - (values.length % 2);
  for (let i = 0; i < pairs; i += 2) {
    even += values[i];
    odd += values[i + 1];
  }
  return even + odd + (pairs < values.length ? values[pairs] : 0);
}

/** Why the pixels of a view are not counts; null when they are. */
export function whyNotCounts(instance: ImageInstance, values: Pixels['values']): NotCounts | null {
  if (instance.nuclear?.pixelsAreCounts === false) return 'pictureOfScan';
  if (values instanceof Uint16Array || values instanceof Uint8Array || values instanceof Uint32Array) return null;
  for (let i = 0; i < values.length; i++) if (values[i] < 0) return 'negativeValues';
  return null;
}

function checkPixels(group: readonly ImageInstance[], views: PlanarViews): Finding[] {
  const found: Finding[] = [];
  if (group.some((instance) => instance.lossy)) found.push(planarFinding('lossyPixels'));
  const view = (views.anterior ?? views.posterior)!;
  const why = whyNotCounts(view.instance, view.values);
  if (why) found.push(planarFinding(why));
  if (views.assumedSpacingMm !== null) found.push(planarFinding('spacingAssumed', { spacing: views.assumedSpacingMm }));
  return found;
}

function checkField(views: PlanarViews): Finding[] {
  const view = (views.anterior ?? views.posterior)!;
  const [height, width] = [view.rows * view.spacingMm[0], view.columns * view.spacingMm[1]];
  if (height < LEAST_FIELD_MM || width < LEAST_FIELD_MM) return [planarFinding('tooSmall', { width: Math.round(width), height: Math.round(height) })];
  return [];
}

/** What can be said once regions are known: right examination, orientation, cropping, saturation, hot spots, motion. */
export function checkSegmentation(segmentation: PlanarSegmentation, circles: MirroredCircles | null, card: ModelCard): Finding[] {
  const { chest, views } = segmentation;
  const boneScan = boneScanProbability(segmentation);
  const percent = { probability: Math.round(boneScan * 100) };
  if (boneScan < BONE_SCAN_PROBABILITY[0]) return [planarFinding('notBoneScan', percent)];
  if (!chest || !circles) return [planarFinding('noHeart')];
  return [
    ...(boneScan < BONE_SCAN_PROBABILITY[1] ? [planarFinding('hardlyBoneScan', percent)] : []),
    ...checkViews(segmentation),
    ...checkCircles(views, circles),
    ...checkSaturation(segmentation),
    ...checkHotSpots(segmentation),
    ...checkMotion(segmentation),
    ...checkFamiliarity(chest.embedding, card),
  ];
}

function boneScanProbability({ body, chest }: PlanarSegmentation): number {
  return chest ? (body.boneScanProbability + chest.boneScanProbability) / 2 : body.boneScanProbability;
}

function checkViews({ views, turned, swapped }: PlanarSegmentation): Finding[] {
  const found: Finding[] = [];
  if (turned) found.push(planarFinding('turnedImage'));
  if (swapped && !views.assumed) found.push(planarFinding('swappedViews'));
  if (views.assumed) found.push(planarFinding('viewAssumed'));
  if (!views.anterior) found.push(planarFinding('posteriorOnly'));
  else if (!views.posterior) found.push(planarFinding('oneView'));
  return found;
}

function checkCircles(views: PlanarViews, circles: MirroredCircles): Finding[] {
  const found: Finding[] = [];
  const view = (views.anterior ?? views.posterior)!;
  if (!circleCounts(view, circles.heart) || !circleCounts(view, circles.contralateral)) found.push(planarFinding('heartCropped'));
  if (circles.heart.columnMm < circles.midlineMm) found.push(planarFinding('heartOnRight'));
  return found;
}

/** Pixels of the heart's window that share the largest value of the whole image. */
function checkSaturation({ views, chest }: PlanarSegmentation): Finding[] {
  const view = (views.anterior ?? views.posterior)!;
  const { grid } = chest!.counts;
  const { largest, pixels } = largestInWindow(view, grid);
  if (largest < LEAST_SATURATED_VALUE || pixels < LEAST_SATURATED_PIXELS) return [];
  for (let i = 0; i < view.values.length; i++) if (view.values[i] > largest) return [];
  return [planarFinding('saturatedChest', { pixels })];
}

function largestInWindow(view: PlanarView, grid: Grid): { largest: number; pixels: number } {
  const range = (from: number, count: number, spacing: number, size: number, flipped: boolean): [number, number] => {
    const [low, high] = [Math.max(0, Math.floor(from / spacing)), Math.min(size, Math.ceil((from + count * grid.spacingMm) / spacing))];
    return flipped ? [size - high, size - low] : [low, high];
  };
  const [top, bottom] = range(grid.topMm, grid.rows, view.spacingMm[0], view.rows, view.flipRows);
  const [left, right] = range(grid.leftMm, grid.columns, view.spacingMm[1], view.columns, view.flipColumns);
  let largest = 0;
  let pixels = 0;
  for (let r = top; r < bottom; r++) {
    for (let i = r * view.columns + left; i < r * view.columns + right; i++) {
      if (view.values[i] < largest) continue;
      pixels = view.values[i] === largest ? pixels + 1 : 1;
      largest = view.values[i];
    }
  }
  return { largest, pixels };
}

function checkHotSpots({ body }: PlanarSegmentation): Finding[] {
  const counts = body.counts.anterior ?? body.counts.posterior!;
  const spots = body.region('hotSpot').values;
  let total = 0;
  let hot = 0;
  for (let i = 0; i < counts.length; i++) {
    total += counts[i];
    if (spots[i] > 0.4) hot += counts[i];
  }
  return total > 0 && hot / total > HOT_SPOT_SHARE ? [planarFinding('extravasation', { percent: Math.round((100 * hot) / total) })] : [];
}

function checkMotion({ body }: PlanarSegmentation): Finding[] {
  const distance = motionMm(body.counts);
  return distance >= LEAST_MOTION_MM ? [planarFinding('motion', { distance: Math.round(distance) })] : [];
}

function checkFamiliarity(embedding: readonly number[], card: ModelCard): Finding[] {
  if (!card.familiarity) return [];
  const distance = unfamiliarity(embedding, card.familiarity);
  const usual = card.familiarity.distance999;
  return distance > 1.25 * usual ? [planarFinding('unfamiliar', { distance: distance.toFixed(1), usual: usual.toFixed(1) })] : [];
}
