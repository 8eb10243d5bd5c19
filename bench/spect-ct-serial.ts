/**
 * Serial SPECT/CT of digital patients: scatter between visits and what a treatment changes, each visit in outlines of its own and in
 * those of the first visit.
 *
 * Usage: script/bench spect-ct-serial [--patients 8] [--remaining 0.8] [--seed 941]
 * Visits 1 and 2 are without treatment between them; before visit 3 the excess over the blood fell to `--remaining`.
 * Every figure is a simulation.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readSerially, type SerialVisit } from '../src/analysis/read-serially.ts';
import type { Measurement } from '../src/measurement/measurement.ts';
import { visitScatter, type SpectCtScatterName } from '../src/measurement/spect-ct-visit-scatter.ts';
import { makeSpectCt } from '../src/phantom/spect-ct-study.ts';
import { writeSpectCtStudy } from '../src/phantom/write-spect-ct.ts';
import { mean } from '../src/statistics/mean.ts';
import { standardDeviation } from '../src/statistics/variance.ts';

const { values: options } = parseArgs({ options: { patients: { type: 'string', default: '8' }, remaining: { type: 'string', default: '0.8' }, seed: { type: 'string', default: '941' } } });
const [count, remaining, seed] = [options.patients, options.remaining, options.seed].map(Number);

/** The three visits of one patient, through DICOM files. */
async function visitsOf(index: number): Promise<readonly SerialVisit[]> {
  const folder = mkdtempSync(join(tmpdir(), 'amyloscope-bench-'));
  try {
    const paths = [1, 1, remaining].map((excessFactor, visit) => {
      const choice = { grade: index % 3 === 0 ? 2 : 3, visit, excessFactor } as const;
      const { ctFolder, corrected } = writeSpectCtStudy(makeSpectCt(seed, index, choice), { count, seed, units: 'BQML' }, index, visit, folder);
      return [ctFolder, corrected].map((path) => join(folder, path));
    });
    return (await readSerially(paths.flat())).visits;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const patients: (readonly SerialVisit[])[] = [];
for (let index = 0; index < count; index++) {
  patients.push(await visitsOf(index));
  if (process.stderr.isTTY) process.stderr.write(`\r${index + 1}/${count} patients`);
}

const carriedOf = ({ carried }: SerialVisit) => (carried?.status === 'measured' ? carried : null);
const fits = patients.flatMap((visits) => visits.slice(1).map(carriedOf));
console.log(`${count} digital patients, three visits each. Simulation, not patients.`);
console.log(`Carried over: ${fits.filter((fit) => fit !== null).length} of ${2 * count} visits; correlation of the chests ${mean(fits.flatMap((one) => one?.fit.correlation ?? [])).toFixed(3)}, overlap of the hearts (Dice) ${mean(fits.flatMap((one) => one?.heartOverlap ?? [])).toFixed(2)}`);

const valueOf = (measurements: readonly Measurement[] | null | undefined, name: string) => {
  const found = measurements?.find(({ quantity }) => quantity === name);
  return found?.status === 'measured' ? found.value : null;
};

/** Relative changes from the first visit to another. */
function changes(name: string, visit: number, measured: (one: SerialVisit) => readonly Measurement[] | null | undefined): readonly number[] {
  return patients.flatMap((visits) => {
    const [before, after] = [valueOf(visits[0].own, name), visits[visit] && valueOf(measured(visits[visit]), name)];
    return before && after ? [Math.log(after / before)] : [];
  });
}

const own = (one: SerialVisit) => one.own;
const carried = (one: SerialVisit) => carriedOf(one)?.measurements;
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const within = (logs: readonly number[]) => Math.sqrt(mean(logs.map((log) => log * log)) / 2);
const changed = (logs: readonly number[]) => `${percent(Math.exp(mean(logs)) - 1)} (SD ${percent(standardDeviation(logs))})`;
console.log(`\n${''.padEnd(36)}${'scatter: own'.padStart(14)}${'carried'.padStart(12)}   change at ${percent(remaining - 1)}: ${'own'.padEnd(24)}carried`);
for (const name of Object.keys(visitScatter) as SpectCtScatterName[]) {
  const [a, b] = [changes(name, 1, own), changes(name, 1, carried)];
  if (a.length < 2 || b.length < 2) continue;
  console.log(`  ${name.padEnd(34)}${percent(within(a)).padStart(14)}${percent(within(b)).padStart(12)}   ${''.padEnd(15)}${changed(changes(name, 2, own)).padEnd(24)}${changed(changes(name, 2, carried))}`);
}
