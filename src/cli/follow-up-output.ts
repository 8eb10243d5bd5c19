import type { FollowUpTable } from '../analysis/read-follow-up.ts';
import { followedQuantities } from '../follow-up/followed-quantity.ts';
import { verdictsOn, type FollowUp } from '../follow-up/follow-patient.ts';
import { noiseLibrary } from '../follow-up/noise-library.ts';
import type { Text } from '../measurement/language.ts';
import { software } from '../measurement/software.ts';
import { csvLine } from '../report/csv.ts';
import { setSentence } from '../report/follow-up-page.ts';
import { comparabilityTexts, togetherText } from '../report/follow-up-words.ts';
import { inBoth } from '../report/table-page.ts';

/** The follow-up as others may build on it: every change with the row of noise and the rules behind it. */
export function followUpJson(followUp: FollowUp, { leftOut, readings, unreadColumns, rows, otherRows }: FollowUpTable): object {
  return { software, ...followUp, noiseLibrary, leftOut, readings, unreadColumns, rows, otherRows };
}

/** Thresholds that were passed within noise, what is not comparable, and how each set of criteria stands. */
export function followUpRemarks(followUp: FollowUp): readonly Text[] {
  const remarks = followUp.quantities.flatMap((followed) => {
    const together = togetherText(followed, followUp);
    const inside = verdictsOn(followed.quantity, followUp).on.some(({ againstNoise, verdict }) => againstNoise === 'inside' && verdict === 'met');
    const { name } = followedQuantities[followed.quantity];
    return [...(together && inside ? [together] : []), ...comparabilityTexts(followed)].map((text) => inBoth((language) => `${name[language]}${language === 'fr' ? '\u00a0:' : ':'} ${text[language]}`));
  });
  return [...remarks, ...followUp.criteria.map(setSentence)];
}

/** Every measurement with its comparability and its change from the reference, one line each. */
export function followUpCsv(followUp: FollowUp): readonly string[] {
  const head = csvLine(['patient', 'quantity', 'date', 'value', 'unit', 'comparable', 'reference', 'change', 'noiseFall', 'noiseRise', 'exceedsNoise', 'probabilityWorse']);
  const lines = followUp.quantities.flatMap(({ quantity, points, reference }) => points.map(({ point, comparability, change }) => csvLine([
    followUp.patient, quantity, point.date, point.value, followedQuantities[quantity].unit, comparability.verdict, reference?.point.date ?? null,
    change?.change ?? null, change?.limit.fall ?? null, change?.limit.rise ?? null, change?.exceedsNoise ?? null, change?.worse ?? null,
  ])));
  return [head, ...lines];
}
