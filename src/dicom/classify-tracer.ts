import { tracerOfCode } from './clinical-codes.ts';
import { plainWords } from './plain-words.ts';
import type { Tracer } from './study.ts';

/** What a file says of its tracer, most trustworthy first. */
export interface TracerEvidence {
  readonly code: string | null;
  readonly codeMeaning: string | null;
  readonly radiopharmaceutical: string | null;
  readonly radionuclide: string | null;
  /** Descriptions and protocol names, where hospitals often write the tracer. */
  readonly descriptions: readonly (string | null)[];
}

export interface ClassifiedTracer {
  readonly tracer: Tracer;
  /** The words it was read from; null when nothing was said. */
  readonly words: string | null;
}

/** Names and brands on words set apart by spaces; HMDP before MDP, whose long name it contains. */
const boneTracers: readonly (readonly [RegExp, Tracer])[] = [
  [/ (TC|MTC)?DPD | TECEOS | BUTEDRON\w* |PROPAN\w* ?(1 )?DI(CARB|PHOS|FOSF)|DICARBOXY\w* ?PROPAN/, '99mTc-DPD'],
  [/ (TC|MTC)?H?M?HDP | (TC|MTC)?HMDP | (TC|MTC)?HEDSPA | OX[IY]DRON\w* |HYDROX[IY]?[ -]?METH[IY]L|OSTEOCIS/, '99mTc-HMDP'],
  [/ (TC|MTC)?PYP\w* |P[IY]RO ?(PH|F)OS| PYRO AND POLY| ANGIOCIS /, '99mTc-PYP'],
  [/ (TC|MTC)?MDP | MEDRON\w* | METH[IY]LEN\w* ?(BIS|DI)|OSTEOLITE|LENOSCINT/, '99mTc-MDP'],
];

/** Tracers of other examinations, which must not be measured as bone scans. */
const otherTracers = /(SESTA)?MIBI |TETROFOSMIN|MYOVIEW|CARDIOLITE|PERTECHN|DMSA|SUCCIMER|MAG ?3|MERTIATIDE|DTPA|PENTETATE| MAA |MACROAGG|NANOCOL|HIDA|MEBROFENIN|BRIDATEC|EXAMETAZ|HMPAO|BICISATE|OCTREO|TEKTROTYD|MIBG|IOBENGUAN|IOFLUPAN|DATSCAN|GALLIUM|CITRATE|THALL|INDIUM|IODID|KRYPTON|XENON|TECHNEGAS|FDG|FLUORO|PSMA|SULFUR|COLLOID|LEUKO|LEUCO|ERYTHRO|RED CELL|CARDIOLIT|SESTAMIBI|STRONTIUM|SAMARIUM|RADIUM|LUTETIUM|YTTRIUM|FLUORID/;

function spaced(text: string): string {
  return ` ${plainWords(text).join(' ')} `;
}

function boneTracerIn(text: string): Tracer | null {
  const words = spaced(text);
  return boneTracers.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

/** Iodine, thallium and the rest; technetium in any spelling and an absent or unreadable name give false. */
function isOtherNuclide(radionuclide: string | null): boolean {
  if (radionuclide === null) return false;
  const words = spaced(radionuclide);
  return !/ (M ?)?TC|TECHN|TECN/.test(words) && / (I|TL|GA|IN|XE|KR|F|LU|Y|SM|SR|RA|RB|RE|CR|CO|SE|IODINE|IOD|IODE) | THALL| GALL| INDI| IODI| XENON| FLUOR/.test(words);
}

/**
 * The tracer that a file states, in English, French or German, by code, name or brand.
 *
 * A nuclide other than technetium makes it `other` whatever else is written; a stated radiopharmaceutical outweighs
 * descriptions, which may name the usual protocol rather than the one done.
 */
export function classifyTracer(evidence: TracerEvidence): ClassifiedTracer {
  const { code, codeMeaning, radiopharmaceutical, radionuclide, descriptions } = evidence;
  if (isOtherNuclide(radionuclide)) return { tracer: 'other', words: radiopharmaceutical ?? radionuclide };
  const byCode = code === null ? null : tracerOfCode(code);
  if (byCode) return { tracer: byCode, words: codeMeaning ?? radiopharmaceutical ?? code };
  const stated = [radiopharmaceutical, codeMeaning].filter((text) => text !== null);
  for (const text of [...stated, ...descriptions]) {
    const tracer = text === null ? null : boneTracerIn(text);
    if (tracer) return { tracer, words: text };
  }
  const other = stated.find((text) => otherTracers.test(spaced(text)) || isOtherNuclide(text));
  return other ? { tracer: 'other', words: other } : { tracer: 'unknown', words: stated[0] ?? null };
}
