import type { EchoViewName } from '../../src/measurement/echo-view.ts';
import { LEAST_SURE, type RecognisedView } from '../../src/modalities/echo/recognise-view.ts';

/** One loop with its true view and what it was recognised as. */
export interface Answered {
  readonly truth: EchoViewName;
  readonly found: RecognisedView;
}

/** How many answers are right, sure, and wrong for sure, each with its count. */
export function summary(answers: readonly Answered[]): Readonly<Record<'loops' | 'right' | 'sure' | 'sureAndRight' | 'sureAndWrong' | 'meanProbability', number>> {
  const right = answers.filter(({ truth, found }) => found.view === truth);
  const sure = answers.filter(({ found }) => found.sure);
  const sureAndRight = sure.filter(({ truth, found }) => found.view === truth).length;
  return {
    loops: answers.length, right: right.length, sure: sure.length, sureAndRight, sureAndWrong: sure.length - sureAndRight,
    meanProbability: answers.reduce((sum, { found }) => sum + found.probability, 0) / answers.length,
  };
}

/** One line a true view: how many are right, unsure, and, for sure, another view, by name. */
export function confusionLines(answers: readonly Answered[]): readonly string[] {
  return [...Map.groupBy(answers, ({ truth }) => truth)].map(([truth, own]) => {
    const { right, sure, sureAndRight } = summary(own);
    const wrong = own.filter(({ found }) => found.sure && found.view !== truth).map(({ found }) => found.view);
    const named = [...Map.groupBy(wrong, (view) => view)].map(([view, { length }]) => `${view} ${length}`).join(', ');
    return `  ${truth.padEnd(22)}${String(own.length).padStart(5)}${String(right).padStart(7)}${String(sureAndRight).padStart(7)}${String(own.length - sure).padStart(8)}  ${named}`;
  });
}

/** How often answers of a stated probability are right, in five bands; the last number is the expected calibration error. */
export function calibrationOf(answers: readonly Answered[]): { readonly bands: readonly string[]; readonly error: number } {
  const edges = [0, 0.5, LEAST_SURE, 0.85, 0.95, 1.0001];
  let error = 0;
  const bands = edges.slice(1).flatMap((to, i) => {
    const own = answers.filter(({ found }) => found.probability >= edges[i] && found.probability < to);
    if (own.length === 0) return [];
    const { right, meanProbability } = summary(own);
    error += (own.length / answers.length) * Math.abs(right / own.length - meanProbability);
    return [`  ${edges[i].toFixed(2)} to ${Math.min(1, to).toFixed(2)}: ${own.length} loops, mean ${meanProbability.toFixed(3)}, right ${(right / own.length).toFixed(3)}`];
  });
  return { bands, error };
}
