import type { FindingDefinition } from '../../measurement/finding.ts';

/** What recognition of views, the sorting of loops and the picture's quality can notice. Views are named as in `echoViewClasses`. */
export const viewFindings = {
  viewRecognised: {
    severity: 'information',
    text: { en: 'Recognised as {view}, probability {percent} %, on {frames} frames; the file states no view.', fr: 'Reconnue comme {view}, probabilité {percent} %, sur {frames} images ; le fichier n’indique pas de coupe.' },
  },
  viewContradicted: {
    severity: 'warning',
    text: { en: 'The file states {stated}; the picture was recognised as {view}, probability {percent} %. The file was believed: look at the outlines before you trust a number.', fr: 'Le fichier indique {stated} ; l’image a été reconnue comme {view}, probabilité {percent} %. Le fichier a été cru : regardez les contours avant de croire un nombre.' },
  },
  viewNotRecognised: {
    severity: 'warning',
    text: { en: 'The file states no view, and weights of simulation alone recognise none: it was measured as apical four-chamber. Look at the outlines before you trust a number.', fr: 'Le fichier n’indique pas de coupe, et les poids issus de la seule simulation n’en reconnaissent pas : elle a été mesurée comme apicale quatre cavités. Regardez les contours avant de croire un nombre.' },
  },
  viewUnsure: {
    severity: 'warning',
    text: { en: 'The view was not recognised for sure: most like {view}, probability {percent} %. A ventricle lies above an atrium, so it was measured as apical four-chamber: look at the outlines before you trust a number.', fr: 'La coupe n’a pas été reconnue avec certitude : plutôt {view}, probabilité {percent} %. Un ventricule se trouve au-dessus d’une oreillette ; elle a été mesurée comme apicale quatre cavités : regardez les contours avant de croire un nombre.' },
  },
  viewSetAside: {
    severity: 'refusal',
    text: { en: 'Recognised as {view}, probability {percent} %: a view that is not measured.', fr: 'Reconnue comme {view}, probabilité {percent} % : une coupe qui n’est pas mesurée.' },
  },
  viewUnclear: {
    severity: 'refusal',
    text: { en: 'The view was not recognised: most like {view}, probability {percent} %. Nothing is measured on a view that is not known.', fr: 'La coupe n’a pas été reconnue : plutôt {view}, probabilité {percent} %. Rien n’est mesuré sur une coupe inconnue.' },
  },
  loopChosen: {
    severity: 'information',
    text: { en: '{view}: loop {number} was chosen of {count}, quality {quality} of 100 (the others: {others}).', fr: '{view} : boucle {number} retenue sur {count}, qualité {quality} sur 100 (les autres : {others}).' },
  },
  loopsSetAside: {
    severity: 'information',
    text: { en: 'Loops of the study that were set aside: {loops}.', fr: 'Boucles de l’examen écartées : {loops}.' },
  },
  lowGain: {
    severity: 'warning',
    text: { en: 'Low gain: the brightest twentieth of the sector begins at grey {grey} of 255. Walls may be lost.', fr: 'Gain faible : le vingtième le plus clair du secteur commence au gris {grey} sur 255. Des parois peuvent manquer.' },
  },
  highGain: {
    severity: 'warning',
    text: { en: 'High gain: {percent} % of the sector is white. The cavity may look too small.', fr: 'Gain élevé : {percent} % du secteur est blanc. La cavité peut paraître trop petite.' },
  },
  dropout: {
    severity: 'warning',
    text: { en: 'Dropout: {percent} % of the width of the sector is dark.', fr: 'Perte de signal : {percent} % de la largeur du secteur est sombre.' },
  },
  foreshortened: {
    severity: 'warning',
    text: { en: 'The ventricle is {percent} % shorter on {view} than on {other}: that view is probably foreshortened, and its volumes too small.', fr: 'Le ventricule est {percent} % plus court sur {view} que sur {other} : coupe probablement raccourcie, volumes trop petits.' },
  },
  transoesophageal: {
    severity: 'refusal',
    text: { en: 'The file calls this a transoesophageal examination ("{words}"): only transthoracic views are measured.', fr: 'Le fichier parle d’un examen transœsophagien (« {words} ») : seules les coupes transthoraciques sont mesurées.' },
  },
  fetal: {
    severity: 'refusal',
    text: { en: 'The file calls this an examination of a fetus ("{words}"): it is not measured.', fr: 'Le fichier parle d’un examen fœtal (« {words} ») : il n’est pas mesuré.' },
  },
  paediatric: {
    severity: 'refusal',
    text: { en: 'The patient is {age} years old: methods and networks were made for adults.', fr: 'Le patient a {age} ans : méthodes et réseaux ont été faits pour des adultes.' },
  },
  contrastAgent: {
    severity: 'refusal',
    text: { en: 'The file speaks of a contrast agent ("{words}"): the cavity is then brighter than its wall, which no network here has learnt.', fr: 'Le fichier parle d’un produit de contraste (« {words} ») : la cavité est alors plus claire que sa paroi, ce qu’aucun réseau n’a appris ici.' },
  },
  textInSector: {
    severity: 'information',
    text: { en: 'Text stands inside the measured picture, places: {count} ({places}). It may name the patient; blank it before the images leave the site.', fr: 'Du texte figure dans l’image mesurée, emplacements : {count} ({places}). Il peut nommer le patient ; noircissez-le avant que les images ne quittent le site.' },
  },
  textOnPicture: {
    severity: 'information',
    text: { en: 'The file states no usable region, and text stands on the picture, places: {count} ({places}). It may name the patient.', fr: 'Le fichier n’indique pas de région utilisable et du texte figure sur l’image, emplacements : {count} ({places}). Il peut nommer le patient.' },
  },
  offAxis: {
    severity: 'warning',
    text: { en: 'The long axis of the ventricle leans by {degrees}° (below 0 to the left); of 100 four-chamber views 99 lean by {least} to {most}°. The view may be off-axis: wall and strain of one side may be lost.', fr: 'Le grand axe du ventricule penche de {degrees}° (vers la gauche sous 0) ; 99 coupes quatre cavités sur 100 penchent de {least} à {most}°. La coupe est peut-être hors axe : la paroi et le strain d’un côté peuvent manquer.' },
  },
  severalSectors: {
    severity: 'refusal',
    text: { en: 'The screen shows {count} sectors side by side: send each view as a loop of its own.', fr: 'L’écran montre {count} secteurs côte à côte : envoyez chaque coupe dans sa propre boucle.' },
  },
} as const satisfies Record<string, FindingDefinition>;
