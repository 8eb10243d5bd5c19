import type { Text } from '../measurement/language.ts';
import type { NotMeasured } from '../measurement/result.ts';

/** Why a statistic or a measurement has no value, in French; the English reason beside the code may say more. */
const frenchReasons: Readonly<Record<string, string>> = {
  beyondFollowUp: 'Personne n’a été suivi aussi longtemps.',
  changingCovariates: 'La concordance n’est définie que pour des covariables fixes au cours du suivi.',
  collinear: 'Une covariable est constante ou se déduit des autres : son coefficient est indéterminé.',
  constant: 'Toutes les valeurs sont égales.',
  empty: 'Une des régions est vide.',
  emptyCell: 'Une case du tableau est à 0 : le rapport n’a pas d’intervalle fini.',
  exactTies: 'La vérification n’est pas définie pour les ex æquo exacts.',
  expertsAgree: 'Les lecteurs ne diffèrent jamais : il n’y a pas de désaccord à quoi comparer.',
  lateEntry: 'Un patient n’est vu qu’après le temps 0 : une courbe depuis 0 ne peut être tracée. Comptez le temps depuis la même origine pour tous.',
  machineAgrees: 'La machine égale chaque lecteur : le logarithme de son désaccord n’est pas défini.',
  missingCells: 'Il manque des valeurs : voir les composantes de variance.',
  negativeValues: 'Des pixels sont négatifs : ce ne sont pas des coups.',
  noAnterior: 'Le rapport se définit sur la vue antérieure, qui manque.',
  noCalibration: 'La taille d’un pixel n’est pas connue.',
  noCases: 'Il n’y a aucun cas.',
  noChamber: 'La cavité n’a pas été trouvée sur l’image.',
  noCorrelation: 'Les méthodes ne varient pas ensemble : la droite est indéterminée.',
  noCounts: 'Aucun coup dans la région mesurée.',
  noCovariates: 'Il n’y a aucune covariable.',
  noDifferences: 'Rien ne diffère : il n’y a rien à comparer.',
  noDuration: 'La durée d’une acquisition (0018,1242) n’est pas indiquée : les coups de deux temps ne peuvent être comparés.',
  noEjection: 'Le ventricule gauche n’est pas plus petit en télésystole qu’en télédiastole.',
  noEvents: 'Aucun événement n’est survenu.',
  noHeart: 'Aucun cœur n’a été trouvé sur l’image.',
  noMachine: 'La machine n’a mesuré aucun de ces patients.',
  noMidline: 'Ni rachis ni sternum n’a été trouvé à hauteur du cœur.',
  noMitralPlane: 'Le ventricule et l’oreillette gauches ne se touchent pas sur l’image : pas de plan mitral d’où mesurer.',
  noOverlap: 'Un groupe n’a jamais été à risque en même temps qu’un autre lors d’un événement.',
  noPairs: 'Aucune paire de patients ne peut être ordonnée selon la date de l’événement.',
  noRepeats: 'Aucun patient n’a été mesuré deux fois.',
  noRibs: 'Trop peu de côtes ont été trouvées de l’autre côté.',
  noScatter: 'Les deux scores classent les cas de la même façon.',
  noSubjects: 'Il n’y a aucun patient à suivre.',
  noSubjectVariance: 'Les patients ne se distinguent pas : leur composante de variance est nulle.',
  noThreshold: 'Aucun seuil ne sépare ces cas mieux que le hasard ; indiquez-en un.',
  noWall: 'Aucune paroi n’a été trouvée autour du ventricule gauche.',
  notIdentified: 'Trop peu de niveaux distincts pour séparer les sources de variance.',
  notPositive: 'Une valeur n’est pas au-dessus de 0 : une part de la valeur n’a pas de sens.',
  notReached: 'Médiane non atteinte : plus de la moitié des patients n’ont pas eu l’événement.',
  noTrials: 'Aucun cas de ce genre.',
  notWholeBody: 'L’image ne montre pas le corps entier.',
  oneCategory: 'Une seule classe a été donnée : l’accord au-delà du hasard n’est pas défini.',
  oneClass: 'Il faut des cas malades et des cas sains.',
  oneCovariate: 'Un modèle à plusieurs covariables en demande au moins deux.',
  oneDate: 'Toutes les valeurs sont de la même date.',
  oneEventTime: 'Tous les événements tombent au même temps : aucun changement dans le temps n’est visible.',
  oneGroup: 'Une comparaison demande deux groupes.',
  outsideImage: 'Le cercle du cœur ou son image en miroir sort de l’image.',
  pictureOfScan: 'Les pixels sont une image de la scintigraphie, non des coups.',
  refused: 'L’examen a été refusé : voir le contrôle qualité.',
  ribsNotAboveBackground: 'Les côtes ne se détachent pas des tissus mous sur cette image.',
  separated: 'La séparation est parfaite : aucune estimation finie n’existe.',
  tooFew: 'Trop peu de cas.',
  tooFewDates: 'Trop peu de dates pour une tendance.',
  tooManyPairs: 'Trop de paires pour ajuster une droite (2000 au plus).',
  undefined: 'La statistique n’est pas définie pour chaque rééchantillon.',
};

/**
 * Why there is no value, in every language; English where no French words are known.
 * @example reasonText({ status: 'notMeasured', code: 'noEvents', reason: 'No event happened.' }).fr // 'Aucun événement n’est survenu.'
 */
export function reasonText({ code, reason }: Pick<NotMeasured, 'code' | 'reason'>): Text {
  return { en: reason, fr: frenchReasons[code] ?? reason };
}
