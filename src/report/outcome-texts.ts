import type { Language, Text } from '../measurement/language.ts';
import type { GroupComparison } from '../tables/outcome.ts';
import type { TimeUnit } from '../tables/outcome-input.ts';
import type { GroupLabel } from '../tables/survival-curve.ts';
import { formatNumber, formatSignificant } from './format-number.ts';
import { inBoth } from './table-page.ts';

/** The words of the page about outcome, and of the command on a terminal. */
export const outcomeTexts = {
  title: { en: 'Outcome', fr: 'Devenir' },
  subtitle: { en: 'Who had the event, when, and what went before it', fr: 'Qui a eu l’événement, quand, et ce qui l’annonçait' },
  summary: { en: '{patients} patients, {events} with the event. Median follow-up: {followUp}.', fr: '{patients} patients, dont {events} avec l’événement. Suivi médian : {followUp}.' },
  summaryStretches: { en: '{patients} patients in {rows} stretches of time, {events} with the event. Median follow-up: {followUp}.', fr: '{patients} patients sur {rows} périodes, dont {events} avec l’événement. Suivi médian : {followUp}.' },
  survivalTitle: { en: 'Free of the event over time', fr: 'Sans événement au cours du temps' },
  free: { en: 'Free of the event', fr: 'Sans événement' },
  time: { en: 'Time', fr: 'Temps' },
  atRisk: { en: 'Still followed', fr: 'Encore suivis' },
  everybody: { en: 'All patients', fr: 'Tous les patients' },
  yes: { en: 'yes', fr: 'oui' },
  no: { en: 'no', fr: 'non' },
  group: { en: 'Group', fr: 'Groupe' },
  patients: { en: 'Patients', fr: 'Patients' },
  events: { en: 'Events', fr: 'Événements' },
  medianTime: { en: 'Median time to the event', fr: 'Délai médian avant l’événement' },
  freeAt: { en: 'Free at {time}', fr: 'Sans événement à {time}' },
  differ: { en: 'The groups differ in how soon the event comes (log-rank {p}).', fr: 'Les groupes diffèrent par le délai avant l’événement (log-rank, {p}).' },
  notShown: { en: 'These data do not show that the groups differ (log-rank {p}); that is no proof that they are alike.', fr: 'Ces données ne montrent pas de différence entre les groupes (log-rank, {p}) ; ce n’est pas la preuve qu’ils se valent.' },
  noLogRank: { en: 'The groups are not compared: {why}', fr: 'Les groupes ne sont pas comparés : {why}' },
  medianCut: { en: 'Groups by {name}, parted at its median among these patients, {cut}. Such a cut shows a trend; it is not a threshold for practice.', fr: 'Groupes selon {name}, séparés à sa médiane chez ces patients, {cut}. Cette coupure montre une tendance ; ce n’est pas un seuil pour la pratique.' },
  statedCut: { en: 'Groups by {name}, parted at {cut} as you stated.', fr: 'Groupes selon {name}, séparés à {cut} comme vous l’avez indiqué.' },
  byColumn: { en: 'Groups by {name}.', fr: 'Groupes selon {name}.' },
  withoutGroup: { en: 'Patients in no group, because the table does not say: {missing}.', fr: 'Patients sans groupe, faute d’information dans la table : {missing}.' },
  bands: { en: 'Bands are 95 % intervals, upright marks are patients whose follow-up ended there without the event.', fr: 'Bandes : intervalles à 95 % ; traits verticaux : patients dont le suivi s’arrête là sans événement.' },
  hazards: { en: 'What goes with the event', fr: 'Ce qui accompagne l’événement' },
  hazardSense: { en: 'A hazard ratio of 1.5 means that, at any time, the event comes 1.5 times as often; below 1, less often. Where the interval holds 1, these data do not tell.', fr: 'Un rapport de risque instantané (HR) de 1,5 signifie qu’à tout moment l’événement survient 1,5 fois plus souvent ; sous 1, moins souvent. Quand l’intervalle contient 1, ces données ne tranchent pas.' },
  hazardAxis: { en: 'Hazard ratio, 95 % interval (logarithmic)', fr: 'Rapport de risque (HR), intervalle à 95 % (logarithmique)' },
  alone: { en: 'alone', fr: 'seul' },
  together: { en: 'with the others', fr: 'avec les autres' },
  covariate: { en: 'Covariate', fr: 'Covariable' },
  hazardAlone: { en: 'Alone', fr: 'Seule' },
  hazardTogether: { en: 'At equal values of the others', fr: 'À valeurs égales des autres' },
  perOne: { en: 'per 1', fr: 'pour 1' },
  yesAgainstNo: { en: 'yes against no', fr: 'oui contre non' },
  wordAgainst: { en: '{word} against {reference}', fr: '{word} contre {reference}' },
  perSd: { en: 'per SD of {sd}', fr: 'par écart-type de {sd}' },
  missing: { en: 'Missing', fr: 'Manquants' },
  concordanceAlone: { en: 'Concordance alone', fr: 'Concordance seule' },
  proportional: { en: 'Constant over time?', fr: 'Constant dans le temps ?' },
  changesOverTime: { en: 'no, {p}', fr: 'non, {p}' },
  constantOverTime: { en: 'no sign against it, {p}', fr: 'rien ne s’y oppose, {p}' },
  multivariable: { en: 'Together: {rows} rows that have every covariate, {events} events. Rows left out: {missing}.', fr: 'Ensemble : {rows} lignes où aucune covariable ne manque, {events} événements. Lignes écartées : {missing}.' },
  noMultivariable: { en: 'No model of all together: {why}', fr: 'Pas de modèle de toutes ensemble : {why}' },
  fewEvents: { en: 'Only {ratio} events for each covariate: with fewer than 10, estimates together are unstable. Choose fewer covariates with --covariates.', fr: 'Seulement {ratio} événements par covariable : sous 10, les estimations d’ensemble sont instables. Choisissez moins de covariables avec --covariates.' },
  notProportional: { en: 'The hazard ratio of {names} changes over time, so that its one number is an average over the follow-up.', fr: 'Le rapport de risque de {names} change dans le temps : son chiffre unique est une moyenne sur le suivi.' },
  proportionalGlobal: { en: 'No sign that hazard ratios change over time ({p}, all together).', fr: 'Aucun signe que les rapports de risque changent dans le temps ({p}, globalement).' },
  globalNotProportional: { en: 'Taken together, hazard ratios change over time ({p}), though no single one shows it.', fr: 'Pris ensemble, les rapports de risque changent dans le temps ({p}), sans qu’aucun ne le montre seul.' },
  concordance: { en: 'Concordance of all together {value}: of two patients, so often is the one with the event first put at the higher risk (0.5 is chance). It flatters, because it is measured on the patients that made the model.', fr: 'Concordance de l’ensemble {value} : sur deux patients, fréquence à laquelle celui qui a l’événement en premier est placé au plus haut risque (0,5 : hasard). Elle est flatteuse, mesurée sur les patients qui ont fait le modèle.' },
  noCause: { en: 'None of this says that one thing causes the other: patients who differ in a marker or a treatment differ in much else.', fr: 'Rien de cela ne dit qu’une chose cause l’autre : des patients qui diffèrent par un marqueur ou un traitement diffèrent par bien d’autres aspects.' },
  ties: { en: 'Cox regression, ties after {ties}. Intervals are 95 %.', fr: 'Régression de Cox, ex æquo selon {ties}. Intervalles à 95 %.' },
  changes: { en: 'Change of a marker during follow-up', fr: 'Évolution d’un marqueur au cours du suivi' },
  changeSense: { en: 'Each stretch of time counts with the value measured at its beginning. The hazard ratio of the change says how a rise by one unit since the first measurement goes with the event, whatever the first value was.', fr: 'Chaque période compte avec la valeur mesurée à son début. Le rapport de risque de l’évolution dit comment une hausse d’une unité depuis la première mesure accompagne l’événement, quelle que soit la première valeur.' },
  marker: { en: 'Marker', fr: 'Marqueur' },
  firstValue: { en: 'First value', fr: 'Première valeur' },
  changeSince: { en: 'Change since', fr: 'Évolution depuis' },
  methods: { en: 'Methods', fr: 'Méthodes' },
} as const satisfies Record<string, Text>;

/** Units of time, as an axis names them. */
export const timeUnitTexts: Readonly<Record<TimeUnit, Text>> = {
  days: { en: 'Days', fr: 'Jours' },
  months: { en: 'Months', fr: 'Mois' },
  years: { en: 'Years', fr: 'Années' },
};

const timeTexts: Readonly<Record<TimeUnit, Text>> = {
  days: { en: 'days', fr: 'jours' },
  months: { en: 'months', fr: 'mois' },
  years: { en: 'years', fr: 'ans' },
};

/** A length of time with its unit where the table says it; days are whole. */
export function timeText(time: number, unit: TimeUnit | null, language: Language): string {
  return unit === null ? timeNumber(time, unit, language) : `${timeNumber(time, unit, language)} ${timeTexts[unit][language]}`;
}

/** A length of time without its unit; round times of an axis are written as such. */
export function timeNumber(time: number, unit: TimeUnit | null, language: Language): string {
  return formatNumber(time, unit === 'days' || Number.isInteger(time) ? 0 : 1, language);
}

/** A group in words: its name in the table, or its side of the cut. */
export function groupName(label: GroupLabel, groupedBy: GroupComparison | null): Text {
  if (label.is === 'everybody') return outcomeTexts.everybody;
  if (label.is === 'named') return { en: label.name, fr: label.name };
  if (label.is === 'yes' || label.is === 'no') return inBoth((language) => `${groupedBy?.name ?? ''}: ${outcomeTexts[label.is][language]}`);
  const side = label.is === 'upTo' ? '≤' : '>';
  return inBoth((language) => `${groupedBy?.name ?? ''} ${side} ${formatSignificant(label.cut, language)} ${groupedBy?.unit ?? ''}`.trim());
}
