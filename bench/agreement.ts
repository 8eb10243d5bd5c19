/**
 * Speed of the command `agreement` on a large table, start included, beside R on the same file where R is installed.
 *
 * Usage: script/bench agreement [--rows 100000]
 * Simulated readings, once long (four readers, a row a reading) and once wide (two readers, a row a patient). R reads the
 * same file, works out the mean squares, ICC(2,1), the SD within patients and the bias and limits of every two readers by
 * vector arithmetic, and writes nothing; Amyloscope also works out the other coefficients, draws and writes the page.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { randomSource } from '../src/statistics/random-source.ts';
import type { Agreement } from '../src/tables/agreement.ts';

const amyloscope = fileURLToPath(new URL('../bin/amyloscope.mjs', import.meta.url));
const secondsAllowed = 2;
const shifts = [0, 0.3, -0.2, 0.1];
const { values: options } = parseArgs({ options: { rows: { type: 'string', default: '100000' } } });
const rowCount = Number(options.rows);

/** Septal thickness: 2 mm between patients, 0.8 mm within, and a shift of each reader. */
function readings(readers: number, patients: number): number[][] {
  const random = randomSource(20320);
  return Array.from({ length: patients }, () => {
    const level = 15 + 2 * random.normal();
    return shifts.slice(0, readers).map((shift) => level + shift + 0.8 * random.normal());
  });
}

const tables = {
  long: () => ['patient,reader,septum (mm)', ...readings(4, rowCount / 4).flatMap((row, i) => row.map((value, j) => `P${i},${'ABCD'[j]},${value.toFixed(2)}`))].join('\n'),
  wide: () => ['patient,A (mm),B (mm)', ...readings(2, rowCount).map((row, i) => `P${i},${row.map((value) => value.toFixed(2)).join(',')}`)].join('\n'),
};

const rScript = `
d <- read.csv(commandArgs(TRUE)[1], check.names = FALSE)
x <- if (names(d)[2] == "reader") tapply(d[[3]], list(d[[1]], d[[2]]), mean) else as.matrix(d[-1])
n <- nrow(x); k <- ncol(x); m <- mean(x)
msr <- k * sum((rowMeans(x) - m)^2) / (n - 1); msc <- n * sum((colMeans(x) - m)^2) / (k - 1)
mse <- (sum((x - m)^2) - (n - 1) * msr - (k - 1) * msc) / ((n - 1) * (k - 1))
within <- sqrt(mean(apply(x, 1, var)))
for (i in seq_len(k - 1)) for (j in (i + 1):k) { e <- x[, i] - x[, j]; t <- t.test(e); limits <- mean(e) + c(-1, 1) * qnorm(0.975) * sd(e) }
cat(format((msr - mse) / (msr + (k - 1) * mse + k * (msc - mse) / n), digits = 12), format(within, digits = 12))
`;

/** Seconds of a whole process, its start included, and what it printed; null when it failed. */
function timed(command: string, args: readonly string[]): { readonly seconds: number; readonly output: string } | null {
  const start = performance.now();
  const { stdout, status } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  return status === 0 ? { seconds: (performance.now() - start) / 1000, output: stdout } : null;
}

/** ICC(2,1) and the SD within patients, from the JSON of the command. */
function mainFigures(json: string): readonly number[] {
  const [found] = (JSON.parse(json) as { agreement: Agreement }).agreement;
  if (found.kind !== 'quantity' || found.icc.status !== 'measured' || found.anyRater.withinSubjectSd.status !== 'measured') throw new Error('the table was not measured');
  return [found.icc.forms.ICC2.value, found.anyRater.withinSubjectSd.value];
}

const folder = mkdtempSync(join(tmpdir(), 'amyloscope-bench-'));
for (const [shape, write] of Object.entries(tables)) {
  const path = join(folder, `${shape}.csv`);
  writeFileSync(path, write());
  const command = [amyloscope, 'agreement', path, '--out', join(folder, shape), '--format', 'json'];
  timed(process.execPath, command);
  const own = timed(process.execPath, command);
  if (own === null) throw new Error('amyloscope agreement failed');
  const fast = own.seconds < secondsAllowed;
  console.log(`Amyloscope: ${rowCount} rows, ${shape}: ${own.seconds.toFixed(2)} s, second start of the command (${fast ? 'within' : 'beyond'} the ${secondsAllowed} s allowed)`);
  if (!fast) process.exitCode = 1;
  const r = timed('Rscript', ['-e', rScript, path]);
  if (r === null) {
    console.log('R is not installed: no comparison.');
    continue;
  }
  const theirs = r.output.trim().split(/\s+/).map(Number);
  console.log(`R:          ${r.seconds.toFixed(2)} s for the main figures of the same file; ICC(2,1) and SD within patients agree to ${Math.max(...mainFigures(own.output).map((value, i) => Math.abs(value / theirs[i] - 1))).toExponential(1)} relative`);
}
rmSync(folder, { recursive: true });
