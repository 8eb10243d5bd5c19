// Writes slices of beating digital hearts in parasternal views, as labels: node training/echo-parasternal/export-slices.ts --out DIR --count 1600
// labels.bin holds count x 256 x 256 bytes, the place of each structure in `echoStructures`; slices.json says the view of each.
// The probe's face is in the middle of the upper edge; a pixel is PIXEL_MM wide. Moments of the beat and holds are drawn.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { atEndDiastole } from '../../src/phantom/echo-motion.ts';
import { parasternalProbe, parasternalViews, type ParasternalView } from '../../src/phantom/echo-parasternal.ts';
import type { HeartPatient } from '../../src/phantom/echo-patient.ts';
import type { Probe } from '../../src/phantom/echo-probe.ts';
import { heartPatient } from '../../src/phantom/echo-study.ts';
import { echoStructures, tissueAt } from '../../src/phantom/echo-tissue.ts';
import { shareAt } from '../../src/phantom/echo-truth.ts';
import { Random } from '../../src/phantom/random.ts';

const SIDE = 256;
const PIXEL_MM = 0.75;
/** The motion is smooth: it is worked out at every third pixel. */
const COARSE = 3;
/** Patients of this seed train and are met nowhere else. */
const SEED = 60_013;
const VIEW_WEIGHTS = { plax: 5, psaxMitral: 1.5, psaxPapillary: 3, psaxApex: 1.5 } as const satisfies Record<ParasternalView, number>;

const { values } = parseArgs({ options: { out: { type: 'string' }, count: { type: 'string', default: '1600' } } });
if (!values.out) throw new Error('Say where to: --out DIR');
const count = Number(values.count);
mkdirSync(values.out, { recursive: true });

const labels = new Uint8Array(count * SIDE * SIDE);
const views: string[] = [];
for (let drawn = 0; views.length < count; drawn++) {
  const random = new Random(SEED * 17 + drawn);
  const patient = heartPatient(SEED, drawn, {});
  const view = parasternalViews[random.weighted(parasternalViews.map((name) => VIEW_WEIGHTS[name]))];
  const hold = {
    distanceMm: random.uniform(0, 22), offsetMm: [random.normal(0, 6), random.normal(0, 1.5)] as const,
    turn: random.normal(0, 0.1), lean: random.normal(0, 0.12), foreshortening: random.normal(0, 0.05),
  };
  labels.set(slice(patient, parasternalProbe(patient.ventricle, view, hold), random.uniform(0, 60_000 / patient.rate)), views.length * SIDE * SIDE);
  views.push(view);
}
writeFileSync(`${values.out}/labels.bin`, labels);
writeFileSync(`${values.out}/slices.json`, JSON.stringify({ count, side: SIDE, pixelMm: PIXEL_MM, structures: echoStructures, views }));

function slice(patient: HeartPatient, probe: Probe, timeMs: number): Uint8Array {
  const share = shareAt(patient.ventricle, timeMs, patient.rate);
  const knots = Math.ceil(SIDE / COARSE) + 1;
  const material = new Float64Array(knots * knots * 3);
  for (let i = 0; i < knots * knots; i++) {
    const [r, angle, z] = atEndDiastole(patient.ventricle, share, probe.toHeart(Math.floor(i / knots) * COARSE * PIXEL_MM, ((i % knots) * COARSE - SIDE / 2) * PIXEL_MM, 0));
    material.set([r * Math.cos(angle), r * Math.sin(angle), z], 3 * i);
  }
  const out = new Uint8Array(SIDE * SIDE);
  for (let i = 0; i < out.length; i++) {
    const [row, column] = [Math.floor(i / SIDE) / COARSE, (i % SIDE) / COARSE];
    const [k, u, v] = [Math.floor(row) * knots + Math.floor(column), row % 1, column % 1];
    const [x, y, z] = [0, 1, 2].map((axis) => {
      const at = (knot: number) => material[3 * knot + axis];
      return (at(k) * (1 - v) + at(k + 1) * v) * (1 - u) + (at(k + knots) * (1 - v) + at(k + knots + 1) * v) * u;
    });
    out[i] = echoStructures.indexOf(tissueAt(patient.ventricle, patient.base, Math.hypot(x, y), Math.atan2(y, x), z).structure);
  }
  return out;
}
