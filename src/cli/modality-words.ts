import type { FindingWords } from '../measurement/finding.ts';
import type { Modality } from '../modalities/modality.ts';

/** The words of every modality together, for a list that may hold several. */
export function modalityWords(modalities: readonly Modality[]): FindingWords {
  return {
    findings: Object.assign({}, ...modalities.map(({ words }) => words.findings)),
    unsureReasons: Object.assign({}, ...modalities.map(({ words }) => words.unsureReasons)),
  };
}
