import { atEndDiastole } from '../../src/phantom/echo-motion.ts';
import type { HeartPatient } from '../../src/phantom/echo-patient.ts';
import { echoStructures, tissueAt } from '../../src/phantom/echo-tissue.ts';
import { shareAt, type HeartPoint } from '../../src/phantom/echo-truth.ts';

/** The place in `echoStructures` of what lies at a point at a moment after the R wave. */
export function sliceLabels({ ventricle, base, rate }: Pick<HeartPatient, 'ventricle' | 'rate'> & { readonly base: HeartPatient['base'] | null }, timeMs: number, point: HeartPoint): number {
  const [r, angle, z] = atEndDiastole(ventricle, shareAt(ventricle, timeMs, rate), point);
  return echoStructures.indexOf(tissueAt(ventricle, base, r, angle, z).structure);
}
