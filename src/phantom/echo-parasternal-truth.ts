import { endSystoleMs } from './echo-beat.ts';
import { ROOT_ANGLE } from './echo-base.ts';
import { atEndDiastole } from './echo-motion.ts';
import { heightOf } from './echo-parasternal.ts';
import type { HeartPatient } from './echo-patient.ts';
import { tissueAt } from './echo-tissue.ts';
import { shareAt, wallLine, wallPoint, type ShareAt } from './echo-truth.ts';
import { layerRadius, mitralZ } from './echo-ventricle.ts';

/** What is true of a heart in parasternal views, at an ideal hold of the probe. Lengths in mm, areas in cm2. */
export interface ParasternalTruth {
  /** Thickness of the anteroseptal and of the inferolateral wall and width of the cavity at end-diastole, at the tips of the mitral leaflets. */
  readonly septumMm: number;
  readonly posteriorMm: number;
  readonly diastolicDiameterMm: number;
  readonly systolicDiameterMm: number;
  /** Longest way across the left atrium at end-systole, on the long axis, at right angles to the ventricle's. */
  readonly atriumMm: number;
  /** Cavity, papillary muscles included, and all inside the wall's outside, on the short axis at the papillary muscles at end-diastole. */
  readonly papillaryCavityCm2: number;
  readonly papillaryEpicardialCm2: number;
  /** Change of the cavity's area there, %. */
  readonly papillaryAreaChange: number;
}

/** The tips of the mitral leaflets hang so far below the mitral plane. */
export const TIPS_BELOW_MM = 20;
const BEHIND = ROOT_ANGLE + Math.PI;
const ANGLES = 90;
const atRest: ShareAt = () => 0;

/** Works out the true answers of parasternal views. */
export function parasternalTruthOf(patient: HeartPatient): ParasternalTruth {
  const { ventricle, rate } = patient;
  const systole = shareAt(ventricle, endSystoleMs(rate), rate);
  const tips = mitralZ(ventricle) - TIPS_BELOW_MM;
  const wall = (angle: number) => layerRadius(ventricle, 1, angle, tips) - layerRadius(ventricle, 0, angle, tips);
  const plane = heightOf(ventricle, 'psaxPapillary');
  const [before, after] = [atRest, systole].map((share) => areaAt(patient, 0, share, plane));
  return {
    septumMm: wall(ROOT_ANGLE), posteriorMm: wall(BEHIND), diastolicDiameterMm: widthAt(patient, atRest), systolicDiameterMm: widthAt(patient, systole), atriumMm: atriumAcross(patient, systole),
    papillaryCavityCm2: before, papillaryEpicardialCm2: areaAt(patient, 1, atRest, plane), papillaryAreaChange: 100 * (1 - after / before),
  };
}

/** Width of the cavity on the long axis at the leaflets' tips. */
function widthAt({ ventricle }: HeartPatient, share: ShareAt): number {
  const rings = [ROOT_ANGLE, BEHIND].map((angle) => wallPoint(ventricle, { angle, depth: 0, z: mitralZ(ventricle) }, share)[2]);
  const height = (rings[0] + rings[1]) / 2 - TIPS_BELOW_MM;
  return radiusAt(ventricle, ROOT_ANGLE, 0, share, height) + radiusAt(ventricle, BEHIND, 0, share, height);
}

/** Distance from the axis at which a layer of the wall crosses a height; 0 below its apex. */
function radiusAt(ventricle: HeartPatient['ventricle'], angle: number, depth: number, share: ShareAt, height: number): number {
  const line = wallLine(ventricle, angle, depth, share);
  const next = line.findIndex(([, , z]) => z <= height);
  if (next <= 0) return 0;
  const [[x0, y0, z0], [x1, y1, z1]] = [line[next - 1], line[next]];
  const way = (z0 - height) / (z0 - z1);
  return Math.hypot(x0, y0) + way * (Math.hypot(x1, y1) - Math.hypot(x0, y0));
}

/** Area inside a layer of the wall where a plane at a height cuts it, cm2. The twist turns the outline and leaves its area. */
function areaAt({ ventricle }: HeartPatient, depth: number, share: ShareAt, height: number): number {
  let sum = 0;
  for (let i = 0; i < ANGLES; i++) sum += radiusAt(ventricle, (2 * Math.PI * i) / ANGLES, depth, share, height) ** 2;
  return ((Math.PI / ANGLES) * sum) / 100;
}

const STEP_MM = 0.5;
const REACH_MM = 60;

function atriumAcross({ ventricle, base }: HeartPatient, share: ShareAt): number {
  let longest = 0;
  for (let height = mitralZ(ventricle) - 20; height < mitralZ(ventricle) + 40; height += 2) {
    let across = 0;
    for (let before = -REACH_MM; before < REACH_MM; before += STEP_MM) {
      const [r, angle, z] = atEndDiastole(ventricle, share, [before * Math.cos(ROOT_ANGLE), before * Math.sin(ROOT_ANGLE), height]);
      if (tissueAt(ventricle, base, r, angle, z).structure === 'leftAtrium') across += STEP_MM;
    }
    longest = Math.max(longest, across);
  }
  return longest;
}
