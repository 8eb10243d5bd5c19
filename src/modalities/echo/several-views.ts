import type { ImageInstance } from '../../dicom/study.ts';
import type { ModelCard } from '../../inference/model-card.ts';
import { severalViewsMeasurements } from './several-views-measurements.ts';
import { echoFinding } from './findings.ts';
import type { LoopOutcome } from './examine-loop.ts';

/** Apical views whose numbers are put together, the four-chamber one first. */
const joined = ['a4c', 'a2c', 'a3c'] as const;
/** Parasternal views that are measured with them. */
const beside = ['plax', 'psaxPapillary'] as const;

/**
 * The loops of a study that are analysed together: the first stated four-chamber loop with the first of each other apical view
 * and of each measured parasternal view of its study, or the parasternal ones alone; every other loop alone.
 */
export function groupViews(instances: readonly ImageInstance[]): readonly (readonly ImageInstance[])[] {
  const groups: (readonly ImageInstance[])[] = [];
  for (const own of Map.groupBy(instances, ({ studyInstanceUid }) => studyInstanceUid).values()) {
    const together = joined.flatMap((view) => own.find(({ ultrasound }) => ultrasound?.view === view) ?? []);
    const parasternal = beside.flatMap((view) => own.find(({ ultrasound }) => ultrasound?.view === view) ?? []);
    const apical = together[0]?.ultrasound?.view === 'a4c' ? together : [];
    const whole = apical.length + parasternal.length > 1 ? [...apical, ...parasternal] : [];
    if (whole.length > 0) groups.push(whole);
    groups.push(...own.filter((instance) => !whole.includes(instance)).map((instance) => [instance]));
  }
  return groups;
}

/** One outcome of several views: that of the four-chamber view, with the numbers of all behind it. */
export function joinViews(group: readonly ImageInstance[], [first, ...others]: readonly LoopOutcome[], card: ModelCard): LoopOutcome {
  if (!first.reading) return { ...first, measurements: [...first.measurements, ...severalViewsMeasurements([], card)] };
  const unread = others.flatMap(({ reading }, i) => (reading ? [] : [echoFinding('viewUnreadable', { view: String(group[i + 1].ultrasound?.view).toUpperCase() })]));
  const readings = [first, ...others].flatMap(({ reading }) => reading ?? []);
  return {
    ...first, findings: [...first.findings, ...unread, ...(readings.length > 1 ? [echoFinding('otherViewsUntrained')] : [])],
    measurements: [...first.measurements, ...severalViewsMeasurements(readings, card)],
    regions: [first, ...others].flatMap(({ regions }) => regions), thumbnails: [first, ...others].flatMap(({ thumbnails }) => thumbnails),
  };
}
