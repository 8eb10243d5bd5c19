import type pg from 'pg';
import type { JobAnswer } from '../contract/jobs.ts';
import type { Text } from '../measurement/language.ts';
import { refusalTexts } from '../report/refusal-texts.ts';
import { analysesOf, problemsOf, type Job } from '../store/jobs.ts';

const ended: Text = { en: 'The job could not be finished', fr: 'La tâche n’a pas pu être terminée' };
const mostProblems = 100;
const mostStudies = 20;

/** A job as pages show it: files by their sender's names, never by ours. */
export async function jobAnswer(client: pg.ClientBase, job: Job): Promise<JobAnswer> {
  const { jobId, kind, state, done, total, analysed, refused, unusable, startedAt, finishedAt, failure } = job;
  const problems = (await problemsOf(client, job, mostProblems)).map(({ path, name, code, reason }) => ({ file: name, text: refusalText(code), reason: reason.replaceAll(path, name) }));
  return {
    id: jobId, kind, state, done, total, analysed, refused, unusable,
    startedAt: startedAt?.toISOString() ?? null, finishedAt: finishedAt?.toISOString() ?? null,
    problems: state === 'failed' && failure !== null ? [{ file: '', text: ended, reason: failure }, ...problems] : problems,
    studies: [...await analysesOf(client, job, mostStudies)],
  };
}

function refusalText(code: string): Text {
  return refusalTexts[code as keyof typeof refusalTexts] ?? refusalTexts.unexpected;
}
