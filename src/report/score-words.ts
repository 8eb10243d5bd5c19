import { fillText } from '../measurement/finding.ts';
import type { Language, Text } from '../measurement/language.ts';
import { scoreInputs, type ScoreInputName } from '../measurement/echo-score-inputs.ts';
import type { Analysis, Score, ScoreInput } from '../modalities/modality.ts';

const texts = {
  missing: { en: '{title} cannot be computed: {missing} missing', fr: '{title} : calcul impossible, il manque : {missing}' },
  computed: { en: '{title} {value}{interval}: {meaning}. From {inputs}.', fr: '{title} {value}{interval} : {meaning}. D’après {inputs}.' },
  interval: { en: ' ({lower} to {upper})', fr: ' ({lower} à {upper})' },
  given: { en: 'given', fr: 'fourni' },
  header: { en: 'file header', fr: 'en-tête du fichier' },
  structuredReport: { en: 'echo report (DICOM SR)', fr: 'compte rendu d’écho (SR DICOM)' },
  measured: { en: 'measured', fr: 'mesuré' },
  yes: { en: 'yes', fr: 'oui' },
  no: { en: 'no', fr: 'non' },
} as const satisfies Record<string, Text>;

export type ComputedScore = Extract<Score, { readonly status: 'measured' }>;

/** The scores of an analysis that could be computed. */
export function computedScores({ scores = [] }: Analysis): readonly ComputedScore[] {
  return scores.filter((score) => score.status === 'measured');
}

/** Those that could be computed before the others. */
export function scoresFirst(scores: readonly Score[]): readonly Score[] {
  return [...scores.filter(({ status }) => status === 'measured'), ...scores.filter(({ status }) => status === 'notMeasured')];
}

/** One score in a line: its value with what it was made of, or what it lacks. */
export function scoreInWords(score: Score, language: Language): string {
  const name = (input: string) => scoreInputs[input as ScoreInputName].name[language];
  const title = score.title[language];
  if (score.status === 'notMeasured') return fillText(texts.missing[language], { title, missing: score.missing.map(name).join(', ') });
  const number = numbersOf(score, language);
  const [lower, upper] = score.interval95.map((end) => number(end));
  const inputs = score.inputs.map((input) => `${name(input.name)} ${valueInWords(input, number, language)} (${texts[input.origin][language]})`).join(', ');
  const interval = lower === upper ? '' : fillText(texts.interval[language], { lower, upper });
  return fillText(texts.computed[language], { title, value: number(score.value), interval, meaning: score.meaning[language], inputs });
}

/** A score with its value and what that means, for where space is short. */
export function scoreInBrief(score: ComputedScore, language: Language): string {
  return `${score.title[language]} ${numbersOf(score, language)(score.value)}${language === 'fr' ? '\u00a0:' : ':'} ${score.meaning[language]}`;
}

/** How numbers of a score are written: points without decimals. */
function numbersOf({ unit }: Score, language: Language): (value: number, digits?: number) => string {
  return (value, digits = unit === '{score}' ? 0 : 2) => value.toLocaleString(language, { maximumFractionDigits: digits });
}

function valueInWords({ value, unit }: ScoreInput, number: (value: number, digits?: number) => string, language: Language): string {
  if (unit === 'yesNo') return (value === 1 ? texts.yes : texts.no)[language];
  const written = number(value, unit === '1' ? 2 : 1);
  return unit === '1' || unit === 'a' ? written : `${written} ${unit}`;
}
