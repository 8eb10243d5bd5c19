import { catalogue, type QuantityName } from '../measurement/catalogue.ts';
import type { ContextFact, FollowedQuantity } from './followed-quantity.ts';

/** Facts that must be alike, by kind of image. */
export const scintigraphy: readonly ContextFact[] = ['tracer', 'uptakeTimeHours', 'device', 'method', 'model'];
/** In a volume, outlines may be those of another visit too. */
const tomography: readonly ContextFact[] = [...scintigraphy, 'outlines'];
export const echocardiography: readonly ContextFact[] = ['vendor', 'method', 'model'];

type Shape = Pick<FollowedQuantity, 'worse' | 'decimals' | 'plausible' | 'spellings'> & Partial<Pick<FollowedQuantity, 'otherUnits'>>;

/** A quantity of the catalogue as it is followed: its name and unit stand there alone. */
function ofCatalogue(quantity: QuantityName, mustMatch: readonly ContextFact[], shape: Shape): FollowedQuantity {
  const { name, unit } = catalogue[quantity];
  return { name, unit, unitShown: unit === '1' ? '' : unit, otherUnits: {}, scale: 'linear', mustMatch, ...shape };
}

const volume = (plausible: readonly [number, number], worse: FollowedQuantity['worse'], spellings: readonly string[]): Shape => ({ worse, decimals: 0, plausible, spellings });
const strain = (spellings: readonly string[]): Shape => ({ worse: 'higher', decimals: 1, plausible: [-40, 0], otherUnits: { '1': 100 }, spellings });

/** Numbers of echocardiography beside those that tables know by a short name. Each method of strain has a name of its own, so that none is compared with another. */
export const echoFollowed = {
  leftVentricularEjectionFraction: ofCatalogue('leftVentricularEjectionFraction', echocardiography, { worse: 'lower', decimals: 0, plausible: [5, 90], otherUnits: { '1': 100 }, spellings: [] }),
  globalLongitudinalStrainContour: ofCatalogue('globalLongitudinalStrainContour', echocardiography, strain([])),
  longitudinalStrainTracked: ofCatalogue('longitudinalStrainTracked', echocardiography, strain([])),
  longitudinalStrainTrackedMidWall: ofCatalogue('longitudinalStrainTrackedMidWall', echocardiography, strain([])),
  longitudinalStrainContour: ofCatalogue('longitudinalStrainContour', echocardiography, strain([])),
  relativeApicalLongitudinalStrain: ofCatalogue('relativeApicalLongitudinalStrain', echocardiography, { worse: 'higher', decimals: 2, plausible: [0, 10], spellings: ['RELAPS'] }),
  leftVentricularEndDiastolicVolume: ofCatalogue('leftVentricularEndDiastolicVolume', echocardiography, volume([20, 500], 'higher', ['LVEDV', 'EDV', 'VTDVG', 'VTD'])),
  leftVentricularEndSystolicVolume: ofCatalogue('leftVentricularEndSystolicVolume', echocardiography, volume([5, 450], 'higher', ['LVESV', 'ESV', 'VTSVG', 'VTS'])),
  leftAtrialEndSystolicVolume: ofCatalogue('leftAtrialEndSystolicVolume', echocardiography, volume([5, 400], 'higher', ['LAV', 'LA volume', 'volume OG'])),
  leftAtrialReservoirStrain: ofCatalogue('leftAtrialReservoirStrain', echocardiography, { worse: 'lower', decimals: 1, plausible: [0, 90], otherUnits: { '1': 100 }, spellings: ['LASr', 'LA reservoir strain', 'strain réservoir OG'] }),
  leftVentricularWallThickness: ofCatalogue('leftVentricularWallThickness', echocardiography, { worse: 'higher', decimals: 1, plausible: [3, 40], otherUnits: { cm: 10 }, spellings: [] }),
  leftVentricularPosteriorWallThickness: ofCatalogue('leftVentricularPosteriorWallThickness', echocardiography, { worse: 'higher', decimals: 1, plausible: [3, 40], otherUnits: { cm: 10 }, spellings: ['PWT', 'LVPWd', 'PPd', 'paroi postérieure'] }),
  leftVentricularEndDiastolicDiameter: ofCatalogue('leftVentricularEndDiastolicDiameter', echocardiography, { worse: 'higher', decimals: 0, plausible: [15, 100], otherUnits: { cm: 10 }, spellings: ['LVEDD', 'LVIDd', 'DTDVG'] }),
  leftVentricularMassCube: ofCatalogue('leftVentricularMassCube', echocardiography, volume([20, 900], 'higher', ['LV mass', 'masse VG'])),
  leftVentricularMassAreaLength: ofCatalogue('leftVentricularMassAreaLength', echocardiography, volume([20, 900], 'higher', [])),
} as const satisfies Partial<Record<QuantityName, FollowedQuantity>>;

const ratio = (spellings: readonly string[]): Shape => ({ worse: 'higher', decimals: 2, plausible: [0, 60], spellings });
const suv = (spellings: readonly string[]): Shape => ({ worse: 'higher', decimals: 1, plausible: [0, 200], spellings });

/**
 * The panel of SPECT/CT. Left out are the references it is held against (SUV of blood and bone) and the heterogeneity: of them
 * nobody can say which way is worse.
 */
export const spectCtFollowed = {
  myocardiumToBloodRatio: ofCatalogue('myocardiumToBloodRatio', tomography, ratio(['TBR'])),
  myocardiumToBloodRatioRecovered: ofCatalogue('myocardiumToBloodRatioRecovered', tomography, ratio([])),
  volumeOfInvolvement: ofCatalogue('volumeOfInvolvement', tomography, volume([0, 1000], 'higher', ['VOI'])),
  cardiacPyrophosphateActivity: ofCatalogue('cardiacPyrophosphateActivity', tomography, volume([0, 10_000], 'higher', ['CPA'])),
  myocardialSuvMean: ofCatalogue('myocardialSuvMean', tomography, suv(['SUVmean'])),
  myocardialSuvPeak: ofCatalogue('myocardialSuvPeak', tomography, suv(['SUVpeak'])),
  myocardialSuvMax: ofCatalogue('myocardialSuvMax', tomography, suv(['SUVmax'])),
  totalMyocardialUptake: ofCatalogue('totalMyocardialUptake', tomography, volume([0, 50_000], 'higher', [])),
  injectedDoseFraction: ofCatalogue('injectedDoseFraction', tomography, { worse: 'higher', decimals: 2, plausible: [0, 50], spellings: ['%ID', 'percent injected dose'] }),
  myocardialRetentionIndex: ofCatalogue('myocardialRetentionIndex', tomography, suv(['retention index', 'index de rétention'])),
  septumToBloodRatio: ofCatalogue('septumToBloodRatio', tomography, ratio([])),
  rightVentricularWallToBloodRatio: ofCatalogue('rightVentricularWallToBloodRatio', tomography, ratio([])),
  leftAtriumToBloodRatio: ofCatalogue('leftAtriumToBloodRatio', tomography, ratio([])),
  rightAtriumToBloodRatio: ofCatalogue('rightAtriumToBloodRatio', tomography, ratio([])),
  myocardiumToBoneRatio: ofCatalogue('myocardiumToBoneRatio', tomography, ratio([])),
  myocardiumToLiverRatio: ofCatalogue('myocardiumToLiverRatio', tomography, ratio([])),
  myocardiumToLungRatio: ofCatalogue('myocardiumToLungRatio', tomography, ratio([])),
  uptakeVolumeRelative: ofCatalogue('uptakeVolumeRelative', tomography, volume([0, 3000], 'higher', [])),
  uptakeVolumeAdaptive: ofCatalogue('uptakeVolumeAdaptive', tomography, volume([0, 3000], 'higher', [])),
  uptakeVolumeFixed: ofCatalogue('uptakeVolumeFixed', tomography, volume([0, 3000], 'higher', [])),
} as const satisfies Partial<Record<QuantityName, FollowedQuantity>>;
