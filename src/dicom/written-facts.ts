/** Half-life of 99mTc as Amyloscope writes it. Source: Nuclear Data Sheets 2011;112:275, 6.0067 h. */
export const TECHNETIUM_HALF_LIFE_SECONDS = 21624.12;

/** How facts of images stand in DICOM text: dates and times of day in UTC, ages in years. */
export function dateOf(moment: Date): string {
  return moment.toISOString().slice(0, 10).replaceAll('-', '');
}

export function timeOf(moment: Date): string {
  return moment.toISOString().slice(11, 23).replaceAll(':', '');
}

export function ageOf(years: number): string {
  return `${String(Math.min(999, Math.floor(years))).padStart(3, '0')}Y`;
}
