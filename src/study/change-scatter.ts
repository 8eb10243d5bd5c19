import { coefficientOfVariation } from '../statistics/coefficient-of-variation.ts';
import { studyChanges, type ChangeScatter, type StudyChange, type StudyReading } from './reproducibility-study.ts';

/**
 * How far a look at a patient scatters about the reference once one thing has changed: within-subject coefficient of
 * variation of the reference and the repeats of the change, by who measures.
 * @param readers how many there are; where another reader measures, the repeats go in turn to those who follow the first.
 */
export function changeScatter(readings: readonly StudyReading[], readers: number): readonly ChangeScatter[] {
  const alone = (by: 'truth' | 'automatic') => [...Map.groupBy(readings.filter((one) => one.by === by), ({ patient }) => patient).values()];
  const byReader = [...Map.groupBy(readings.filter((one) => one.by === 'readers'), ({ patient }) => patient).values()];
  const following = (first: number, repeat: number) => ((first + ((repeat - 1) % (readers - 1))) % readers) + 1;
  return studyChanges.map((change) => ({
    change,
    truth: coefficientOfVariation(alone('truth').map((own) => looks(own, change, null, () => null))),
    automatic: coefficientOfVariation(alone('automatic').map((own) => looks(own, change, null, () => null))),
    sameReader: coefficientOfVariation(byReader.flatMap((own) => eachReader(readers, (first) => looks(own, change, first, () => first)))),
    otherReader: coefficientOfVariation(byReader.flatMap((own) => eachReader(readers, (first) => looks(own, change, first, (repeat) => following(first, repeat))))),
  }));
}

/** One observer's ratio of the reference, then the ratios of a change by the observer named for each repeat. */
function looks(own: readonly StudyReading[], change: StudyChange, first: number | null, next: (repeat: number) => number | null): (number | null)[] {
  const reference = own.filter((one) => one.change === 'reference' && one.reader === first);
  const repeats = own.filter((one) => one.change === change && one.reader === next(one.repeat));
  return [...reference, ...repeats].map(({ ratio }) => ratio);
}

function eachReader<T>(readers: number, give: (reader: number) => T): T[] {
  return Array.from({ length: readers }, (_, i) => give(i + 1));
}
