const MILLISECONDS_PER_MINUTE = 60_000;

/** Day as written: YYYYMMDD, or YYYY.MM.DD and YYYY-MM-DD of older writers. */
const DATE = /^(\d{4})[.-]?(\d{2})[.-]?(\d{2})$/;
/** Time as written: HH, HHMM, HHMMSS, HHMMSS.FFFFFF, with or without colons. */
const TIME = /^(\d{2})(?::?(\d{2})(?::?(\d{2})(\.\d{1,6})?)?)?$/;
const DATE_TIME = /^(\d{8})(\d{2,6}(?:\.\d{1,6})?)?([+-]\d{4})?$/;
const OFFSET = /^([+-])(\d{2})(\d{2})$/;

/** Milliseconds of a DICOM date at midnight, as if in UTC; null when it is no real day. Source: DICOM PS3.5 section 6.2, DA. */
export function parseDate(text: string | null): number | null {
  const parts = DATE.exec(text ?? '');
  if (!parts) return null;
  const [year, month, day] = parts.slice(1).map(Number);
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1850;
  return real ? time : null;
}

/** Milliseconds since midnight of a DICOM time; null when it is no real time. Source: DICOM PS3.5 section 6.2, TM. */
export function parseTime(text: string | null): number | null {
  const parts = TIME.exec(text ?? '');
  if (!parts) return null;
  const [hours, minutes = 0, seconds = 0, fraction = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  if (hours > 23 || minutes > 59 || seconds > 60) return null;
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + Math.round(fraction * 1000);
}

/** Minutes east of UTC of an offset such as `+0100`; null when absent or not one. */
export function parseOffset(text: string | null): number | null {
  const parts = OFFSET.exec(text ?? '');
  if (!parts) return null;
  const minutes = Number(parts[2]) * 60 + Number(parts[3]);
  return minutes > 14 * 60 ? null : minutes * (parts[1] === '-' ? -1 : 1);
}

/**
 * A moment from a date and a time. Without an offset the clock of the hospital is taken for UTC, so that differences
 * between moments of one file are right on every machine.
 */
export function momentOf(date: string | null, time: string | null, offsetMinutes: number | null): Date | null {
  const [day, clock] = [parseDate(date), parseTime(time)];
  if (day === null || clock === null) return null;
  return new Date(day + clock - (offsetMinutes ?? 0) * MILLISECONDS_PER_MINUTE);
}

/** A moment from a DICOM date-time, whose own offset outweighs the file's. Source: DICOM PS3.5 section 6.2, DT. */
export function momentOfDateTime(text: string | null, offsetMinutes: number | null): Date | null {
  const parts = DATE_TIME.exec(text ?? '');
  if (!parts?.[2]) return null;
  return momentOf(parts[1], parts[2], parseOffset(parts[3] ?? null) ?? offsetMinutes);
}

/** A DICOM date as YYYY-MM-DD; null when it is no real day. */
export function isoDate(text: string | null): string | null {
  const day = parseDate(text);
  return day === null ? null : new Date(day).toISOString().slice(0, 10);
}
