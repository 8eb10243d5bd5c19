import { notMeasured, type NotMeasured } from '../../measurement/result.ts';
import { DISCS, type Chamber } from './chamber.ts';

type Volume = { readonly status: 'measured'; readonly value: number };
/** One chamber in the four- and the two-chamber view. */
export type TwoViews = readonly [Chamber | NotMeasured, Chamber | NotMeasured];

/**
 * Volume of a chamber by discs in two views at right angles or near it, mL: each disc is an ellipse with the widths
 * of both views, as high as a twentieth of the longer axis.
 * @returns `notMeasured` with the reason of whichever view gave none.
 * Source: biplane method of discs, ASE/EACVI recommendations, Lang et al., J Am Soc Echocardiogr 2015;28:1.
 */
export function biplaneVolume(...views: TwoViews): Volume | NotMeasured {
  const [one, other] = views;
  if (one.status === 'notMeasured') return one;
  if (other.status === 'notMeasured') return other;
  const height = Math.max(one.lengthMm, other.lengthMm) / DISCS;
  return { status: 'measured', value: one.widthsMm.reduce((sum, width, i) => sum + (Math.PI / 4) * width * other.widthsMm[i] * height, 0) / 1000 };
}

/** Ejection fraction by discs in two views, %. @returns `notMeasured` as `biplaneVolume`, or `noEjection`. */
export function biplaneEjectionFraction(diastole: TwoViews, systole: TwoViews): Volume | NotMeasured {
  const [before, after] = [biplaneVolume(...diastole), biplaneVolume(...systole)];
  if (before.status === 'notMeasured') return before;
  if (after.status === 'notMeasured') return after;
  if (after.value >= before.value) return notMeasured('noEjection', 'The left ventricle is no smaller at end-systole than at end-diastole.');
  return { status: 'measured', value: 100 * (1 - after.value / before.value) };
}

/**
 * Volume of a chamber by its areas in two views and the shorter of its lengths, mL; with one view given twice, that of one view.
 * Exact for half an ellipsoid and for a whole one.
 * @returns `notMeasured` with the reason of whichever view gave none.
 * Source: area-length method, 8 A1 A2 / (3π L), Lang et al. 2015.
 */
export function areaLengthVolume(...views: TwoViews): Volume | NotMeasured {
  const [one, other] = views;
  if (one.status === 'notMeasured') return one;
  if (other.status === 'notMeasured') return other;
  return { status: 'measured', value: (8 * one.areaMm2 * other.areaMm2) / (3 * Math.PI * Math.min(one.lengthMm, other.lengthMm)) / 1000 };
}

/** How round a ventricle is: its biplane volume over that of the sphere about its longer axis. @returns `notMeasured` as `biplaneVolume`. */
export function sphericityIndex(...views: TwoViews): Volume | NotMeasured {
  const volume = biplaneVolume(...views);
  if (volume.status === 'notMeasured') return volume;
  const lengthMm = Math.max(...views.map((one) => (one.status === 'measured' ? one.lengthMm : 0)));
  return { status: 'measured', value: (1000 * volume.value) / ((Math.PI / 6) * lengthMm ** 3) };
}
