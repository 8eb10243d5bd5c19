import type { Finding } from '../../measurement/finding.ts';
import type { Chamber } from './chamber.ts';
import { echoFinding } from './findings.ts';

/**
 * Degrees by which the long axis of the ventricle leans from the upright in four-chamber views, apex to the left below 0: the middle 99 of
 * 100 of the experts' outlines of the 399 training patients of CAMUS, at both moments (−31.7 to 11.7), rounded outwards.
 */
const USUAL_LEAN = [-32, 12] as const;

/**
 * Whether a four-chamber view leans as hardly any does: the probe is not over the apex, and the plane may miss it.
 * A plane that misses the apex without leaning shows in nothing but its length (`foreshortening`).
 * @param shownReversed whether left and right are changed.
 */
export function checkLean({ mitralMiddle, farEnd }: Chamber, shownReversed: boolean): readonly Finding[] {
  const lean = (Math.atan2(farEnd[1] - mitralMiddle[1], mitralMiddle[0] - farEnd[0]) * 180) / Math.PI;
  const asUsual = shownReversed ? -lean : lean;
  if (asUsual >= USUAL_LEAN[0] && asUsual <= USUAL_LEAN[1]) return [];
  return [echoFinding('offAxis', { degrees: Math.round(asUsual), least: USUAL_LEAN[0], most: USUAL_LEAN[1] })];
}
