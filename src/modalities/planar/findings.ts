import type { Finding, FindingDefinition } from '../../measurement/finding.ts';
import { fillText } from '../../measurement/finding.ts';

/** Everything quality control of planar scintigraphy can say, once, in both languages. */
export const planarFindings = {
  notPlanar: {
    severity: 'refusal',
    text: { en: 'Not a planar image: the file states {kind}. Planar whole-body or static images are needed.', fr: 'Image non planaire : le fichier indique {kind}. Il faut une image planaire, corps entier ou statique.' },
  },
  notBoneScan: {
    severity: 'refusal',
    text: { en: 'Not a bone scan that shows the chest: its pattern of uptake looks like another examination (probability of a bone scan {probability} %).', fr: 'Pas une scintigraphie osseuse montrant le thorax : la répartition évoque un autre examen (probabilité de scintigraphie osseuse {probability} %).' },
  },
  otherTracer: {
    severity: 'refusal',
    text: { en: 'The tracer is {tracer}; 99mTc-DPD, 99mTc-HMDP or 99mTc-PYP is needed.', fr: 'Le traceur est {tracer} ; il faut du 99mTc-DPD, 99mTc-HMDP ou 99mTc-PYP.' },
  },
  noHeart: {
    severity: 'refusal',
    text: { en: 'The heart was not found in the field of view.', fr: 'Le cœur n’a pas été trouvé dans le champ de vue.' },
  },
  tooFewCounts: {
    severity: 'refusal',
    text: { en: 'Only {counts} counts in the image; at least {least} are needed for any number.', fr: 'Seulement {counts} coups dans l’image ; il en faut au moins {least} pour toute mesure.' },
  },
  tooSmall: {
    severity: 'refusal',
    text: { en: 'The image shows {width} x {height} mm; a chest needs at least 250 x 250 mm.', fr: 'L’image couvre {width} x {height} mm ; un thorax demande au moins 250 x 250 mm.' },
  },
  mdpTracer: {
    severity: 'warning',
    text: { en: 'The tracer is 99mTc-MDP, which is not accepted for cardiac amyloidosis: a scan without uptake does not exclude it.', fr: 'Le traceur est le 99mTc-MDP, non accepté pour l’amylose cardiaque : une scintigraphie sans fixation ne l’exclut pas.' },
  },
  tracerUnknown: {
    severity: 'information',
    text: { en: 'The file does not name the tracer.', fr: 'Le fichier ne nomme pas le traceur.' },
  },
  delayUnknown: {
    severity: 'information',
    text: { en: 'The time from injection to imaging is not stated.', fr: 'Le délai entre injection et acquisition n’est pas indiqué.' },
  },
  delayOutside: {
    severity: 'warning',
    text: { en: 'Imaged {hours} h after injection; {tracer} is read at {least} to {most} h.', fr: 'Acquisition {hours} h après l’injection ; {tracer} se lit de {least} à {most} h.' },
  },
  lowCounts: {
    severity: 'warning',
    text: { en: 'Low counts ({counts} in the anterior image; {usual} or more are usual): numbers are less certain.', fr: 'Comptage faible ({counts} coups en vue antérieure ; {usual} ou plus sont habituels) : les mesures sont moins sûres.' },
  },
  lossyPixels: {
    severity: 'warning',
    text: { en: 'The pixels were compressed with loss: they are no longer counts, so numbers are approximate.', fr: 'Les pixels ont été compressés avec perte : ce ne sont plus des coups, les mesures sont approximatives.' },
  },
  pictureOfScan: {
    severity: 'warning',
    text: { en: 'The pixels are a picture of the scan, not counts: no ratio is measured.', fr: 'Les pixels sont une image de la scintigraphie, non des coups : aucun rapport n’est mesuré.' },
  },
  negativeValues: {
    severity: 'warning',
    text: { en: 'Some pixels are negative, so they are not counts: no ratio is measured.', fr: 'Des pixels sont négatifs : ce ne sont pas des coups, aucun rapport n’est mesuré.' },
  },
  saturatedChest: {
    severity: 'warning',
    text: { en: '{pixels} pixels of the chest are at the largest value the image holds: the hottest uptake is cut.', fr: '{pixels} pixels du thorax sont à la valeur maximale de l’image : la fixation la plus intense est écrêtée.' },
  },
  heartCropped: {
    severity: 'warning',
    text: { en: 'The heart or its mirror circle reaches outside the image.', fr: 'Le cœur ou son cercle miroir sort de l’image.' },
  },
  heartOnRight: {
    severity: 'warning',
    text: { en: 'The heart lies on the right of the image as oriented: mirrored image, exchanged views or dextrocardia.', fr: 'Le cœur est du côté droit de l’image orientée : image en miroir, vues échangées ou dextrocardie.' },
  },
  turnedImage: {
    severity: 'warning',
    text: { en: 'The image was upside down and was turned by 180 degrees before measuring.', fr: 'L’image était à l’envers et a été tournée de 180 degrés avant mesure.' },
  },
  swappedViews: {
    severity: 'warning',
    text: { en: 'The view called anterior looks posterior; the views were exchanged before measuring.', fr: 'La vue dite antérieure paraît postérieure ; les vues ont été échangées avant mesure.' },
  },
  viewAssumed: {
    severity: 'information',
    text: { en: 'The file does not say which view this is; it looks anterior and is read so.', fr: 'Le fichier n’indique pas la vue ; elle paraît antérieure et est lue ainsi.' },
  },
  oneView: {
    severity: 'information',
    text: { en: 'Only the anterior view is there.', fr: 'Seule la vue antérieure est présente.' },
  },
  posteriorOnly: {
    severity: 'warning',
    text: { en: 'Only the posterior view is there: the heart-to-contralateral ratio is defined on the anterior one.', fr: 'Seule la vue postérieure est présente : le rapport cœur sur controlatéral se définit sur l’antérieure.' },
  },
  spacingAssumed: {
    severity: 'warning',
    text: { en: 'The pixel size is not stated; {spacing} mm was assumed.', fr: 'La taille de pixel n’est pas indiquée ; {spacing} mm a été supposé.' },
  },
  extravasation: {
    severity: 'warning',
    text: { en: 'A hot spot outside the skeleton and urinary tract holds {percent} % of the counts: extravasation, contamination or a urine bag.', fr: 'Un foyer hors squelette et voies urinaires contient {percent} % des coups : extravasation, contamination ou poche à urines.' },
  },
  motion: {
    severity: 'warning',
    text: { en: 'The patient seems to have moved by about {distance} mm during the scan.', fr: 'Le patient semble avoir bougé d’environ {distance} mm pendant l’acquisition.' },
  },
  hardlyBoneScan: {
    severity: 'warning',
    text: { en: 'Perhaps not a bone scan of the chest (probability {probability} %).', fr: 'Peut-être pas une scintigraphie osseuse du thorax (probabilité {probability} %).' },
  },
  unfamiliar: {
    severity: 'warning',
    text: { en: 'The scan is unlike those the network was trained on (distance {distance}, usual up to {usual}).', fr: 'La scintigraphie diffère de celles de l’entraînement du réseau (distance {distance}, habituelle jusqu’à {usual}).' },
  },
  simulated: {
    severity: 'information',
    text: { en: 'Simulated: a digital patient, not a person.', fr: 'Simulé : un patient numérique, pas une personne.' },
  },
} as const satisfies Record<string, FindingDefinition>;

export type PlanarFindingCode = keyof typeof planarFindings;

/** One finding with its parameters filled in. */
export function planarFinding(code: PlanarFindingCode, parameters: Readonly<Record<string, string | number>> = {}): Finding {
  const definition: FindingDefinition = planarFindings[code];
  return { code, severity: definition.severity, message: fillText(definition.text.en, parameters), parameters };
}
