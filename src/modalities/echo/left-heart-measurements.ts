import { modelReference, type ModelCard } from '../../inference/model-card.ts';
import { catalogue, type QuantityName } from '../../measurement/catalogue.ts';
import type { Measurement, SourceFrame } from '../../measurement/measurement.ts';
import { notMeasured, type NotMeasured } from '../../measurement/result.ts';
import { z95 } from '../../statistics/distribution-normal.ts';
import { areaLengthVolume, biplaneEjectionFraction, biplaneVolume, sphericityIndex, type TwoViews } from './biplane.ts';
import { DISCS } from './chamber.ts';
import { ECHO_METHOD_VERSION } from './echo-measurements.ts';
import { expertScatter, type EchoValue } from './echo-values.ts';
import type { ViewReading } from './examine-loop.ts';
import { bodySurface, DENSITY } from './mass.ts';

type Found = { readonly status: 'measured'; readonly value: number } | NotMeasured;
type Shares = 'endDiastolicVolume' | 'endSystolicVolume' | 'leftAtrialVolume';

/** The four- and the two-chamber reading of one study. */
interface Readings {
  readonly four: ViewReading;
  /** null where the study has none that could be measured. */
  readonly two: ViewReading | null;
}

interface Rule {
  readonly of: (readings: Readings) => Found;
  /** Standard uncertainty as a share: what our single-view number scatters by about an expert's, taken over for two views. */
  readonly scatter: Shares;
  readonly indexed?: true;
}

const ventricle = (moment: 'diastole' | 'systole') => ({ four, two }: Readings): TwoViews => [four[moment].leftVentricle, two ? two[moment].leftVentricle : viewMissing];
const oneVentricle = (moment: 'diastole' | 'systole') => ({ four }: Readings): TwoViews => [four[moment].leftVentricle, four[moment].leftVentricle];
const atrium = ({ four, two }: Readings): TwoViews => [four.systole.leftAtrium, two ? two.systole.leftAtrium : viewMissing];
const viewMissing = notMeasured('viewMissing', 'The four-, two- and three-chamber views that this number is made of could not all be measured.');

const rules = {
  leftVentricularEndDiastolicVolumeBiplane: { of: (readings) => biplaneVolume(...ventricle('diastole')(readings)), scatter: 'endDiastolicVolume' },
  leftVentricularEndDiastolicVolumeIndex: { of: (readings) => biplaneVolume(...ventricle('diastole')(readings)), scatter: 'endDiastolicVolume', indexed: true },
  leftVentricularEndSystolicVolumeBiplane: { of: (readings) => biplaneVolume(...ventricle('systole')(readings)), scatter: 'endSystolicVolume' },
  leftVentricularStrokeVolume: { of: strokeVolume, scatter: 'endDiastolicVolume' },
  leftVentricularEndDiastolicVolumeAreaLength: { of: (readings) => areaLengthVolume(...oneVentricle('diastole')(readings)), scatter: 'endDiastolicVolume' },
  leftVentricularEndSystolicVolumeAreaLength: { of: (readings) => areaLengthVolume(...oneVentricle('systole')(readings)), scatter: 'endSystolicVolume' },
  leftVentricularSphericityIndex: { of: (readings) => sphericityIndex(...ventricle('diastole')(readings)), scatter: 'endDiastolicVolume' },
  leftAtrialVolumeBiplane: { of: (readings) => biplaneVolume(...atrium(readings)), scatter: 'leftAtrialVolume' },
  leftAtrialVolumeIndex: { of: (readings) => biplaneVolume(...atrium(readings)), scatter: 'leftAtrialVolume', indexed: true },
  leftAtrialVolumeAreaLength: { of: (readings) => areaLengthVolume(...atrium(readings)), scatter: 'leftAtrialVolume' },
} as const satisfies Partial<Record<QuantityName, Rule>>;
type Name = keyof typeof rules;
const names = Object.keys(rules) as Name[];

/** Sizes of the left heart off the apical views of a study; each says which view it misses. @param readings of views that could be measured. */
export function leftHeartMeasurements(readings: readonly ViewReading[], card: ModelCard): readonly Measurement[] {
  const of = (view: string) => readings.find(({ instance }) => instance.ultrasound?.view === view) ?? null;
  const [four, two] = [of('a4c'), of('a2c')];
  return names.map((name) => measurement(name, four ? valueOf(name, { four, two }) : viewMissing, [four, two].flatMap((one) => one ?? []), card));
}

function valueOf(name: Name, readings: Readings): EchoValue | NotMeasured {
  const { four, two } = readings;
  const { of, scatter, indexed }: Rule = rules[name];
  if (!four.calibrated || two?.calibrated === false) return notMeasured('noCalibration', 'The size of a pixel is not known.');
  const found = of(readings);
  if (found.status === 'notMeasured') return found;
  const surface = indexed ? surfaceOf(four) : 1;
  if (typeof surface !== 'number') return surface;
  return withShare(found.value / surface, name === 'leftVentricularStrokeVolume' ? strokeShare(readings) : expertScatter[scatter]);
}

function strokeVolume(readings: Readings): Found {
  const fraction = biplaneEjectionFraction(ventricle('diastole')(readings), ventricle('systole')(readings));
  if (fraction.status === 'notMeasured') return fraction;
  const volume = biplaneVolume(...ventricle('diastole')(readings));
  return volume.status === 'notMeasured' ? volume : { status: 'measured', value: (volume.value * fraction.value) / 100 };
}

/** Volume and fraction are taken to err apart: outlines that are too small are so at both moments. */
function strokeShare(readings: Readings): number {
  const fraction = biplaneEjectionFraction(ventricle('diastole')(readings), ventricle('systole')(readings));
  return Math.hypot(expertScatter.endDiastolicVolume, fraction.status === 'measured' ? expertScatter.ejectionFraction / fraction.value : 0);
}

function surfaceOf({ instance: { patientHeightM, patientWeightKg } }: ViewReading): number | NotMeasured {
  if (patientHeightM === null || patientWeightKg === null) return notMeasured('noBodySize', 'The file states no height or no weight, so the volume is not indexed to body surface.');
  return bodySurface(patientHeightM, patientWeightKg);
}

function withShare(value: number, share: number): EchoValue {
  const factor = Math.exp(z95 * share);
  return { status: 'measured', value, standardUncertainty: value * share, interval95: [value / factor, value * factor] };
}

function measurement(quantity: Name, value: EchoValue | NotMeasured, readings: readonly ViewReading[], card: ModelCard): Measurement {
  const byArea = quantity.endsWith('AreaLength');
  const oneView = byArea && quantity.startsWith('leftVentricular');
  const parameters = { views: readings.slice(0, oneView ? 1 : 2).map(({ instance }) => instance.ultrasound?.view).join(' '), scatterAboutExpert: rules[quantity].scatter, ...(byArea ? {} : { discs: DISCS }), bodySurface: 'DuBois' };
  const sources = readings.slice(0, oneView ? 1 : 2).flatMap(({ instance: { sopInstanceUid }, beat }) => [beat.diastole, beat.systole].map((frame): SourceFrame => ({ sopInstanceUid, frame: frame + 1 })));
  const method = { name: byArea ? 'area and length' : 'discs in two apical views', version: ECHO_METHOD_VERSION, parameters };
  const base = { quantity, method, model: modelReference(card), sources };
  if (value.status === 'notMeasured') return { ...base, status: 'notMeasured', code: value.code, reason: value.reason };
  return { ...base, status: 'measured', value: value.value, unit: catalogue[quantity].unit, standardUncertainty: value.standardUncertainty!, interval95: value.interval95! };
}

/** Masses from which the volume of the myocardium may be taken, the less presuming first. */
const masses = ['leftVentricularMassTruncatedEllipsoid', 'leftVentricularMassAreaLength', 'leftVentricularMassCube'] as const satisfies readonly QuantityName[];

/**
 * The myocardial contraction fraction of a study whose apical and parasternal views were measured.
 * @param measurements of the study.
 * @returns none where the study has no parasternal view at all; else one, which says what is missing.
 */
export function contractionFraction(measurements: readonly Measurement[]): readonly Measurement[] {
  const stroke = measurements.find(({ quantity }) => quantity === 'leftVentricularStrokeVolume');
  const weighed = masses.flatMap((name) => measurements.find(({ quantity }) => quantity === name) ?? []);
  if (!stroke || weighed.length === 0) return [];
  const mass = weighed.find(({ status }) => status === 'measured') ?? weighed[weighed.length - 1];
  const method = { name: 'stroke volume over volume of the myocardium', version: ECHO_METHOD_VERSION, parameters: { mass: mass.quantity, density: DENSITY } };
  const base = { quantity: 'myocardialContractionFraction' as const, method, model: stroke.model, sources: [...stroke.sources, ...mass.sources] };
  const lost = [stroke, mass].find((one) => one.status === 'notMeasured');
  if (lost?.status === 'notMeasured') return [{ ...base, status: 'notMeasured', code: lost.code, reason: lost.reason }];
  if (stroke.status !== 'measured' || mass.status !== 'measured') return [];
  const value = (100 * stroke.value * DENSITY) / mass.value;
  const { standardUncertainty, interval95 } = withShare(value, Math.hypot(stroke.standardUncertainty / stroke.value, mass.standardUncertainty / mass.value));
  return [{ ...base, status: 'measured', value, unit: catalogue.myocardialContractionFraction.unit, standardUncertainty: standardUncertainty!, interval95: interval95! }];
}
