// Writes frames of the phantom's own ultrasound model with their labels: node training/echo-parasternal/export-frames.ts --out DIR --count 500
// frames.bin and labels.bin hold count x 256 x 256 bytes, grey as the network is shown it and the place of each structure in
// `echoStructures`; 255 lies outside the sector. Patients, holds and scanners are drawn, and none is one of `looks`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parasternalProbe, parasternalViews, throughPlaneMm, type ParasternalView } from '../../src/phantom/echo-parasternal.ts';
import { imaging } from '../../src/phantom/echo-scanner.ts';
import { heartPatient } from '../../src/phantom/echo-study.ts';
import { moveScatterers, scatter } from '../../src/phantom/echo-scatterers.ts';
import { Random } from '../../src/phantom/random.ts';
import { drawScanner, labelsOfFrame, shownToNetwork, SIDE } from '../echo/drawn-frames.ts';
import { sliceLabels } from './slice-labels.ts';

/** Patients of this seed train and are met nowhere else. */
const SEED = 60_029;
const VIEW_WEIGHTS = { plax: 5, psaxMitral: 1, psaxPapillary: 4, psaxApex: 0.5 } as const satisfies Record<ParasternalView, number>;
/** Scatterers cost more than frames: each set-up is imaged at so many moments. */
const MOMENTS = 2;

const { values } = parseArgs({ options: { out: { type: 'string' }, count: { type: 'string', default: '500' } } });
if (!values.out) throw new Error('Say where to: --out DIR');
const count = Number(values.count);
mkdirSync(values.out, { recursive: true });

const [frames, labels] = [new Uint8Array(count * SIDE * SIDE), new Uint8Array(count * SIDE * SIDE)];
for (let drawn = 0, done = 0; done < count; drawn++) {
  const random = new Random(SEED * 17 + drawn);
  const patient = heartPatient(SEED, drawn, {});
  const view = parasternalViews[random.weighted(parasternalViews.map((name) => VIEW_WEIGHTS[name]))];
  const hold = { distanceMm: random.uniform(6, 20), offsetMm: [random.normal(0, 5), random.normal(0, 1.2)] as const, turn: random.normal(0, 0.09), lean: random.normal(0, 0.09), foreshortening: random.normal(0, 0.03) };
  const { ventricle, base } = patient;
  const [probe, scanner] = [parasternalProbe(ventricle, view, hold), drawScanner(random, [135, 180])];
  const scatterers = scatter(random, { ventricle, base, probe, depthMm: scanner.depthMm, halfAngle: scanner.halfAngle, throughMm: throughPlaneMm(ventricle, view) });
  const camera = imaging(scanner, probe, scatterers, random);
  const positions = new Float32Array(3 * scatterers.count);
  for (let moment = 0; moment < MOMENTS && done < count; moment++, done++) {
    const timeMs = random.uniform(0, 60_000 / patient.rate);
    moveScatterers(scatterers, patient, timeMs, positions);
    frames.set(shownToNetwork(camera.frame(positions), scanner), done * SIDE * SIDE);
    labels.set(labelsOfFrame(scanner, (depth, side) => sliceLabels(patient, timeMs, probe.toHeart(depth, side, 0))), done * SIDE * SIDE);
  }
}
writeFileSync(`${values.out}/frames.bin`, frames);
writeFileSync(`${values.out}/labels.bin`, labels);
