import type { ImageInstance } from '../../dicom/study.ts';
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
const ADULT_YEARS = 18;

/** Whether the file says that it shows something for which nothing here was made. */
export function checkSubject({ studyDescription, seriesDescription, bodyPart, patientAgeYears, ultrasound }: ImageInstance): readonly Finding[] {
  const words = [studyDescription, seriesDescription, bodyPart].filter((text) => text !== null);
  const said = telling.flatMap(([code, pattern]) => {
    const text = words.find((one) => saysSo(one, pattern));
    return text === undefined ? [] : [echoFinding(code, { words: text })];
  });
  const sectors = (ultrasound?.regions ?? []).filter(({ dataType, inside }) => dataType === 'tissue' && inside).length;
  return [
    ...said,
    ...(patientAgeYears !== null && patientAgeYears < ADULT_YEARS ? [echoFinding('paediatric', { age: Math.floor(patientAgeYears) })] : []),
    ...(sectors > 1 ? [echoFinding('severalSectors', { count: sectors })] : []),
  ];
}

function saysSo(text: string, pattern: RegExp): boolean {
  const found = pattern.exec(text);
  return found !== null && !NEGATED.test(text.slice(0, found.index));
}
