import type { ImageInstance } from '../dicom/study.ts';
import type { Finding } from '../measurement/finding.ts';
import type { Measurement } from '../measurement/measurement.ts';
import type { NotMeasured } from '../measurement/result.ts';
import { groupAcquisitions, isTomography, pairOf } from '../modalities/spect-ct/pairing.ts';
import type { Analysis } from '../modalities/modality.ts';
import { type CarriedVisit, carryOver, readVisit, type ReadVisit } from '../modalities/spect-ct/serial-reading.ts';
import { readStudies, refusalOf } from './analyse-study.ts';
import type { RefusedFile } from '../store/ranked-row.ts';

/** One visit among several of a patient. */
export interface SerialVisit {
  readonly study: Analysis['study'];
  readonly findings: readonly Finding[];
  /** With outlines of its own; null where the visit was refused. */
  readonly own: readonly Measurement[] | null;
  /** The first visit that has a heart, as later ones in its outlines are compared with it; null for all others. */
  readonly first: readonly Measurement[] | null;
  /** With the outlines of the first visit; null for that visit itself, and where this one was refused. */
  readonly carried: CarriedVisit | NotMeasured | null;
}

/** A visit in the outlines of the first; null where they could not be carried over to it. */
export function inFirstOutlines({ first, carried }: SerialVisit): readonly Measurement[] | null {
  return first ?? (carried?.status === 'measured' ? carried.measurements : null);
}

export interface SerialReading {
  readonly visits: readonly SerialVisit[];
  readonly refused: readonly RefusedFile[];
}

/**
 * Reads the SPECT/CT of several visits of one or more patients, each in its own outlines, the later ones of a patient also in those of the first.
 * @param paths files and folders of all visits, in any order.
 * @returns patient after patient, each from the earliest to the latest visit. Never rejects for a file.
 */
export async function readSerially(paths: readonly string[]): Promise<SerialReading> {
  const { studies, refused } = await readStudies(paths);
  const groups = studies.flatMap((instances) => groupAcquisitions(instances.filter(isTomography)));
  const others = studies.flat().filter((instance) => !groups.flat().includes(instance)).map((instance) => ({ path: instance.path, ...notTomography }));
  const read: SerialVisit[] = [];
  const failed: RefusedFile[] = [];
  for (const visits of Map.groupBy(groups, (group) => leadOf(group).patientId).values()) {
    let baseline: ReadVisit | null = null;
    for (const group of visits.toSorted((a, b) => timeOf(a) - timeOf(b))) {
      try {
        const visit = await readVisit(group);
        const { study, findings } = visit;
        const carried = baseline && visit.located ? carryOver(baseline, visit) : null;
        if (visit.located) baseline ??= visit;
        read.push({ study, findings, own: visit.located ? visit.own : null, first: visit === baseline ? baseline.first : null, carried });
      } catch (error) {
        failed.push(...group.map(({ path }) => ({ path, ...refusalOf(error) })));
      }
    }
  }
  return { visits: read, refused: [...refused, ...others, ...failed] };
}

const notTomography = { code: 'notRecognised', reason: 'Neither a reconstructed SPECT nor a CT, a segmentation or projections: it takes no part in a serial reading.' };

/** The object that says whose and when a visit is. */
function leadOf(group: readonly ImageInstance[]): ImageInstance {
  return pairOf(group).emission[0] ?? group[0];
}

function timeOf(group: readonly ImageInstance[]): number {
  return leadOf(group).acquiredAt?.getTime() ?? 0;
}
