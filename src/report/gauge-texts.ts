import type { Text } from '../measurement/language.ts';
import type { VarianceSource } from '../statistics/variance-by-source.ts';
import type { ScatterTerm, UnseparableTerm } from '../tables/scatter-terms.ts';

/** The words of the page about the sources of scatter in a table, and of the command on a terminal. */
export const gaugeTexts = {
  title: { en: 'Reproducibility', fr: 'Reproductibilité' },
  subtitle: { en: 'Where does the scatter come from: the patients, the people, or the machines?', fr: 'D’où vient la dispersion : des patients, des personnes ou des machines ?' },
  summary: { en: '{name}: {patients} patients, {measurements} measurements{levels}.', fr: '{name} : {patients} patients, {measurements} mesures{levels}.' },
  sharesTitle: { en: 'Shares of the scatter', fr: 'Parts de la dispersion' },
  sharesSense: { en: '{name}: patients differ from each other by {patient} of all variance. What is left is noise: {noise}.{unseen}', fr: '{name} : les patients diffèrent entre eux pour {patient} de la variance. Le reste est du bruit : {noise}.{unseen}' },
  humanShare: { en: '{share} human', fr: '{share} humain' },
  technicalShare: { en: '{share} technical', fr: '{share} technique' },
  humanUnseen: { en: ' What people add cannot be told from this table.', fr: ' Ce qu’ajoutent les personnes ne peut être tiré de cette table.' },
  technicalUnseen: { en: ' What machines and new acquisitions add cannot be told from this table.', fr: ' Ce qu’ajoutent les machines et une nouvelle acquisition ne peut être tiré de cette table.' },
  notTruth: { en: 'A small noise is not the truth: what all readers and machines do wrong alike is not seen here. More reliable is not more true.', fr: 'Un faible bruit n’est pas la vérité : ce que lecteurs et machines font de travers de la même façon ne se voit pas ici. Plus fiable n’est pas plus vrai.' },
  shareAxis: { en: 'Share of the variance (%)', fr: 'Part de la variance (%)' },
  componentsOf: { en: '{name}: where the scatter comes from', fr: '{name} : d’où vient la dispersion' },
  changeSense: { en: 'Two measurements of one patient under the same conditions differ by less than {repeatability} 95 times in 100; with everything named different, by less than {reproducibility}. A change of the patient must exceed that to be seen.', fr: 'Deux mesures d’un patient dans les mêmes conditions diffèrent de moins de {repeatability} 95 fois sur 100 ; si tout ce qui est nommé diffère, de moins de {reproducibility}. Un changement du patient doit dépasser cela pour se voir.' },
  part: { en: 'Part', fr: 'Part' },
  source: { en: 'Source', fr: 'Origine' },
  standardDeviation: { en: 'Standard deviation', fr: 'Écart-type' },
  share: { en: 'Share of the variance', fr: 'Part de la variance' },
  without: { en: 'Smallest real change without it', fr: 'Plus petit changement réel sans elle' },
  coefficient: { en: 'Coefficient', fr: 'Coefficient' },
  value: { en: 'Value', fr: 'Valeur' },
  repeatability: { en: 'Repeatability: same conditions', fr: 'Répétabilité : mêmes conditions' },
  reproducibility: { en: 'Reproducibility: everything named different', fr: 'Reproductibilité : tout ce qui est nommé diffère' },
  balanced: { en: 'Every reader measured every patient equally often: the coefficients and their intervals are those of gauge analysis (Burdick), the parts those of REML.', fr: 'Chaque lecteur a mesuré chaque patient autant de fois : les coefficients et leurs intervalles sont ceux de l’analyse de jauge (Burdick), les parts celles du REML.' },
  unbalanced: { en: 'Parts by restricted maximum likelihood (REML), intervals of large samples; with few readers or devices they are rough.', fr: 'Parts par maximum de vraisemblance restreint (REML), intervalles de grands échantillons ; avec peu de lecteurs ou d’appareils, ils sont approximatifs.' },
  residualHuman: { en: 'What is left is counted as human: the same person reading the same image again. If the patient was measured anew, say --repeat-is technical.', fr: 'Le reste est compté comme humain : la même personne relisant la même image. Si le patient a été mesuré à nouveau, indiquez --repeat-is technical.' },
  residualTechnical: { en: 'What is left is counted as technical: the patient measured anew. If a person read the same image again, say --repeat-is human.', fr: 'Le reste est compté comme technique : le patient mesuré à nouveau. Si une personne a relu la même image, indiquez --repeat-is human.' },
  notSeparable: { en: 'Not told apart: {what}.', fr: 'Non distingués : {what}.' },
  noComponents: { en: '{name}: {why}', fr: '{name} : {why}' },
  methods: { en: 'Methods', fr: 'Méthodes' },
} as const satisfies Record<string, Text>;

export const termTexts: Readonly<Record<ScatterTerm | 'residual', Text>> = {
  patient: { en: 'patients differ', fr: 'les patients diffèrent' },
  reader: { en: 'readers differ', fr: 'les lecteurs diffèrent' },
  readerInPatient: { en: 'readers differ on the patient', fr: 'les lecteurs diffèrent selon le patient' },
  acquisition: { en: 'acquisition, repositioning', fr: 'acquisition, repositionnement' },
  device: { en: 'devices differ', fr: 'les appareils diffèrent' },
  site: { en: 'sites differ', fr: 'les centres diffèrent' },
  residual: { en: 'repetition and the rest', fr: 'répétition et reste' },
};

/** How many of each, behind the number. */
export const levelTexts: Readonly<Record<ScatterTerm, Text>> = {
  patient: { en: '{count} patients', fr: '{count} patients' },
  reader: { en: '{count} readers', fr: '{count} lecteurs' },
  readerInPatient: { en: '{count} pairs of reader and patient', fr: '{count} couples lecteur-patient' },
  acquisition: { en: '{count} acquisitions', fr: '{count} acquisitions' },
  device: { en: '{count} devices', fr: '{count} appareils' },
  site: { en: '{count} sites', fr: '{count} centres' },
};

export const sourceTexts: Readonly<Record<VarianceSource, Text>> = {
  patient: { en: 'patient', fr: 'patient' },
  human: { en: 'human', fr: 'humaine' },
  technical: { en: 'technical', fr: 'technique' },
};

export const unseparableTexts: Readonly<Record<UnseparableTerm['why'], Text>> = {
  oneLevel: { en: '{term} (there is only one)', fr: '{term} (il n’y en a qu’un)' },
  onePerMeasurement: { en: '{term} (each measurement has its own, so it is in the rest)', fr: '{term} (chaque mesure a le sien : c’est dans le reste)' },
  sameAs: { en: '{term} (always goes with: {other})', fr: '{term} (va toujours avec : {other})' },
};

/** A factor by its name. */
export const factorTexts: Readonly<Record<ScatterTerm, Text>> = {
  patient: { en: 'patient', fr: 'patient' },
  reader: { en: 'reader', fr: 'lecteur' },
  readerInPatient: { en: 'reader on the patient', fr: 'lecteur selon le patient' },
  acquisition: { en: 'acquisition', fr: 'acquisition' },
  device: { en: 'device', fr: 'appareil' },
  site: { en: 'site', fr: 'centre' },
};
