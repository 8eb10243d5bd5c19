import type { Text } from '../measurement/language.ts';
import type { NotMeasured } from '../measurement/result.ts';

/** Why a statistic of a table has no value, in French; the English reason beside the code may say more. */
const frenchReasons: Readonly<Record<string, string>> = {
  beyondFollowUp: 'Personne n’a été suivi aussi longtemps.',
  changingCovariates: 'La concordance n’est définie que pour des covariables fixes au cours du suivi.',
  collinear: 'Une covariable est constante ou se déduit des autres : son coefficient est indéterminé.',
  constant: 'Toutes les valeurs sont égales.',
  emptyCell: 'Une case du tableau est à 0 : le rapport n’a pas d’intervalle fini.',
  exactTies: 'La vérification n’est pas définie pour les ex æquo exacts.',
  expertsAgree: 'Les lecteurs ne diffèrent jamais : il n’y a pas de désaccord à quoi comparer.',
  lateEntry: 'Un patient n’est vu qu’après le temps 0 : une courbe depuis 0 ne peut être tracée. Comptez le temps depuis la même origine pour tous.',
  machineAgrees: 'La machine égale chaque lecteur : le logarithme de son désaccord n’est pas défini.',
  missingCells: 'Il manque des valeurs : voir les composantes de variance.',
  noCases: 'Il n’y a aucun cas.',
  noCorrelation: 'Les méthodes ne varient pas ensemble : la droite est indéterminée.',
  noCovariates: 'Il n’y a aucune covariable.',
  noEvents: 'Aucun événement n’est survenu.',
  noMachine: 'La machine n’a mesuré aucun de ces patients.',
  noOverlap: 'Un groupe n’a jamais été à risque en même temps qu’un autre lors d’un événement.',
  noPairs: 'Aucune paire de patients ne peut être ordonnée selon la date de l’événement.',
  noRepeats: 'Aucun patient n’a été mesuré deux fois.',
  noScatter: 'Les deux scores classent les cas de la même façon.',
  noSubjects: 'Il n’y a aucun patient à suivre.',
  noSubjectVariance: 'Les patients ne se distinguent pas : leur composante de variance est nulle.',
  noThreshold: 'Aucun seuil ne sépare ces cas mieux que le hasard ; indiquez-en un.',
  notIdentified: 'Trop peu de niveaux distincts pour séparer les sources de variance.',
  notPositive: 'Une valeur n’est pas au-dessus de 0 : une part de la valeur n’a pas de sens.',
  notReached: 'Médiane non atteinte : plus de la moitié des patients n’ont pas eu l’événement.',
  noTrials: 'Aucun cas de ce genre.',
  oneCategory: 'Une seule classe a été donnée : l’accord au-delà du hasard n’est pas défini.',
  oneClass: 'Il faut des cas malades et des cas sains.',
  oneCovariate: 'Un modèle à plusieurs covariables en demande au moins deux.',
  oneEventTime: 'Tous les événements tombent au même temps : aucun changement dans le temps n’est visible.',
  oneGroup: 'Une comparaison demande deux groupes.',
  separated: 'La séparation est parfaite : aucune estimation finie n’existe.',
  tooFew: 'Trop peu de cas.',
  tooManyPairs: 'Trop de paires pour ajuster une droite (2000 au plus).',
};

/**
 * Why there is no value, in every language; English where no French words are known.
 * @example reasonText({ status: 'notMeasured', code: 'noEvents', reason: 'No event happened.' }).fr // 'Aucun événement n’est survenu.'
 */
export function reasonText({ code, reason }: NotMeasured): Text {
  return { en: reason, fr: frenchReasons[code] ?? reason };
}
