import { parseDate } from './dicom-time.ts';

const MILLISECONDS_PER_DAY = 86_400_000;

function shiftedDay(text: string, days: number): string | null {
  const day = parseDate(text);
  return day === null ? null : new Date(day + days * MILLISECONDS_PER_DAY).toISOString().slice(0, 10).replaceAll('-', '');
}

function shiftedValue(text: string, vr: string, days: number): string | null {
  if (text === '') return text;
  if (vr === 'DA') return shiftedDay(text, days);
  // Less than a whole day cannot be moved by days, and one that is no day may be anything.
  const parts = /^(\d{8})(\d{0,6}(?:\.\d{1,6})?(?:[+-]\d{4})?)$/.exec(text);
  const day = parts && shiftedDay(parts[1], days);
  return day === null ? null : day + parts![2];
}

/**
 * Moves dates by whole days; the time of day stays, so every interval does.
 * @param text of representation DA or DT, with several values as DICOM writes them.
 * @returns null when one of the values is no date.
 */
export function shiftDates(text: string, vr: 'DA' | 'DT', days: number): string | null {
  const values = text.split('\\').map((value) => shiftedValue(value.trim(), vr, days));
  return values.includes(null) ? null : values.join('\\');
}
