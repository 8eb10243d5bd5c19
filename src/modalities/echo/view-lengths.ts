import type { Finding } from '../../measurement/finding.ts';
import type { LoopOutcome } from './examine-loop.ts';
import { echoFinding } from './findings.ts';

/** Apical views of one ventricle should show one length. The limit is chosen, not published. */
const MOST_SHORTER = 0.1;

/** Apical views on which the ventricle is clearly shorter than on another, at end-diastole. */
export function foreshortening(outcomes: readonly LoopOutcome[]): readonly Finding[] {
  const lengths = outcomes.flatMap(({ reading }) => {
    const ventricle = reading?.diastole.leftVentricle;
    return reading?.calibrated && ventricle?.status === 'measured' ? [{ view: String(reading.instance.ultrasound?.view).toUpperCase(), lengthMm: ventricle.lengthMm }] : [];
  });
  if (lengths.length < 2) return [];
  const longest = lengths.reduce((best, one) => (one.lengthMm > best.lengthMm ? one : best));
  return lengths.flatMap(({ view, lengthMm }) => {
    const shorter = 1 - lengthMm / longest.lengthMm;
    return shorter > MOST_SHORTER ? [echoFinding('foreshortened', { percent: Math.round(100 * shorter), view, other: longest.view })] : [];
  });
}
