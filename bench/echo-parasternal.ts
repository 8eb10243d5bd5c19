/**
 * Parasternal views of beating digital patients of known walls, widths and mass: what is measured against what is true.
 *
 * Usage: script/bench echo-parasternal [--patients 12] [--seed 1]
 * Kinds of hearts and looks of scanners go in turn; the probe is held anew for each view. The network was trained on cheap pictures
 * of other digital patients and has met none of these, nor their scanners. Every figure is a simulation.
 */
import { parseArgs } from 'node:util';
import { loadEchoNetwork, loadParasternalNetwork } from '../src/modalities/echo/networks.ts';
import { massByAreaLength, massByCube, massByTruncatedEllipsoid, widestPlace } from '../src/modalities/echo/mass.ts';
import { simulatedScatter } from '../src/modalities/echo/parasternal-measurements.ts';
import type { LongAxis } from '../src/modalities/echo/long-axis.ts';
import type { ShortAxis } from '../src/modalities/echo/short-axis.ts';
import { heartKinds } from '../src/phantom/echo-patient.ts';
import { heartPatient, lookNames, loopChoices, parasternalChoices, truthOf } from '../src/phantom/echo-study.ts';
import { z95 } from '../src/statistics/distribution-normal.ts';
import { mean } from '../src/statistics/mean.ts';
import { standardDeviation } from '../src/statistics/variance.ts';
import { measureSimulatedLength, measureSimulatedParasternal } from './parts/parasternal-errors.ts';

const { values: options } = parseArgs({ options: { patients: { type: 'string', default: '12' }, seed: { type: 'string', default: '1' } } });
const [count, seed] = [options.patients, options.seed].map(Number);

/** One number of one patient. */
interface Compared {
  readonly name: string;
  readonly look: string;
  readonly found: number;
  readonly truth: number;
  /** Root mean square error that the product states, in the unit of the number; null where none is stated. */
  readonly stated: number | null;
}

const [apical, parasternal] = [await loadEchoNetwork(), await loadParasternalNetwork()];
const started = performance.now();
const compared: Compared[] = [];
let [longAxes, shortAxes] = [0, 0];
for (let index = 0; index < count; index++) {
  await comparePatient(index);
  if (process.stderr.isTTY) process.stderr.write(`\r${index + 1}/${count} patients`);
}

async function comparePatient(index: number): Promise<void> {
  const look = lookNames[index % lookNames.length];
  const asked = { kind: heartKinds[index % heartKinds.length], look, framesPerSecond: 30 };
  const patient = heartPatient(seed, index, asked);
  const truth = truthOf(patient);
  const { parasternal: own, massG } = truth;
  const loops = loopChoices(seed, index, 0, patient, asked);
  const [plax, , papillary] = parasternalChoices(seed, index, 0, loops);
  const add = (name: string, found: number, expected: number, stated: { readonly by: number; readonly share: boolean } | null = null) =>
    compared.push({ name, look, found, truth: expected, stated: stated && (stated.share ? stated.by * found : stated.by) });
  const long = await measureSimulatedParasternal(parasternal, patient, { ...plax, view: 'plax' });
  const [diastole, systole] = [long?.diastole.axis, long?.systole.axis] as (LongAxis | undefined)[];
  if (diastole?.status === 'measured' && systole?.status === 'measured') {
    longAxes++;
    add('septum, mm', diastole.septumMm, own.septumMm, simulatedScatter.leftVentricularSeptalThickness);
    add('posterior wall, mm', diastole.posteriorMm, own.posteriorMm, simulatedScatter.leftVentricularPosteriorWallThickness);
    add('end-diastolic diameter, mm', diastole.diameterMm, own.diastolicDiameterMm, simulatedScatter.leftVentricularEndDiastolicDiameter);
    add('end-systolic diameter, mm', systole.diameterMm, own.systolicDiameterMm, simulatedScatter.leftVentricularEndSystolicDiameter);
    if (systole.atriumMm !== null) add('left atrium, mm', systole.atriumMm, own.atriumMm, simulatedScatter.leftAtrialDiameter);
    const cube = massByCube({ septumMm: own.septumMm, diameterMm: own.diastolicDiameterMm, posteriorMm: own.posteriorMm });
    add('mass by cube against the formula on true lengths, %', 100 * (massByCube(diastole) / cube), 100);
    add('mass by cube against the true mass, %', 100 * (massByCube(diastole) / massG), 100);
  }
  const short = await measureSimulatedParasternal(parasternal, patient, { ...papillary, view: 'psaxPapillary' });
  const [full, empty] = [short?.diastole.axis, short?.systole.axis] as (ShortAxis | undefined)[];
  if (full?.status !== 'measured' || empty?.status !== 'measured') return;
  shortAxes++;
  add('area change, points', 100 * (1 - empty.cavityMm2 / full.cavityMm2), own.papillaryAreaChange, simulatedScatter.leftVentricularFractionalAreaChange);
  add('cavity area, %', (100 * full.cavityMm2) / (100 * own.papillaryCavityCm2), 100);
  add('area inside the outer border, %', (100 * full.epicardialMm2) / (100 * own.papillaryEpicardialCm2), 100);
  const { lengthMm } = patient.ventricle;
  add('mass by ellipsoid, true length, against the true mass, %', 100 * (massByTruncatedEllipsoid(full, 0.66 * lengthMm, 0.34 * lengthMm) / massG), 100);
  const found = await measureSimulatedLength(apical, patient, loops[0]);
  if (!found) return;
  add('length in the four-chamber view, %', (100 * found.lengthMm) / lengthMm, 100);
  const widest = widestPlace(found.widthsMm);
  if (widest !== null) add('mass by ellipsoid against the true mass, %', 100 * (massByTruncatedEllipsoid(full, (1 - widest) * found.lengthMm, widest * found.lengthMm) / massG), 100, percent(simulatedScatter.leftVentricularMassTruncatedEllipsoid));
  add('mass by area and length against the true mass, %', 100 * (massByAreaLength(full, found.lengthMm) / massG), 100, percent(simulatedScatter.leftVentricularMassAreaLength));
}

function percent({ by }: { readonly by: number }): { readonly by: number; readonly share: true } {
  return { by, share: true };
}

function line(name: string, own: readonly Compared[]): void {
  const errors = own.map(({ found, truth }) => found - truth);
  const sd = errors.length > 1 ? standardDeviation(errors) : NaN;
  const held = own.filter(({ found, truth, stated }) => stated !== null && Math.abs(found - truth) <= z95 * stated).length;
  const covered = own.some(({ stated }) => stated !== null) ? `${((100 * held) / own.length).toFixed(0)} %` : '';
  console.log(`  ${name.padEnd(58)}${String(errors.length).padStart(4)}${mean(errors).toFixed(2).padStart(9)}${sd.toFixed(2).padStart(8)}${Math.sqrt(mean(errors.map((error) => error * error))).toFixed(2).padStart(8)}${mean(errors.map(Math.abs)).toFixed(2).padStart(8)}${covered.padStart(9)}`);
}

const head = (title: string) => console.log(`\n${title.padEnd(60)}${'n'.padStart(4)}${'bias'.padStart(9)}${'SD'.padStart(8)}${'RMS'.padStart(8)}${'MAE'.padStart(8)}${'covered'.padStart(9)}`);

console.log(`${count} digital patients, ${longAxes} long and ${shortAxes} short axes measured, ${((performance.now() - started) / 1000).toFixed(0)} s. Simulation, not patients. Asked: walls 0.5 mm, mass 5 %.`);
head('All');
for (const [name, own] of Map.groupBy(compared, (one) => one.name)) line(name, own);
for (const [look, own] of Map.groupBy(compared, (one) => one.look)) {
  head(`Look of the scanner: ${look}`);
  for (const [name, some] of Map.groupBy(own, (one) => one.name)) if (['septum, mm', 'posterior wall, mm', 'end-diastolic diameter, mm', 'mass by ellipsoid against the true mass, %'].includes(name)) line(name, some);
}
