/**
 * Recognition of the 23 views: digital patients imaged by the full model of ultrasound, whose seeds train nothing, and real images where given.
 *
 * Usage: script/bench echo-views [--patients 8] [--seed 71] [--frames 2] [--camus DIR] [--loops DIR]
 * Looks of scanners go in turn. The network learnt on cheap pictures of other patients and has seen no picture of this model.
 * --camus: a folder of the form of CAMUS, four-chamber stills of patients that did not train. --loops: a folder of DICOM loops.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readLabelledFrames } from '../src/analysis/read-labelled-frames.ts';
import { readInstance } from '../src/dicom/read-instance.ts';
import { loadNetwork } from '../src/inference/onnx-network.ts';
import { echoViewNames } from '../src/measurement/echo-view.ts';
import { loopFrames } from '../src/modalities/echo/follow-loop.ts';
import { recogniseFrame, recogniseLoop } from '../src/modalities/echo/recognise-view.ts';
import { heartKinds } from '../src/phantom/echo-patient.ts';
import { heartPatient, lookNames } from '../src/phantom/echo-study.ts';
import { imageView } from '../src/phantom/echo-view-loop.ts';
import { calibrationOf, confusionLines, summary, type Answered } from './parts/view-confusion.ts';

const { values: options } = parseArgs({ options: { patients: { type: 'string', default: '8' }, seed: { type: 'string', default: '71' }, frames: { type: 'string', default: '2' }, camus: { type: 'string' }, loops: { type: 'string' } } });
const [count, seed, frameCount] = [options.patients, options.seed, options.frames].map(Number);
const network = await loadNetwork('echo-view');

const answers: Answered[] = [];
let [milliseconds, frames] = [0, 0];
for (let index = 0; index < count; index++) {
  const patient = heartPatient(seed, index, { kind: heartKinds[index % heartKinds.length] });
  for (const [i, view] of echoViewNames.entries()) {
    const loop = imageView(patient, { view, look: lookNames[(index + i) % lookNames.length], frames: frameCount, framesPerSecond: 4, seed: seed * 997 + index * 41 + i });
    const started = performance.now();
    answers.push({ truth: view, found: await recogniseLoop(network, loop.frames.map((grey) => ({ rows: loop.rows, columns: loop.columns, grey, pixelAspect: 1 }))) });
    milliseconds += performance.now() - started;
    frames += frameCount;
  }
  if (process.stderr.isTTY) process.stderr.write(`\r${index + 1}/${count} patients`);
}
const all = summary(answers);
console.log(`${count} digital patients, ${all.loops} loops of ${frameCount} frames: ${percent(all.right, all.loops)} right, ${percent(all.sure, all.loops)} sure, ${all.sureAndWrong} (${percent(all.sureAndWrong, all.loops)}) wrong for sure`);
console.log(`  ${'view'.padEnd(22)}loops  right   sure  unsure  wrong for sure`);
for (const line of confusionLines(answers)) console.log(line);
const { bands, error } = calibrationOf(answers);
console.log(`Stated probability against how often it is right; expected calibration error ${error.toFixed(3)}`);
for (const band of bands) console.log(band);
console.log(`${(milliseconds / frames).toFixed(1)} ms a frame`);

if (options.camus) {
  const { frames: stills } = readLabelledFrames(options.camus);
  const found = [];
  for (const { rows, columns, grey, spacingMm } of stills) found.push({ truth: 'a4c', found: await recogniseFrame(network, { rows, columns, grey, pixelAspect: spacingMm[0] / spacingMm[1] }) } as const);
  const { loops, right, sureAndRight, sureAndWrong } = summary(found);
  console.log(`${loops} real four-chamber stills: ${percent(right, loops)} recognised, ${percent(sureAndRight, loops)} for sure, ${sureAndWrong} wrong for sure`);
  for (const line of confusionLines(found)) console.log(line);
}

if (options.loops) {
  for (const name of readdirSync(options.loops)) {
    const instance = await readInstance(readFileSync(join(options.loops, name)), name);
    const loop = loopFrames(instance);
    if (!loop) console.log(`${name}: no sector`);
    else {
      const { view, probability, sure } = await recogniseLoop(network, loop.frames);
      console.log(`${name}: ${sure ? view : `unsure, most like ${view}`} (probability ${probability.toFixed(2)})`);
    }
  }
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`;
}
