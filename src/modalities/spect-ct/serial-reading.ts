import type { ImageInstance } from '../../dicom/study.ts';
import type { Finding } from '../../measurement/finding.ts';
import type { Measurement } from '../../measurement/measurement.ts';
import { notMeasured, type NotMeasured } from '../../measurement/result.ts';
import { carriedScatter } from '../../measurement/spect-ct-carried-scatter.ts';
import { visitScatter } from '../../measurement/spect-ct-visit-scatter.ts';
import type { Analysis } from '../modality.ts';
import { locateHeart, type LocatedHeart } from './locate-heart.ts';
import { readScan, type ReadScan, stateScan } from './measurements.ts';
import { type Pair, pairOf } from './pairing.ts';
import { sourceOf } from './pictures.ts';
import { carriedOver, fitVisits, heartOverlap, type VisitFit } from './propagate-regions.ts';
import { refineHeart } from './refine-heart.ts';
import { type Anatomy, heartStructures, maskOf } from './structures.ts';
import { studyFacts } from './study-facts.ts';
import { suvScales } from './suv.ts';

/** Chests of one digital patient correlate by 0.95 and more, those of two by 0.75 at most: below this they are not laid on each other. */
const LEAST_CORRELATION = 0.85;

/** What is known of a visit, usable or not. */
interface VisitFacts {
  readonly study: Analysis['study'];
  readonly findings: readonly Finding[];
}

/** One visit, its heart found on its own images. */
export interface ReadVisit extends VisitFacts {
  readonly pair: Pair;
  readonly located: LocatedHeart;
  /** With the outlines of the visit itself. */
  readonly own: readonly Measurement[];
  /** The same values where later visits are measured in these outlines: with the scatter of visits compared so. */
  readonly first: readonly Measurement[];
}

/** A later visit measured in the outlines of an earlier one. */
export interface CarriedVisit {
  readonly status: 'measured';
  readonly measurements: readonly Measurement[];
  readonly fit: VisitFit;
  /** How much the heart that was carried over overlaps the one found on the visit itself (Dice). */
  readonly heartOverlap: number;
}

/** Finds and measures the heart of one visit. @returns the facts alone where it is refused. */
export async function readVisit(group: readonly ImageInstance[]): Promise<ReadVisit | (VisitFacts & { readonly located: null })> {
  const pair = pairOf(group);
  const study = studyFacts(pair, group);
  const { findings, located } = await locateHeart(pair);
  if (!located) return { study, findings, located };
  const read = readIn(located.uptake.anatomy, pair, located, located.outlines);
  return { study, findings, pair, located, own: stateScan(read, visitScatter), first: stateScan(read, carriedScatter) };
}

/**
 * Measures a later visit in the outlines of an earlier one: the chests are laid on each other by their CTs without a change of
 * shape, and the heart is then moved as a whole to where the later SPECT shows it. What the outlines get wrong is the same on both
 * dates, and so matters less for a change.
 *
 * @returns `notMeasured` with `otherPatient`, `noHeart` or `chestsDiffer`.
 */
export function carryOver(earlier: ReadVisit, later: ReadVisit): CarriedVisit | NotMeasured {
  const [first, second] = [earlier, later].map(({ pair }) => pair.emission[0]);
  if (first.patientId !== second.patientId) return notMeasured('otherPatient', `The visits carry the patient identifiers ${first.patientId} and ${second.patientId}.`);
  const heart = maskOf(later.located.uptake.anatomy, heartStructures);
  const fit = fitVisits(earlier.located.ct, later.located.ct, heart);
  if (fit.status === 'notMeasured') return fit;
  if (fit.correlation < LEAST_CORRELATION) return notMeasured('chestsDiffer', `The chests of the two visits cannot be laid on each other (correlation ${fit.correlation.toFixed(2)}; ${LEAST_CORRELATION} is needed): another patient, a deformed chest, or CTs of different parts.`);
  const { emission, anatomy: own } = later.located.uptake;
  const { anatomy } = refineHeart(emission, carriedOver(earlier.located.uptake.anatomy, fit, emission.grid));
  const outlines = { ...earlier.located.outlines, source: `carried over from ${first.studyDate ?? 'the earlier visit'}` };
  return { status: 'measured', measurements: stateScan(readIn(anatomy, later.pair, later.located, outlines), carriedScatter), fit, heartOverlap: heartOverlap(anatomy, own) };
}

/** Reads the panel of a visit in any outlines on its grid. */
function readIn(anatomy: Anatomy, pair: Pair, { stack, uptake }: LocatedHeart, { parameters, model, source }: LocatedHeart['outlines']): ReadScan {
  const sources = stack.slices.map((_, slice) => sourceOf(stack, slice));
  return readScan({ emission: uptake.emission, anatomy }, { parameters, segmentation: source, model, sources, scales: suvScales(pair.emission) });
}
