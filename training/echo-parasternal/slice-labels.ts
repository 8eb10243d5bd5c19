import { AmyloscopeError } from '../../src/measurement/amyloscope-error.ts';
import { atEndDiastole } from '../../src/phantom/echo-motion.ts';
import type { HeartPatient } from '../../src/phantom/echo-patient.ts';
import { heartPatient } from '../../src/phantom/echo-study.ts';
import { echoStructures, tissueAt } from '../../src/phantom/echo-tissue.ts';
import { shareAt, type HeartPoint } from '../../src/phantom/echo-truth.ts';

/** A patient of a seed; null for a draw that asks for a contraction that cannot be. */
export function possiblePatient(seed: number, index: number): HeartPatient | null {
  try {
    return heartPatient(seed, index, {});
  } catch (error) {
    if (error instanceof AmyloscopeError) return null;
    throw error;
  }
}

/** The place in `echoStructures` of what lies at a point at a moment after the R wave. */
export function sliceLabels({ ventricle, base, rate }: Pick<HeartPatient, 'ventricle' | 'rate'> & { readonly base: HeartPatient['base'] | null }, timeMs: number, point: HeartPoint): number {
  const [r, angle, z] = atEndDiastole(ventricle, shareAt(ventricle, timeMs, rate), point);
  return echoStructures.indexOf(tissueAt(ventricle, base, r, angle, z).structure);
}
