/**
 * Words of a free text in capitals, without accents or punctuation, digits apart from letters.
 * @example plainWords('Tête_ANT-3h') // ['TETE', 'ANT', '3', 'H']
 */
export function plainWords(text: string): readonly string[] {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase().match(/[A-Z]+|\d+/g) ?? [];
}
