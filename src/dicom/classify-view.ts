import { viewOfCode } from './clinical-codes.ts';
import { plainWords } from './plain-words.ts';
import type { View } from './study.ts';

const anteriorWords = new Set(['ANT', 'ANTE', 'ANTER', 'ANTERIOR', 'ANTERIEUR', 'ANTERIEURE', 'ANTERIORE', 'VORN', 'VORNE', 'VENTRAL', 'VENTRALE', 'WBANT', 'ANTWB', 'TBANT']);
const posteriorWords = new Set(['POST', 'POSTER', 'POSTERIOR', 'POSTERIEUR', 'POSTERIEURE', 'POSTERIORE', 'HINTEN', 'DORSAL', 'DORSALE', 'RUCKEN', 'WBPOST', 'POSTWB', 'TBPOST']);
const otherWords = new Set(['LAT', 'LATERAL', 'LATERALE', 'LLAT', 'RLAT', 'PROFIL', 'SEITLICH', 'OBL', 'OBLIQUE', 'LAO', 'RAO', 'LPO', 'RPO', 'OAG', 'OAD', 'OPG', 'OPD', 'VERTEX', 'TOP']);
/** After these, "post" means later, not behind: post injection, post-therapy, post op. */
const afterPost = /^(INJ|THERA|TRAIT|OP|STRESS|EXERC|EFFORT|CHEMO|RADIO|DOS|VOID|MICT|MIKT|PRAND|TRAUM|CHIR|MI$|TX$|RT$|TAVI|TREAT|LASIX)/;

function isBehind(word: string, next: string | undefined): boolean {
  return posteriorWords.has(word) && !(word === 'POST' && next !== undefined && afterPost.test(next));
}

/**
 * The view that a free text states, in English, French or German.
 * @returns null when it states none, or both.
 * @example viewInText('WB_ANT') // 'anterior'
 * @example viewInText('3 h post injection') // null
 */
export function viewInText(text: string): View | null {
  const words = plainWords(text);
  if (words.some((word) => otherWords.has(word))) return 'other';
  const anterior = words.some((word) => anteriorWords.has(word));
  const posterior = words.some((word, i) => isBehind(word, words[i + 1]));
  if (anterior === posterior) return null;
  return anterior ? 'anterior' : 'posterior';
}

/** The view of a coded concept: by its code, else by the words of its meaning; null when neither tells. */
export function viewOfConcept(code: string | null, meaning: string | null): View | null {
  return (code === null ? null : viewOfCode(code)) ?? (meaning === null ? null : viewInText(meaning));
}
