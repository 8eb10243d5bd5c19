import type { ImageInstance } from '../../dicom/study.ts';
import type { ModelCard } from '../../inference/model-card.ts';
import { leftHeartMeasurements } from './left-heart-measurements.ts';
import { severalViewsMeasurements } from './several-views-measurements.ts';
import { echoFinding } from './findings.ts';
import type { LoopOutcome } from './examine-loop.ts';

/** Whether no other object of its study can bear on this one: stills, and views that the file names and that are not measured. */
export function standsAlone({ ultrasound, numberOfFrames, hasPixels }: ImageInstance): boolean {
  if (!hasPixels) return false;
  return ultrasound?.view === 'other' || numberOfFrames < 2;
}

/** The loops of a study that are sorted together, with its reports: all but those that stand alone. A report without a loop is in no group. */
export function groupViews(instances: readonly ImageInstance[]): readonly (readonly ImageInstance[])[] {
  const groups: (readonly ImageInstance[])[] = [];
  for (const own of Map.groupBy(instances, ({ studyInstanceUid }) => studyInstanceUid).values()) {
    const together = own.filter((instance) => !standsAlone(instance));
    if (together.some(({ hasPixels }) => hasPixels)) groups.push(together);
    groups.push(...own.filter(standsAlone).map((instance) => [instance]));
  }
  return groups;
}

/** One outcome of several views: that of the four-chamber view, with the numbers of all behind it. */
export function joinViews(group: readonly ImageInstance[], [first, ...others]: readonly LoopOutcome[], card: ModelCard): LoopOutcome {
  if (!first.reading) return { ...first, measurements: [...first.measurements, ...severalViewsMeasurements([], card), ...leftHeartMeasurements([], card)] };
  const unread = others.flatMap(({ reading }, i) => (reading ? [] : [echoFinding('viewUnreadable', { view: String(group[i + 1].ultrasound?.view).toUpperCase() })]));
  const readings = [first, ...others].flatMap(({ reading }) => reading ?? []);
  return {
    ...first, findings: [...first.findings, ...unread, ...(readings.length > 1 ? [echoFinding('otherViewsUntrained')] : [])],
    measurements: [...first.measurements, ...severalViewsMeasurements(readings, card), ...leftHeartMeasurements(readings, card)],
    regions: [first, ...others].flatMap(({ regions }) => regions), thumbnails: [first, ...others].flatMap(({ thumbnails }) => thumbnails),
  };
}
