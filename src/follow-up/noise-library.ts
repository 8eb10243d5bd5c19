import type { Text } from '../measurement/language.ts';
import { carriedScatter } from '../measurement/spect-ct-carried-scatter.ts';
import { visitScatter, type SpectCtScatterName } from '../measurement/spect-ct-visit-scatter.ts';
import { followedAs, type FollowedQuantityName } from './followed-quantity.ts';
import { ownMethod, unknownContext, type MeasurementContext } from './history.ts';

/** How sure we are that a published number is what its source says. */
export type Certainty = 'read' | 'abstract' | 'secondary' | 'background' | 'derived' | 'simulated' | 'site';

/** Each label in plain words. */
export const certaintyTexts: Readonly<Record<Certainty, Text>> = {
  read: { en: 'read in the named source', fr: 'lu dans la source citée' },
  abstract: { en: 'only the abstract or an excerpt was read', fr: 'seul le résumé ou un extrait a été lu' },
  secondary: { en: 'read where another source quotes it, not in the original', fr: 'lu dans une source qui le cite, pas dans l’original' },
  background: { en: 'common knowledge of the field, read in no source', fr: 'connaissance courante du domaine, lue dans aucune source' },
  derived: { en: 'computed from a number that was read', fr: 'calculé à partir d’un nombre lu' },
  simulated: { en: 'simulated: Amyloscope on digital patients, not on patients', fr: 'simulé : Amyloscope chez des patients numériques, pas chez des patients' },
  site: { en: 'your own test-retest table', fr: 'votre propre table test-retest' },
};

/**
 * What a published figure is:
 * - `coefficientOfVariation` within a stable subject, a fraction;
 * - `detectableChange` (MDC95, repeatability coefficient), in the unit; `relativeDetectableChange`, a fraction;
 * - `relativeDifference`, mean absolute difference of two measurements, a fraction;
 * - `withinSubjectSd`, in the unit, or of the natural logarithm for a logarithmic quantity;
 * - `reliability`, an ICC: it gives no noise in units without the SD of its population.
 */
export type NoiseStatistic = 'coefficientOfVariation' | 'detectableChange' | 'relativeDetectableChange' | 'relativeDifference' | 'withinSubjectSd' | 'reliability';

/** One published, or local, figure of how far a quantity scatters in a patient who did not change. */
export interface NoiseRow {
  readonly quantity: FollowedQuantityName;
  readonly statistic: NoiseStatistic;
  /** As published; both ends are equal where one number was given. */
  readonly figure: readonly [lowest: number, highest: number];
  /** Subjects measured again; null where the source that was read does not say. */
  readonly subjects: number | null;
  /** Degrees of freedom where the scatter was estimated from data at hand; null for a published figure. */
  readonly df: number | null;
  /** Makers of the scanner or program it holds for, as their names begin; null for any. */
  readonly vendors: readonly string[] | null;
  /** True for values in the outlines of another visit; null for any. */
  readonly carriedOutlines: true | null;
  /** The smallest SD, in the unit, where the scatter of small values is no share of them; null when it is. */
  readonly leastSd: number | null;
  readonly population: Text | null;
  readonly device: Text | null;
  /** Between the measurements. */
  readonly interval: Text | null;
  readonly source: string;
  readonly certainty: Certainty;
  readonly remark: Text | null;
}

const notStated = { subjects: null, df: null, vendors: null, carriedOutlines: null, leastSd: null, population: null, device: null, interval: null, remark: null } as const;
const baron = {
  ...notStated, statistic: 'relativeDetectableChange', subjects: 30, certainty: 'abstract', source: 'Baron et al., Clin Res Cardiol 2019;108:355, doi 10.1007/s00392-018-1363-7',
  population: { en: 'patients, EF 14 to 73 %', fr: 'patients, FE de 14 à 73 %' },
  device: { en: 'echocardiography, 2 acquisitions by 2 sonographers, 2 readers', fr: 'échocardiographie, 2 acquisitions par 2 échographistes, 2 lecteurs' },
  interval: { en: 'immediate', fr: 'immédiat' },
} as const;
const houard = {
  ...notStated, statistic: 'coefficientOfVariation', subjects: 50, certainty: 'abstract', source: 'Test-retest of echocardiography and CMR, Eur Heart J Cardiovasc Imaging 2021, PMID 32793957',
  population: { en: '30 healthy volunteers, 20 patients with heart failure', fr: '30 volontaires sains, 20 insuffisants cardiaques' },
  interval: { en: 'separate days', fr: 'jours distincts' },
} as const;
const farsalinos = {
  ...notStated, quantity: 'globalLongitudinalStrain', statistic: 'relativeDifference', subjects: 62, certainty: 'derived', source: 'Farsalinos et al. 2015 (abstract)',
  device: { en: 'echocardiography, 7 to 9 vendors', fr: 'échocardiographie, 7 à 9 constructeurs' },
} as const;
const farsalinosFour = { ...farsalinos, quantity: 'longitudinalStrainTracked' } as const;
const twoPrograms = { ...notStated, quantity: 'globalLongitudinalStrain', statistic: 'detectableChange', certainty: 'abstract', source: 'PMC5477995 (abstract)' } as const;
const simulatedStrain = {
  ...notStated, statistic: 'withinSubjectSd', subjects: 5, certainty: 'simulated', source: 'Amyloscope, script/bench echo-accuracy, test and retest',
  population: { en: 'digital patients', fr: 'patients numériques' }, device: { en: 'the probe held anew', fr: 'sonde reprise' }, interval: { en: 'none: the same heart', fr: 'aucun : le même cœur' },
} as const;
const simulatedUptake = {
  ...notStated, statistic: 'coefficientOfVariation', subjects: 8, certainty: 'simulated', source: 'Amyloscope, training/spect-ct/fit-grades.ts, two visits of the same digital patients',
  population: { en: 'digital patients with uptake', fr: 'patients numériques avec fixation' }, device: { en: 'SPECT/CT, repositioned and counted anew', fr: 'TEMP/TDM, repositionné et recompté' }, interval: { en: 'none: the same uptake', fr: 'aucun : la même fixation' },
} as const;
const carriedUptake = {
  ...simulatedUptake, subjects: 16, carriedOutlines: true, source: 'Amyloscope, script/bench spect-ct-serial, two visits of the same digital patients',
  remark: { en: 'The later visit measured in the outlines of the first.', fr: 'La visite suivante mesurée dans les contours de la première.' },
} as const;
const natriuretic = {
  ...notStated, quantity: 'ntProBnp', statistic: 'coefficientOfVariation', subjects: 41, certainty: 'abstract', source: 'PMID 19299545 (abstract), which states reference change values of 52.5, 43.1 and 45.0 % at 1, 2 and 3 months',
  population: { en: 'stable chronic systolic heart failure', fr: 'insuffisance cardiaque systolique chronique stable' },
  remark: { en: 'Biological scatter alone; that of the assay is not added.', fr: 'Dispersion biologique seule ; celle du dosage n’est pas ajoutée.' },
} as const;

/**
 * Published repeatability, quantity by quantity; the first row of each with a scatter in units is the one in use until a
 * site gives its own. A number without a source is not in it.
 */
export const noiseLibrary: readonly NoiseRow[] = [
  { ...baron, quantity: 'ejectionFraction', figure: [0.142, 0.142] },
  { ...houard, quantity: 'ejectionFraction', figure: [0.113, 0.113], device: { en: 'echocardiography', fr: 'échocardiographie' } },
  { ...houard, quantity: 'ejectionFraction', figure: [0.067, 0.067], device: { en: 'CMR', fr: 'IRM' } },
  {
    ...notStated, quantity: 'ejectionFraction', statistic: 'coefficientOfVariation', figure: [0.044, 0.084], subjects: 30, certainty: 'abstract', source: 'PMID 37488918 (abstract)',
    device: { en: 'three automated programs, reading again', fr: 'trois logiciels automatiques, relecture' },
    remark: { en: 'Reading of the same images: a new acquisition adds to it.', fr: 'Relecture des mêmes images : une nouvelle acquisition s’y ajoute.' },
  },
  {
    ...notStated, quantity: 'ejectionFraction', statistic: 'detectableChange', figure: [6, 10], certainty: 'abstract', source: 'Thavendiranathan et al. 2013 (abstract)',
    device: { en: '3D without contrast (6 points) to 2D (more than 10 points)', fr: '3D sans contraste (6 points) à 2D (plus de 10 points)' },
  },
  { ...baron, quantity: 'globalLongitudinalStrain', figure: [0.147, 0.147] },
  { ...houard, quantity: 'globalLongitudinalStrain', figure: [0.089, 0.089], device: { en: 'echocardiography', fr: 'échocardiographie' } },
  { ...farsalinos, figure: [0.049, 0.073], remark: { en: 'Same reader. Taken as mean absolute difference of normal scatter.', fr: 'Même lecteur. Pris comme différence absolue moyenne d’une dispersion normale.' } },
  { ...farsalinos, figure: [0.054, 0.086], remark: { en: 'Two readers. Taken as mean absolute difference of normal scatter.', fr: 'Deux lecteurs. Pris comme différence absolue moyenne d’une dispersion normale.' } },
  { ...twoPrograms, figure: [3, 3], vendors: ['GE', 'General Electric', 'Vingmed'], device: { en: 'EchoPAC (GE)', fr: 'EchoPAC (GE)' } },
  { ...twoPrograms, figure: [5, 5], vendors: ['Siemens', 'Acuson'], device: { en: 'Velocity Vector Imaging (Siemens)', fr: 'Velocity Vector Imaging (Siemens)' } },
  { ...simulatedStrain, quantity: 'globalLongitudinalStrain', figure: [0.23, 0.23], remark: { en: 'Of one view; that of three is smaller.', fr: 'D’une seule coupe ; celle de trois est plus faible.' } },
  { ...farsalinosFour, figure: [0.072, 0.113], remark: { en: 'Same reader, four-chamber view alone. Taken as mean absolute difference of normal scatter.', fr: 'Même lecteur, coupe quatre cavités seule. Pris comme différence absolue moyenne d’une dispersion normale.' } },
  { ...farsalinosFour, figure: [0.062, 0.11], remark: { en: 'Two readers, four-chamber view alone. Taken as mean absolute difference of normal scatter.', fr: 'Deux lecteurs, coupe quatre cavités seule. Pris comme différence absolue moyenne d’une dispersion normale.' } },
  { ...simulatedStrain, quantity: 'longitudinalStrainTracked', figure: [0.23, 0.23] },
  { ...simulatedStrain, quantity: 'longitudinalStrainTrackedMidWall', figure: [0.3, 0.3] },
  { ...simulatedStrain, quantity: 'longitudinalStrainContour', figure: [0.45, 0.45] },
  { ...simulatedStrain, quantity: 'globalLongitudinalStrainContour', figure: [0.45, 0.45], remark: { en: 'Of one view; that of three is smaller.', fr: 'D’une seule coupe ; celle de trois est plus faible.' } },
  { ...simulatedStrain, quantity: 'leftVentricularEjectionFraction', figure: [0.5, 0.5] },
  { ...baron, quantity: 'circumferentialStrain', figure: [0.356, 0.356] },
  { ...baron, quantity: 'mitralAnnularExcursion', figure: [0.107, 0.107] },
  {
    ...notStated, quantity: 'septalThickness', statistic: 'relativeDetectableChange', figure: [0.14, 0.14], certainty: 'abstract', source: 'Serial M-mode variability, Chest 1981 (abstract)',
    device: { en: 'M-mode echocardiography', fr: 'échocardiographie TM' },
    remark: { en: 'The abstract says "variability" and not which statistic. Taken as detectable change; were it a coefficient of variation, noise would be 2.8 times as large.', fr: 'Le résumé dit « variabilité » sans préciser la statistique. Pris comme changement détectable ; si c’était un coefficient de variation, le bruit serait 2,8 fois plus grand.' },
  },
  {
    ...notStated, quantity: 'nativeT1', statistic: 'detectableChange', figure: [58, 73], certainty: 'abstract', source: 'Wisconsin cardiac mapping, lmaowisc.github.io/cardmap (repeatability coefficient, septum)',
    device: { en: 'MOLLI', fr: 'MOLLI' },
  },
  {
    ...notStated, quantity: 'nativeT1', statistic: 'reliability', figure: [0.98, 0.99], subjects: 21, certainty: 'abstract', source: 'Pica et al. 2014 (abstract)',
    device: { en: 'MOLLI, ShMOLLI', fr: 'MOLLI, ShMOLLI' }, interval: { en: 'within 24 h', fr: 'en moins de 24 h' },
  },
  {
    ...notStated, quantity: 'heartToContralateralRatio', statistic: 'coefficientOfVariation', figure: [0.0321, 0.0749], subjects: 20, certainty: 'abstract', source: 'Singh et al. (abstract): 100 patients, 20 of them read again',
    device: { en: 'planar scintigraphy, reading again', fr: 'scintigraphie planaire, relecture' },
    remark: { en: 'Reading of the same images: repositioning and a new acquisition add to it.', fr: 'Relecture des mêmes images : le repositionnement et une nouvelle acquisition s’y ajoutent.' },
  },
  { ...natriuretic, figure: [0.155, 0.189], interval: { en: '1 to 3 months', fr: '1 à 3 mois' } },
  {
    ...notStated, quantity: 'ntProBnp', statistic: 'coefficientOfVariation', figure: [0.3, 0.3], subjects: 78, certainty: 'abstract', source: 'PMID 17218450 (abstract)',
    population: { en: 'stable chronic heart failure', fr: 'insuffisance cardiaque chronique stable' }, interval: { en: '1 year', fr: '1 an' },
    remark: { en: 'Median of patients, 0 to 111 %: over a year true change is mixed in.', fr: 'Médiane des patients, de 0 à 111 % : sur un an, de vrais changements s’y mêlent.' },
  },
  ...simulatedUptakeRows(),
];

/** The scatter of SPECT/CT between two visits, quantity by quantity, in outlines of each visit and in those of the first. */
function simulatedUptakeRows(): readonly NoiseRow[] {
  return (Object.keys(visitScatter) as SpectCtScatterName[]).flatMap((name) => {
    const quantity = followedAs(name);
    if (!quantity) return [];
    return ([[simulatedUptake, visitScatter], [carriedUptake, carriedScatter]] as const).map(([row, scatter]) => {
      const { share, least = null } = scatter[name];
      return { ...row, quantity, figure: [share, share], leastSd: least };
    });
  });
}

/** A published figure that was looked at and is not in the library, and why. */
export interface LeftOutFigure {
  readonly what: Text;
  readonly why: Text;
}

export const leftOutOfNoiseLibrary: readonly LeftOutFigure[] = [
  {
    what: { en: 'NT-proBNP at 14 days: CV 17.6 %, reference change value 34.6 % (n = 41)', fr: 'NT-proBNP à 14 jours : CV 17,6 %, différence critique 34,6 % (n = 41)' },
    why: { en: 'It contradicts itself: 2.77 × 17.6 % is 48.8 %, and 34.6 % would need a CV of 12.5 %. The three other pairs of the same study agree. One of the two numbers is wrong, and nobody can tell which.', fr: 'Elle se contredit : 2,77 × 17,6 % donne 48,8 %, et 34,6 % demanderait un CV de 12,5 %. Les trois autres couples de la même étude concordent. L’un des deux nombres est faux, sans que l’on sache lequel.' },
  },
  {
    what: { en: 'Extracellular volume', fr: 'Volume extracellulaire' },
    why: { en: 'Only means of groups and ranges of ICC were found, from which no noise of one patient follows. Give your own test-retest table.', fr: 'Seules des moyennes de groupes et des étendues d’ICC ont été trouvées, dont ne découle aucun bruit individuel. Fournissez votre propre table test-retest.' },
  },
  {
    what: { en: 'Ranges of ICC and kappa quoted without their studies', fr: 'Étendues d’ICC et de kappa citées sans leurs études' },
    why: { en: 'No source, and an ICC gives no noise in units without the SD of its population.', fr: 'Sans source, et un ICC ne donne pas de bruit en unités sans l’écart-type de sa population.' },
  },
  {
    what: { en: 'Septal thickness: error of a network against readers, 1.4 to 1.7 mm', fr: 'Épaisseur du septum : erreur d’un réseau contre lecteurs, 1,4 à 1,7 mm' },
    why: { en: 'An error against another method is not the scatter of repeated measurements.', fr: 'Une erreur contre une autre méthode n’est pas la dispersion de mesures répétées.' },
  },
];

/**
 * The row in use for a quantity: a site's own where it gave one; else one of the maker of the scanner, or of carried outlines; else the
 * first published one with a scatter in units, simulated ones last.
 * @param context of the value; what Amyloscope measured is not taken for the number of the scanner's maker.
 * @returns null when there is none, so that no change of this quantity can be told from noise.
 */
export function noiseRowInUse(quantity: FollowedQuantityName, siteRows: readonly NoiseRow[], context: MeasurementContext = unknownContext): NoiseRow | null {
  const rows = [...siteRows, ...noiseLibrary].filter((row) => row.quantity === quantity && row.statistic !== 'reliability' && holdsFor(row, context));
  const rank = ({ certainty, vendors, carriedOutlines }: NoiseRow): number => (certainty === 'site' ? 0 : vendors || carriedOutlines ? 1 : certainty === 'simulated' ? 3 : 2);
  return rows.toSorted((a, b) => rank(a) - rank(b))[0] ?? null;
}

function holdsFor({ vendors, carriedOutlines }: NoiseRow, { vendor, method, outlines }: MeasurementContext): boolean {
  if (carriedOutlines && outlines === null) return false;
  if (vendors === null) return true;
  const maker = vendor?.toLowerCase() ?? '';
  return !method?.startsWith(ownMethod) && vendors.some((name) => maker === name.toLowerCase() || maker.startsWith(`${name.toLowerCase()} `));
}
