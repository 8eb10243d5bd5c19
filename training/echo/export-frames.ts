// Writes frames of beating digital hearts in the three apical views with their labels: node training/echo/export-frames.ts --out DIR --count 800
// frames.bin and labels.bin hold count x 256 x 256 bytes, grey as the network is shown it and the place of each structure in
// `echoStructures`; 255 lies outside the sector. Patients, holds, moments and scanners are drawn, and no scanner is one of `looks`.
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { apicalProbe } from '../../src/phantom/echo-probe.ts';
import { imaging } from '../../src/phantom/echo-scanner.ts';
import { heartPatient } from '../../src/phantom/echo-study.ts';
import { moveScatterers, scatter } from '../../src/phantom/echo-scatterers.ts';
import { echoStructures } from '../../src/phantom/echo-tissue.ts';
import type { ApicalView } from '../../src/phantom/echo-truth.ts';
import { Random } from '../../src/phantom/random.ts';
import { sliceLabels } from '../echo-parasternal/slice-labels.ts';
import { drawScanner, labelsOfFrame, shownToNetwork } from './drawn-frames.ts';

/** Patients of this seed train and are met nowhere else. */
const SEED = 60_041;
const VIEWS = ['a4c', 'a2c', 'a3c'] as const satisfies readonly ApicalView[];
/** Scatterers cost more than frames: each set-up is imaged at so many moments. */
const MOMENTS = 2;

const { values } = parseArgs({ options: { out: { type: 'string' }, count: { type: 'string', default: '800' } } });
if (!values.out) throw new Error('Say where to: --out DIR');
const count = Number(values.count);
mkdirSync(values.out, { recursive: true });
writeFileSync(`${values.out}/frames.json`, JSON.stringify({ structures: echoStructures }));

const [frames, labels] = ['frames', 'labels'].map((name) => openSync(`${values.out}/${name}.bin`, 'w'));
for (let drawn = 0, done = 0; done < count; drawn++) {
  const random = new Random(SEED * 17 + drawn);
  const patient = heartPatient(SEED, drawn, {});
  const hold = { distanceMm: random.uniform(7, 20), offsetMm: [random.normal(0, 4), random.normal(0, 1.5)] as const, turn: random.normal(0, 0.12), lean: random.normal(0, 0.1), foreshortening: random.normal(0, 0.05) };
  const { ventricle } = patient;
  // Half of the hearts have the rest of a chest's great vessels beside them, as other views need; half what apical loops have.
  const base = drawn % 2 === 0 ? patient.base : null;
  const [probe, scanner] = [apicalProbe(VIEWS[drawn % VIEWS.length], hold), drawScanner(random, [145, 190])];
  const scatterers = scatter(random, { ventricle, base, probe, depthMm: scanner.depthMm, halfAngle: scanner.halfAngle, throughMm: 0 });
  const camera = imaging(scanner, probe, scatterers, random);
  const positions = new Float32Array(3 * scatterers.count);
  for (let moment = 0; moment < MOMENTS && done < count; moment++, done++) {
    const timeMs = random.uniform(0, 60_000 / patient.rate);
    moveScatterers(scatterers, patient, timeMs, positions);
    writeSync(frames, shownToNetwork(camera.frame(positions), scanner));
    writeSync(labels, labelsOfFrame(scanner, (depth, side) => sliceLabels({ ...patient, base }, timeMs, probe.toHeart(depth, side, 0))));
  }
}
for (const file of [frames, labels]) closeSync(file);
