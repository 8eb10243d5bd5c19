import { fillText } from '../measurement/finding.ts';
import type { Text } from '../measurement/language.ts';
import type { Association, Associations } from '../tables/associations.ts';
import { associationsTexts as texts, methodTexts } from './associations-texts.ts';
import { formatNumber, formatWithInterval, noNumber } from './format-number.ts';
import { formatPCell } from './format-p-value.ts';
import { reasonText } from './not-measured-texts.ts';
import { countText, sameWords } from './quantity-format.ts';
import { filled, inBoth, type TextTable } from './table-page.ts';

/** Below this adjusted p a pair is shown to go together. */
const level = 0.05;
const mostNamed = 3;

/** Whether a pair is shown to go together, all pairs considered. */
export function isShown({ adjustedP }: Association): boolean {
  return adjustedP !== null && adjustedP < level;
}

/** Patients, markers and method in one sentence. */
export function associationsSummary({ rows, markers, pairs, method, held, repeatedPatients }: Associations): Text {
  return inBoth((language) => [
    fillText(texts.summary[language], { rows, markers: markers.length, pairs: pairs.length, method: methodTexts[method][language], held: held.length > 0 ? fillText(texts.held[language], { names: held.join(', ') }) : '' }),
    ...(repeatedPatients > 0 ? [fillText(texts.repeated[language], { count: repeatedPatients })] : []),
  ].join(' '));
}

/** The closest pairs, how many are shown, and what a correlation is not. */
export function associationsSentences({ pairs }: Associations): readonly Text[] {
  const shown = pairs.filter(isShown);
  const strength = ({ correlation }: Association): number => (correlation.status === 'measured' ? Math.abs(correlation.value) : 0);
  const closest = shown.toSorted((a, b) => strength(b) - strength(a)).slice(0, mostNamed);
  return [
    ...(closest.length > 0 ? [filled(texts.strongest, (language) => ({ pairs: closest.map(({ first, second, correlation }) => `${first} – ${second} ${correlation.status === 'measured' ? formatWithInterval(correlation, 2, language) : ''}`).join(language === 'fr' ? ' ; ' : '; ') }))] : []),
    filled(texts.shown, () => ({ shown: shown.length, pairs: pairs.length })),
    texts.caution,
  ];
}

/** The triangle in figures: a row and a column for each marker; shown pairs carry an asterisk. */
export function triangleTable({ markers, pairs }: Associations): TextTable {
  const columns = markers.slice(0, -1);
  return {
    titles: [sameWords(''), ...columns.map(({ name }) => sameWords(name))],
    rows: markers.slice(1).map((row, i) => [sameWords(row.name), ...columns.map((_, j) => (j > i ? sameWords('') : triangleCell(pairs[(i * (i + 1)) / 2 + j])))]),
  };
}

function triangleCell(pair: Association): Text {
  const { correlation } = pair;
  if (correlation.status === 'notMeasured') return sameWords(noNumber);
  return inBoth((language) => formatNumber(correlation.value, 2, language) + (isShown(pair) ? '*' : ''));
}

/** Every pair with its interval, closest first. */
export function pairsTable({ pairs }: Associations): TextTable {
  const strength = ({ correlation }: Association): number => (correlation.status === 'measured' ? Math.abs(correlation.value) : -1);
  return {
    titles: [texts.pair, texts.patients, texts.correlation, texts.p, texts.adjusted],
    rows: pairs.toSorted((a, b) => strength(b) - strength(a)).map(({ first, second, correlation, adjustedP }) => {
      const name = sameWords(`${first} – ${second}`);
      if (correlation.status === 'notMeasured') return [name, sameWords(noNumber), reasonText(correlation), sameWords(noNumber), sameWords(noNumber)];
      return [name, countText(correlation.pairs), inBoth((language) => formatWithInterval(correlation, 2, language)), inBoth((language) => formatPCell(correlation.p, language)), inBoth((language) => (adjustedP === null ? noNumber : formatPCell(adjustedP, language)))];
    }),
  };
}
