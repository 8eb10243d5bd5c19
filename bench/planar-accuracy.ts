/**
 * How right the planar pipeline is on digital patients it has never seen, by the command any hospital uses on its own
 * scans (`amyloscope validate planar`). All figures are on simulation.
 *
 * Usage: script/bench planar-accuracy [--count 500] [--retest 150] [--external 200] [--out DIR]
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { unzipSync } from 'fflate';
import { truthColumns, type CohortChoice, type TruthRow } from '../src/phantom/cohort.ts';
import { writeCohort } from '../src/phantom/write-cohort.ts';
import { icc } from '../src/statistics/icc.ts';
import { kappaWeighted } from '../src/statistics/kappa-weighted.ts';
import { proportionWilson } from '../src/statistics/proportion-wilson.ts';
import { quantile } from '../src/statistics/quantile.ts';
import { rocAuc } from '../src/statistics/roc-auc.ts';

/** Seeds that no training used: training took seeds 2 and 3. */
const SEEDS = { unseen: 90_001, retest: 90_002, external: 90_003, other: 90_004 } as const;
const XCAT = fileURLToPath(new URL('../../shared/data/phantom-xcat50/Voxelized_mesh50XCAT_WholeBody.zip', import.meta.url));
/** Exit code of `validate` when every scan was refused, as other examinations are meant to be. */
const NOTHING_ANALYSED = 3;
const command = fileURLToPath(new URL('../bin/amyloscope.mjs', import.meta.url));

const { values: options } = parseArgs({
  options: { count: { type: 'string', default: '500' }, retest: { type: 'string', default: '150' }, external: { type: 'string', default: '200' }, out: { type: 'string', default: 'output/bench-planar-accuracy' } },
});

/** One scan with its truth and what was found. */
interface Case {
  readonly truth: TruthRow;
  readonly label: string;
  readonly probability: number | null;
  readonly grade: number | null;
  readonly ratio: { readonly value: number; readonly interval95: readonly [number, number] } | null;
}

interface ValidationFile {
  readonly cases: readonly { truth: { file: string }; label: string; abnormalProbability: number; grade: number; ratio: Case['ratio'] }[];
  readonly refused: readonly { truth: { file: string }; reason: string }[];
}

/** Makes a cohort, validates it by the command line and joins both. */
async function validated(name: string, choice: CohortChoice): Promise<{ cases: Case[]; refused: ValidationFile['refused'] }> {
  const folder = join(options.out, name);
  const { truthFile, rows } = await writeCohort({ ...choice, out: folder });
  const run = spawnSync(process.execPath, [command, 'validate', 'planar', folder, '--truth', truthFile, '--out', join(folder, 'validation'), '--store', join(options.out, `store-${name}`), '--language', 'en'], { encoding: 'utf8' });
  if (run.status !== 0 && run.status !== NOTHING_ANALYSED) throw new Error(`validate ended with ${run.status}: ${run.stderr}`);
  console.log(`\n== ${name}: ${rows.length} scans ==\n${run.stdout.trim()}`);
  const file = JSON.parse(readFileSync(join(folder, 'validation', 'validation.json'), 'utf8')) as ValidationFile;
  const byFile = new Map(rows.map((row) => [row.file, row]));
  const cases = file.cases.map(({ truth, label, abnormalProbability, grade, ratio }): Case => ({ truth: byFile.get(truth.file)!, label, probability: abnormalProbability, grade, ratio }));
  return { cases, refused: file.refused };
}

const shown = (value: number | undefined, digits = 3) => (value === undefined ? '-' : value.toFixed(digits));
const pad = (cells: readonly string[]) => cells.map((cell, i) => (i === 0 ? cell.padEnd(26) : cell.padStart(11))).join('');

/** One line of figures for a group of cases. */
function line(name: string, cases: readonly Case[]): string {
  const rated = cases.filter((one) => one.truth.abnormal !== '');
  const auc = rocAuc(rated.map((one) => one.probability!), rated.map((one) => one.truth.abnormal === 1));
  const kappa = kappaWeighted(rated.map((one) => one.truth.peruginiGrade as number), rated.map((one) => one.grade!), [0, 1, 2, 3], 'quadratic');
  const pairs = cases.filter((one) => one.ratio && one.truth.heartToContralateralRatio !== '').map((one) => ({ error: Math.abs(one.ratio!.value - (one.truth.heartToContralateralRatio as number)), covered: one.ratio!.interval95[0] <= (one.truth.heartToContralateralRatio as number) && (one.truth.heartToContralateralRatio as number) <= one.ratio!.interval95[1] }));
  const errors = pairs.map(({ error }) => error);
  const covered = proportionWilson(pairs.filter((pair) => pair.covered).length, pairs.length);
  const unsure = cases.filter((one) => one.label === 'unsure').length;
  const wrong = rated.filter((one) => one.label !== 'unsure' && (one.label === 'abnormal') !== (one.truth.abnormal === 1)).length;
  return pad([name, String(cases.length), auc.status === 'measured' ? shown(auc.value, 4) : '-', kappa.status === 'measured' ? shown(kappa.value) : '-',
    errors.length > 0 ? shown(quantile(errors, 0.5)) : '-', errors.length > 0 ? shown(quantile(errors, 0.95)) : '-', covered.status === 'measured' ? `${shown(100 * covered.value, 1)} %` : '-', String(unsure), String(wrong)]);
}

function strata(title: string, cases: readonly Case[], groups: readonly (readonly [name: string, belongs: (truth: TruthRow) => boolean])[]): void {
  console.log(`\n${pad([title, 'scans', 'AUC', 'kappa', 'H/CL p50', 'H/CL p95', 'covered', 'unsure', 'wrong'])}`);
  for (const [name, belongs] of groups) console.log(line(name, cases.filter((one) => belongs(one.truth))));
}

function printStrata(cases: readonly Case[]): void {
  const between = (key: 'anteriorCounts' | 'bmi' | 'spacingMm', low: number, high: number) => (truth: TruthRow) => truth[key] >= low && truth[key] < high;
  strata('all', cases, [['all', () => true]]);
  strata('anterior counts', cases, [['below 400,000', between('anteriorCounts', 0, 4e5)], ['400,000 to 800,000', between('anteriorCounts', 4e5, 8e5)], ['800,000 and more', between('anteriorCounts', 8e5, 1e9)]]);
  strata('body mass index', cases, [['below 22', between('bmi', 0, 22)], ['22 to 30', between('bmi', 22, 30)], ['30 and more', between('bmi', 30, 99)]]);
  strata('tracer', cases, ['99mTc-DPD', '99mTc-HMDP', '99mTc-PYP'].map((tracer) => [tracer, (truth: TruthRow) => truth.tracer === tracer] as const));
  strata('field of view', cases, [['whole body', (truth) => truth.wholeBody === 1], ['static chest', (truth) => truth.wholeBody === 0]]);
  strata('pixel size', cases, [['below 2.3 mm', between('spacingMm', 0, 2.3)], ['2.3 to 4 mm', between('spacingMm', 2.3, 4)], ['4 mm and more', between('spacingMm', 4, 99)]]);
  strata('true grade', cases, [0, 1, 2, 3].map((grade) => [`grade ${grade}`, (truth: TruthRow) => truth.peruginiGrade === grade] as const));
}

/** Two visits of the same patients: repositioned, recounted, another camera. */
async function retest(): Promise<void> {
  const { cases } = await validated('retest', { count: Number(options.retest), seed: SEEDS.retest, visits: 2 });
  const byPatient = Map.groupBy(cases.filter((one) => one.ratio), (one) => one.truth.patient);
  const table = [...byPatient.values()].filter((visits) => visits.length === 2).map((visits) => visits.map((one) => one.ratio!.value));
  const found = icc(table);
  if (found.status !== 'measured') return console.log(found.reason);
  const { value, interval95 } = found.forms.ICC2;
  const noise = table.map(([a, b]) => Math.log(a / b) / Math.SQRT2);
  const sd = Math.sqrt(noise.reduce((sum, one) => sum + one * one, 0) / noise.length);
  console.log(`Test-retest of H/CL, ${table.length} digital patients imaged twice: ICC(2,1) ${shown(value, 4)} (95 % ${shown(interval95[0], 4)} to ${shown(interval95[1], 4)}); within-subject CV ${shown(100 * sd, 1)} %.`);
  const flips = [...byPatient.values()].filter((visits) => visits.length === 2 && visits.some((one) => one.label === 'abnormal') && visits.some((one) => one.label === 'normal')).length;
  const pairs = [...byPatient.values()].filter((visits) => visits.length === 2);
  const logit = (p: number) => Math.log(Math.max(p, 1e-6) / Math.max(1 - p, 1e-6));
  const differences = pairs.map(([a, b]) => (logit(a.probability!) - logit(b.probability!)) / Math.SQRT2);
  console.log(`Patients called normal once and abnormal once: ${flips} of ${pairs.length}. Retest SD of the probability's logit: ${shown(Math.sqrt(differences.reduce((sum, one) => sum + one * one, 0) / differences.length), 2)}.`);
}

/** An anatomy that took no part in training, voxelised from XCAT. */
async function external(): Promise<void> {
  if (!existsSync(XCAT)) return console.log('\nExternal anatomy: skipped, ../shared/data/phantom-xcat50 is not there.');
  const folder = join(options.out, 'xcat');
  mkdirSync(folder, { recursive: true });
  const files = Object.entries(unzipSync(readFileSync(XCAT), { filter: ({ name }) => /^VoxWholeBody.*\.[hi]33$/.test(name) }));
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
  const header = join(folder, files.find(([name]) => name.endsWith('.h33'))![0]);
  const { cases } = await validated('external', { count: Number(options.external), seed: SEEDS.external, anatomyHeader: header });
  rmSync(folder, { recursive: true });
  printStrata(cases);
}

rmSync(options.out, { recursive: true, force: true });
console.log(`Simulated patients only (${truthColumns.length} facts known of each). Seed system on real patients, for comparison (Delbarre 2023): sensitivity 98.9 / 96.1 %, specificity 99.5 / 99.5 %, AUC 0.999 / 0.999 (cross-validation / external).`);
const unseen = await validated('unseen', { count: Number(options.count), seed: SEEDS.unseen });
printStrata(unseen.cases);
await retest();
await external();
const other = await validated('other-scans', { count: 60, seed: SEEDS.other, otherShare: 1 });
console.log(`Other examinations (thyroid, lung, kidney, MIBG, ...): ${other.refused.length} of ${other.refused.length + other.cases.length} refused; given an answer: ${other.cases.map((one) => `${one.truth.otherScan} ${one.label}`).join(', ') || 'none'}.`);
