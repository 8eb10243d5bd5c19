import type { Text } from './language.ts';

/** One of the views that are told apart. */
export interface EchoViewClass {
  /** Abbreviated as echocardiographers do in any language; (LV –) and (LA –): that chamber is hidden. */
  readonly short: string;
  /** As Zhang and others call it. */
  readonly label: string;
  readonly text: Text;
}

/**
 * The 23 views of echocardiography that are told apart, in the order of the network's outputs.
 * Source: Zhang et al., Circulation 2018, doi 10.1161/CIRCULATIONAHA.118.034338; labels as in its published code. What each label
 * shows is the project's reading of them.
 */
export const echoViewClasses = {
  plaxFar: { short: 'PLAX (far)', label: 'plax_far', text: { en: 'parasternal long axis, from far', fr: 'parasternale grand axe, de loin' } },
  plax: { short: 'PLAX', label: 'plax_plax', text: { en: 'parasternal long axis', fr: 'parasternale grand axe' } },
  plaxAtriumZoomed: { short: 'PLAX (LA zoom)', label: 'plax_laz', text: { en: 'parasternal long axis, left atrium enlarged', fr: 'parasternale grand axe, oreillette gauche agrandie' } },
  psaxAortic: { short: 'PSAX (AV)', label: 'psax_az', text: { en: 'parasternal short axis, aortic valve', fr: 'parasternale petit axe, valve aortique' } },
  psaxMitral: { short: 'PSAX (MV)', label: 'psax_mv', text: { en: 'parasternal short axis, mitral valve', fr: 'parasternale petit axe, valve mitrale' } },
  psaxPapillary: { short: 'PSAX (PM)', label: 'psax_pap', text: { en: 'parasternal short axis, papillary muscles', fr: 'parasternale petit axe, piliers' } },
  a2cVentricleHidden: { short: 'A2C (LV –)', label: 'a2c_lvocc_s', text: { en: 'apical two-chamber, left ventricle partly hidden', fr: 'apicale deux cavités, ventricule gauche en partie masqué' } },
  a2cAtriumHidden: { short: 'A2C (LA –)', label: 'a2c_laocc', text: { en: 'apical two-chamber, left atrium hidden', fr: 'apicale deux cavités, oreillette gauche masquée' } },
  a2c: { short: 'A2C', label: 'a2c', text: { en: 'apical two-chamber', fr: 'apicale deux cavités' } },
  a3cVentricleHidden: { short: 'A3C (LV –)', label: 'a3c_lvocc_s', text: { en: 'apical three-chamber, left ventricle partly hidden', fr: 'apicale trois cavités, ventricule gauche en partie masqué' } },
  a3cAtriumHidden: { short: 'A3C (LA –)', label: 'a3c_laocc', text: { en: 'apical three-chamber, left atrium hidden', fr: 'apicale trois cavités, oreillette gauche masquée' } },
  a3c: { short: 'A3C', label: 'a3c', text: { en: 'apical three-chamber', fr: 'apicale trois cavités' } },
  a4cVentricleHidden: { short: 'A4C (LV –)', label: 'a4c_lvocc_s', text: { en: 'apical four-chamber, left ventricle partly hidden', fr: 'apicale quatre cavités, ventricule gauche en partie masqué' } },
  a4cAtriumHidden: { short: 'A4C (LA –)', label: 'a4c_laocc', text: { en: 'apical four-chamber, left atrium hidden', fr: 'apicale quatre cavités, oreillette gauche masquée' } },
  a4c: { short: 'A4C', label: 'a4c', text: { en: 'apical four-chamber', fr: 'apicale quatre cavités' } },
  a5c: { short: 'A5C', label: 'a5c', text: { en: 'apical five-chamber', fr: 'apicale cinq cavités' } },
  other: { short: 'other', label: 'other', text: { en: 'none of the views of the heart', fr: 'aucune des coupes du cœur' } },
  rightInflow: { short: 'RV inflow', label: 'rvinf', text: { en: 'inflow of the right ventricle', fr: 'chambre d’admission du ventricule droit' } },
  psaxAorticZoomed: { short: 'PSAX (AV zoom)', label: 'psax_avz', text: { en: 'parasternal short axis, aortic valve enlarged', fr: 'parasternale petit axe, valve aortique agrandie' } },
  suprasternal: { short: 'SSN', label: 'suprasternal', text: { en: 'suprasternal', fr: 'suprasternale' } },
  subcostal: { short: 'SC', label: 'subcostal', text: { en: 'subcostal', fr: 'sous-costale' } },
  plaxAtrium: { short: 'PLAX (LA)', label: 'plax_lac', text: { en: 'parasternal long axis, centred on the left atrium', fr: 'parasternale grand axe, centrée sur l’oreillette gauche' } },
  psaxApex: { short: 'PSAX (apex)', label: 'psax_apex', text: { en: 'parasternal short axis, apex', fr: 'parasternale petit axe, apex' } },
} as const satisfies Record<string, EchoViewClass>;

export type EchoViewName = keyof typeof echoViewClasses;
export const echoViewNames = Object.keys(echoViewClasses) as readonly EchoViewName[];
