import type { CodedConcept } from '../../dicom/clinical-codes.ts';
import type { ImageInstance, ReportedNumber } from '../../dicom/study.ts';
import { scoreInputs, type ScoreInputName } from '../../measurement/echo-score-inputs.ts';
import { mean } from '../../statistics/mean.ts';
import type { GivenInputs } from './score-inputs.ts';

/** "Adult Echocardiography Procedure Report", of DICOM PS3.16 TID 5200 and of its simpler form TID 5300. */
const ECHO_REPORT = 'DCM 125200';

/** Codes as scheme and value. Source: DICOM PS3.16 context groups 12203, 12207, 12235, 12257, 12300; 59111-5 as a vendor's scanners write it. */
const codes = {
  mitralToAnnularRatio: ['SCT 399140004', 'SRT G-037B', 'LN 59111-5'],
  mitralInflow: ['LN 18037-2', 'LN 80070-6'],
  annularVelocity: ['SCT 399133000', 'SRT G-037A'],
  septalAnnularVelocity: ['LN 79911-4'],
  lateralAnnularVelocity: ['LN 80054-0'],
  tricuspidExcursion: ['LN 77903-3'],
  septalThickness: ['LN 18154-5', 'LN 79969-2', 'LN 79968-4'],
  posteriorWallThickness: ['LN 18152-9', 'LN 80031-8', 'LN 80032-6'],
  endDiastolicDiameter: ['LN 29436-3', 'LN 80007-8', 'LN 80008-6'],
} as const;
type Concept = keyof typeof codes;

const sites = { septal: ['SCT 399093001', 'SRT G-0391'], lateral: ['SCT 399086000', 'SRT G-0392'] } as const;
/** Selection status: the value that the report goes by. */
const chosen = ['DCM 121410', 'DCM 121411', 'DCM 121412'];
const meanOfSeveral = ['SCT 373098007', 'SRT R-00317'];

/** Factors from UCUM to the units of the inputs: mm, cm/s, none. */
const factors: Readonly<Record<string, number>> = { mm: 1, cm: 10, m: 1000, 'cm/s': 1, 'm/s': 100, 'mm/s': 0.1, '1': 1, '{ratio}': 1, '': 1 };

/** Whether an object is a report of measurements on an echocardiogram. */
export function isEchoReport({ structuredReport }: ImageInstance): boolean {
  return structuredReport?.title != null && key(structuredReport.title) === ECHO_REPORT;
}

/**
 * What reports of an examination state of the inputs of scores. Of repeated values the one that the report goes by is taken,
 * else their stated mean, else the mean of all.
 *
 * E/e′ is by the mean of the septal and the lateral velocity where the report has both, else by the one it has. A value that no
 * living adult has is left out.
 */
export function reportedInputs(reports: readonly ImageInstance[]): GivenInputs {
  const numbers = reports.filter(isEchoReport).flatMap(({ structuredReport }) => structuredReport!.numbers);
  const wall = valueOf(numbers, 'posteriorWallThickness');
  const diameter = valueOf(numbers, 'endDiastolicDiameter');
  const found: Partial<Record<ScoreInputName, number | null>> = {
    mitralToAnnularRatio: fillingRatio(numbers),
    tricuspidExcursionMm: valueOf(numbers, 'tricuspidExcursion'),
    septalThicknessMm: valueOf(numbers, 'septalThickness'),
    relativeWallThickness: wall && diameter && (2 * wall) / diameter,
  };
  return Object.fromEntries(Object.entries(found).filter(([name, value]) => {
    const [lowest, highest] = scoreInputs[name as ScoreInputName].allowed;
    return value !== null && value >= lowest && value <= highest;
  })) as GivenInputs;
}

function fillingRatio(numbers: readonly ReportedNumber[]): number | null {
  const ratio = (site?: keyof typeof sites | 'none') => valueOf(numbers, 'mitralToAnnularRatio', site);
  const whole = ratio('none');
  if (whole) return whole;
  const [septal, lateral] = [ratio('septal'), ratio('lateral')];
  // The same E over the mean of both velocities.
  if (septal && lateral) return 2 / (1 / septal + 1 / lateral);
  const inflow = valueOf(numbers, 'mitralInflow');
  const velocities = [
    valueOf(numbers, 'septalAnnularVelocity') ?? valueOf(numbers, 'annularVelocity', 'septal'),
    valueOf(numbers, 'lateralAnnularVelocity') ?? valueOf(numbers, 'annularVelocity', 'lateral'),
  ].flatMap((velocity) => velocity || []);
  // Towards the probe or away from it: signs differ between scanners.
  return inflow && velocities.length > 0 ? Math.abs(inflow / mean(velocities)) : (septal ?? lateral);
}

/** In mm, cm/s or none. @param site where it was measured; 'none' for numbers that state neither. Without it any. */
function valueOf(numbers: readonly ReportedNumber[], concept: Concept, site?: keyof typeof sites | 'none'): number | null {
  const wanted = numbers.filter((number) => has(codes[concept], number.concept) && factors[number.unit ?? ''] !== undefined && (site === undefined || siteOf(number) === site));
  const marked = (marks: readonly string[]) => wanted.filter(({ modifiers }) => modifiers.some((one) => has(marks, one)));
  const best = [marked(chosen), marked(meanOfSeveral), wanted].find((some) => some.length > 0);
  return best ? mean(best.map(({ value, unit }) => value * factors[unit ?? ''])) : null;
}

function siteOf({ modifiers }: ReportedNumber): keyof typeof sites | 'none' {
  return (['septal', 'lateral'] as const).find((site) => modifiers.some((one) => has(sites[site], one))) ?? 'none';
}

function has(some: readonly string[], concept: CodedConcept): boolean {
  return some.includes(key(concept));
}

function key({ scheme, value }: CodedConcept): string {
  return `${scheme === 'SNM3' || scheme === '99SDM' ? 'SRT' : scheme} ${value}`;
}
