// Writes slices of beating digital patients in the 23 views, as labels: node training/echo-views/export-slices.ts --out DIR --each 300
// labels.bin holds count x DEPTHS x LINES bytes, the place of each structure in `viewStructures`, in the geometry of the sector;
// traces.bin holds finished pictures of SIDE x SIDE bytes; slices.json says the rest.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { echoViewNames } from '../../src/measurement/echo-view.ts';
import { heartPatient } from '../../src/phantom/echo-study.ts';
import { drawScene } from '../../src/phantom/echo-view-scene.ts';
import { sliceOfView } from '../../src/phantom/echo-view-slice.ts';
import { viewStructures } from '../../src/phantom/echo-view-surroundings.ts';
import { drawTrace } from '../../src/phantom/echo-view-trace.ts';
import { Random } from '../../src/phantom/random.ts';

const [depths, lines, side] = [144, 72, 96];
/** Patients of this seed train and are met nowhere else. */
const SEED = 60_017;

const { values } = parseArgs({ options: { out: { type: 'string' }, each: { type: 'string', default: '300' }, seed: { type: 'string', default: String(SEED) } } });
if (!values.out) throw new Error('Say where to: --out DIR');
const [perView, seed] = [Number(values.each), Number(values.seed)];
mkdirSync(values.out, { recursive: true });

const labels: Uint8Array[] = [];
const about: object[] = [];
for (let drawn = 0; labels.length < perView * echoViewNames.length; drawn++) {
  const random = new Random(seed * 17 + drawn);
  const patient = heartPatient(seed, drawn, {});
  const view = echoViewNames[labels.length % echoViewNames.length];
  const scene = drawScene(view, patient, random);
  const halfAngle = random.uniform(0.48, 0.8);
  labels.push(sliceOfView(patient, scene, { halfAngle, depths, lines, timeMs: random.uniform(0, 60_000 / patient.rate) }));
  about.push({ view, halfAngle, depthMm: scene.depthMm, zoom: scene.zoom });
}
const traces = Array.from({ length: perView }, (_, i) => drawTrace(new Random(seed * 29 + i), i % 2 === 0 ? 'doppler' : 'mMode', side, side));
writeFileSync(`${values.out}/labels.bin`, Buffer.concat(labels));
writeFileSync(`${values.out}/traces.bin`, Buffer.concat(traces));
writeFileSync(`${values.out}/slices.json`, JSON.stringify({ count: labels.length, depths, lines, side, structures: viewStructures, views: echoViewNames, traces: traces.length, slices: about }));
