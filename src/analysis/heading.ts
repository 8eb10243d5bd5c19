/** A heading of a table, with the unit that stands behind it in brackets. */
export interface Heading {
  readonly name: string;
  readonly unit: string | null;
}

/**
 * Parts a heading from its unit.
 * @example splitHeading('Septum (mm)') // { name: 'Septum', unit: 'mm' }
 */
export function splitHeading(title: string): Heading {
  const [, name, unit] = /^(.*?)\s*[([]([^)\]]+)[)\]]\s*$/.exec(title) ?? [];
  return name ? { name, unit: unit.trim() } : { name: title.trim(), unit: null };
}

/**
 * A heading without case, accents and punctuation, for comparison.
 * @example plainHeading('Événement') // 'evenement'
 */
export function plainHeading(title: string): string {
  return title.normalize('NFD').replaceAll('œ', 'oe').toLowerCase().replace(/[^a-z0-9]/g, '');
}
