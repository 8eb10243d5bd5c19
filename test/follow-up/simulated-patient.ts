import type { FollowedQuantityName } from '../../src/follow-up/followed-quantity.ts';

/** A true course: level and yearly drift before the treatment, yearly drift under it, scatter of one measurement. */
interface TrueCourse {
  readonly quantity: string;
  readonly key: FollowedQuantityName;
  readonly unit: string;
  readonly start: number;
  readonly driftBefore: number;
  readonly driftAfter: number;
  readonly scatter: number;
  readonly decimals: number;
  readonly everyMonths: number;
  readonly facts: Readonly<Record<string, string>>;
  /** What the last examination but one was made with instead, for a pitfall that a reader should be told of. */
  readonly otherFacts?: Readonly<Record<string, string>>;
}

const echo = { vendor: 'GE', device: 'Vivid E95' };
const scan = { tracer: '99mTc-DPD', uptakeTime: '3', device: 'Symbia 1', method: 'planar 0.1.0', model: 'planar-chest 1.0.0' };
const mri = { device: 'Aera', sequence: 'MOLLI', fieldStrength: '1.5' };
const courses: readonly TrueCourse[] = [
  { key: 'heartToContralateralRatio', quantity: 'H/CL', unit: '', start: 1.75, driftBefore: 0.05, driftAfter: -0.02, scatter: 0.05, decimals: 2, everyMonths: 12, facts: scan, otherFacts: { ...scan, device: 'Discovery 2' } },
  { key: 'ejectionFraction', quantity: 'LVEF', unit: '%', start: 56, driftBefore: -3, driftAfter: -2.2, scatter: 1.5, decimals: 0, everyMonths: 6, facts: echo },
  { key: 'globalLongitudinalStrain', quantity: 'GLS', unit: '%', start: -14.2, driftBefore: 0.9, driftAfter: 0.75, scatter: 0.4, decimals: 1, everyMonths: 6, facts: echo },
  { key: 'septalThickness', quantity: 'septal thickness', unit: 'mm', start: 16.2, driftBefore: 0.6, driftAfter: 0.1, scatter: 0.5, decimals: 1, everyMonths: 12, facts: echo },
  { key: 'nativeT1', quantity: 'native T1', unit: 'ms', start: 1118, driftBefore: 14, driftAfter: -4, scatter: 14, decimals: 0, everyMonths: 12, facts: mri, otherFacts: { ...mri, device: 'Skyra', fieldStrength: '3' } },
  { key: 'extracellularVolume', quantity: 'ECV', unit: '%', start: 44, driftBefore: 2.2, driftAfter: 0.4, scatter: 1, decimals: 1, everyMonths: 12, facts: mri },
  { key: 'ntProBnp', quantity: 'NT-proBNP', unit: 'ng/L', start: 2100, driftBefore: 700, driftAfter: 1050, scatter: 220, decimals: 0, everyMonths: 6, facts: { laboratory: 'central' } },
  { key: 'filtrationRate', quantity: 'eGFR', unit: 'mL/min', start: 62, driftBefore: -5, driftAfter: -7, scatter: 1, decimals: 0, everyMonths: 6, facts: { laboratory: 'central' } },
  { key: 'sixMinuteWalk', quantity: '6MWT', unit: 'm', start: 402, driftBefore: -30, driftAfter: -14, scatter: 8, decimals: 0, everyMonths: 6, facts: {} },
  { key: 'kansasCityScore', quantity: 'KCCQ', unit: '', start: 71, driftBefore: -6, driftAfter: -1, scatter: 2, decimals: 0, everyMonths: 12, facts: {} },
];

const columns = ['patient', 'date', 'quantity', 'value', 'unit', 'simulated', 'tracer', 'uptakeTime', 'vendor', 'device', 'sequence', 'fieldStrength', 'laboratory', 'method', 'model'] as const;
const patient = 'SIM-1';
const months = 42;
const treatedFrom = 14;

const dayOf = (month: number, day: number): string => new Date(Date.UTC(2022, month, day)).toISOString().slice(0, 10);

/** Scatter that looks random and is the same everywhere: no generator, a formula. */
const scatterOf = (course: number, month: number): number => 1.2 * Math.sin(12.9898 * (course + 1) + 78.233 * (month + 1));

function rowOf(cells: Readonly<Record<string, string>>): string {
  return columns.map((name) => cells[name] ?? '').join(',');
}

function truth({ start, driftBefore, driftAfter }: TrueCourse, month: number): number {
  return start + (driftBefore * Math.min(month, treatedFrom) + driftAfter * Math.max(0, month - treatedFrom)) / 12;
}

/** A digital patient under treatment, as a long table: what was true is the formula above, and the table says simulated. */
export function simulatedPatient(): string {
  const shared = { patient, simulated: 'yes' };
  const values = courses.flatMap((course, i) => {
    const dates = Array.from({ length: Math.floor(months / course.everyMonths) + 1 }, (_, visit) => visit * course.everyMonths);
    return dates.map((month, visit) => {
      const facts = visit === dates.length - 2 ? (course.otherFacts ?? course.facts) : course.facts;
      const value = (truth(course, month) + course.scatter * scatterOf(i, month)).toFixed(course.decimals);
      return { date: dayOf(month, 10 + i), row: rowOf({ ...shared, date: dayOf(month, 10 + i), quantity: course.quantity, value, unit: course.unit, ...facts }) };
    });
  });
  const others = [
    [dayOf(treatedFrom, 1), 'treatment', 'tafamidis'],
    [dayOf(38, 20), 'diuretic intensification', 'yes'],
    [dayOf(months, 10), 'HF hospitalisation', 'no'],
  ].map(([date, quantity, value]) => ({ date, row: rowOf({ ...shared, date, quantity, value }) }));
  const rows = [...values, ...others].toSorted((a, b) => (a.date < b.date ? -1 : 1)).map(({ row }) => row);
  return `${[columns.join(','), ...rows].join('\n')}\n`;
}
