/**
 * Echocardiography on beating digital patients of known strain, volumes and wall: what is measured against what is true.
 *
 * Usage: script/bench echo-accuracy [--patients 10] [--seed 1] [--retests 5]
 * Kinds of hearts, looks of scanners and frame rates (30, 45, 60, 80 a second) go in turn; the probe is held anew for each view.
 * Outlines are the network's, which learned on real four-chamber views and on other digital patients in three views.
 * Every figure is a simulation: it says how the measurement does on speckle that moves as stated, and not how it does on patients.
 */
import { parseArgs } from 'node:util';
import { biplaneEjectionFraction } from '../src/modalities/echo/biplane.ts';
import { expertScatter } from '../src/modalities/echo/echo-values.ts';
import { loadEchoNetwork } from '../src/modalities/echo/networks.ts';
import { trackedScatter } from '../src/modalities/echo/strain-measurements.ts';
import { heartKinds } from '../src/phantom/echo-patient.ts';
import { heartPatient, lookNames, loopChoices, truthOf, type EchoTruth } from '../src/phantom/echo-study.ts';
import { z95 } from '../src/statistics/distribution-normal.ts';
import { mean } from '../src/statistics/mean.ts';
import { standardDeviation } from '../src/statistics/variance.ts';
import { measureSimulated, type LoopErrors } from './parts/echo-errors.ts';

const { values: options } = parseArgs({ options: { patients: { type: 'string', default: '10' }, seed: { type: 'string', default: '1' }, retests: { type: 'string', default: '5' } } });
const [count, seed, retests] = [options.patients, options.seed, options.retests].map(Number);
const frameRates = [30, 45, 60, 80] as const;

interface Patient {
  readonly truth: EchoTruth;
  readonly loops: readonly (LoopErrors | null)[];
  /** The four-chamber view on another day: another hold of the probe, other speckle, the same scanner. */
  readonly again: LoopErrors | null;
}

const network = await loadEchoNetwork();
const started = performance.now();
const patients: Patient[] = [];
for (let index = 0; index < count; index++) {
  const asked = { kind: heartKinds[index % heartKinds.length], look: lookNames[index % lookNames.length], framesPerSecond: frameRates[(index + Math.floor(index / frameRates.length)) % frameRates.length] };
  const patient = heartPatient(seed, index, asked);
  const loops = [];
  for (const choice of loopChoices(seed, index, 0, patient, asked)) loops.push(await measureSimulated(network, patient, choice));
  const again = index < retests ? await measureSimulated(network, patient, loopChoices(seed, index, 1, patient, asked)[0]) : null;
  patients.push({ truth: truthOf(patient), loops, again });
  if (process.stderr.isTTY) process.stderr.write(`\r${index + 1}/${count} patients`);
}

const all = patients.flatMap(({ loops, truth }) => loops.flatMap((loop) => (loop ? [{ ...loop, patient: truth }] : [])));
type Measured = (typeof all)[number];

function differences(loops: readonly Measured[], found: (loop: Measured) => number | null, truth: (loop: Measured) => number): readonly number[] {
  return loops.flatMap((loop) => {
    const value = found(loop);
    return value === null ? [] : [value - truth(loop)];
  });
}

/** @param stated standard uncertainty that the product states; how often its 95 % interval holds the truth is counted. */
function line(name: string, errors: readonly number[], stated?: number): void {
  const sd = errors.length > 1 ? standardDeviation(errors) : NaN;
  const rms = Math.sqrt(mean(errors.map((error) => error * error)));
  const covered = stated === undefined ? '' : `${((100 * errors.filter((error) => Math.abs(error) <= z95 * stated).length) / errors.length).toFixed(0)} %`;
  console.log(`  ${name.padEnd(50)}${String(errors.length).padStart(4)}${mean(errors).toFixed(2).padStart(9)}${sd.toFixed(2).padStart(8)}${rms.toFixed(2).padStart(8)}${mean(errors.map(Math.abs)).toFixed(2).padStart(8)}${covered.padStart(9)}`);
}

const head = (title: string) => console.log(`\n${title.padEnd(52)}${'n'.padStart(4)}${'bias'.padStart(9)}${'SD'.padStart(8)}${'RMS'.padStart(8)}${'MAE'.padStart(8)}${'covered'.padStart(9)}`);
const endocardial = (loops: readonly Measured[]) => differences(loops, (loop) => loop.endocardial, (loop) => loop.truth.endocardial);
const contour = (loops: readonly Measured[]) => differences(loops, (loop) => loop.contour, (loop) => loop.truth.endocardial);

console.log(`${count} digital patients, ${all.length} of ${3 * count} loops measured, ${((performance.now() - started) / 1000).toFixed(0)} s. Simulation, not patients.`);
const motion = all.flatMap(({ motionMm }) => motionMm ?? []);
console.log(`Motion error, mm a frame: mean ${mean(motion).toFixed(3)}, SD ${standardDeviation(motion).toFixed(3)}, largest loop ${Math.max(...motion).toFixed(3)} (asked: 0.06)`);

head('Strain of one view, points');
line('speckle, endocardial', endocardial(all), trackedScatter.endocardial);
line('speckle, mid-wall', differences(all, (loop) => loop.midWall, (loop) => loop.truth.midWall), trackedScatter.midWall);
line('speckle, each segment', all.flatMap(({ segments, truth }) => segments.flatMap((value, i) => (value === null ? [] : [value - truth.segments[i]]))), trackedScatter.segment);
line('contour', contour(all), expertScatter.longitudinalStrain);

const groups: readonly (readonly [string, (loop: Measured) => string])[] = [['view', ({ choice }) => choice.view], ['look', ({ choice }) => choice.look], ['frames a second', ({ choice }) => String(choice.framesPerSecond)], ['heart', ({ patient }) => patient.kind]];
for (const [name, key] of groups) {
  head(`Strain of one view by ${name}, points`);
  for (const [value, loops] of Map.groupBy(all, key)) {
    line(`${value}, speckle, endocardial`, endocardial(loops));
    line(`${value}, contour`, contour(loops));
  }
}

head('Three views together');
const whole = patients.flatMap(({ truth, loops }) => (loops.every((loop) => loop !== null && loop.endocardial !== null && loop.contour !== null) ? [{ truth, loops: loops as readonly LoopErrors[] }] : []));
line('GLS by speckle, points', whole.map(({ truth, loops }) => mean(loops.map((loop) => loop.endocardial!)) - truth.endocardial.global), trackedScatter.threeViews);
line('GLS by contour, points', whole.map(({ truth, loops }) => mean(loops.map((loop) => loop.contour!)) - truth.endocardial.global), expertScatter.longitudinalStrain);
line('ejection fraction, biplane, points', whole.flatMap(({ truth, loops: [four, two] }) => {
  const found = biplaneEjectionFraction([four.diastole.leftVentricle, two.diastole.leftVentricle], [four.systole.leftVentricle, two.systole.leftVentricle]);
  return found.status === 'measured' ? [found.value - truth.ejectionFraction] : [];
}), expertScatter.ejectionFraction);

const relativeApical = (loops: readonly LoopErrors[]) => {
  const third = (which: readonly number[]) => mean(loops.flatMap(({ segments }) => which.flatMap((i) => segments[i] ?? [])));
  return third([2, 3]) / (third([0, 5]) + third([1, 4]));
};
console.log('\nRelative apical strain of three views (true, measured), by heart');
for (const [kind, own] of Map.groupBy(whole, ({ truth }) => truth.kind)) console.log(`  ${kind.padEnd(20)}${own.map(({ truth, loops }) => `${truth.endocardial.relativeApicalStrain.toFixed(2)}, ${relativeApical(loops).toFixed(2)}`).join('   ')}`);

head('One view: size and fraction');
line('ejection fraction, points', differences(all, (loop) => loop.fraction, (loop) => loop.patient.ejectionFraction), expertScatter.ejectionFraction);
line('end-diastolic volume, % of the true one', differences(all, ({ diastole }) => (diastole.leftVentricle.status === 'measured' ? diastole.leftVentricle.volumeMl : null), ({ patient }) => patient.endDiastolicVolumeMl).map((error, i) => (100 * error) / all[i].patient.endDiastolicVolumeMl));
line('wall thickness, mm', differences(all, (loop) => loop.wallMm, (loop) => loop.truth.wallMm));

const pairs = patients.flatMap(({ loops: [first], again }) => (first && again ? [[first, again] as const] : []));
console.log(`\nTest and retest of the four-chamber view, ${pairs.length} patients: within-patient SD (another hold of the probe, other speckle)`);
for (const name of ['endocardial', 'midWall', 'contour', 'fraction'] as const) {
  const squares = pairs.flatMap(([one, other]) => (one[name] === null || other[name] === null ? [] : [(one[name] - other[name]) ** 2 / 2]));
  console.log(`  ${name.padEnd(20)}${Math.sqrt(mean(squares)).toFixed(2).padStart(6)} points`);
}
console.log('Beside, in patients: GLS smallest detectable change 14.7 % of the value, about 0.65 points as SD at -12 (Baron 2019; abstract).');
