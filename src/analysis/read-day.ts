/** In which order a column writes day and month. */
export type DayOrder = 'dayFirst' | 'monthFirst' | 'unknown';

/** What a cell that should hold a date was found to hold. */
export type DayCell = { readonly kind: 'day'; readonly day: string } | { readonly kind: 'empty' | 'notADate' | 'ambiguousOrder' };

const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s].*)?$/;
const yearLast = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:\s.*)?$/;
const compact = /^(\d{4})(\d{2})(\d{2})$/;
/** Days since 30 December 1899, as a spreadsheet stores a date: from 1954 to 2119. */
const serialNumbers = [20_000, 80_000] as const;
const spreadsheetEpoch = Date.UTC(1899, 11, 30);
const msPerDay = 86_400_000;

/**
 * Reads a calendar day: ISO 8601, `31/03/2025`, `31.03.2025`, `20250331`, or the number that a spreadsheet keeps.
 *
 * @param order of the column; a date such as `02/03/2025` is refused while it is not known.
 * @example readDay('45747', 'unknown') // { kind: 'day', day: '2025-03-31' }
 * @example readDay('31/03/2025', 'dayFirst') // { kind: 'day', day: '2025-03-31' }
 */
export function readDay(text: string, order: DayOrder): DayCell {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'empty' };
  const iso = yearFirst.exec(trimmed) ?? compact.exec(trimmed);
  if (iso) return calendarDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const serial = Number(trimmed.replace(',', '.'));
  if (serial >= serialNumbers[0] && serial <= serialNumbers[1]) return { kind: 'day', day: isoDay(spreadsheetEpoch + Math.floor(serial) * msPerDay) };
  const european = yearLast.exec(trimmed);
  if (!european) return { kind: 'notADate' };
  const [first, second, written] = european.slice(1).map(Number);
  const year = european[3].length === 2 ? 2000 + written : written;
  const decided = first > 12 || trimmed.includes('.') ? 'dayFirst' : second > 12 ? 'monthFirst' : order;
  if (decided === 'unknown' && first !== second) return { kind: 'ambiguousOrder' };
  return decided === 'monthFirst' ? calendarDay(year, first, second) : calendarDay(year, second, first);
}

/** Learns from a whole column whether days or months come first; `unknown` when no date decides, or two contradict. */
export function dayOrderOf(cells: readonly string[]): DayOrder {
  const dates = cells.flatMap((cell) => {
    const match = yearLast.exec(cell.trim());
    return match ? [[Number(match[1]), Number(match[2])]] : [];
  });
  const dayFirst = dates.some(([first]) => first > 12);
  const monthFirst = dates.some(([, second]) => second > 12);
  if (dayFirst === monthFirst) return 'unknown';
  return dayFirst ? 'dayFirst' : 'monthFirst';
}

function calendarDay(year: number, month: number, day: number): DayCell {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? { kind: 'day', day: isoDay(time) } : { kind: 'notADate' };
}

function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
