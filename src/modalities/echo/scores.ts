import type { ScoreInputName } from '../../measurement/echo-score-inputs.ts';
import type { Text } from '../../measurement/language.ts';
import type { Recommendation, Score, ScoreInput } from '../modality.ts';
import type { GatheredInputs } from './score-inputs.ts';

interface ScoreDefinition {
  readonly title: Text;
  readonly needs: readonly ScoreInputName[];
  readonly unit: string;
  readonly of: (inputs: readonly number[]) => number;
  /** From this value on (or above it, where `exclusive`) the score is raised. */
  readonly limit: number;
  readonly exclusive?: boolean;
  readonly raised: Text;
  readonly notRaised: Text;
  readonly source: string;
}

const points = (rules: readonly (readonly [met: boolean, points: number])[]) => rules.reduce((sum, [met, worth]) => sum + (met ? worth : 0), 0);

const sparing = { raised: { en: 'the apex is spared, a pattern of amyloid', fr: 'apex épargné, aspect évocateur d’amylose' }, notRaised: { en: 'no apical sparing by this limit', fr: 'pas d’épargne apicale selon ce seuil' } } as const;

/** The scores with their published definitions. A definition that was not read in the original says so. */
export const scoreDefinitions = {
  amyli: {
    title: { en: 'AMYLI', fr: 'AMYLI' }, needs: ['relativeWallThickness', 'mitralToAnnularRatio'], unit: '1',
    of: ([wall, filling]) => wall * filling, limit: 2.22,
    raised: { en: '2.22 or more: amyloid is not ruled out', fr: '2,22 ou plus : amylose non exclue' },
    notRaised: { en: 'below 2.22, the limit that rules amyloid out where walls are thick', fr: 'moins de 2,22, seuil d’exclusion de l’amylose en cas de parois épaisses' },
    source: 'AMYLI score, relative wall thickness times E/e′; abstract read, original not.',
  },
  iwt: {
    title: { en: 'IWT', fr: 'IWT' }, unit: '{score}',
    needs: ['relativeWallThickness', 'mitralToAnnularRatio', 'tricuspidExcursionMm', 'globalLongitudinalStrain', 'septalApicalToBasalRatio'],
    of: ([wall, filling, excursion, strain, septum]) => points([[wall > 0.6, 3], [filling > 11, 1], [excursion <= 19, 2], [strain >= -13, 1], [septum > 2.9, 3]]), limit: 8,
    raised: { en: '8 or more: suggests transthyretin amyloid', fr: '8 ou plus : évocateur d’amylose à transthyrétine' },
    notRaised: { en: 'below 8, which does not rule amyloid out (sensitivity 38 % elsewhere)', fr: 'moins de 8, ce qui n’exclut pas l’amylose (sensibilité externe 38 %)' },
    source: 'Increased wall thickness score; limit and components from the abstract, points from general knowledge: the original was not read.',
  },
  tAmylo: {
    title: { en: 'T-Amylo', fr: 'T-Amylo' }, unit: '{score}', needs: ['ageYears', 'male', 'septalThicknessMm', 'lowQrsVoltage', 'carpalTunnel'],
    of: ([age, male, septum, voltage, tunnel]) => points([[age >= 80, 1], [male === 1, 3], [septum >= 16, 2], [voltage === 1, 2], [tunnel === 1, 3]]), limit: 7,
    raised: { en: '7 to 11: high', fr: '7 à 11 : élevé' }, notRaised: { en: '0 to 2 low, 3 to 6 intermediate', fr: '0 à 2 faible, 3 à 6 intermédiaire' },
    source: 'T-Amylo, simplified points, read in the authors’ published program; the original was not read.',
  },
  tAmyloProbability: {
    title: { en: 'T-Amylo probability', fr: 'Probabilité T-Amylo' }, unit: '1', needs: ['ageYears', 'male', 'septalThicknessMm', 'lowQrsVoltage', 'carpalTunnel'],
    of: ([age, male, septum, voltage, tunnel]) => 1 / (1 + Math.exp(21.941 - 3.049 * tunnel - 2.732 * male - 0.332 * septum - 2.013 * voltage - 0.168 * age)), limit: 0.5,
    raised: { en: 'more likely than not, at the prior of the patients the model was made on', fr: 'plus probable qu’improbable, au taux a priori des patients ayant servi au modèle' },
    notRaised: { en: 'less likely than not, at the prior of the patients the model was made on', fr: 'moins probable qu’improbable, au taux a priori des patients ayant servi au modèle' },
    source: 'T-Amylo, logistic model, coefficients read in the authors’ published program; its prior is that of its derivation.',
  },
  relaps: {
    title: { en: 'Apical sparing, RELAPS', fr: 'Épargne apicale, RELAPS' }, unit: '1', needs: ['relativeApicalStrain'], of: ([value]) => value, limit: 1, exclusive: true, ...sparing,
    source: 'Phelan et al., Heart 2012;98:1442: above 1, on strain of one vendor; limit from general knowledge.',
  },
  apexToBase: {
    title: { en: 'Apical sparing, apex to base', fr: 'Épargne apicale, apex sur base' }, unit: '1', needs: ['apexToBaseRatio'], of: ([value]) => value, limit: 2.1, exclusive: true, ...sparing,
    source: 'Above 2.1: sensitivity 93 %, specificity 82 %; Cotella et al. 2024 found 2.4 ± 1.2 in amyloid and 1.7 ± 0.9 without.',
  },
  septalApexToBase: {
    title: { en: 'Apical sparing, septum (SAB)', fr: 'Épargne apicale, septum (SAB)' }, unit: '1', needs: ['septalApicalToBasalRatio'], of: ([value]) => value, limit: 2.9, exclusive: true, ...sparing,
    source: 'Above 2.9, the limit within the IWT score; from general knowledge.',
  },
} as const satisfies Record<string, ScoreDefinition>;

export type ScoreName = keyof typeof scoreDefinitions;

/** What published algorithms do next where a heart looks like amyloid. */
export const exploreAmyloid: Recommendation = {
  code: 'exploreAmyloid',
  text: {
    en: 'A score for amyloid is raised. For research use: where the clinical picture agrees, serum and urine are searched for monoclonal proteins and bone scintigraphy is done.',
    fr: 'Un score d’amylose est élevé. Usage de recherche : si le tableau clinique concorde, recherche de protéines monoclonales sériques et urinaires, et scintigraphie osseuse.',
  },
  source: 'Garcia-Pavia et al., Eur Heart J 2021;42:1554',
};

/**
 * Computes every score that some inputs allow, and says of the others what they lack.
 *
 * The interval of a score is the span of its values at the ends of its inputs' 95 % intervals; inputs without one stand as given.
 * A score whose verdict changes within that span is neither raised nor not raised.
 */
export function echoScores(inputs: GatheredInputs): readonly Score[] {
  return (Object.keys(scoreDefinitions) as ScoreName[]).map((name) => score(name, inputs));
}

/** Advice where a score is raised on which published algorithms explore for amyloid; ruling-out scores ask for nothing. */
export function scoreAdvice(scores: readonly Score[]): readonly Recommendation[] {
  const ruling: readonly string[] = ['iwt', 'tAmylo'] satisfies readonly ScoreName[];
  return scores.some((one) => one.status === 'measured' && one.verdict === 'raised' && ruling.includes(one.name)) ? [exploreAmyloid] : [];
}

function score(name: ScoreName, inputs: GatheredInputs): Score {
  const { title, needs, unit, of, source, ...rest }: ScoreDefinition = scoreDefinitions[name];
  const used = needs.flatMap((need) => inputs.get(need) ?? []);
  const base = { name, title, unit, source, inputs: used };
  const missing = needs.filter((need) => !inputs.has(need));
  if (missing.length > 0) return { ...base, status: 'notMeasured', code: 'inputsMissing', missing };
  const values = corners(used).map(of);
  const interval95 = [Math.min(...values), Math.max(...values)] as const;
  const isRaised = (value: number) => (rest.exclusive ? value > rest.limit : value >= rest.limit);
  const [low, high] = interval95.map(isRaised);
  const verdict = low === high ? (low ? 'raised' : 'notRaised') : 'unsure';
  const unsure: Text = { en: `on either side of the limit ${rest.limit} within the interval of what was measured`, fr: `de part et d’autre du seuil ${String(rest.limit).replace('.', ',')} dans l’intervalle des mesures` };
  return { ...base, status: 'measured', value: of(used.map(({ value }) => value)), interval95, verdict, meaning: verdict === 'unsure' ? unsure : rest[verdict] };
}

/** Every combination of the ends of the inputs' intervals. */
function corners(inputs: readonly ScoreInput[]): readonly (readonly number[])[] {
  return inputs.reduce<readonly (readonly number[])[]>((found, { value, interval95 }) => found.flatMap((corner) => (interval95 ?? [value]).map((end) => [...corner, end])), [[]]);
}
