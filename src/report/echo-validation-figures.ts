import type { EchoValidation, QuantityAgreementRow } from '../analysis/echo-validation.ts';
import type { Text } from '../measurement/language.ts';
import { echoQuantityTexts, echoValidationTexts as texts, momentTexts, structureTexts } from './echo-validation-texts.ts';
import { formatInterval, formatNumber, formatWithInterval } from './format-number.ts';
import { reasonText } from './not-measured-texts.ts';
import { countText, type QuantityFormat, quantityNumber, sameWords, unitOfDifferences } from './quantity-format.ts';
import { filled, inBoth, type TextTable } from './table-page.ts';

/** Stills, patients and the mean Dice coefficient in one sentence. */
export function echoSummary({ frames, patients, meanDice }: EchoValidation): Text {
  return filled(texts.summary, (language) => ({ frames: frames.length, patients, dice: formatNumber(meanDice, 4, language) }));
}

/** How well the outlines overlap, structure by structure. */
export function overlapTable({ overlap }: EchoValidation): TextTable {
  return {
    titles: [texts.structure, texts.moment, texts.stills, texts.dice, texts.distance, texts.hausdorff],
    rows: overlap.map(({ structure, moment, frames, dice, meanDistanceMm, hausdorffMm }) => [
      structureTexts[structure], momentTexts[moment], countText(frames),
      inBoth((language) => `${formatNumber(dice.mean, 3, language)} (${formatNumber(dice.sd, 3, language)})`),
      inBoth((language) => `${formatNumber(meanDistanceMm, 2, language)}\u00a0mm`),
      inBoth((language) => `${formatNumber(hausdorffMm, 1, language)}\u00a0mm`),
    ]),
  };
}

/** How differences of a quantity are written: one decimal. */
export function differenceFormat({ unit }: QuantityAgreementRow): QuantityFormat {
  return { decimals: unit === 'mm' ? 2 : 1, unit: unitOfDifferences(unit) };
}

/** Numbers read off both outlines. */
export function quantityTable({ quantities }: EchoValidation): TextTable {
  return {
    titles: [texts.quantity, texts.patients, texts.meanError, texts.bias, texts.limits, texts.correlation, texts.coverage],
    rows: quantities.map((row) => {
      const { quantity, pair, meanAbsoluteError, correlation, coverage } = row;
      const format = differenceFormat(row);
      const { difference } = pair;
      const measured = difference.status === 'measured' ? difference : null;
      return [
        echoQuantityTexts[quantity], countText(pair.pairs),
        inBoth((language) => quantityNumber(meanAbsoluteError, format, language)),
        measured ? inBoth((language) => `${quantityNumber(measured.value, format, language)} (${formatInterval(measured.interval95, format.decimals, language)})`) : sameWords('–'),
        measured ? inBoth((language) => formatInterval([measured.lowerLimit.value, measured.upperLimit.value], format.decimals, language)) : sameWords('–'),
        correlation.status === 'measured' ? inBoth((language) => formatWithInterval(correlation, 3, language)) : reasonText(correlation),
        coverage === null ? sameWords('–') : inBoth((language) => `${formatNumber((100 * coverage.held) / coverage.of, 0, language)}\u00a0%`),
      ];
    }),
  };
}

/** What else must be known of the figures. */
export function echoRemarks({ overlap }: EchoValidation): readonly Text[] {
  const without = overlap.filter(({ moment }) => moment === 'both').reduce((total, row) => total + row.withoutDistance, 0);
  return [...(without > 0 ? [filled(texts.withoutDistance, () => ({ count: without }))] : []), texts.published];
}

/** What could not be used, and why. */
export function unusableTable({ unusable }: EchoValidation): TextTable | null {
  return unusable.length === 0 ? null : { titles: [texts.still, texts.reason], rows: unusable.map(({ name, reason }) => [sameWords(name), sameWords(reason)]) };
}
