import type { QuantityName } from '../measurement/catalogue.ts';
import type { Language } from '../measurement/language.ts';
import { formatInterval, formatNumber } from './format-number.ts';

interface Written {
  /** Decimals that the usual uncertainty of the quantity deserves. */
  readonly decimals: number;
  readonly percent?: true;
}

const forms: Readonly<Record<QuantityName, Written>> = {
  heartToContralateralRatio: { decimals: 2 },
  heartToBoneRatio: { decimals: 2 },
  heartToWholeBodyRatio: { decimals: 3 },
  wholeBodyRetention: { decimals: 2 },
  peruginiGrade: { decimals: 0 },
  abnormalUptakeProbability: { decimals: 1, percent: true },
};

/**
 * The value of a quantity as a reader expects it.
 * @example formatQuantity('abnormalUptakeProbability', 0.5, 'en') // '50.0\u00a0%'
 */
export function formatQuantity(quantity: QuantityName, value: number, language: Language): string {
  const { decimals, percent } = forms[quantity];
  return percent ? `${formatNumber(100 * value, decimals, language)}\u00a0%` : formatNumber(value, decimals, language);
}

/** The bounds of an interval of a quantity. */
export function formatQuantityInterval(quantity: QuantityName, [lower, upper]: readonly [number, number], language: Language): string {
  const { decimals, percent } = forms[quantity];
  return percent ? `${formatInterval([100 * lower, 100 * upper], decimals, language)}\u00a0%` : formatInterval([lower, upper], decimals, language);
}

/** A standard uncertainty, with one digit more than the value has; in percentage points for a probability. */
export function formatUncertainty(quantity: QuantityName, value: number, language: Language): string {
  const { decimals, percent } = forms[quantity];
  return formatNumber(percent ? 100 * value : value, decimals + 1, language);
}
