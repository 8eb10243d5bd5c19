import { notMeasured, type NotMeasured } from '../../measurement/result.ts';
import { DISCS, type Chamber } from './chamber.ts';

/**
 * Volume of the left ventricle by discs in two views at right angles or near it, mL: each disc is an ellipse with the widths
 * of both views, as high as a twentieth of the longer axis.
 * @returns `notMeasured` with the reason of whichever view gave none.
 * Source: biplane method of discs, ASE/EACVI recommendations, Lang et al., J Am Soc Echocardiogr 2015;28:1.
 */
export function biplaneVolume(one: Chamber | NotMeasured, other: Chamber | NotMeasured): { readonly status: 'measured'; readonly value: number } | NotMeasured {
  if (one.status === 'notMeasured') return one;
  if (other.status === 'notMeasured') return other;
  const height = Math.max(one.lengthMm, other.lengthMm) / DISCS;
  return { status: 'measured', value: one.widthsMm.reduce((sum, width, i) => sum + (Math.PI / 4) * width * other.widthsMm[i] * height, 0) / 1000 };
}

/** Ejection fraction by discs in two views, %. @returns `notMeasured` as `biplaneVolume`, or `noEjection`. */
export function biplaneEjectionFraction(diastole: readonly [Chamber | NotMeasured, Chamber | NotMeasured], systole: readonly [Chamber | NotMeasured, Chamber | NotMeasured]): { readonly status: 'measured'; readonly value: number } | NotMeasured {
  const [before, after] = [biplaneVolume(...diastole), biplaneVolume(...systole)];
  if (before.status === 'notMeasured') return before;
  if (after.status === 'notMeasured') return after;
  if (after.value >= before.value) return notMeasured('noEjection', 'The left ventricle is no smaller at end-systole than at end-diastole.');
  return { status: 'measured', value: 100 * (1 - after.value / before.value) };
}
