/**
 * Speed of `outcome` on a large table, reading included, beside R on the same file where R is installed.
 *
 * Usage: script/bench outcome [--patients 10000] [--covariates 13]
 * Patients are simulated: hazards depend on three covariates, a third is censored. Both programs read the CSV file, draw
 * the curves of two groups with the log-rank test, and fit a Cox model of each covariate alone and of all together, with
 * concordance and the check of proportional hazards.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readOutcomeTable } from '../src/analysis/read-outcome-table.ts';
import { randomSource } from '../src/statistics/random-source.ts';
import { outcome, type Outcome } from '../src/tables/outcome.ts';

const secondsAllowed = 5;
/** Log hazard ratios per SD; the other covariates are noise. */
const effects = [0.5, -0.3, 0.2];
const { values: options } = parseArgs({ options: { patients: { type: 'string', default: '10000' }, covariates: { type: 'string', default: '13' } } });
const patients = Number(options.patients);
const names = Array.from({ length: Number(options.covariates) }, (_, j) => `x${j + 1}`);

/** Times in months, written with one decimal, so that many are tied. */
function simulatedTable(): string {
  const random = randomSource(20310);
  const rows = Array.from({ length: patients }, (_, i) => {
    const values = names.map(() => random.normal());
    const risk = effects.reduce((sum, effect, j) => sum + effect * (values[j] ?? 0), 0);
    const event = (-Math.log(1 - random.uniform()) * 40) / Math.exp(risk);
    const censored = 120 * random.uniform();
    return [`P${i}`, Math.max(0.1, Math.min(event, censored)).toFixed(1), Number(event <= censored), i % 2 ? 'b' : 'a', ...values.map((value) => value.toFixed(4))].join(',');
  });
  return ['patient,time (months),event,group', ...rows].join('\n').replace('group', ['group', ...names].join(','));
}

const rScript = `
suppressPackageStartupMessages(library(survival))
begun <- proc.time()[["elapsed"]]
d <- read.csv(commandArgs(TRUE)[1], check.names = FALSE); names(d)[2] <- "time"
covariates <- commandArgs(TRUE)[-1]
curves <- survfit(Surv(time, event) ~ group, d, conf.type = "log-log"); difference <- survdiff(Surv(time, event) ~ group, d)
for (x in c("group", covariates)) { fit <- coxph(Surv(d$time, d$event) ~ d[[x]]); k <- concordance(fit); z <- cox.zph(fit) }
fit <- coxph(Surv(time, event) ~ ., d[, c("time", "event", "group", covariates)]); k <- concordance(fit); z <- cox.zph(fit)
cat(proc.time()[["elapsed"]] - begun, paste(format(coef(fit)[-1], digits = 10), collapse = " "))
`;

function timeR(path: string): { readonly seconds: number; readonly coefficients: readonly number[] } | null {
  const { stdout, status } = spawnSync('Rscript', ['-e', rScript, path, ...names], { encoding: 'utf8' });
  if (status !== 0) return null;
  const [seconds, ...coefficients] = stdout.trim().split(/\s+/).map(Number);
  return { seconds, coefficients };
}

function timeAmyloscope(path: string): { readonly seconds: number; readonly found: Outcome } {
  const start = performance.now();
  const { input } = readOutcomeTable(readFileSync(path), path, { group: null, cut: null, covariates: null, ties: 'efron' });
  const found = outcome(input);
  return { seconds: (performance.now() - start) / 1000, found };
}

const folder = mkdtempSync(join(tmpdir(), 'amyloscope-bench-'));
const path = join(folder, 'outcome.csv');
writeFileSync(path, simulatedTable());
const { seconds, found } = timeAmyloscope(path);
const fast = seconds < secondsAllowed;
console.log(`Amyloscope: ${found.patients} patients, ${found.events} events, ${names.length} covariates and a group: ${seconds.toFixed(2)} s, first run of the process, one core (${fast ? 'within' : 'beyond'} the ${secondsAllowed} s allowed)`);
const r = timeR(path);
rmSync(folder, { recursive: true });
if (r === null) console.log('R with package survival is not installed: no comparison.');
else {
  const own = found.multivariable.status === 'measured' ? found.multivariable.covariates.flatMap(({ name, hazard }) => ('reason' in hazard || name === 'group' ? [] : [hazard.value])) : [];
  const furthest = Math.max(...own.map((value, j) => Math.abs(value / r.coefficients[j] - 1)));
  console.log(`R:          ${r.seconds.toFixed(2)} s for the same file; coefficients agree to ${furthest.toExponential(1)} relative`);
}
process.exitCode = fast ? 0 : 1;
