import { fillText } from '../measurement/finding.ts';
import type { Text } from '../measurement/language.ts';
import type { Result } from '../measurement/result.ts';
import type { ClassAgreement, ClassPair } from '../tables/class-agreement.ts';
import { agreementTexts as texts, weightsTexts } from './agreement-texts.ts';
import { quantityName } from './agreement-figures.ts';
import { formatNumber, formatWithInterval } from './format-number.ts';
import { html, inEveryLanguage, type Markup } from './markup.ts';
import { reasonText } from './not-measured-texts.ts';
import { countText } from './quantity-format.ts';
import { filled, inBoth, type TextTable } from './table-page.ts';

type WithInterval = Result<{ readonly interval95: readonly [number, number] }>;

/** Patients, readers and classes in one sentence. */
export function classSummary(agreement: ClassAgreement): Text {
  const { subjects, raters, missing, repeats } = agreement;
  return inBoth((language) => [
    fillText(texts.summary[language], { name: quantityName(agreement)[language], subjects, raters: raters.length, measurements: subjects * raters.length - missing }),
    ...(missing > 0 ? [fillText(texts.missing[language], { missing })] : []),
    ...(repeats > 0 ? [fillText(texts.classRepeats[language], { repeats })] : []),
  ].join(' '));
}

/** The large-sample interval of perfect agreement has no width, which would feign certainty: it is left out. */
function coefficient(result: WithInterval): Text {
  if (result.status === 'notMeasured') return reasonText(result);
  const [lower, upper] = result.interval95;
  return inBoth((language) => (lower === upper ? formatNumber(result.value, 3, language) : formatWithInterval(result, 3, language)));
}

function percent(share: number): Text {
  return inBoth((language) => `${formatNumber(100 * share, 1, language)} %`);
}

/** What the agreement of all readers means. */
export function classSentences({ together }: ClassAgreement): readonly Text[] {
  const best = together[together.length - 1];
  return [
    filled(texts.classSense, (language) => ({ weights: weightsTexts[best.weights][language], gwet: coefficient(best.gwet)[language], fleiss: coefficient(best.fleiss)[language] })),
    texts.classCaution,
  ];
}

/** Coefficients of all readers together, by credit for near misses. */
export function togetherTable({ together }: ClassAgreement): TextTable {
  return {
    titles: [texts.weights, texts.observed, texts.fleiss, texts.gwet, texts.krippendorff],
    rows: together.map(({ weights, fleiss, gwet, krippendorff }) => [
      weightsTexts[weights],
      fleiss.status === 'measured' ? percent(fleiss.observedAgreement) : reasonText(fleiss),
      coefficient(fleiss), coefficient(gwet), coefficient(krippendorff),
    ]),
  };
}

/** Cohen's kappa of every two readers. */
export function kappaTable({ pairs, together }: ClassAgreement): TextTable {
  return {
    titles: [texts.reader, texts.patients, ...together.map(({ weights }) => inBoth((language) => `${texts.kappa[language]}, ${weightsTexts[weights][language]}`))],
    rows: pairs.map(({ first, second, pairs: count, kappas }) => [filled(texts.pair, () => ({ first, second })), countText(count), ...kappas.map(({ kappa }) => coefficient(kappa))]),
  };
}

/** How often two readers gave the same class. */
export function sameClassSentence({ counts, pairs }: ClassPair): Text {
  return filled(texts.confusionSense, () => ({ same: counts.reduce((total, row, i) => total + row[i], 0), pairs }));
}

/** Classes of one reader against those of another. */
export function confusionTable({ first, second, counts }: ClassPair, categories: readonly string[]): Markup {
  const most = Math.max(1, ...counts.flat());
  const head = categories.map((category) => html`<th scope="col">${category}</th>`);
  const rows = counts.map((row, i) => html`<tr><th scope="row">${categories[i]}</th>${row.map((count, j) => html`<td class="${i === j ? 'agrees' : 'differs'}" style="--share:${Math.round((100 * count) / most)}%">${count}</td>`)}</tr>`);
  return html`<table class="confusion"><caption>${inEveryLanguage(filled(texts.confusion, () => ({ first, second })))}</caption><thead><tr><td></td>${head}</tr></thead><tbody>${rows}</tbody></table>`;
}
