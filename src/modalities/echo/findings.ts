import { fillText, type Finding, type FindingDefinition } from '../../measurement/finding.ts';
import { viewFindings } from './view-findings.ts';

/** Everything that quality control of echocardiography can notice. */
export const echoFindings = {
  stillImage: {
    severity: 'refusal',
    text: { en: 'One frame only: end-diastole and end-systole cannot be told apart. A loop of at least one beat is needed.', fr: 'Une seule image : télédiastole et télésystole ne peuvent être distinguées. Il faut une boucle d’au moins un battement.' },
  },
  colourDoppler: {
    severity: 'refusal',
    text: { en: 'Colour Doppler: {percent} % of the pixels are coloured. A loop in plain grey is needed.', fr: 'Doppler couleur : {percent} % des pixels sont colorés. Il faut une boucle en niveaux de gris.' },
  },
  notTissue: {
    severity: 'refusal',
    text: { en: 'The image shows no two-dimensional tissue: its regions are M-mode or Doppler traces.', fr: 'L’image ne montre pas de tissu en deux dimensions : ses régions sont des tracés TM ou Doppler.' },
  },
  noSector: {
    severity: 'refusal',
    text: { en: 'No moving ultrasound sector was found on the frames.', fr: 'Aucun secteur échographique en mouvement n’a été trouvé sur les images.' },
  },
  upsideDown: {
    severity: 'refusal',
    text: { en: 'The sector is narrow at the bottom: the image is upside down. Turn it so that the probe is at the top.', fr: 'Le secteur est étroit en bas : l’image est à l’envers. Retournez-la, sonde en haut.' },
  },
  leftHeartNotFound: {
    severity: 'refusal',
    text: { en: 'Left ventricle above left atrium was found on {percent} % of the frames only: not an apical four-chamber view, or not a readable one.', fr: 'Ventricule gauche au-dessus de l’oreillette gauche trouvé sur {percent} % des images seulement : pas une coupe apicale quatre cavités, ou illisible.' },
  },
  lessThanABeat: {
    severity: 'refusal',
    text: { en: 'No whole beat: the left ventricle shows no end-diastole with an end-systole after it.', fr: 'Pas de battement complet : le ventricule gauche ne montre pas de télédiastole suivie d’une télésystole.' },
  },
  otherViewStated: {
    severity: 'warning',
    text: { en: 'The view is another than the apical four-chamber one, which alone the network learnt: numbers bear the name of that view and are those of the view shown.', fr: 'La coupe est une autre que la quatre cavités apicale, seule apprise par le réseau : les nombres portent le nom de celle-ci et sont ceux de la coupe montrée.' },
  },
  viewStated: {
    severity: 'information',
    text: { en: 'The file states that the view is apical four-chamber.', fr: 'Le fichier indique une coupe apicale quatre cavités.' },
  },
  otherViewsUntrained: {
    severity: 'warning',
    text: { en: 'Two- and three-chamber views were outlined by a network that learnt them on digital patients alone: numbers of several views were tested on simulated loops only.', fr: 'Les coupes deux et trois cavités ont été contourées par un réseau qui ne les a apprises que sur des patients numériques : les nombres à plusieurs coupes n’ont été éprouvés que sur des boucles simulées.' },
  },
  parasternalStated: {
    severity: 'information',
    text: { en: 'The file states that the view is {view}.', fr: 'Le fichier indique une coupe {view}.' },
  },
  parasternalSimulated: {
    severity: 'warning',
    text: { en: 'Parasternal views were outlined by a network trained on simulated pictures: look at the outlines before you trust a number.', fr: 'Les coupes parasternales ont été contourées par un réseau entraîné sur des images simulées : regardez les contours avant de croire un nombre.' },
  },
  parasternalNotFound: {
    severity: 'refusal',
    text: { en: 'A left ventricle with its wall was found on {percent} % of the frames only: not a {view} view, or not a readable one.', fr: 'Un ventricule gauche avec sa paroi n’a été trouvé que sur {percent} % des images : pas une coupe {view}, ou illisible.' },
  },
  shortAxisNotMeasured: {
    severity: 'refusal',
    text: { en: 'The file states a parasternal short axis away from the papillary muscles: nothing is measured on it.', fr: 'Le fichier indique un petit axe parasternal hors du niveau des piliers : rien n’y est mesuré.' },
  },
  viewUnreadable: {
    severity: 'warning',
    text: { en: 'The {view} view could not be read and was not used.', fr: 'La coupe {view} n’a pu être lue et n’a pas été utilisée.' },
  },
  wrongCalibration: {
    severity: 'warning',
    text: { en: 'The calibrated region reaches from {from} to {to}, outside the image of {size}: it belongs to another image. Volumes and thickness are not measured; the ejection fraction needs no calibration.', fr: 'La région calibrée va de {from} à {to}, hors de l’image de {size} : elle appartient à une autre image. Volumes et épaisseur ne sont pas mesurés ; la fraction d’éjection n’a pas besoin de calibration.' },
  },
  implausibleDepth: {
    severity: 'warning',
    text: { en: 'By its calibration the picture is {depth} mm deep; hearts are looked at from {least} to {most} mm. It was not believed: volumes and thickness are not measured; the ejection fraction needs no calibration.', fr: 'D’après sa calibration, l’image a {depth} mm de profondeur ; un cœur se regarde entre {least} et {most} mm. Elle n’a pas été crue : volumes et épaisseur ne sont pas mesurés ; la fraction d’éjection n’a pas besoin de calibration.' },
  },
  noCalibration: {
    severity: 'warning',
    text: { en: 'The file states no pixel size. Volumes and thickness are not measured; the ejection fraction needs none.', fr: 'Le fichier n’indique pas de taille de pixel. Volumes et épaisseur ne sont pas mesurés ; la fraction d’éjection n’en a pas besoin.' },
  },
  fewFrames: {
    severity: 'warning',
    text: { en: '{rate} frames a second: the moments of largest and smallest ventricle may be missed.', fr: '{rate} images par seconde : les instants de plus grand et plus petit ventricule peuvent être manqués.' },
  },
  strainFrameRate: {
    severity: 'warning',
    text: { en: '{rate} frames a second: strain by speckle asks for {least} to {most}.', fr: '{rate} images par seconde : le strain par speckle en demande {least} à {most}.' },
  },
  leftRightReversed: {
    severity: 'warning',
    text: { en: 'The four-chamber picture is shown the other way round: the left of the heart at the left of the image. Segments are named by the walls they are of; outlines are less sure on such a picture.', fr: 'La coupe quatre cavités est montrée en miroir : la gauche du cœur à gauche de l’image. Les segments portent le nom de leur paroi ; les contours sont moins sûrs sur une telle image.' },
  },
  simulationWeights: {
    severity: 'warning',
    text: { en: 'Outlined by the network of simulation alone, as this site chose: it outlines patients badly (Dice of the wall 0.49 on stills of 50), and stated intervals, which are those of the usual network, do not hold for it.', fr: 'Contours du réseau issu de la seule simulation, choisi par ce site : il délimite mal les patients (Dice de la paroi 0,49 sur les images de 50), et les intervalles indiqués, ceux du réseau habituel, ne valent pas pour lui.' },
  },
  irregularRhythm: {
    severity: 'warning',
    text: { en: 'Irregular rhythm: beats of {shortest} to {longest} ms. Beats averaged: {beats}; in atrial fibrillation guidelines ask for five. Strain by speckle is of one beat.', fr: 'Rythme irrégulier : battements de {shortest} à {longest} ms. Battements moyennés : {beats} ; en fibrillation atriale, les recommandations en demandent cinq. Le strain par speckle est celui d’un seul battement.' },
  },
  prematureBeats: {
    severity: 'information',
    text: { en: 'Premature beats, and those behind them, were left out: {count}.', fr: 'Battements prématurés, et ceux qui les suivent, écartés : {count}.' },
  },
  lossyLoop: {
    severity: 'information',
    text: { en: 'The pixels were compressed with loss, as is usual for ultrasound.', fr: 'Les pixels ont été compressés avec perte, comme souvent en échographie.' },
  },
  simulated: {
    severity: 'information',
    text: { en: 'Simulated: a digital patient, not a person.', fr: 'Simulé : un patient numérique, pas une personne.' },
  },
  ...viewFindings,
} as const satisfies Record<string, FindingDefinition>;

export type EchoFindingCode = keyof typeof echoFindings;

/** A finding with its English message. */
export function echoFinding(code: EchoFindingCode, parameters: Readonly<Record<string, string | number>> = {}): Finding {
  const definition: FindingDefinition = echoFindings[code];
  return { code, severity: definition.severity, message: fillText(definition.text.en, parameters), parameters };
}
