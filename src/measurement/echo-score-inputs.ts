import type { Text } from './language.ts';

/** What one input of a score is. */
interface ScoreInputDefinition {
  readonly name: Text;
  /** UCUM; 'yesNo' for what is 1 when present and 0 when not. */
  readonly unit: string;
  /** What a table may hold; a value outside is refused as a slip. */
  readonly allowed: readonly [lowest: number, highest: number];
  /** Headings in a table, without case, accents and punctuation. */
  readonly headings: readonly string[];
}

/** Every input of the scores; the limits hold any living adult and catch wrong units and signs. */
export const scoreInputs = {
  ageYears: { name: { en: 'age', fr: 'âge' }, unit: 'a', allowed: [18, 120], headings: ['ageyears', 'age'] },
  male: { name: { en: 'male sex', fr: 'sexe masculin' }, unit: 'yesNo', allowed: [0, 1], headings: ['male', 'sex', 'sexe', 'masculin'] },
  carpalTunnel: { name: { en: 'carpal tunnel syndrome', fr: 'syndrome du canal carpien' }, unit: 'yesNo', allowed: [0, 1], headings: ['carpaltunnel', 'carpaltunnelsyndrome', 'canalcarpien'] },
  lowQrsVoltage: { name: { en: 'low QRS voltage', fr: 'microvoltage du QRS' }, unit: 'yesNo', allowed: [0, 1], headings: ['lowqrsvoltage', 'lowvoltage', 'microvoltage'] },
  mitralToAnnularRatio: { name: { en: 'E/e′', fr: 'E/e′' }, unit: '1', allowed: [2, 60], headings: ['ee', 'eeprime', 'mitraltoannularratio'] },
  tricuspidExcursionMm: { name: { en: 'TAPSE', fr: 'TAPSE' }, unit: 'mm', allowed: [3, 45], headings: ['tapse', 'tricuspidexcursionmm'] },
  septalThicknessMm: { name: { en: 'septal thickness', fr: 'épaisseur du septum' }, unit: 'mm', allowed: [4, 45], headings: ['septalthicknessmm', 'septalthickness', 'ivsd', 'septum', 'siv'] },
  relativeWallThickness: { name: { en: 'relative wall thickness', fr: 'épaisseur pariétale relative' }, unit: '1', allowed: [0.15, 2], headings: ['relativewallthickness', 'rwt', 'epaisseurparietalerelative'] },
  globalLongitudinalStrain: { name: { en: 'GLS', fr: 'GLS' }, unit: '%', allowed: [-35, -1], headings: ['globallongitudinalstrain', 'gls', 'slg'] },
  septalApicalToBasalRatio: { name: { en: 'septal apex-to-base strain ratio', fr: 'rapport de strain apex sur base du septum' }, unit: '1', allowed: [0.1, 20], headings: ['septalapicaltobasalratio', 'sab'] },
  apexToBaseRatio: { name: { en: 'apex-to-base strain ratio', fr: 'rapport de strain apex sur base' }, unit: '1', allowed: [0.1, 20], headings: ['apextobaseratio', 'rapportapexbase'] },
  relativeApicalStrain: { name: { en: 'RELAPS', fr: 'RELAPS' }, unit: '1', allowed: [0.1, 10], headings: ['relativeapicalstrain', 'relaps'] },
} as const satisfies Record<string, ScoreInputDefinition>;

export type ScoreInputName = keyof typeof scoreInputs;
