import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { RepeatedMeasurements } from '../tables/repeated-measurements.ts';

/** How values are judged: as quantities, as classes with an order, or as classes without one. */
export const measurementScales = ['quantity', 'ordered', 'named'] as const;
export type MeasurementScale = (typeof measurementScales)[number];

/** One quantity of a table, on its scale. */
export type MeasuredQuantity =
  | { readonly kind: 'quantity'; readonly measurements: RepeatedMeasurements<number> }
  | { readonly kind: 'classes'; readonly measurements: RepeatedMeasurements<string>; readonly categories: readonly string[]; readonly ordered: boolean };

export interface ScaleChoice {
  /** null: as the values look. */
  readonly scale: MeasurementScale | null;
  /** Every class, the lowest first; null: as the values give them. */
  readonly order: readonly string[] | null;
}

/** Whole numbers with at most this many levels look like a grade. */
const mostGrades = 6;
const highestGrade = 10;

/**
 * Puts values on a scale. Whole numbers of few levels and without unit look like a grade, words like named classes; words
 * that all hold a number, as in `grade 2`, are ordered by it.
 *
 * @throws AmyloscopeError `invalidInput` when words are to be a quantity, a class is missing in the order given, or words
 *   are to be ordered and nothing says how.
 */
export function onScale(measurements: RepeatedMeasurements<number | string>, { scale, order }: ScaleChoice, path: string): MeasuredQuantity {
  const { name, unit } = measurements;
  const values = inOneSpelling(measurements.values, order ?? []);
  const different = [...new Set(values)];
  const numeric = values.every((value) => typeof value === 'number');
  const chosen = scale ?? (order ? 'ordered' : !numeric ? 'words' : unit === null && looksLikeGrade(different as number[]) ? 'ordered' : 'quantity');
  if (chosen === 'quantity') {
    if (!numeric) throw new AmyloscopeError('invalidInput', {
    en: `${path}: ${name} holds words ("${different.find((value) => typeof value === 'string')}"), not numbers. Judge it as classes with --scale named, or ordered with --order.`,
    fr: `${path} : ${name} contient des mots ("${different.find((value) => typeof value === 'string')}") et non des nombres. Jugez-le par classes avec --scale named, ou ordonné avec --order.`,
  });
    return { kind: 'quantity', measurements: measurements as RepeatedMeasurements<number> };
  }
  const natural = naturalOrder(different);
  const ordered = chosen === 'ordered' || (chosen === 'words' && natural !== null);
  const categories = order ?? natural ?? different.map(String).toSorted();
  const stranger = different.find((value) => !categories.includes(String(value)));
  if (stranger !== undefined) throw new AmyloscopeError('invalidInput', {
    en: `${path}: ${name} holds the class "${stranger}", which --order ${categories.join(',')} does not name. Name every class, the lowest first.`,
    fr: `${path} : ${name} contient la classe "${stranger}", que --order ${categories.join(',')} ne nomme pas. Nommez toutes les classes, la plus basse en premier.`,
  });
  if (ordered && !order && !natural) {
    const some = different.slice(0, 4).map((value) => `"${value}"`).join(', ');
    throw new AmyloscopeError('invalidInput', {
      en: `${path}: ${name} holds ${some}, in no order that can be seen. State it with --order, the lowest class first.`,
      fr: `${path} : ${name} contient ${some}, sans ordre visible. Indiquez-le avec --order, la classe la plus basse en premier.`,
    });
  }
  return { kind: 'classes', measurements: { ...measurements, values: values.map(String) }, categories, ordered };
}

/** Words that differ in case alone are one class, spelt as ordered or as first seen. */
function inOneSpelling(values: readonly (number | string)[], order: readonly string[]): readonly (number | string)[] {
  const spelling = new Map(order.map((word) => [word.toLowerCase(), word]));
  return values.map((value) => {
    if (typeof value === 'number') return value;
    const key = value.toLowerCase();
    if (!spelling.has(key)) spelling.set(key, value);
    return spelling.get(key)!;
  });
}

function looksLikeGrade(different: readonly number[]): boolean {
  return different.length <= mostGrades && different.every((value) => Number.isInteger(value) && value >= 0 && value <= highestGrade);
}

/** Classes from lowest to highest; whole numbers with every number between them; null for words without number. */
function naturalOrder(different: readonly (number | string)[]): readonly string[] | null {
  if (different.length > 0 && different.every((value) => typeof value === 'number')) {
    const sorted = different.toSorted((a, b) => a - b);
    const [low, high] = [sorted[0], sorted[sorted.length - 1]];
    const grades = different.every(Number.isInteger) && high - low <= highestGrade;
    return grades ? Array.from({ length: high - low + 1 }, (_, i) => String(low + i)) : sorted.map(String);
  }
  const numbers = different.map((word) => Number(/\d+/.exec(String(word))?.[0] ?? Number.NaN));
  if (numbers.some(Number.isNaN) || new Set(numbers).size < numbers.length) return null;
  return different.map(String).toSorted((a, b) => Number(/\d+/.exec(a)![0]) - Number(/\d+/.exec(b)![0]));
}
