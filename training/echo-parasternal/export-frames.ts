// Writes frames of the phantom's own ultrasound model with their labels: node training/echo-parasternal/export-frames.ts --out DIR --count 500
// frames.bin and labels.bin hold count x 256 x 256 bytes, grey as the network is shown it and the place of each structure in
// `echoStructures`; 255 lies outside the sector. Patients, holds and scanners are drawn, and none is one of `looks`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { resize } from '../../src/image/resize.ts';
import { parasternalProbe, parasternalViews, throughPlaneMm, type ParasternalView } from '../../src/phantom/echo-parasternal.ts';
import { imageGeometry, imaging, type Scanner } from '../../src/phantom/echo-scanner.ts';
import { moveScatterers, scatter } from '../../src/phantom/echo-scatterers.ts';
import { Random } from '../../src/phantom/random.ts';
import { possiblePatient, sliceLabels } from './slice-labels.ts';

const SIDE = 256;
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
  const patient = possiblePatient(SEED, drawn);
  if (!patient) continue;
  const view = parasternalViews[random.weighted(parasternalViews.map((name) => VIEW_WEIGHTS[name]))];
  const hold = { distanceMm: random.uniform(6, 20), offsetMm: [random.normal(0, 5), random.normal(0, 1.2)] as const, turn: random.normal(0, 0.09), lean: random.normal(0, 0.09), foreshortening: random.normal(0, 0.03) };
  const { ventricle, base } = patient;
  const [probe, scanner] = [parasternalProbe(ventricle, view, hold), drawScanner(random)];
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

function drawScanner(random: Random): Scanner {
  return {
    name: 'drawn', depthMm: random.uniform(135, 180), halfAngle: random.uniform(0.55, 0.74), rows: 384, columns: 512, wavelengthMm: random.uniform(0.5, 0.8),
    axialMm: random.uniform(0.3, 0.55), lateralAngle: random.uniform(0.01, 0.022), elevationMm: random.uniform(1.8, 3.2), rangeDb: random.uniform(44, 70), gainDb: random.uniform(-16, -5),
    gamma: random.uniform(0.95, 1.4), slopeDbPerCm: random.uniform(-1, 0), noiseDb: random.uniform(-56, -35), clutterDb: random.uniform(-30, -19),
    shadow: random.chance(0.3) ? [random.uniform(-0.6, 0.6), random.uniform(0.05, 0.15), random.uniform(6, 16)] : [0.9, 0.05, 0], dropoutDb: random.uniform(1, 11),
  };
}

/** The whole image on the network's square, as the analysis shows it. */
function shownToNetwork(grey: Uint8Array, { rows, columns }: Scanner): Uint8Array {
  const height = Math.round((SIDE * rows) / columns);
  const out = new Uint8Array(SIDE * SIDE);
  out.set(Uint8Array.from(resize(grey, rows, columns, height, SIDE), Math.round), Math.floor((SIDE - height) / 2) * SIDE);
  return out;
}

function labelsOfFrame(scanner: Scanner, labelAt: (depthMm: number, sideMm: number) => number): Uint8Array {
  const { mmPerPixel, apexRow, apexColumn } = imageGeometry(scanner);
  const [step, top] = [scanner.columns / SIDE, Math.floor((SIDE - Math.round((SIDE * scanner.rows) / scanner.columns)) / 2)];
  const out = new Uint8Array(SIDE * SIDE).fill(255);
  for (let i = 0; i < out.length; i++) {
    const [depth, side] = [((Math.floor(i / SIDE) - top + 0.5) * step - apexRow) * mmPerPixel, (((i % SIDE) + 0.5) * step - apexColumn) * mmPerPixel];
    if (depth > 0 && Math.abs(Math.atan2(side, depth)) < scanner.halfAngle && Math.hypot(depth, side) < scanner.depthMm) out[i] = labelAt(depth, side);
  }
  return out;
}
