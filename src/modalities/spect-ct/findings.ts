import { fillText, type Finding, type FindingDefinition } from '../../measurement/finding.ts';

/** Everything that quality control of SPECT/CT can notice. */
export const spectCtFindings = {
  noSpect: {
    severity: 'refusal',
    text: { en: 'CT without SPECT: there is no uptake to measure. The reconstructed SPECT of the same visit is needed beside it.', fr: 'Scanner sans SPECT : aucune fixation à mesurer. Il faut le SPECT reconstruit de la même visite.' },
  },
  noCt: {
    severity: 'refusal',
    text: { en: 'SPECT without CT: heart wall and blood cannot be told apart. The CT of the same visit is needed beside it.', fr: 'SPECT sans scanner : paroi du cœur et sang ne peuvent être distingués. Il faut le scanner de la même visite.' },
  },
  projectionsOnly: {
    severity: 'refusal',
    text: { en: 'Projections of a tomography without a reconstruction. Export the reconstructed SPECT of the same visit, and its CT.', fr: 'Projections d’une tomographie sans reconstruction. Exportez le SPECT reconstruit de la même visite, et son scanner.' },
  },
  notAPatient: {
    severity: 'refusal',
    text: { en: 'A test object, by its name ({words}), and no patient. Rename it if it is one.', fr: 'Un objet test, d’après son nom ({words}), et non un patient. Renommez-le si c’en est un.' },
  },
  positronTracer: {
    severity: 'refusal',
    text: { en: 'A PET study ({tracer}): the rules of this module are those of 99mTc bone tracers.', fr: 'Examen TEP ({tracer}) : les règles de ce module sont celles des traceurs osseux au 99mTc.' },
  },
  otherPatient: {
    severity: 'refusal',
    text: { en: 'SPECT and CT carry different patient identifiers: they must not be put on each other. Check which belongs to this study.', fr: 'SPECT et scanner portent des identifiants de patient différents : ils ne doivent pas être superposés. Vérifiez lequel appartient à cet examen.' },
  },
  otherDate: {
    severity: 'refusal',
    text: { en: 'SPECT and CT were acquired {hours} hours apart: the CT is of another visit. The CT of the same visit is needed.', fr: 'SPECT et scanner ont été acquis à {hours} heures d’écart : le scanner est d’une autre visite. Il faut celui de la même visite.' },
  },
  unplacedSlices: {
    severity: 'refusal',
    text: { en: 'The {series} does not say where its slices lie in the patient: {reason}', fr: 'La série {series} ne dit pas où ses coupes se trouvent dans le patient.' },
  },
  mixedSlices: {
    severity: 'refusal',
    text: { en: 'The slices of the {series} differ in size, spacing or direction: more than one series is mixed.', fr: 'Les coupes de la série {series} diffèrent par la taille, l’espacement ou la direction : plusieurs séries sont mêlées.' },
  },
  missingSlices: {
    severity: 'refusal',
    text: { en: 'Slices of the {series} are missing or of another series: {reason} Export the whole series again.', fr: 'Des coupes de la série {series} manquent ou sont d’une autre série. Exportez de nouveau la série entière.' },
  },
  tooFewSlices: {
    severity: 'refusal',
    text: { en: 'The {series} has too few slices for a volume: {reason}', fr: 'La série {series} a trop peu de coupes pour un volume.' },
  },
  emptySpect: {
    severity: 'refusal',
    text: { en: 'The SPECT holds no value above 0.', fr: 'Le SPECT ne contient aucune valeur au-dessus de 0.' },
  },
  heartNotFound: {
    severity: 'refusal',
    text: { en: 'No heart was found on the CT ({ml} mL of left ventricular wall).', fr: 'Aucun cœur trouvé sur le scanner ({ml} mL de paroi ventriculaire gauche).' },
  },
  heartOutside: {
    severity: 'refusal',
    text: { en: 'Only {percent} % of the heart lies in the field of view of the SPECT.', fr: 'Seuls {percent} % du cœur sont dans le champ du SPECT.' },
  },
  bodiesDiffer: {
    severity: 'refusal',
    text: { en: 'SPECT and CT do not show the same body in any place within 36 mm (correlation {correlation}): wrong patient, wrong orientation, or not a bone tracer.', fr: 'SPECT et scanner ne montrent le même corps à aucun endroit à moins de 36 mm (corrélation {correlation}) : mauvais patient, mauvaise orientation, ou traceur non osseux.' },
  },
  misregistered: {
    severity: 'warning',
    text: { en: 'The SPECT lies {mm} mm from the CT ({left} left, {back} back, {head} head): the heart is measured in the wrong place. Register them again before you trust a number.', fr: 'Le SPECT est à {mm} mm du scanner ({left} gauche, {back} arrière, {head} tête) : le cœur est mesuré au mauvais endroit. Recalez-les avant de croire un nombre.' },
  },
  displacementUnknown: {
    severity: 'warning',
    text: { en: 'Whether SPECT and CT lie on each other could not be checked: too little of the body is common.', fr: 'La superposition du SPECT et du scanner n’a pas pu être vérifiée : trop peu de corps en commun.' },
  },
  bodiesUnlike: {
    severity: 'warning',
    text: { en: 'SPECT and CT resemble each other less than those of one patient usually do (correlation {correlation}): check that the CT is this patient’s.', fr: 'SPECT et scanner se ressemblent moins que ceux d’un même patient d’ordinaire (corrélation {correlation}) : vérifiez que le scanner est bien de ce patient.' },
  },
  otherFrame: {
    severity: 'warning',
    text: { en: 'SPECT and CT state different frames of reference: that they lie on each other was taken from their coordinates and checked on the images alone.', fr: 'SPECT et scanner indiquent des repères différents : leur superposition vient de leurs coordonnées et n’a été vérifiée que sur les images.' },
  },
  notAttenuationCorrected: {
    severity: 'warning',
    text: { en: 'Nothing in the file says that the SPECT is corrected for attenuation: activity deep in the chest is underestimated.', fr: 'Rien dans le fichier ne dit que le SPECT est corrigé de l’atténuation : l’activité profonde est sous-estimée.' },
  },
  negativeSpect: {
    severity: 'warning',
    text: { en: '{percent} % of the SPECT is below 0: filtered or wrongly rescaled.', fr: '{percent} % du SPECT est inférieur à 0 : filtré, ou mal recalé en valeurs.' },
  },
  heartAtEdge: {
    severity: 'warning',
    text: { en: '{percent} % of the heart lies in the field of view of the SPECT.', fr: '{percent} % du cœur est dans le champ du SPECT.' },
  },
  heartLeavesCt: {
    severity: 'warning',
    text: { en: 'The heart reaches the first or last slice of the CT: part of it may be missing.', fr: 'Le cœur atteint la première ou la dernière coupe du scanner : une partie peut manquer.' },
  },
  bodyCutByCt: {
    severity: 'warning',
    text: { en: 'The body leaves the field of the CT beside the heart (along {mm} mm of its edge): what lies outside is not in the correction of attenuation.', fr: 'Le corps sort du champ du scanner au niveau du cœur (sur {mm} mm de son bord) : ce qui est dehors manque à la correction d’atténuation.' },
  },
  movedOnTable: {
    severity: 'warning',
    text: { en: 'The patient moved by about {mm} mm along the table before projection {projection} of {of}: the wall is blurred or doubled. Correct the motion and reconstruct again before you trust a number.', fr: 'Le patient a bougé d’environ {mm} mm le long de la table avant la projection {projection} sur {of} : la paroi est floue ou dédoublée. Corrigez le mouvement et reconstruisez avant de croire un nombre.' },
  },
  movedAcrossTable: {
    severity: 'warning',
    text: { en: 'The patient moved by {mm} mm or more across the table before projection {projection} of {of}: the wall is blurred or doubled. Correct the motion and reconstruct again before you trust a number.', fr: 'Le patient a bougé de {mm} mm ou plus en travers de la table avant la projection {projection} sur {of} : la paroi est floue ou dédoublée. Corrigez le mouvement et reconstruisez avant de croire un nombre.' },
  },
  noisy: {
    severity: 'warning',
    text: { en: 'The blood scatters by {percent} % about its mean: few counts, or the uptake of a neighbour shines into it. No class is given where that could change it.', fr: 'Le sang varie de {percent} % autour de sa moyenne : peu de coups, ou débordement d’un voisin qui fixe. Aucune classe n’est donnée là où cela pourrait la changer.' },
  },
  metal: {
    severity: 'warning',
    text: { en: '{ml} mL of metal near the heart on the CT: attenuation correction and outlines may be wrong there.', fr: '{ml} mL de métal près du cœur sur le scanner : la correction d’atténuation et les contours peuvent y être faux.' },
  },
  unknownTracer: {
    severity: 'warning',
    text: { en: 'The tracer is not stated, or none of the bone tracers (DPD, HMDP, PYP).', fr: 'Traceur non indiqué, ou qui n’est pas un traceur osseux (DPD, HMDP, PYP).' },
  },
  earlyScan: {
    severity: 'warning',
    text: { en: 'Acquired {hours} hours after injection: much of the tracer is still in the blood. 2 to 4 hours are usual.', fr: 'Acquis {hours} heures après injection : beaucoup de traceur est encore dans le sang. 2 à 4 heures sont habituelles.' },
  },
  repeatedSlices: {
    severity: 'information',
    text: { en: '{count} slices of the {series} lie in the place of another and were left out.', fr: '{count} coupes de la série {series} sont à la place d’une autre et ont été laissées.' },
  },
  tiltedGantry: {
    severity: 'information',
    text: { en: 'The CT was taken with a tilted gantry ({degrees}°); its slices were put in place.', fr: 'Scanner acquis avec statif incliné ({degrees}°) ; ses coupes ont été remises en place.' },
  },
  motionUnchecked: {
    severity: 'information',
    text: { en: 'Whether the patient moved during the SPECT was not checked: its projections are not in the study.', fr: 'Un mouvement du patient pendant le SPECT n’a pas été recherché : ses projections ne sont pas dans l’examen.' },
  },
  otherReconstructions: {
    severity: 'information',
    text: { en: 'Measured: {chosen}. Other reconstructions of the same acquisition, left aside: {count}.', fr: 'Mesurée : {chosen}. Autres reconstructions de la même acquisition, laissées de côté : {count}.' },
  },
  registeredByFile: {
    severity: 'information',
    text: { en: 'The SPECT was laid on the CT as a registration in the study says, and checked on the images.', fr: 'Le SPECT a été superposé au scanner selon un recalage de l’examen, et vérifié sur les images.' },
  },
  heartMoved: {
    severity: 'information',
    text: { en: 'The outlines of the heart were moved by {mm} mm to where its wall takes up tracer.', fr: 'Les contours du cœur ont été déplacés de {mm} mm vers l’endroit où sa paroi fixe le traceur.' },
  },
  givenSegmentation: {
    severity: 'information',
    text: { en: 'Outlines were taken from a segmentation in the study: {names}. Not understood and left aside: {unknown}.', fr: 'Les contours viennent d’une segmentation de l’examen : {names}. Non compris et laissés : {unknown}.' },
  },
  outlinesElsewhere: {
    severity: 'warning',
    text: { en: 'Outlines that came with the study were drawn in another frame of reference than that of the CT and were left aside: {names}.', fr: 'Des contours venus avec l’examen sont tracés dans un autre repère que celui du scanner et ont été laissés de côté : {names}.' },
  },
  simulationTrained: {
    severity: 'information',
    text: { en: 'Outlines were drawn by a network that learned on digital patients only.', fr: 'Les contours viennent d’un réseau entraîné sur des patients numériques seulement.' },
  },
  simulated: {
    severity: 'information',
    text: { en: 'Simulated: a digital patient, not a person.', fr: 'Simulé : un patient numérique, pas une personne.' },
  },
} as const satisfies Record<string, FindingDefinition>;

export type SpectCtFindingCode = keyof typeof spectCtFindings;

/** A finding with its English message. */
export function spectCtFinding(code: SpectCtFindingCode, parameters: Finding['parameters'] = {}): Finding {
  const { severity, text } = spectCtFindings[code];
  return { code, severity, message: fillText(text.en, parameters), parameters };
}
