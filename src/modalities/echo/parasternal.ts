import type { ImageInstance } from '../../dicom/study.ts';
import type { Network } from '../../inference/onnx-network.ts';
import type { Finding } from '../../measurement/finding.ts';
import type { PictureChoice, Region, Thumbnail } from '../modality.ts';
import type { Beat } from './beats.ts';
import { echoFinding } from './findings.ts';
import { followLoop, type FollowedLoop, frameTimes, type Outliner } from './follow-loop.ts';
import { measureParasternalFrame, parasternalCoarseLabels, type MeasuredParasternalView, type ParasternalFrame } from './parasternal-frame.ts';
import { parasternalRegions } from './parasternal-pictures.ts';
import { parasternalStructures } from './parasternal-structures.ts';
import { stillPictures } from './pictures.ts';
import { calibration } from './quality-control.ts';
import { chooseBeats, rhythmFindings } from './rhythm.ts';
import type { LabelMap } from './structures.ts';

const USUAL_DEPTH_MM = 160;
/** Share of the frames that must show a ventricle with its wall. */
const LEAST_FOUND = 0.6;
/** Shares of the sector that the cavity takes, and least area of the wall as a share of the cavity's. */
const CAVITY_SHARE = [0.01, 0.5] as const;
const LEAST_WALL = 0.2;

/** One beat of a parasternal view. */
export interface ParasternalBeat {
  readonly beat: Beat;
  readonly diastole: ParasternalFrame;
  readonly systole: ParasternalFrame;
}

/** One parasternal loop that could be measured. */
export interface ParasternalReading {
  readonly view: MeasuredParasternalView;
  readonly instance: ImageInstance;
  /** Without it the depth of the image is taken for granted, and only ratios of areas mean anything. */
  readonly calibrated: boolean;
  /** At least one. */
  readonly beats: readonly ParasternalBeat[];
}

export interface ParasternalOutcome {
  readonly findings: readonly Finding[];
  /** null when the loop was refused. */
  readonly reading: ParasternalReading | null;
  readonly regions: readonly Region[];
  readonly thumbnails: readonly Thumbnail[];
}

/** Whether a view is one that is measured here. */
export function measuredParasternalView({ ultrasound }: Pick<ImageInstance, 'ultrasound'>): MeasuredParasternalView | null {
  const view = ultrasound?.view;
  return view === 'plax' || view === 'psaxPapillary' ? view : null;
}

/** Outlines parasternal views. */
export function parasternalOutliner(loaded: Network): Outliner {
  return { labels: (frame) => parasternalCoarseLabels(loaded, frame), check: checkParasternal };
}

/** Measures one parasternal loop, or says why it is refused. */
export async function examineParasternal(instance: ImageInstance, view: MeasuredParasternalView, loaded: Network, pictures: PictureChoice): Promise<ParasternalOutcome> {
  const { findings, loop } = await followLoop(instance, parasternalOutliner(loaded));
  if (!loop) return { findings, reading: null, regions: [], thumbnails: [] };
  const spacing = spacingOf(instance, loop);
  const beats: ParasternalBeat[] = [];
  const chosen = chooseBeats(loop.beats, frameTimes(instance), instance.ultrasound?.rWaveTimesMs ?? []);
  for (const beat of chosen.beats) beats.push(await measureParasternalBeat(loop, beat, view, spacing, loaded));
  return {
    findings: [...findings, ...rhythmFindings(chosen)], reading: { view, instance, calibrated: calibration(instance) !== null, beats },
    regions: parasternalRegions(instance, loop.sector, spacing, beats[0]), thumbnails: pictures === 'none' ? [] : stillPictures(instance, loop.decoded, beats[0]),
  };
}

/** Size of a pixel, mm; where the file states none, as if the image were as deep as most are. */
export function spacingOf(instance: ImageInstance, { frames: [{ rows }] }: Pick<FollowedLoop, 'frames'>): readonly [row: number, column: number] {
  return calibration(instance) ?? [USUAL_DEPTH_MM / rows, USUAL_DEPTH_MM / rows];
}

/** Outlines both frames of a beat with care. @param spacing of a pixel, mm. */
export async function measureParasternalBeat({ frames }: Pick<FollowedLoop, 'frames'>, beat: Beat, view: MeasuredParasternalView, spacing: readonly [number, number], loaded: Network): Promise<ParasternalBeat> {
  const [diastole, systole] = await Promise.all([beat.diastole, beat.systole].map((frame) => measureParasternalFrame(loaded, frames[frame], view, spacing)));
  return { beat, diastole, systole };
}

/** What the outlines of the whole loop, and the file, say of the view. */
function checkParasternal(maps: readonly LabelMap[], { ultrasound }: Pick<ImageInstance, 'ultrasound'>): Finding[] {
  const found = maps.filter(looksParasternal).length / maps.length;
  const view = viewWords[ultrasound?.view === 'plax' ? 'plax' : 'psaxPapillary'];
  if (found < LEAST_FOUND) return [echoFinding('parasternalNotFound', { view, percent: Math.round(100 * found) })];
  return [echoFinding('parasternalStated', { view }), echoFinding('parasternalSimulated')];
}

/** As echocardiographers abbreviate them in either language. */
const viewWords = { plax: 'PLAX', psaxPapillary: 'PSAX' } as const;

function looksParasternal({ labels }: LabelMap): boolean {
  const [cavity, wall] = (['leftVentricle', 'myocardium'] as const).map((name) => {
    const own = parasternalStructures.indexOf(name);
    return labels.reduce((count, label) => count + Number(label === own), 0) / labels.length;
  });
  return cavity >= CAVITY_SHARE[0] && cavity <= CAVITY_SHARE[1] && wall >= LEAST_WALL * cavity;
}
