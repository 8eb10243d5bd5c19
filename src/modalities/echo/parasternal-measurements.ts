import { modelReference, type ModelCard } from '../../inference/model-card.ts';
import { catalogue, type QuantityName } from '../../measurement/catalogue.ts';
import type { Measurement, SourceFrame } from '../../measurement/measurement.ts';
import { notMeasured, type NotMeasured } from '../../measurement/result.ts';
import { z95 } from '../../statistics/distribution-normal.ts';
import { mean } from '../../statistics/mean.ts';
import { standardDeviation } from '../../statistics/variance.ts';
import { ECHO_METHOD_VERSION } from './echo-measurements.ts';
import type { EchoValue } from './echo-values.ts';
import { TIPS_BELOW_MM, type LongAxis } from './long-axis.ts';
import { bodySurface, massByAreaLength, massByCube, massByTruncatedEllipsoid, widestPlace } from './mass.ts';
import type { ParasternalFrame } from './parasternal-frame.ts';
import type { ParasternalBeat, ParasternalReading } from './parasternal.ts';
import { severalShowings } from './segmentation.ts';
import type { ShortAxis } from './short-axis.ts';

/** The cavity in the apical four-chamber view at end-diastole. */
export interface ApicalLength {
  readonly lengthMm: number;
  /** Of discs of equal height, from the mitral plane on. */
  readonly widthsMm: readonly number[];
}

interface ParasternalFacts {
  readonly long: ParasternalReading | null;
  readonly short: ParasternalReading | null;
  /** null without a calibrated four-chamber view in the same study. */
  readonly apical: ApicalLength | null;
  readonly card: ModelCard;
}

/**
 * How far numbers lie from the truth of digital patients set aside for this, held by different hands: root mean square, in the
 * unit of the quantity, or as a share where `share` says so, rounded up. For masses by cube and by area and length the truth is the
 * formula on true lengths. What real hearts add is not in it.
 */
export const simulatedScatter = {
  leftVentricularSeptalThickness: { by: 0.6, share: false },
  leftVentricularPosteriorWallThickness: { by: 0.8, share: false },
  leftVentricularEndDiastolicDiameter: { by: 1.1, share: false },
  leftVentricularEndSystolicDiameter: { by: 1.5, share: false },
  leftAtrialDiameter: { by: 1.8, share: false },
  relativeWallThickness: { by: 0.1, share: true },
  leftVentricularMassCube: { by: 0.08, share: true },
  leftVentricularMassCubeIndex: { by: 0.08, share: true },
  leftVentricularMassAreaLength: { by: 0.12, share: true },
  leftVentricularMassAreaLengthIndex: { by: 0.12, share: true },
  leftVentricularMassTruncatedEllipsoid: { by: 0.12, share: true },
  leftVentricularFractionalAreaChange: { by: 2.2, share: false },
} as const satisfies Partial<Record<QuantityName, { readonly by: number; readonly share: boolean }>>;
type Name = keyof typeof simulatedScatter;
const names = Object.keys(simulatedScatter) as Name[];

type Found = number | NotMeasured;

/** Everything that parasternal views give; each quantity that a missing view would have given says so. */
export function parasternalMeasurements(facts: ParasternalFacts): readonly Measurement[] {
  return names.map((name) => measurement(name, valueOf(name, facts), facts));
}

/** Which loop a quantity is read off. */
function readingFor(name: Name, { long, short }: ParasternalFacts): ParasternalReading | null {
  return name === 'leftVentricularFractionalAreaChange' || name.includes('AreaLength') || name.includes('Truncated') ? short : long;
}

/** Mean over beats of what all showings together say; their spread and that of the beats widen the interval. */
function valueOf(name: Name, facts: ParasternalFacts): EchoValue | NotMeasured {
  const reading = readingFor(name, facts);
  if (!reading) return notMeasured('parasternalViewMissing', 'The parasternal view that this number is read off is missing or could not be measured.');
  // Even the relative thickness is read at a level that is a length.
  if (!reading.calibrated && name !== 'leftVentricularFractionalAreaChange') return notMeasured('noCalibration', 'The size of a pixel is not known.');
  const found = reading.beats.map((beat) => numberOf(name, beat.diastole.axis, beat.systole.axis, reading, facts));
  const values = found.filter((one) => typeof one === 'number');
  if (values.length === 0) return found[0] as NotMeasured;
  const value = mean(values);
  const { by, share } = simulatedScatter[name];
  const ofBeats = values.length > 1 ? standardDeviation(values) / Math.sqrt(values.length) : 0;
  const standardUncertainty = Math.hypot(share ? by * value : by, spreadOfShowings(name, reading, facts), ofBeats);
  return { status: 'measured', value, standardUncertainty, interval95: [Math.max(0, value - z95 * standardUncertainty), value + z95 * standardUncertainty] };
}

/** Standard deviation of what each showing of the first beat alone would have said. */
function spreadOfShowings(name: Name, reading: ParasternalReading, facts: ParasternalFacts): number {
  const [{ diastole, systole }] = reading.beats;
  const shown = diastole.showings.map((one, i) => numberOf(name, one, systole.showings[i], reading, facts)).filter((one) => typeof one === 'number');
  return shown.length > 1 ? standardDeviation(shown) : 0;
}

type Axis = ParasternalFrame['axis'];

function numberOf(name: Name, diastole: Axis, systole: Axis, reading: ParasternalReading, facts: ParasternalFacts): Found {
  if (diastole.status === 'notMeasured') return diastole;
  return 'crossings' in diastole ? longNumber(name, diastole, systole as LongAxis | NotMeasured, reading) : shortNumber(name, diastole, systole as ShortAxis | NotMeasured, reading, facts);
}

function longNumber(name: Name, diastole: LongAxis, systole: LongAxis | NotMeasured, reading: ParasternalReading): Found {
  const { septumMm, diameterMm, posteriorMm } = diastole;
  if (name === 'leftVentricularSeptalThickness') return septumMm;
  if (name === 'leftVentricularPosteriorWallThickness') return posteriorMm;
  if (name === 'leftVentricularEndDiastolicDiameter') return diameterMm;
  if (name === 'relativeWallThickness') return (2 * posteriorMm) / diameterMm;
  if (name === 'leftVentricularMassCube') return massByCube(diastole);
  if (name === 'leftVentricularMassCubeIndex') return indexed(massByCube(diastole), reading);
  if (systole.status === 'notMeasured') return systole;
  if (name === 'leftVentricularEndSystolicDiameter') return systole.diameterMm;
  return systole.atriumMm ?? notMeasured('noChamber', 'No left atrium was found on the image.');
}

function shortNumber(name: Name, diastole: ShortAxis, systole: ShortAxis | NotMeasured, reading: ParasternalReading, { apical }: ParasternalFacts): Found {
  if (name === 'leftVentricularFractionalAreaChange') {
    if (systole.status === 'notMeasured') return systole;
    if (systole.cavityMm2 >= diastole.cavityMm2) return notMeasured('noEjection', 'The left ventricle is no smaller at end-systole than at end-diastole.');
    return 100 * (1 - systole.cavityMm2 / diastole.cavityMm2);
  }
  if (!apical) return notMeasured('apicalLengthMissing', 'The length of the ventricle comes from a calibrated four-chamber view of the same study, and there is none.');
  if (name === 'leftVentricularMassTruncatedEllipsoid') {
    const widest = widestPlace(apical.widthsMm);
    if (widest === null) return notMeasured('noChamber', 'The widest place of the ventricle was not found in the four-chamber view.');
    return massByTruncatedEllipsoid(diastole, (1 - widest) * apical.lengthMm, widest * apical.lengthMm);
  }
  const mass = massByAreaLength(diastole, apical.lengthMm);
  return name === 'leftVentricularMassAreaLength' ? mass : indexed(mass, reading);
}

function indexed(massG: number, { instance: { patientHeightM, patientWeightKg } }: ParasternalReading): Found {
  if (patientHeightM === null || patientWeightKg === null) return notMeasured('noBodySize', 'The file states no height or no weight, so the mass is not indexed to body surface.');
  return massG / bodySurface(patientHeightM, patientWeightKg);
}

function measurement(quantity: Name, value: EchoValue | NotMeasured, facts: ParasternalFacts): Measurement {
  const reading = readingFor(quantity, facts);
  const { by, share } = simulatedScatter[quantity];
  const method = {
    name: reading === facts.short ? 'parasternal short axis at the papillary muscles' : 'parasternal long axis', version: ECHO_METHOD_VERSION,
    parameters: { tipsBelowMitralPlaneMm: TIPS_BELOW_MM, beats: reading?.beats.length ?? 0, showings: severalShowings.length, scatterOnSimulated: by, scatterIsShare: share, bodySurface: 'DuBois', lengthFrom: 'apical four-chamber' },
  };
  const base = { quantity, method, model: modelReference(facts.card), sources: reading ? sourcesOf(reading) : [] };
  if (value.status === 'notMeasured') return { ...base, status: 'notMeasured', code: value.code, reason: value.reason };
  return { ...base, status: 'measured', value: value.value, unit: catalogue[quantity].unit, standardUncertainty: value.standardUncertainty!, interval95: value.interval95! };
}

function sourcesOf({ instance: { sopInstanceUid }, beats }: ParasternalReading): readonly SourceFrame[] {
  return beats.flatMap(({ beat }: ParasternalBeat) => [beat.diastole, beat.systole]).map((frame) => ({ sopInstanceUid, frame: frame + 1 }));
}
