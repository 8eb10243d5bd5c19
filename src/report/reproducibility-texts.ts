import type { Text } from '../measurement/language.ts';
import type { Observer, ReproducibilityStudy, StudyChange, VariancePartName } from '../study/reproducibility-study.ts';

/** The words of the reproducibility study, on its page and on a terminal. */
export const reproducibilityTexts = {
  title: { en: 'Reproducibility, planar bone scintigraphy', fr: 'Reproductibilité, scintigraphie osseuse planaire' },
  subtitle: { en: 'The same digital patients imaged again and again: what automation removes, and what it cannot', fr: 'Les mêmes patients numériques imagés encore et encore : ce que l’automatisation supprime, et ce qu’elle ne peut supprimer' },
  simulated: { en: 'Simulated: digital patients, a modelled camera and modelled readers. Nothing here says how patients or physicians would fare.', fr: 'Simulation : patients numériques, caméra modélisée, lecteurs modélisés. Rien ici ne préjuge de patients ni de médecins réels.' },
  size: { en: '{patients} digital patients, {scans} scans of each, {readers} modelled readers, seed {seed}. Every number is the heart-to-contralateral ratio (H/CL).', fr: '{patients} patients numériques, {scans} examens de chacun, {readers} lecteurs modélisés, graine {seed}. Tous les nombres portent sur le rapport cœur sur controlatéral (H/CL).' },

  varianceTitle: { en: 'Where the scatter comes from', fr: 'D’où vient la dispersion' },
  varianceSense: { en: 'Two looks at one patient, each on a scan of its own, by modelled readers: the human causes {human} of the variance between them, the machine {technical}. Automation removes the human part, but must find the heart on every image anew: its ratio still scatters by {automatic} from scan to scan, that of readers without their own part by {readers}, and the known ratio itself by {truth}: that much no rule can remove.', fr: 'Deux regards sur un même patient, chacun sur son propre examen, par des lecteurs modélisés : l’humain cause {human} de la variance entre eux, la machine {technical}. L’automatisation supprime la part humaine, mais doit retrouver le cœur sur chaque image : son rapport varie encore de {automatic} d’un examen à l’autre, celui des lecteurs sans leur propre part de {readers}, et le rapport vrai lui-même de {truth} : cela, aucune règle ne peut le supprimer.' },
  varianceAxis: { en: 'Variance about the patient’s mean, in squared percent of the value', fr: 'Variance autour de la moyenne du patient, en pour cent carrés de la valeur' },
  varianceRemark: { en: 'Components of the natural logarithm of H/CL by restricted maximum likelihood; standard deviations as percent of the value, with 95 % intervals. The scan stands for all that differs between two scans of the study: counts, position, camera, delay, in equal parts with one unchanged reference. With few readers the interval of the reader is wide; intervals assume normal scatter.', fr: 'Composantes du logarithme naturel du H/CL par maximum de vraisemblance restreint ; écarts-types en pour cent de la valeur, avec intervalles à 95 %. « Examen » désigne tout ce qui diffère entre deux examens de l’étude : coups, position, caméra, délai, à parts égales, avec une référence inchangée. Avec peu de lecteurs, l’intervalle du lecteur est large ; les intervalles supposent une dispersion normale.' },
  component: { en: 'Standard deviation', fr: 'Écart-type' },
  withoutPatient: { en: 'All but the patient', fr: 'Tout sauf le patient' },
  smallestChange: { en: 'Smallest change beyond this noise (95 %)', fr: 'Plus petit changement hors de ce bruit (95 %)' },
  share: { en: 'Share of the variance', fr: 'Part de la variance' },
  patientShare: { en: 'Patient', fr: 'Patient' },
  humanShare: { en: 'Human: reader', fr: 'Humain : lecteur' },
  technicalShare: { en: 'Technical: scan', fr: 'Technique : examen' },
  none: { en: 'none: one scan, one answer', fr: 'nulle : un examen, une réponse' },

  scatterTitle: { en: 'One thing changed at a time', fr: 'Un seul changement à la fois' },
  scatterSense: { en: 'Coefficient of variation between the reference scan and the next look. Reading the same image again, the automatic rule repeats itself to the last digit. When the image changes, so does its answer.', fr: 'Coefficient de variation entre l’examen de référence et le regard suivant. Relisant la même image, la règle automatique se répète au dernier chiffre. Quand l’image change, sa réponse change aussi.' },
  scatterRemark: { en: 'From the standard deviation of the logarithms within patients; 95 % intervals by resampling patients (bootstrap, BCa).', fr: 'D’après l’écart-type des logarithmes au sein des patients ; intervalles à 95 % par rééchantillonnage des patients (bootstrap, BCa).' },
  scatterAxis: { en: 'Coefficient of variation, %', fr: 'Coefficient de variation, %' },
  changed: { en: 'What changed', fr: 'Ce qui a changé' },
  truthColumn: { en: 'Known ratio', fr: 'Rapport vrai' },
  automaticColumn: { en: 'Automatic', fr: 'Automatique' },
  sameReaderColumn: { en: 'Same reader', fr: 'Même lecteur' },
  otherReaderColumn: { en: 'Another reader', fr: 'Autre lecteur' },

  biasTitle: { en: 'More reliable is not more true', fr: 'Plus fiable n’est pas plus vrai' },
  biasSense: { en: 'Seen through the camera, the known ratio lies {truth} from what the body holds; the automatic rule lies {automatic} from it, readers together {readers}. Blur and scatter of the machine move all of them, and agreement among them does not show it.', fr: 'Vu à travers la caméra, le rapport vrai s’écarte de {truth} de ce que contient le corps ; la règle automatique s’en écarte de {automatic}, les lecteurs ensemble de {readers}. Le flou et le diffusé de la machine les déplacent tous, et leur accord ne le montre pas.' },
  biasAxis: { en: 'Bias, % of the true ratio', fr: 'Biais, % du rapport vrai' },
  biasRemark: { en: 'Truth on the scan: the same circle rule with known outlines on the same scan without noise. Truth in the body: the same on a camera without blur and scatter, compared with the looks at the patient as on the reference scan; still a planar view, attenuated and with overlap. Each patient counts once; intervals by Student t over patients.', fr: 'Vérité sur l’examen : la même règle de cercles, contours connus, sur le même examen sans bruit. Vérité dans le corps : la même sur une caméra sans flou ni diffusé, comparée aux regards sur le patient tel qu’à l’examen de référence ; cela reste une vue planaire, atténuée et superposée. Chaque patient compte une fois ; intervalles de Student sur les patients.' },
  againstScan: { en: 'Against the truth on the scan', fr: 'Par rapport à la vérité sur l’examen' },
  againstBody: { en: 'Against the truth in the body', fr: 'Par rapport à la vérité dans le corps' },
  measuredBy: { en: 'Measured by', fr: 'Mesuré par' },
  reader: { en: 'Reader {reader}', fr: 'Lecteur {reader}' },

  gradeTitle: { en: 'The automatic Perugini grade', fr: 'Le grade de Perugini automatique' },
  gradeRemark: { en: 'Kappa with quadratic weights and its 95 % interval; the first repeat of each change against the reference scan.', fr: 'Kappa à poids quadratiques et son intervalle à 95 % ; première répétition de chaque changement contre l’examen de référence.' },
  compared: { en: 'Compared', fr: 'Comparaison' },
  kappa: { en: 'Kappa', fr: 'Kappa' },
  sameGrade: { en: 'Same grade', fr: 'Même grade' },
  withTrueGrade: { en: 'With the true grade', fr: 'Avec le grade vrai' },

  modelTitle: { en: 'How the study was made', fr: 'Comment l’étude est faite' },
  modelSense: { en: 'A modelled reader puts the circle on the true outline of the heart, a little beside and a little too large or small, and mirrors it by the rule that Amyloscope uses. How far is assumed: no study that measured it was found. Published coefficients of variation of H/CL read by people are 3.2 % and 7.5 % (Singh et al., abstract: 100 patients, 20 read again): compare with the columns of readers above.', fr: 'Un lecteur modélisé pose le cercle sur le vrai contour du cœur, un peu à côté et un peu trop grand ou petit, et le reporte en miroir selon la règle d’Amyloscope. De combien est supposé : aucune étude ne l’ayant mesuré n’a été trouvée. Les coefficients de variation publiés du H/CL lu par des personnes sont 3,2 % et 7,5 % (Singh et al., résumé : 100 patients, 20 relus) : à comparer aux colonnes des lecteurs ci-dessus.' },
  parameter: { en: 'Reader parameter', fr: 'Paramètre du lecteur' },
  value: { en: 'Standard deviation', fr: 'Écart-type' },
  source: { en: 'Source', fr: 'Source' },
  assumed: { en: 'assumed', fr: 'supposé' },

  missingTitle: { en: 'Looks without a ratio', fr: 'Regards sans rapport' },
  missingNote: { en: 'They take part in no figure above.', fr: 'Ils n’entrent dans aucun chiffre ci-dessus.' },
  noMissing: { en: 'Every look gave a ratio.', fr: 'Chaque regard a donné un rapport.' },
  count: { en: 'Looks', fr: 'Regards' },
  reason: { en: 'Reason', fr: 'Motif' },
} as const satisfies Record<string, Text>;

export const observerTexts: Readonly<Record<Observer, Text>> = {
  truth: { en: 'Known ratio', fr: 'Rapport vrai' },
  automatic: { en: 'Automatic rule', fr: 'Règle automatique' },
  readers: { en: 'Modelled readers', fr: 'Lecteurs modélisés' },
};

export const partTexts: Readonly<Record<VariancePartName, Text>> = {
  patient: { en: 'Between patients', fr: 'Entre patients' },
  scan: { en: 'Scan (machine, position, delay)', fr: 'Examen (machine, position, délai)' },
  reader: { en: 'Reader', fr: 'Lecteur' },
  readerInPatient: { en: 'Reader in a given patient', fr: 'Lecteur chez un patient donné' },
  reading: { en: 'Single reading', fr: 'Lecture isolée' },
};

export const changeTexts: Readonly<Record<StudyChange, { readonly name: Text; readonly how: Text }>> = {
  readAgain: { name: { en: 'Read again', fr: 'Relu' }, how: { en: 'The reference image is read a second time.', fr: 'L’image de référence est lue une seconde fois.' } },
  recounted: { name: { en: 'Counted again', fr: 'Recompté' }, how: { en: 'Same position, camera and delay; new counts.', fr: 'Mêmes position, caméra et délai ; nouveaux coups.' } },
  repositioned: { name: { en: 'Lain down again', fr: 'Repositionné' }, how: { en: 'Legs and head anew, heart shifted by breathing (SD 2, 2 and 3 mm), table by 10 mm; new counts. Assumed.', fr: 'Jambes et tête replacées, cœur déplacé par la respiration (écart-type 2, 2 et 3 mm), table de 10 mm ; nouveaux coups. Supposé.' } },
  otherCamera: { name: { en: 'Other camera', fr: 'Autre caméra' }, how: { en: 'Another camera of the range in use, with its resolution, scatter, distance, pixel and counts.', fr: 'Une autre caméra du parc usuel, avec sa résolution, son diffusé, sa distance, son pixel et ses coups.' } },
  otherDelay: { name: { en: 'Other delay', fr: 'Autre délai' }, how: { en: '0.75 to 1.5 hours earlier or later; blood and soft organs clear by half every 3 hours, bone and bound uptake stay. Assumed.', fr: '0,75 à 1,5 heure plus tôt ou plus tard ; sang et organes mous se vident de moitié toutes les 3 heures, l’os et la fixation restent. Supposé.' } },
};

/** What each parameter of the reader model is, and its unit: mm, or a share of the radius. */
export const readerModelTexts: Readonly<Record<keyof ReproducibilityStudy['readerModel'], { readonly name: Text; readonly unit: 'mm' | 'share' }>> = {
  placementHabitSdMm: { name: { en: 'Place of the circle, from reader to reader, each way', fr: 'Place du cercle, d’un lecteur à l’autre, dans chaque sens' }, unit: 'mm' },
  placementSdMm: { name: { en: 'Place of the circle, from reading to reading, each way', fr: 'Place du cercle, d’une lecture à l’autre, dans chaque sens' }, unit: 'mm' },
  mirrorSdMm: { name: { en: 'Place of the mirrored circle, from reading to reading, across', fr: 'Place du cercle en miroir, d’une lecture à l’autre, en largeur' }, unit: 'mm' },
  sizeHabitSd: { name: { en: 'Radius, from reader to reader', fr: 'Rayon, d’un lecteur à l’autre' }, unit: 'share' },
  sizeSd: { name: { en: 'Radius, from reading to reading', fr: 'Rayon, d’une lecture à l’autre' }, unit: 'share' },
};
