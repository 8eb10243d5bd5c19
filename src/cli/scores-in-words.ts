import { fillText } from '../measurement/finding.ts';
import type { Text } from '../measurement/language.ts';
import { scoreInputs, type ScoreInputName } from '../modalities/echo/score-inputs.ts';
import type { Score, ScoreInput } from '../modalities/modality.ts';
import { say, type Terminal } from './terminal.ts';

const texts = {
  missing: { en: '{title} cannot be computed: {missing} missing', fr: '{title} : calcul impossible, il manque : {missing}' },
  computed: { en: '{title} {value}{interval}: {meaning}. From {inputs}.', fr: '{title} {value}{interval} : {meaning}. D’après {inputs}.' },
  interval: { en: ' ({lower} to {upper})', fr: ' ({lower} à {upper})' },
  given: { en: 'given', fr: 'fourni' },
  header: { en: 'file header', fr: 'en-tête du fichier' },
  measured: { en: 'measured', fr: 'mesuré' },
  yes: { en: 'yes', fr: 'oui' },
  no: { en: 'no', fr: 'non' },
} as const satisfies Record<string, Text>;

/** One score in a line: its value with what it was made of, or what it lacks. */
export function scoreInWords(score: Score, terminal: Terminal): string {
  const name = (input: string) => say(terminal, scoreInputs[input as ScoreInputName].name);
  const title = say(terminal, score.title);
  if (score.status === 'notMeasured') return say(terminal, texts.missing, { title, missing: score.missing.map(name).join(', ') });
  const places = score.unit === '{score}' ? 0 : 2;
  const number = (value: number, digits = places) => value.toLocaleString(terminal.language, { maximumFractionDigits: digits });
  const [lower, upper] = score.interval95.map((end) => number(end));
  const inputs = score.inputs.map((input) => `${name(input.name)} ${valueInWords(input, number, terminal)} (${say(terminal, texts[input.origin])})`).join(', ');
  const interval = lower === upper ? '' : fillText(texts.interval[terminal.language], { lower, upper });
  return say(terminal, texts.computed, { title, value: number(score.value), interval, meaning: say(terminal, score.meaning), inputs });
}

function valueInWords({ value, unit }: ScoreInput, number: (value: number, digits?: number) => string, terminal: Terminal): string {
  if (unit === 'yesNo') return say(terminal, value === 1 ? texts.yes : texts.no);
  const written = number(value, unit === '1' ? 2 : 1);
  return unit === '1' || unit === 'a' ? written : `${written} ${unit}`;
}
