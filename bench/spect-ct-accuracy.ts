/**
 * What SPECT/CT of digital patients gives against what is true: ratio to the blood, volume of involvement, CPA and SUV by
 * uptake, size and counts; ATTR-like uptake against tracer in the blood alone; two visits of the same patients; and which
 * markers notice that uptake falls under a treatment. Everything is simulated and goes through DICOM files.
 *
 * Usage: script/bench spect-ct-accuracy [--patients 24] [--treated 6] [--faulty 4] [--remaining 1,0.9,0.8,0.6] [--seed 701]
 *   [--workers 2] [--json FILE] [--keep DIR: studies stay there, and a later run measures them without imaging them again]
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { readNifti } from '../src/image/read-nifti.ts';
import { resampled } from '../src/image/volume.ts';
import { dice } from '../src/image/mask-distance.ts';
import type { QuantityName } from '../src/measurement/catalogue.ts';
import { spectCtQuantityNames } from '../src/modalities/spect-ct/measurements.ts';
import { anatomyOn, loadChestNetwork, segmentChest } from '../src/modalities/spect-ct/segmentation.ts';
import { heartStructures, maskOf } from '../src/modalities/spect-ct/structures.ts';
import type { SpectCtRecord } from '../src/phantom/spect-ct-record.ts';
import { mean } from '../src/statistics/mean.ts';
import { quantile } from '../src/statistics/quantile.ts';
import { rocAuc } from '../src/statistics/roc-auc.ts';
import { tTestPaired } from '../src/statistics/t-test.ts';
import { standardDeviation } from '../src/statistics/variance.ts';
import { knownTruths } from './parts/spect-ct-known.ts';
import type { SpectCtTask } from './parts/spect-ct-made.ts';
import type { SpectCtOutcome } from './parts/spect-ct-worker.ts';

const { values: options } = parseArgs({ options: { patients: { type: 'string', default: '24' }, treated: { type: 'string', default: '6' }, faulty: { type: 'string', default: '4' }, remaining: { type: 'string', default: '1,0.9,0.8,0.6' }, seed: { type: 'string', default: '701' }, workers: { type: 'string' }, keep: { type: 'string' }, json: { type: 'string' } } });
const seed = Number(options.seed);

/** What a treatment leaves of the excess over the blood; the first is the second visit of an untreated patient. */
const remaining = options.remaining.split(',').map(Number);

function tasks(): readonly SpectCtTask[] {
  const natural = Array.from({ length: Number(options.patients) }, (_, index): SpectCtTask => ({
    group: 'one visit', seed, index, visit: 0, withPlanar: false,
    // A third each: ATTR-like, tracer in the blood alone, and whatever is drawn.
    choice: index % 3 === 0 ? { grade: index % 2 === 0 ? 2 : 3 } : index % 3 === 1 ? { bloodPoolOnly: true, grade: 0 } : {},
  }));
  const treated = Array.from({ length: Number(options.treated) }, (_, index) => [
    { group: 'before', seed: seed + 1, index, visit: 0, withPlanar: true, choice: { grade: index % 2 === 0 ? 2 : 3, excessFactor: 1 } },
    ...remaining.map((excessFactor, i) => ({ group: `after ${excessFactor}`, seed: seed + 1, index, visit: i + 1, withPlanar: true, choice: { grade: index % 2 === 0 ? 2 : 3, excessFactor } })),
  ] as SpectCtTask[]).flat();
  const faults = Array.from({ length: Number(options.faulty) }, (_, index) => (['misregistered', 'swappedPatient', 'otherBody'] as const).map((fault): SpectCtTask => ({ group: fault, seed: seed + 2, index, visit: 0, withPlanar: false, choice: { fault } }))).flat();
  return [...natural, ...treated, ...faults];
}

/** Has every task done on several threads. */
async function outcomesOf(all: readonly SpectCtTask[]): Promise<readonly SpectCtOutcome[]> {
  const outcomes: SpectCtOutcome[] = [];
  const waiting = [...all];
  const start = performance.now();
  await Promise.all(Array.from({ length: Number(options.workers ?? availableParallelism()) }, () => new Promise<void>((resolve, reject) => {
    const worker = new Worker(new URL('parts/spect-ct-worker.ts', import.meta.url), { workerData: { keep: options.keep ?? null } });
    const next = () => {
      const task = waiting.shift();
      if (task) worker.postMessage(task);
      else void worker.terminate().then(() => resolve());
    };
    worker.on('message', (outcome: SpectCtOutcome) => {
      outcomes.push(outcome);
      process.stderr.write(`\r${outcomes.length}/${all.length} studies, ${((performance.now() - start) / 60_000).toFixed(1)} min `);
      next();
    });
    worker.on('error', reject);
    next();
  })));
  process.stderr.write('\n');
  return outcomes;
}

interface Measured {
  readonly value: number;
  readonly standardUncertainty: number;
  readonly interval95: readonly [number, number];
}

function measuredIn({ analysis }: SpectCtOutcome, quantity: QuantityName): Measured | null {
  const found = analysis?.measurements.find((one) => one.quantity === quantity);
  return found?.status === 'measured' ? found : null;
}

const involved: readonly QuantityName[] = ['volumeOfInvolvement', 'cardiacPyrophosphateActivity'];
const trueCpa = new Map(knownTruths).get('cardiacPyrophosphateActivity')!;

/** One line about how values lie against their truth; differences relative to the truth where it is not 0. */
function agreementLine(name: string, outcomes: readonly SpectCtOutcome[], quantity: QuantityName, truthOf: (outcome: SpectCtOutcome) => number): string {
  const pairs = outcomes.flatMap((outcome) => {
    const found = measuredIn(outcome, quantity);
    return found ? [{ ...found, truth: truthOf(outcome) }] : [];
  });
  if (pairs.length < 2) return `  ${name.padEnd(46)} ${pairs.length} values`;
  const relative = pairs.every(({ truth }) => truth > 0);
  const errors = pairs.map(({ value, truth }) => (relative ? 100 * (value / truth - 1) : value - truth));
  const covered = pairs.filter(({ truth, interval95: [lower, upper] }) => truth >= lower && truth <= upper).length;
  const unit = relative ? '%' : '  absolute';
  return `  ${name.padEnd(46)} n ${String(pairs.length).padStart(3)}  bias ${mean(errors).toFixed(1).padStart(7)}${unit}  SD ${standardDeviation(errors).toFixed(1).padStart(6)}${unit}  median |error| ${quantile(errors.map(Math.abs), 0.5).toFixed(1)}${unit}  interval holds ${((100 * covered) / pairs.length).toFixed(0)} %`;
}

function printAccuracy(outcomes: readonly SpectCtOutcome[]): void {
  const usable = outcomes.filter(({ analysis }) => analysis && analysis.quality.status !== 'refused');
  console.log(`\n${outcomes.length} digital patients, one visit: ${usable.length} measured, ${outcomes.length - usable.length} refused. Against the truth:`);
  const like = usable.filter(({ truth }) => truth.peruginiGrade >= 2 && !truth.bloodPoolOnly);
  for (const [quantity, truthOf] of knownTruths) console.log(agreementLine(`${quantity}, ATTR-like`, like, quantity, truthOf));
  const rest = usable.filter((outcome) => !like.includes(outcome));
  for (const [quantity, truthOf] of knownTruths) if (!involved.includes(quantity)) console.log(agreementLine(`${quantity}, others`, rest, quantity, truthOf));
  for (const quantity of involved) console.log(agreementLine(`${quantity}, no uptake`, usable.filter(({ truth }) => truth.uptake.targetToBackground < 1.2), quantity, () => 0));
  console.log('By uptake, size and counts, CPA of the ATTR-like:');
  const strata: readonly (readonly [string, (truth: SpectCtRecord) => boolean])[] = [
    ['ratio below 4', ({ uptake }) => uptake.targetToBackground < 4], ['ratio 4 and more', ({ uptake }) => uptake.targetToBackground >= 4],
    ['BMI below 27', ({ bmi }) => bmi < 27], ['BMI 27 and more', ({ bmi }) => bmi >= 27],
    ['below 8 million counts', ({ totalCounts }) => totalCounts < 8e6], ['8 million counts and more', ({ totalCounts }) => totalCounts >= 8e6],
  ];
  for (const [name, holds] of strata) console.log(agreementLine(name, like.filter(({ truth }) => holds(truth)), 'cardiacPyrophosphateActivity', trueCpa));
  const compared = usable.filter(({ truth }) => truth.bloodPoolOnly || truth.peruginiGrade >= 2);
  console.log('ATTR-like against tracer in the blood alone:');
  for (const quantity of ['myocardiumToBloodRatio', 'volumeOfInvolvement', 'cardiacPyrophosphateActivity', 'myocardialSuvMax'] as const) {
    const held = compared.flatMap((outcome) => { const found = measuredIn(outcome, quantity); return found ? [[found.value, !outcome.truth.bloodPoolOnly] as const] : []; });
    const auc = rocAuc(held.map(([value]) => value), held.map(([, diseased]) => diseased));
    console.log(`  ${quantity.padEnd(46)} ${auc.status === 'measured' ? `AUC ${auc.value.toFixed(3)} (${auc.interval95[0].toFixed(3)} to ${auc.interval95[1].toFixed(3)}), n ${held.length}` : auc.reason}`);
  }
}

/** Whether the stated uncertainties of two visits hold their difference. */
function printRetest(outcomes: readonly SpectCtOutcome[]): void {
  console.log('\nTwo visits without treatment: within-patient scatter, and how often 1.96 stated uncertainties of the difference hold it (asked 95 %):');
  const [first, second] = ['before', 'after 1'].map((group) => outcomes.filter(({ task }) => task.group === group));
  for (const quantity of spectCtQuantityNames) {
    const pairs = first.flatMap((outcome) => {
      const other = second.find(({ task }) => task.index === outcome.task.index);
      const [a, b] = [measuredIn(outcome, quantity), other ? measuredIn(other, quantity) : null];
      return a && b && a.value + b.value > 0 ? [{ a, b, share: (a.value - b.value) / ((a.value + b.value) / 2) }] : [];
    });
    if (pairs.length < 3) continue;
    const scatter = Math.sqrt(pairs.reduce((sum, { share }) => sum + share ** 2, 0) / pairs.length / 2);
    const held = pairs.filter(({ a, b }) => Math.abs(a.value - b.value) <= 1.96 * Math.hypot(a.standardUncertainty, b.standardUncertainty)).length;
    console.log(`  ${quantity.padEnd(34)} ${(100 * scatter).toFixed(1).padStart(5)} %, held ${held} of ${pairs.length}`);
  }
}

/** n for 80 % power at 5 % in a paired comparison. */
const patientsNeeded = (change: number, deviation: number) => (change === 0 ? Infinity : Math.max(2, Math.ceil(((1.96 + 0.8416) * deviation / change) ** 2)));

function printTreatment(outcomes: readonly SpectCtOutcome[]): void {
  const markers: readonly QuantityName[] = ['cardiacPyrophosphateActivity', 'volumeOfInvolvement', 'myocardiumToBloodRatio', 'myocardiumToBloodRatioRecovered', 'myocardialSuvMean', 'myocardialSuvPeak', 'myocardialSuvMax', 'myocardialRetentionIndex', 'totalMyocardialUptake', 'injectedDoseFraction', 'uptakeVolumeFixed', 'myocardiumToBoneRatio'];
  const valueOf = (outcome: SpectCtOutcome | undefined, marker: QuantityName | 'planar H/CL') => (outcome === undefined ? null : marker === 'planar H/CL' ? outcome.heartToContralateral : measuredIn(outcome, marker)?.value ?? null);
  const at = (group: string, index: number) => outcomes.find(({ task }) => task.group === group && task.index === index);
  const patients = [...new Set(outcomes.filter(({ task }) => task.group === 'before').map(({ task }) => task.index))];
  console.log(`\nTwo visits of ${patients.length} ATTR-like digital patients, and falls of the excess over the blood (mean change, SD of it, p of the paired t test, patients needed for 80 % power):`);
  for (const marker of [...markers, 'planar H/CL'] as const) {
    const cells = remaining.map((share) => {
      const pairs = patients.flatMap((index) => {
        const [before, after] = [valueOf(at('before', index), marker), valueOf(at(`after ${share}`, index), marker)];
        return before !== null && after !== null && before > 0 && after > 0 ? [[Math.log(before), Math.log(after)] as const] : [];
      });
      if (pairs.length < 3) return 'too few'.padEnd(34);
      const changes = pairs.map(([before, after]) => after - before);
      const [change, deviation] = [mean(changes), standardDeviation(changes)];
      const t = tTestPaired(pairs.map(([before]) => before), pairs.map(([, after]) => after));
      const p = t.status === 'measured' ? t.p.toFixed(3) : '-';
      return `-${Math.round(100 * (1 - share))}%: ${(100 * (Math.exp(change) - 1)).toFixed(0).padStart(4)}% SD ${(100 * deviation).toFixed(0)}% p ${p}${share < 1 ? ` n ${patientsNeeded(change, deviation)}` : ''}`.padEnd(34);
    });
    console.log(`  ${marker.padEnd(34)} ${cells.join(' ')}`);
  }
}

function printFaults(outcomes: readonly SpectCtOutcome[]): void {
  console.log('\nFaulty pairs:');
  for (const [fault, wanted] of [['misregistered', ['misregistered']], ['swappedPatient', ['otherPatient']], ['otherBody', ['bodiesDiffer', 'bodiesUnlike']]] as const) {
    const ofFault = outcomes.filter(({ task }) => task.group === fault);
    const caught = ofFault.filter(({ analysis }) => analysis?.quality.findings.some(({ code }) => (wanted as readonly string[]).includes(code)));
    console.log(`  ${fault.padEnd(20)} ${caught.length} of ${ofFault.length} caught`);
  }
  const sound = outcomes.filter(({ task }) => task.choice.fault === undefined);
  const alarms = sound.filter(({ analysis }) => analysis?.quality.findings.some(({ code }) => ['misregistered', 'bodiesDiffer', 'bodiesUnlike'].includes(code)));
  console.log(`  ${'sound pairs'.padEnd(20)} ${alarms.length} of ${sound.length} alarmed falsely`);
}

/** The heart on a real CT with contrast, against a mask that is another model's output. */
async function printRealCt(): Promise<void> {
  const folder = new URL('../../shared/data/ct-crops/', import.meta.url);
  if (!existsSync(folder)) return console.log('\nReal CT crops are not there: skipped.');
  const [ct, truth] = ['cardiac-ct.nii.gz', 'cardiac-ct-heart-mask.nii.gz'].map((name) => readNifti(readFileSync(new URL(name, folder)), name));
  const onGrid = resampled(truth, ct.grid, 0).values.map((value) => Number(value > 0.5));
  const segmentation = await segmentChest(await loadChestNetwork(), ct, 0);
  const found = maskOf(anatomyOn(ct.grid, segmentation), heartStructures).inside;
  const overlap = dice(found, onGrid);
  return console.log(`\nA real CT with contrast, cropped (never trained on): heart found with Dice ${overlap.status === 'measured' ? overlap.value.toFixed(3) : overlap.reason} against another model's mask.`);
}

const outcomes = await outcomesOf(tasks());
if (options.json) writeFileSync(options.json, JSON.stringify(outcomes));
printAccuracy(outcomes.filter(({ task }) => task.group === 'one visit'));
printRetest(outcomes);
printTreatment(outcomes);
printFaults(outcomes);
await printRealCt();
console.log(`\nAll simulated but the last line. Analysis of one study took ${mean(outcomes.map(({ analysisSeconds }) => analysisSeconds)).toFixed(1)} s beside the simulation of another.`);
