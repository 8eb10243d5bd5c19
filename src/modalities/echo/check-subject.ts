import type { ImageInstance, UltrasoundRegion } from '../../dicom/study.ts';
import type { Finding } from '../../measurement/finding.ts';
import { echoFinding, type EchoFindingCode } from './findings.ts';

/** Words by which files, in English or French, say what is not measured. */
const telling = [
  ['transoesophageal', /\b(?:TEE|TOE|ETO)\b|trans-?o?esophag|trans-?œsophag/iu],
  ['fetal', /\bf(?:o?et|œt)(?:us|al)\b|\bf(?:o?et|œt)ale\b|obstetric|obstétri/iu],
  ['contrastAgent', /\bcontrast(?:e)?\b|definity|sonovue|optison|lumason|\bLVO\b/iu],
] as const satisfies readonly (readonly [EchoFindingCode, RegExp])[];
/** A negation before the word: without contrast. */
const NEGATED = /\b(?:no|non|without|sans|w\/o)\s+$/iu;
/** What files put in place of an agent where none was given. */
const NO_AGENT = /^\W*(?:none|nil|no|non|aucun|sans|n\/?a)?\W*$/iu;
const ADULT_YEARS = 18;
/** Regions that share more than this of the smaller one show one sector. */
const SAME_SECTOR = 0.5;

/** Whether the file says that it shows something for which nothing here was made. */
export function checkSubject({ studyDescription, seriesDescription, bodyPart, patientAgeYears, ultrasound }: ImageInstance): readonly Finding[] {
  const words = [studyDescription, seriesDescription, bodyPart, ultrasound?.protocol ?? null].filter((text) => text !== null);
  const said = telling.flatMap(([code, pattern]) => {
    const text = words.find((one) => saysSo(one, pattern));
    return text === undefined ? [] : [echoFinding(code, { words: text })];
  });
  const agent = ultrasound?.contrastAgent ?? null;
  const given = agent !== null && !NO_AGENT.test(agent) && !said.some(({ code }) => code === 'contrastAgent');
  const sectors = countSectors(ultrasound?.regions ?? []);
  return [
    ...said,
    ...(given ? [echoFinding('contrastAgent', { words: agent })] : []),
    ...(patientAgeYears !== null && patientAgeYears < ADULT_YEARS ? [echoFinding('paediatric', { age: Math.floor(patientAgeYears) })] : []),
    ...(sectors > 1 ? [echoFinding('severalSectors', { count: sectors })] : []),
  ];
}

/** Sectors of tissue side by side: some writers state one sector twice. */
function countSectors(regions: readonly UltrasoundRegion[]): number {
  const sectors: UltrasoundRegion[] = [];
  for (const region of regions) if (region.dataType === 'tissue' && region.inside && !sectors.some((other) => sharedPart(region, other) > SAME_SECTOR)) sectors.push(region);
  return sectors.length;
}

/** What two regions have in common, as a share of the smaller one. */
function sharedPart(a: UltrasoundRegion, b: UltrasoundRegion): number {
  const across = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);
  const down = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0);
  const area = ({ x0, y0, x1, y1 }: UltrasoundRegion) => (x1 - x0) * (y1 - y0);
  return (Math.max(0, across) * Math.max(0, down)) / Math.min(area(a), area(b));
}

function saysSo(text: string, pattern: RegExp): boolean {
  const found = pattern.exec(text);
  return found !== null && !NEGATED.test(text.slice(0, found.index));
}
