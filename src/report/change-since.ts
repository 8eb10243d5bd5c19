import { followedAs } from '../follow-up/followed-quantity.ts';
import { followQuantity, type QuantityFollowUp } from '../follow-up/follow-quantity.ts';
import { storedPoints } from '../follow-up/stored-points.ts';
import { catalogue, type QuantityName } from '../measurement/catalogue.ts';
import { fillText } from '../measurement/finding.ts';
import type { Language } from '../measurement/language.ts';
import type { Analysis } from '../modalities/modality.ts';
import { factTexts } from './follow-up-texts.ts';
import { differenceText, limitText } from './follow-up-words.ts';
import { formatDay } from './format-day.ts';
import { mainQuantities } from './modality-report.ts';
import { reasonText } from './not-measured-texts.ts';
import { reportTexts as texts } from './report-texts.ts';

/** How a quantity changed between two visits, in words. */
export interface ChangeWords {
  /** With its sign and unit; null where the two values cannot be compared. */
  readonly difference: string | null;
  /** Within noise or beyond it and by what limit, or why there is no comparison. */
  readonly verdict: string;
  readonly beyond: boolean;
}

/**
 * How a quantity changed since the visit before, held against noise.
 * @returns null when it was not measured at both, or is not followed over time.
 */
export function changeSince(quantity: QuantityName, now: Analysis, before: Analysis, language: Language): ChangeWords | null {
  const name = followedAs(quantity);
  const points = [before, now].flatMap((analysis) => storedPoints({ analysis, studyDate: analysis.study.studyDate }).filter((point) => point.quantity === name));
  if (points.length !== 2) return null;
  return inWords(followQuantity(points, { treatments: [], siteNoise: [], since: null }), language);
}

/** Every main quantity's change since the visit before, a sentence each; none without one. */
export function changeSentences(now: Analysis, before: Analysis | null, language: Language): readonly string[] {
  if (before === null) return [];
  const since = fillText(texts.change[language], { date: formatDay(before.study.studyDate!, language) });
  const colon = language === 'fr' ? '\u00a0:' : ':';
  return mainQuantities(now).flatMap((quantity) => {
    const change = changeSince(quantity, now, before, language);
    return change ? [`${since}${colon} ${catalogue[quantity].name[language]} ${[change.difference, change.verdict].filter(Boolean).join(', ')}.`] : [];
  });
}

function inWords({ quantity, change, points: [first] }: QuantityFollowUp, language: Language): ChangeWords {
  if (change.status === 'notMeasured') {
    const facts = first.comparability.differences.filter(({ kind }) => kind === 'differs').map(({ fact }) => factTexts[fact][language]);
    return { difference: null, beyond: false, verdict: facts.length > 0 ? fillText(texts.notComparable[language], { why: facts.join(', ') }) : reasonText(change)[language] };
  }
  const verdict = !change.exceedsNoise ? texts.withinNoise : change.direction === 'worse' ? texts.beyondWorse : texts.beyondBetter;
  return { difference: differenceText(quantity, change.change, change.from.value, language), beyond: change.exceedsNoise, verdict: `${verdict[language]} (${limitText(change, language)})` };
}
