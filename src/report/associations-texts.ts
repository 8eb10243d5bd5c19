import type { Text } from '../measurement/language.ts';
import type { AssociationMethod } from '../tables/associations.ts';

/** The words of the page about associations, and of the command on a terminal. */
export const associationsTexts = {
  title: { en: 'Associations', fr: 'Associations' },
  subtitle: { en: 'Which markers go together, and how closely?', fr: 'Quels marqueurs vont ensemble, et à quel point ?' },
  summary: { en: '{rows} patients, {markers} markers, {pairs} pairs. {method}{held}.', fr: '{rows} patients, {markers} marqueurs, {pairs} paires. {method}{held}.' },
  held: { en: ', {names} held constant', fr: ', à {names} constant' },
  repeated: { en: 'Patients in several rows: {count}. Their rows are not independent, and the intervals too narrow.', fr: 'Patients présents sur plusieurs lignes : {count}. Leurs lignes ne sont pas indépendantes ; les intervalles sont trop étroits.' },
  triangle: { en: 'Correlation triangle', fr: 'Triangle de corrélations' },
  sense: { en: 'Each cell is the correlation of its row with its column, from −1 (one rises as the other falls) over 0 (they have nothing to do with each other) to 1 (they rise together). Bold in a frame: shown, p < 0.05 after Holm’s adjustment for all pairs.', fr: 'Chaque case est la corrélation de sa ligne avec sa colonne, de −1 (l’un monte quand l’autre descend) par 0 (aucun rapport) à 1 (ils montent ensemble). En gras et encadré : démontré, p < 0,05 après ajustement de Holm pour toutes les paires.' },
  strongest: { en: 'Closest: {pairs}.', fr: 'Les plus proches : {pairs}.' },
  shown: { en: '{shown} of {pairs} pairs are shown to go together. The others are not shown to be unrelated: see how wide their intervals are.', fr: '{shown} paires sur {pairs} vont ensemble de façon démontrée. Rien ne prouve que les autres soient sans rapport : voir la largeur de leurs intervalles.' },
  caution: { en: 'To go together is neither to agree nor to cause: two markers may correlate at 0.9 and differ by a factor of two, or both follow a third.', fr: 'Aller ensemble n’est ni concorder ni causer : deux marqueurs peuvent être corrélés à 0,9 et différer du double, ou suivre tous deux un troisième.' },
  colours: { en: 'rise together', fr: 'montent ensemble' },
  opposite: { en: 'one rises as the other falls', fr: 'l’un monte quand l’autre descend' },
  tableTitle: { en: 'Every pair', fr: 'Chaque paire' },
  pair: { en: 'Pair', fr: 'Paire' },
  patients: { en: 'Patients', fr: 'Patients' },
  correlation: { en: 'Correlation (95 % interval)', fr: 'Corrélation (intervalle à 95 %)' },
  p: { en: 'p', fr: 'p' },
  adjusted: { en: 'p after Holm', fr: 'p après Holm' },
  note: { en: 'Each pair rests on the patients who have both; intervals by Fisher’s z.', fr: 'Chaque paire repose sur les patients qui ont les deux ; intervalles par le z de Fisher.' },
  methods: { en: 'Methods', fr: 'Méthodes' },
} as const satisfies Record<string, Text>;

export const methodTexts: Readonly<Record<AssociationMethod, Text>> = {
  pearson: { en: 'Pearson: how closely they follow a straight line', fr: 'Pearson : à quel point ils suivent une droite' },
  spearman: { en: 'Spearman: how closely one rises with the other, in any shape', fr: 'Spearman : à quel point l’un monte avec l’autre, quelle que soit la forme' },
};
