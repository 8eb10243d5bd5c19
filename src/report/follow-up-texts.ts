import type { ContextFact } from '../follow-up/followed-quantity.ts';
import type { ReferenceReason } from '../follow-up/follow-quantity.ts';
import type { EventName } from '../follow-up/history.ts';
import type { Verdict } from '../follow-up/judge-rule.ts';
import type { NoiseStatistic } from '../follow-up/noise-library.ts';
import type { Text } from '../measurement/language.ts';

/** The words of the follow-up page and of the follow-up on a terminal. */
export const followUpTexts = {
  title: { en: 'Follow-up', fr: 'Suivi' },
  subtitle: { en: 'Is the change real, and does it meet a published criterion? Two questions, two answers.', fr: 'Le changement est-il réel, et remplit-il un critère publié\u00a0? Deux questions, deux réponses.' },
  summary: { en: 'Patient {patient}: {values} values of {quantities} quantities, {first} to {last}.', fr: 'Patient {patient}\u00a0: {values} valeurs de {quantities} grandeurs, du {first} au {last}.' },
  nothing: { en: 'Patient {patient}: no value could be read.', fr: 'Patient {patient}\u00a0: aucune valeur lisible.' },
  simulated: { en: 'Simulated: a digital patient, not a person.', fr: 'Simulé\u00a0: un patient numérique, pas une personne.' },
  overview: { en: 'At a glance', fr: 'En bref' },
  quantity: { en: 'Quantity', fr: 'Grandeur' },
  fromTo: { en: 'Reference, latest', fr: 'Référence, dernière' },
  change: { en: 'Change', fr: 'Changement' },
  noiseLimit: { en: 'Noise alone', fr: 'Bruit seul' },
  beyondNoise: { en: 'Beyond noise?', fr: 'Au-delà du bruit\u00a0?' },
  probability: { en: 'Probability of true worsening', fr: 'Probabilité d’aggravation vraie' },
  criterion: { en: 'Published criterion?', fr: 'Critère publié\u00a0?' },
  yesWorse: { en: 'yes, worse', fr: 'oui, aggravé' },
  yesBetter: { en: 'yes, better', fr: 'oui, amélioré' },
  no: { en: 'no', fr: 'non' },
  unknown: { en: 'cannot be told', fr: 'indécidable' },
  noRule: { en: 'no rule', fr: 'aucune règle' },
  ruleOff: { en: 'rule off', fr: 'règle inactive' },
  off: { en: 'off, since not verified', fr: 'inactive, car non vérifiée' },
  offRules: { en: 'Off, since read in no source or only where another quotes it: {rules}.', fr: 'Inactives, car lues dans aucune source ou seulement citées par une autre\u00a0: {rules}.' },
  wouldLieInside: { en: 'Its threshold lies inside the noise.', fr: 'Son seuil est à l’intérieur du bruit.' },
  wouldBeBorderline: { en: 'Its threshold lies between the lowest and the highest published noise.', fr: 'Son seuil se situe entre le plus faible et le plus fort bruit publié.' },
  noRuleLong: { en: 'No published rule on this quantity was found.', fr: 'Aucune règle publiée n’a été trouvée sur cette grandeur.' },
  points: { en: 'points', fr: 'points' },
  noiseTitle: { en: 'Does it exceed measurement noise?', fr: 'Dépasse-t-il le bruit de mesure\u00a0?' },
  criterionTitle: { en: 'Does it meet a published criterion?', fr: 'Remplit-il un critère publié\u00a0?' },
  noiseSense: {
    en: '{answer}. {change} since {date}. In 95 of 100 pairs, two measurements of an unchanged patient differ by {limits}. Probability of true worsening: {probability}.',
    fr: '{answer}. {change} depuis le {date}. Dans 95 paires sur 100, deux mesures d’un patient inchangé diffèrent de {limits}. Probabilité d’aggravation vraie\u00a0: {probability}.',
  },
  trueChange: { en: 'True change, 95\u00a0% interval: {interval}.', fr: 'Vrai changement, intervalle à 95\u00a0%\u00a0: {interval}.' },
  beyondWorse: { en: 'Yes, worse', fr: 'Oui, aggravé' },
  beyondBetter: { en: 'Yes, better', fr: 'Oui, amélioré' },
  within: { en: 'No, within noise', fr: 'Non, dans le bruit' },
  upTo: { en: 'less than {rise}', fr: 'moins de {rise}' },
  upToBoth: { en: 'less than {rise} up or {fall} down', fr: 'moins de {rise} en hausse ou {fall} en baisse' },
  bothYes: { en: 'A real change that meets a published criterion.', fr: 'Un vrai changement, qui remplit un critère publié.' },
  metWithinNoise: { en: 'The published threshold is passed, but noise alone does that: measure again before acting on it.', fr: 'Le seuil publié est franchi, mais le bruit seul y suffit\u00a0: remesurer avant d’agir.' },
  realNotMet: { en: 'A real change, smaller than any published threshold that is on.', fr: 'Un vrai changement, inférieur à tout seuil publié actif.' },
  neither: { en: 'Nothing here says that the patient changed.', fr: 'Rien ici ne dit que le patient a changé.' },
  inside: { en: 'This threshold ({amount}) lies inside the noise.', fr: 'Ce seuil ({amount}) est à l’intérieur du bruit.' },
  borderline: { en: 'This threshold ({amount}) lies between the lowest and the highest published noise.', fr: 'Ce seuil ({amount}) se situe entre le plus faible et le plus fort bruit publié.' },
  beyondThreshold: { en: 'Probability that the true change passes it: {probability}.', fr: 'Probabilité que le vrai changement le franchisse\u00a0: {probability}.' },
  yearCompared: { en: 'compared with {date}', fr: 'comparé au {date}' },
  source: { en: 'Source', fr: 'Source' },
  certainty: { en: 'Certainty', fr: 'Certitude' },
  rule: { en: 'Rule', fr: 'Règle' },
  verdict: { en: 'Verdict', fr: 'Verdict' },
  criteria: { en: 'Published criteria', fr: 'Critères publiés' },
  unverifiedOff: { en: '{count} rules whose thresholds could not be verified in a source are off; --unverified turns them on.', fr: '{count} règles aux seuils non vérifiés dans une source sont inactives\u00a0; --unverified les active.' },
  unverifiedOn: { en: 'Rules whose thresholds could not be verified in a source are on. Their label says so.', fr: 'Les règles aux seuils non vérifiés dans une source sont actives. Leur mention le dit.' },
  counts: { en: 'Met: {met} of {needed} needed; undecided: {undecided}; not assessed: {notAssessed}.', fr: 'Remplis\u00a0: {met} sur {needed} requis\u00a0; indécis\u00a0: {undecided}\u00a0; non évalués\u00a0: {notAssessed}.' },
  reference: { en: 'Reference', fr: 'Référence' },
  treatments: { en: 'Treatments and events', fr: 'Traitements et événements' },
  ongoing: { en: 'ongoing', fr: 'en cours' },
  noise: { en: 'Noise that was used', fr: 'Bruit utilisé' },
  noiseAll: { en: 'All published figures of the quantities above; the first of each is in use unless your own table replaces it.', fr: 'Tous les chiffres publiés des grandeurs ci-dessus\u00a0; le premier de chacune est utilisé, sauf si votre table le remplace.' },
  noiseLeftOut: { en: 'Looked at and left out', fr: 'Examinés et écartés' },
  inUse: { en: 'in use', fr: 'utilisé' },
  figure: { en: 'Figure', fr: 'Chiffre' },
  subjects: { en: 'n', fr: 'n' },
  studied: { en: 'Population, device, interval', fr: 'Population, appareil, intervalle' },
  comparability: { en: 'Comparable with the latest?', fr: 'Comparables à la dernière\u00a0?' },
  allComparable: { en: 'All measurements were made alike.', fr: 'Toutes les mesures ont été faites de la même façon.' },
  notComparable: { en: '{date} is not comparable: {facts}.', fr: '{date} n’est pas comparable\u00a0: {facts}.' },
  unstated: { en: 'Not stated, so comparable only if alike: {facts}.', fr: 'Non précisé, donc comparable seulement si identique\u00a0: {facts}.' },
  ownOutlines: { en: 'its own', fr: 'les siens' },
  outlinesOf: { en: 'those of {date}', fr: 'ceux du {date}' },
  inOutlines: { en: 'SPECT/CT is compared in the outlines of the visit of {date}, carried over to later visits, with the noise of this way of measuring.', fr: 'Les TEMP/TDM sont comparées dans les contours de la visite du {date}, reportés aux visites suivantes, avec le bruit de cette façon de mesurer.' },
  insteadOf: { en: '{fact} {before} instead of {after}', fr: '{fact} {before} au lieu de {after}' },
  course: { en: 'Course since {date}: {slope} a year ({interval}); probability that it worsens: {probability}.', fr: 'Évolution depuis le {date}\u00a0: {slope} par an ({interval})\u00a0; probabilité d’aggravation\u00a0: {probability}.' },
  misfit: { en: 'The points scatter more about it than the noise allows (p = {p}): noise is larger here, or the course is bent.', fr: 'Les points s’en écartent plus que le bruit ne le permet (p = {p})\u00a0: bruit plus grand ici, ou évolution courbe.' },
  ownNoise: { en: 'The uncertainty stated with the values is larger than the published noise, and was used.', fr: 'L’incertitude indiquée avec les valeurs dépasse le bruit publié et a été utilisée.' },
  band: { en: 'Band: what noise alone does to the reference. Bars: 95\u00a0% of one measurement. Hollow: not comparable. Dashed line: published threshold.', fr: 'Bande\u00a0: ce que le bruit seul fait à la référence. Barres\u00a0: 95\u00a0% d’une mesure. Cercle vide\u00a0: non comparable. Ligne tiretée\u00a0: seuil publié.' },
  threshold: { en: 'threshold', fr: 'seuil' },
  upIsWorse: { en: 'up is worse', fr: 'vers le haut\u00a0: pire' },
  downIsWorse: { en: 'down is worse', fr: 'vers le bas\u00a0: pire' },
  reading: { en: 'How the table was read', fr: 'Lecture de la table' },
  otherRows: { en: '{count} rows are about other patients.', fr: '{count} lignes concernent d’autres patients.' },
  unreadColumns: { en: 'Columns that are not read: {columns}.', fr: 'Colonnes non lues\u00a0: {columns}.' },
  signAdded: { en: '{quantity}: written without sign, read as negative (rows {rows}).', fr: '{quantity}\u00a0: écrit sans signe, lu comme négatif (lignes {rows}).' },
  unitAssumed: { en: '{quantity}: no unit stated, read as {unit} (rows {rows}).', fr: '{quantity}\u00a0: sans unité, lu en {unit} (lignes {rows}).' },
  methods: { en: 'Methods', fr: 'Méthodes' },
} as const satisfies Record<string, Text>;

export const verdictTexts: Readonly<Record<Verdict, Text>> = {
  met: { en: 'met', fr: 'rempli' },
  notMet: { en: 'not met', fr: 'non rempli' },
  undecided: { en: 'undecided', fr: 'indécis' },
  notAssessed: { en: 'not assessed', fr: 'non évalué' },
};

/** Why a rule was not assessed, a change not measured, or a course not drawn, by code. */
export const reasonTexts: Readonly<Record<string, Text>> = {
  switchedOff: { en: 'off', fr: 'inactive' },
  noValues: { en: 'no values', fr: 'pas de valeurs' },
  notComparable: { en: 'no earlier measurement is comparable with the latest', fr: 'aucune mesure antérieure n’est comparable à la dernière' },
  oneMeasurement: { en: 'one measurement only', fr: 'une seule mesure' },
  noYearEarlier: { en: 'no comparable value from about 12 months earlier', fr: 'pas de valeur comparable environ 12 mois plus tôt' },
  notRecorded: { en: 'the table does not say whether it happened', fr: 'la table ne dit pas si cela est survenu' },
  firstValueTooLow: { en: 'the first value is too low for this rule', fr: 'première valeur trop basse pour cette règle' },
  noNoise: { en: 'how far this quantity scatters is not published: give your own test-retest table with --noise', fr: 'la dispersion de cette grandeur n’est pas publiée\u00a0: fournissez votre table test-retest avec --noise' },
  tooFew: { en: 'a course needs three comparable measurements', fr: 'une évolution demande trois mesures comparables' },
  oneDate: { en: 'all of one date', fr: 'toutes de la même date' },
};

export const referenceTexts: Readonly<Record<ReferenceReason, Text>> = {
  first: { en: 'first comparable measurement', fr: 'première mesure comparable' },
  beforeTreatment: { en: 'last measurement before {treatment}', fr: 'dernière mesure avant {treatment}' },
  asked: { en: 'as asked with --since', fr: 'selon --since' },
};

export const factTexts: Readonly<Record<ContextFact, Text>> = {
  tracer: { en: 'tracer', fr: 'traceur' },
  uptakeTimeHours: { en: 'hours after injection', fr: 'heures après injection' },
  vendor: { en: 'vendor', fr: 'constructeur' },
  device: { en: 'device', fr: 'appareil' },
  sequence: { en: 'sequence', fr: 'séquence' },
  fieldStrengthTesla: { en: 'field strength (T)', fr: 'champ (T)' },
  laboratory: { en: 'laboratory', fr: 'laboratoire' },
  method: { en: 'method', fr: 'méthode' },
  model: { en: 'model', fr: 'modèle' },
  outlines: { en: 'outlines', fr: 'contours' },
};

export const eventTexts: Readonly<Record<EventName, Text>> = {
  heartFailureHospitalisation: { en: 'Heart failure hospitalisation', fr: 'Hospitalisation pour insuffisance cardiaque' },
  diureticIntensification: { en: 'Outpatient diuretic intensification', fr: 'Majoration ambulatoire des diurétiques' },
  newConductionDisease: { en: 'New conduction disease', fr: 'Trouble de conduction nouveau' },
};

export const statisticTexts: Readonly<Record<NoiseStatistic, Text>> = {
  coefficientOfVariation: { en: 'CV {figure}', fr: 'CV {figure}' },
  detectableChange: { en: 'smallest detectable change {figure}', fr: 'plus petit changement détectable {figure}' },
  relativeDetectableChange: { en: 'smallest detectable change {figure}', fr: 'plus petit changement détectable {figure}' },
  relativeDifference: { en: 'mean difference {figure}', fr: 'différence moyenne {figure}' },
  withinSubjectSd: { en: 'within-subject SD {figure}', fr: 'écart-type intra-sujet {figure}' },
  reliability: { en: 'ICC {figure}, no noise in units', fr: 'ICC {figure}, sans bruit en unités' },
};
