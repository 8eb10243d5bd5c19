import type { Analysis, AnalysisWithPicture } from '../modalities/modality.ts';
import { analysePaths } from './analyse-study.ts';
import { filesOnDisk } from './read-source-group.ts';

/** Analyses the images of a stored analysis again, for what is not stored of it. @returns null where its files have gone. */
export async function analyseAgain({ study: { files, sopInstanceUids } }: Analysis): Promise<AnalysisWithPicture | null> {
  const onDisk = filesOnDisk(files);
  if (onDisk.length === 0) return null;
  const { analyses } = await analysePaths(onDisk);
  return analyses.find(({ analysis }) => analysis.study.sopInstanceUids.join() === sopInstanceUids.join()) ?? null;
}

/** Whether two analyses were made by the same program and networks, so that parts of one may stand beside numbers of the other. */
export function sameMethod(one: Analysis, other: Analysis): boolean {
  const method = ({ software, models }: Analysis): string => [software.version, ...models.map(({ sha256 }) => sha256)].join();
  return method(one) === method(other);
}
