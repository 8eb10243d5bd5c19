import { changeProbability } from '../src/statistics/change-probability.ts';
import { gaugeReproducibility } from '../src/statistics/gauge-reproducibility.ts';
import { icc, type IccName } from '../src/statistics/icc.ts';
import { proportionWilson } from '../src/statistics/proportion-wilson.ts';
import { type RandomSource, randomSource } from '../src/statistics/random-source.ts';
import { repeatabilityCoefficient } from '../src/statistics/repeatability-coefficient.ts';
import { trendStateSpace } from '../src/statistics/trend-state-space.ts';
import { withinSubjectSd } from '../src/statistics/within-subject-sd.ts';

/**
 * Coverage of nominal 95 % intervals by simulation: how often an interval holds the value that made the data.
 *
 * Everything is simulated from normal models with known values; 30 subjects, or 30 dates for the slope.
 */

const subjects = 30;
const simulations = 4000;
/** Of the study that averages over an unknown wander, where each interval takes some hundred model fits. */
const slowSimulations = 1000;
const seed = 20269;
/** Coverage that is asked of a nominal 95 % interval. */
const accepted = [0.93, 0.97] as const;
/** Two-sided half-width of 95 % of normal differences, in within-subject SDs. */
const repeatabilityFactor = 1.959963984540054 * Math.SQRT2;

interface Study {
  readonly name: string;
  readonly simulations?: number;
  /** The method claims at least the nominal coverage: only the lower bound is asked. */
  readonly conservative?: true;
  /** Whether the interval of one simulated study holds the truth. */
  readonly holds: (random: RandomSource) => boolean;
}

const inside = (truth: number, [lower, upper]: readonly [number, number]): boolean => lower <= truth && truth <= upper;

function draws<T>(count: number, draw: () => T): T[] {
  return Array.from({ length: count }, draw);
}

/** ICC of 30 subjects and 3 raters. Subject SD 2, rater SD 0.5, error SD 1; ICC1 sees rater and error as one. */
function iccStudy(form: IccName): Study {
  const [subject, rater, error] = form === 'ICC2' ? [4, 0.25, 1] : [4, 0, 1];
  const truth = subject / (subject + rater + error);
  return {
    name: `${form}, 30 subjects, 3 raters, truth ${truth.toFixed(2)}`,
    holds: (random) => {
      const raters = draws(3, () => Math.sqrt(rater) * random.normal());
      const table = draws(subjects, () => {
        const level = Math.sqrt(subject) * random.normal();
        return raters.map((shift) => level + shift + Math.sqrt(error) * random.normal());
      });
      const result = icc(table);
      return result.status === 'measured' && inside(truth, result.forms[form].interval95);
    },
  };
}

/** Test and retest of 30 subjects with a within-subject SD of 0.8. */
function testRetest(random: RandomSource, sd: number): number[][] {
  return draws(subjects, () => {
    const level = 15 + 3 * random.normal();
    return [level + sd * random.normal(), level + sd * random.normal()];
  });
}

const repeatability: Study = {
  name: 'repeatability coefficient, 30 subjects measured twice',
  holds: (random) => {
    const result = repeatabilityCoefficient(testRetest(random, 0.8));
    return result.status === 'measured' && inside(repeatabilityFactor * 0.8, result.interval95);
  },
};

const reproducibility: Study = {
  name: 'reproducibility coefficient, 30 patients, 3 readers, 2 repeats',
  holds: (random) => {
    const readers = draws(3, () => 0.5 * random.normal());
    const values = draws(subjects, () => {
      const level = 3 * random.normal();
      return readers.map((shift) => {
        const cell = level + shift + 0.4 * random.normal();
        return draws(2, () => cell + 0.8 * random.normal());
      });
    });
    const result = gaugeReproducibility(values);
    return result.status === 'measured' && inside(repeatabilityFactor * Math.sqrt(0.25 + 0.16 + 0.64), result.reproducibilityCoefficient.interval95);
  },
};

/** 30 irregular dates over 5 years, each with its own known noise; slope 0.4 per year. */
function slopeStudy(name: string, wander: number, assumed: number | 'estimate'): Study {
  return {
    name,
    holds: (random) => {
      const times = draws(subjects, () => 5 * random.uniform()).toSorted((a, b) => a - b);
      let walk = 0;
      const points = times.map((timeYears, i) => {
        walk += wander * Math.sqrt(timeYears - (times[i - 1] ?? timeYears)) * random.normal();
        const standardUncertainty = 0.4 + 0.8 * random.uniform();
        return { timeYears, value: 14 + 0.4 * timeYears + walk + standardUncertainty * random.normal(), standardUncertainty };
      });
      const result = trendStateSpace(points, { worse: 'higher', thresholdPerYear: 0, wanderPerRootYear: assumed });
      return result.status === 'measured' && inside(0.4, result.slope.interval95);
    },
  };
}

/**
 * Noise estimated from 30 test-retest pairs, then one patient who truly changed by 1.1: the probability of having
 * changed by more than just that must be uniform, so it lies between 2.5 and 97.5 % in 95 % of patients.
 */
const changeStudy: Study = {
  name: 'probability of change, noise from 30 test-retest pairs',
  holds: (random) => {
    const noise = withinSubjectSd(testRetest(random, 0.8));
    if (noise.status === 'notMeasured') return false;
    const before = 15 + 0.8 * random.normal();
    const after = 16.1 + 0.8 * random.normal();
    return inside(changeProbability(before, after, Math.SQRT2 * noise.value, 'higher', 1.1, noise.df).worseBeyond, [0.025, 0.975]);
  },
};

const studies: readonly Study[] = [
  iccStudy('ICC1'),
  iccStudy('ICC2'),
  iccStudy('ICC3'),
  repeatability,
  reproducibility,
  slopeStudy('slope, 30 dates, straight course', 0, 0),
  slopeStudy('slope, 30 dates, known wander', 0.6, 0.6),
  { ...slopeStudy('slope, 30 dates, unknown wander, truth 1.2', 1.2, 'estimate'), simulations: slowSimulations },
  { ...slopeStudy('slope, 30 dates, unknown wander, truth 0.3 (hardly visible beside the noise)', 0.3, 'estimate'), simulations: slowSimulations, conservative: true },
  changeStudy,
];

/** Runs one study and prints its coverage with the Wilson interval that the number of simulations leaves. */
function report({ name, holds, conservative, simulations: count = simulations }: Study, stream: number): boolean {
  const random = randomSource(seed + stream);
  const held = draws(count, () => holds(random)).filter(Boolean).length;
  const coverage = held / count;
  const result = proportionWilson(held, count);
  const percent = (value: number): string => (100 * value).toFixed(1);
  const spread = result.status === 'measured' ? result.interval95.map(percent).join(' to ') : '';
  const passed = coverage >= accepted[0] && (conservative || coverage <= accepted[1]);
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${percent(coverage)} % (${spread}; ${count} simulations)  ${name}${conservative ? '; at least 93 % is asked' : ''}`);
  return passed;
}

console.log(`Coverage of nominal 95 % intervals, simulated; ${100 * accepted[0]} to ${100 * accepted[1]} % is asked.`);
const passed = studies.map(report);
process.exitCode = passed.every(Boolean) ? 0 : 1;
