import type { Recommendation } from '../modality.ts';

/** What planar scintigraphy can advise, each with the source of the advice. Information for a physician, not an order. */
export const recommendations = {
  spectNeeded: {
    code: 'spectNeeded',
    text: {
      en: 'SPECT or SPECT/CT of the chest is needed to tell uptake in the heart wall from blood in the chambers.',
      fr: 'Une tomographie (TEMP ou TEMP/TDM) du thorax est nécessaire pour distinguer la fixation de la paroi du sang des cavités.',
    },
    source: 'ASNC cardiac amyloidosis practice points: SPECT in all; planar or H/CL alone is not enough.',
  },
  monoclonalScreen: {
    code: 'monoclonalScreen',
    text: {
      en: 'A monoclonal protein screen is mandatory: serum free light chains with serum and urine immunofixation. Grade 2 to 3 uptake also occurs in AL amyloidosis.',
      fr: 'La recherche d’une protéine monoclonale est obligatoire : chaînes légères libres sériques et immunofixation du sérum et des urines. Une fixation de grade 2 à 3 existe aussi dans l’amylose AL.',
    },
    source: 'Gillmore et al., Circulation 2016;133:2404 (non-biopsy diagnosis); grade 2 to 3 in more than 10 % of AL.',
  },
  equivocal: {
    code: 'equivocal',
    text: {
      en: 'Equivocal: have the images read by a nuclear physician; if it stays so, repeat within 6 months.',
      fr: 'Équivoque : faire relire les images par un médecin nucléaire ; si le doute persiste, refaire dans les 6 mois.',
    },
    source: 'Consensus diagnostic algorithm (monoclonal protein against scintigraphy): equivocal scan, repeat within 6 months.',
  },
  mildUptake: {
    code: 'mildUptake',
    text: {
      en: 'Uptake less than the ribs (grade 1) is not diagnostic: SPECT/CT and a monoclonal protein screen if suspicion stays.',
      fr: 'Une fixation inférieure aux côtes (grade 1) n’est pas diagnostique : TEMP/TDM et recherche d’une protéine monoclonale si le doute persiste.',
    },
    source: 'Gillmore et al., Circulation 2016;133:2404; ASNC practice points.',
  },
  suspicionStays: {
    code: 'suspicionStays',
    text: {
      en: 'No abnormal cardiac uptake. It does not exclude AL amyloidosis nor some ATTR variants (Ser77Tyr, Tyr114Cys, Phe64Leu): if suspicion stays, look further.',
      fr: 'Pas de fixation cardiaque anormale. Cela n’exclut ni une amylose AL ni certains variants ATTR (Ser77Tyr, Tyr114Cys, Phe64Leu) : si le doute persiste, poursuivre le bilan.',
    },
    source: 'Gillmore et al., Circulation 2016;133:2404; false negatives by variant.',
  },
  repeatWithTracer: {
    code: 'repeatWithTracer',
    text: {
      en: '99mTc-MDP is not accepted for cardiac amyloidosis: repeat with DPD, HMDP or PYP if the question is amyloidosis.',
      fr: 'Le 99mTc-MDP n’est pas accepté pour l’amylose cardiaque : refaire avec DPD, HMDP ou PYP si la question est l’amylose.',
    },
    source: 'ASNC cardiac amyloidosis practice points.',
  },
} as const satisfies Record<string, Recommendation>;
