import { followedQuantities, type ContextFact } from './followed-quantity.ts';
import type { FollowUpPoint, MeasurementContext } from './history.ts';

/**
 * Uptake times further apart than this are another acquisition, in hours. No published figure was found: published ratio
 * cut-offs differ between 1 h and 3 h, and a department's schedule slips by less than half an hour.
 */
export const uptakeToleranceHours = 0.5;

/** Field strengths nearer than this are the same magnet, in tesla: 2.89 T is sold as 3 T. */
const fieldToleranceTesla = 0.15;

/** One fact in which two measurements differ, or that is not stated for both. */
export interface ContextDifference {
  readonly fact: ContextFact;
  readonly kind: 'differs' | 'unstated';
  readonly before: string | number | null;
  readonly after: string | number | null;
}

/** Whether two values may be compared: `unstated` when nothing differs but something that must match is not known. */
export interface Comparability {
  readonly verdict: 'comparable' | 'notComparable' | 'unstated';
  /** What differs, then what is not stated. */
  readonly differences: readonly ContextDifference[];
}

/**
 * Whether two measurements of one quantity were made alike: tracer, delay, vendor, device, sequence, field strength,
 * laboratory, method, model and outlines, as far as the quantity depends on them.
 *
 * A fact that neither states is no difference for method and model (both by hand), and unstated for all else. The same
 * device is the same vendor. Outlines are always known: those of a visit itself where no other is named.
 *
 * Source: strain differs by up to 3.7 points between vendors (Farsalinos et al. 2015); T1 depends on scanner, field
 *   strength and sequence.
 */
export function comparePoints(before: FollowUpPoint, after: FollowUpPoint): Comparability {
  const facts = followedQuantities[after.quantity].mustMatch;
  const differences = facts.flatMap((fact) => compareFact(fact, before.context, after.context));
  const ordered = [...differences.filter(({ kind }) => kind === 'differs'), ...differences.filter(({ kind }) => kind === 'unstated')];
  const verdict = ordered.length === 0 ? 'comparable' : ordered[0].kind === 'differs' ? 'notComparable' : 'unstated';
  return { verdict, differences: ordered };
}

/** Facts that are alike where neither states them. */
const mayBeSilent: readonly ContextFact[] = ['method', 'model', 'outlines'];

function compareFact(fact: ContextFact, before: MeasurementContext, after: MeasurementContext): readonly ContextDifference[] {
  const [first, second] = [before[fact], after[fact]];
  if (first === null && second === null && mayBeSilent.includes(fact)) return [];
  if (fact === 'outlines' && first !== second) return [{ fact, kind: 'differs', before: first, after: second }];
  if (first === null || second === null) return sameDevice(fact, before, after) ? [] : [{ fact, kind: 'unstated', before: first, after: second }];
  return alike(fact, first, second) ? [] : [{ fact, kind: 'differs', before: first, after: second }];
}

function sameDevice(fact: ContextFact, before: MeasurementContext, after: MeasurementContext): boolean {
  return fact === 'vendor' && before.device !== null && after.device !== null && plain(before.device) === plain(after.device);
}

function alike(fact: ContextFact, before: string | number, after: string | number): boolean {
  if (typeof before === 'number' && typeof after === 'number') {
    const tolerance = fact === 'uptakeTimeHours' ? uptakeToleranceHours : fieldToleranceTesla;
    // Decimal hours such as 2.9 and 3.4 are half an hour apart but for rounding.
    return Math.abs(before - after) <= tolerance + 1e-9;
  }
  const normal = fact === 'tracer' ? tracerName : plain;
  return normal(String(before)) === normal(String(after));
}

/** Names of one molecule: HMDP and HDP are both oxidronate. */
const tracers: Readonly<Record<string, string>> = { dpd: 'dpd', pyp: 'pyp', pyrophosphate: 'pyp', hmdp: 'hmdp', hdp: 'hmdp', oxidronate: 'hmdp', mdp: 'mdp' };

function tracerName(text: string): string {
  const name = plain(text);
  const found = Object.keys(tracers).find((key) => new RegExp(`(^|tc|m|\\d)${key}$`).test(name));
  return found === undefined ? name : tracers[found];
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9.]/g, '');
}
