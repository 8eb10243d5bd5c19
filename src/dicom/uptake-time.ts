import type { DataSet } from './data-set.ts';
import { momentOf, momentOfDateTime, parseOffset } from './dicom-time.ts';
import { textValue } from './element-values.ts';

const MILLISECONDS_PER_HOUR = 3_600_000;
const MILLISECONDS_PER_DAY = 24 * MILLISECONDS_PER_HOUR;

/** A time of injection without a date may lie before midnight; a wait longer than this is a clock set wrong instead. */
const LONGEST_WAIT_OVER_MIDNIGHT_HOURS = 20;
/** Beyond three days no 99mTc is left to image: the dates are wrong. */
const LONGEST_WAIT_HOURS = 72;

export interface UptakeTime {
  readonly injectionTime: Date | null;
  readonly acquisitionTime: Date | null;
  /** Hours from injection to acquisition; null when either is unknown, or they contradict each other. */
  readonly uptakeTimeHours: number | null;
}

/** When an image was taken, from the most exact of its dates and times that is stated. */
export function acquisitionTimeOf(dataSet: DataSet, offset: number | null): Date | null {
  const pairs = [['AcquisitionDate', 'AcquisitionTime'], ['ContentDate', 'ContentTime'], ['SeriesDate', 'SeriesTime']] as const;
  const stated = momentOfDateTime(textValue(dataSet, 'AcquisitionDateTime'), offset);
  return pairs.reduce((found, [date, time]) => found ?? momentOf(textValue(dataSet, date), textValue(dataSet, time), offset), stated);
}

/** An injection given as a time of day belongs to the day of the scan, or to the evening before. */
function injectionOnDayOf(acquisition: Date, time: string | null, offset: number | null): Date | null {
  const local = new Date(acquisition.getTime() + (offset ?? 0) * 60_000);
  const day = local.toISOString().slice(0, 10).replaceAll('-', '');
  const sameDay = momentOf(day, time, offset);
  if (!sameDay || sameDay <= acquisition) return sameDay;
  const evening = new Date(sameDay.getTime() - MILLISECONDS_PER_DAY);
  const hours = (acquisition.getTime() - evening.getTime()) / MILLISECONDS_PER_HOUR;
  return hours <= LONGEST_WAIT_OVER_MIDNIGHT_HOURS ? evening : null;
}

/**
 * Reads when the tracer was injected and when the image was taken.
 * @param radiopharmaceutical item of (0054,0016); null when the file has none.
 * Source: DICOM PS3.3 sections C.8.4.10 and C.8.4.9.
 */
export function readUptakeTime(dataSet: DataSet, radiopharmaceutical: DataSet | null): UptakeTime {
  const offset = parseOffset(textValue(dataSet, 'TimezoneOffsetFromUTC'));
  const acquisitionTime = acquisitionTimeOf(dataSet, offset);
  const holders = radiopharmaceutical ? [radiopharmaceutical, dataSet] : [dataSet];
  const dated = holders.map((holder) => momentOfDateTime(textValue(holder, 'RadiopharmaceuticalStartDateTime'), offset)).find((moment) => moment !== null);
  const clock = holders.map((holder) => textValue(holder, 'RadiopharmaceuticalStartTime')).find((time) => time !== null) ?? null;
  const injectionTime = dated ?? (acquisitionTime ? injectionOnDayOf(acquisitionTime, clock, offset) : null);
  if (!injectionTime || !acquisitionTime) return { injectionTime, acquisitionTime, uptakeTimeHours: null };
  const hours = (acquisitionTime.getTime() - injectionTime.getTime()) / MILLISECONDS_PER_HOUR;
  return { injectionTime, acquisitionTime, uptakeTimeHours: hours >= 0 && hours <= LONGEST_WAIT_HOURS ? hours : null };
}
