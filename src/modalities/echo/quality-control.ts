import type { ImageInstance } from '../../dicom/study.ts';
import type { Finding } from '../../measurement/finding.ts';
import { echoFinding } from './findings.ts';
import { tissueRegion } from './sector.ts';
import type { EchoFrame } from './segmentation.ts';
import { structures, type LabelMap } from './structures.ts';

/** Share of coloured pixels that is colour Doppler: less is text and traces, more a tinted map of grey. */
const COLOUR_SHARE = [0.006, 0.35] as const;
/** Fewer frames a second blur the moments of largest and smallest ventricle. */
const LEAST_FRAME_RATE = 20;
/** Frames a second for strain by speckle. Source: BSE guideline on amyloidosis (PMID 37653443). */
const STRAIN_FRAME_RATE = [40, 90] as const;
/** Share of the frames that must show ventricle above atrium. */
const LEAST_FOUND = 0.6;
/** Shares of the sector that a ventricle takes. */
const VENTRICLE_SHARE = [0.015, 0.5] as const;

/** Of a round ventricle 1, of a long one about 0.7; outlines frayed or bent like a sickle fall below. */
const LEAST_COMPACTNESS = 0.4;
/** A sector seen upright is wider below: turned over, its lower part is narrower than this share of the upper one. */
const UPSIDE_DOWN_SHARE = 0.7;
/** Depths at which the heart of an adult is looked at, mm, zoomed or in a very large chest: a calibration that says otherwise is wrong. */
const DEPTH_MM = [50, 350] as const;
/** Grey below which a pixel is outside the sector. */
const DARK = 6;

/** What can be said before any network runs. */
export function checkLoop(instance: ImageInstance): Finding[] {
  const { ultrasound, numberOfFrames } = instance;
  const regions = ultrasound?.regions ?? [];
  if (regions.length > 0 && !regions.some(({ dataType }) => dataType === 'tissue' || dataType === 'colourFlow')) return [echoFinding('notTissue')];
  const coloured = mostColoured(instance);
  if (regions.some(({ dataType }) => dataType === 'colourFlow') || (coloured >= COLOUR_SHARE[0] && coloured <= COLOUR_SHARE[1])) return [echoFinding('colourDoppler', { percent: (100 * coloured).toFixed(1) })];
  if (numberOfFrames < 2) return [echoFinding('stillImage')];
  const rate = frameRate(instance);
  return [
    ...(instance.simulated ? [echoFinding('simulated')] : []),
    ...(instance.lossy ? [echoFinding('lossyLoop')] : []),
    ...(rate !== null && rate < LEAST_FRAME_RATE ? [echoFinding('fewFrames', { rate: rate.toFixed(0) })] : []),
    ...checkCalibration(instance),
  ];
}

/** Share of coloured pixels on the frame that has most of them, of the first, the middle and the last: colour may begin within a loop. */
function mostColoured({ colourShare, numberOfFrames }: ImageInstance): number {
  return Math.max(...new Set([1, Math.ceil(numberOfFrames / 2), numberOfFrames].map(colourShare)));
}

/** What strain by speckle asks of the frame rate: too slow, speckle changes between frames; too fast, lines are lost. */
export function checkStrainRate(instance: ImageInstance): readonly Finding[] {
  const rate = frameRate(instance);
  if (rate === null || (Math.round(rate) >= STRAIN_FRAME_RATE[0] && Math.round(rate) <= STRAIN_FRAME_RATE[1])) return [];
  return [echoFinding('strainFrameRate', { rate: rate.toFixed(0), least: STRAIN_FRAME_RATE[0], most: STRAIN_FRAME_RATE[1] })];
}

/** Frames a second; null when the file does not say. */
function frameRate({ ultrasound, numberOfFrames }: ImageInstance): number | null {
  const times = ultrasound?.frameTimesMs;
  return times && numberOfFrames > 1 ? (1000 * (numberOfFrames - 1)) / times[times.length - 1] : null;
}

function checkCalibration(instance: ImageInstance): Finding[] {
  if (calibration(instance)) return [];
  const depth = statedDepth(instance);
  if (depth !== null && !isPlausible(depth)) return [echoFinding('implausibleDepth', { depth: depth < 10 ? depth.toFixed(1) : depth.toFixed(0), least: DEPTH_MM[0], most: DEPTH_MM[1] })];
  const outside = instance.ultrasound?.regions.find(({ dataType, inside, spacingMm }) => dataType === 'tissue' && !inside && spacingMm !== null);
  if (!outside) return [echoFinding('noCalibration')];
  return [echoFinding('wrongCalibration', { from: `(${outside.x0}, ${outside.y0})`, to: `(${outside.x1}, ${outside.y1})`, size: `${instance.columns} x ${instance.rows}` })];
}

/**
 * Size of a pixel, mm: that of the tissue region; where the file has no regions at all, its pixel spacing.
 * @returns null when neither can be trusted, one that makes the picture deeper or shallower than hearts are looked at included.
 */
export function calibration(instance: ImageInstance): readonly [row: number, column: number] | null {
  const depth = statedDepth(instance);
  return depth !== null && isPlausible(depth) ? statedSpacing(instance) : null;
}

function statedSpacing(instance: ImageInstance): readonly [row: number, column: number] | null {
  const region = tissueRegion(instance);
  if (region?.spacingMm) return region.spacingMm;
  return instance.ultrasound?.regions.length === 0 ? instance.spacingMm : null;
}

/** How deep the picture is by its calibration, mm; null without one. */
function statedDepth(instance: ImageInstance): number | null {
  const region = tissueRegion(instance);
  const spacing = statedSpacing(instance);
  return spacing && (region?.spacingMm ? region.y1 - region.y0 : instance.rows) * spacing[0];
}

function isPlausible(depthMm: number): boolean {
  return depthMm >= DEPTH_MM[0] && depthMm <= DEPTH_MM[1];
}

/** Whether a frame shows what an apical four-chamber view shows: a ventricle of fitting size above an atrium. */
export function looksApical({ rows, columns, labels }: LabelMap): boolean {
  const [ventricle, atrium] = [structures.indexOf('leftVentricle'), structures.indexOf('leftAtrium')];
  const [count, rowSum] = [[0, 0], [0, 0]];
  for (let i = 0; i < labels.length; i++) {
    const which = labels[i] === ventricle ? 0 : labels[i] === atrium ? 1 : -1;
    if (which === -1) continue;
    count[which]++;
    rowSum[which] += Math.floor(i / columns);
  }
  const share = count[0] / (rows * columns);
  return count[1] > 0 && compactness(labels, columns, ventricle, count[0]) >= LEAST_COMPACTNESS && share >= VENTRICLE_SHARE[0] && share <= VENTRICLE_SHARE[1] && rowSum[0] / count[0] < rowSum[1] / count[1];
}

/** Area times 4 pi over the square of the border, both in pixels. */
function compactness(labels: Uint8Array, columns: number, label: number, area: number): number {
  let border = 0;
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] === label && !(labels[i - 1] === label && labels[i + 1] === label && labels[i - columns] === label && labels[i + columns] === label)) border++;
  }
  return (4 * Math.PI * area) / border ** 2;
}

/** Whether the sector is narrow at the bottom of what was cut out. @param frames of the loop, cut to the sector. */
export function checkUpright(frames: readonly EchoFrame[]): Finding[] {
  const [{ rows, columns }] = frames;
  const looked = frames.filter((_, i) => i % Math.ceil(frames.length / 8) === 0);
  const lit = (from: number, to: number): number => {
    let count = 0;
    for (let r = Math.floor(from * rows); r < Math.floor(to * rows); r++) {
      for (let c = 0; c < columns; c++) if (looked.some(({ grey }) => grey[r * columns + c] > DARK)) count++;
    }
    return count;
  };
  return lit(0.65, 0.9) < UPSIDE_DOWN_SHARE * lit(0.1, 0.35) ? [echoFinding('upsideDown')] : [];
}

/** Whether the outlines of the whole loop are those of an apical view, and which one the network has not learnt. */
export function checkOutlines(maps: readonly LabelMap[], { ultrasound }: Pick<ImageInstance, 'ultrasound'>): Finding[] {
  const found = maps.filter(looksApical).length / maps.length;
  if (found < LEAST_FOUND) return [echoFinding('leftHeartNotFound', { percent: Math.round(100 * found) })];
  const view = ultrasound?.view ?? 'a4c';
  return view === 'a4c' ? [] : [echoFinding('otherViewStated')];
}
