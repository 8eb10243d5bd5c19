import { dilated, eroded, maskCount } from '../../image/volume-distance.ts';
import { voxelMl, type Volume, type VolumeMask } from '../../image/volume.ts';
import type { QuantityName } from '../../measurement/catalogue.ts';
import { notMeasured, type NotMeasured, type Result } from '../../measurement/result.ts';
import { recoveredMeans } from './partial-volume.ts';
import { type Anatomy, maskOf, type Structure } from './structures.ts';
import type { SuvScale } from './suv.ts';
import { type AboveThreshold, aboveIn, bloodIn, type BloodStatistic, FEWEST_VOXELS, maxIn, meanIn, PEAK_RADIUS_MM, peakIn, valuesIn } from './uptake.ts';
import { widenWall } from './widen-wall.ts';

/** Every choice that changes a number. The publications leave them open, so they are stated with each value. */
export interface PanelParameters {
  /** Where the blood is read: the first of these that the segmentation holds. */
  readonly bloodPool: readonly Structure[];
  readonly bloodRimMm: number;
  readonly bloodStatistic: BloodStatistic;
  /** Myocardium above so many times the blood counts as involved. */
  readonly involvedAboveBlood: number;
  /** Of the maximum, for the volume at a relative threshold. */
  readonly relativeThreshold: number;
  /** SUV, for the volume at a fixed threshold. */
  readonly fixedThreshold: number;
  /** The heart is widened by so much before its uptake is looked for by a threshold of its own. */
  readonly searchMarginMm: number;
  /** Myocardium nearer than this to the right ventricle is septum. */
  readonly septumReachMm: number;
  /** Resolution of the SPECT, breathing included, full width at half maximum: for the recovered ratio alone. */
  readonly resolutionFwhmMm: number;
  /** The wall is widened to its edge on the SPECT by this much at most, mm; 0 where outlines stay as they were drawn. */
  readonly wallReachMm: number;
}

export const panelParameters: PanelParameters = {
  bloodPool: ['aorta', 'leftAtrium', 'inferiorVenaCava'], bloodRimMm: 6, bloodStatistic: 'mean', involvedAboveBlood: 1.5,
  relativeThreshold: 0.4, fixedThreshold: 3, searchMarginMm: 10, septumReachMm: 14, resolutionFwhmMm: 14, wallReachMm: 0,
};

/**
 * Parameters for outlines of the network of chests: more of the aorta's rim is left out, since it is drawn less exactly, and the wall
 * is widened to where the SPECT shows its edge. The right atrium reads too high beside a hot wall (by a fifth on digital patients).
 */
export const networkParameters: PanelParameters = { ...panelParameters, bloodPool: ['aorta', 'rightAtrium', 'leftAtrium'], bloodRimMm: 8, wallReachMm: 5 };

/** A blurred edge lies half way between what it parts. */
const WALL_EDGE = 0.5;

/** The quantities of the panel, in the order in which they are read. */
export const panelQuantities = [
  'cardiacPyrophosphateActivity', 'volumeOfInvolvement', 'myocardiumToBloodRatio', 'septumToBloodRatio', 'rightVentricularWallToBloodRatio', 'leftAtriumToBloodRatio', 'rightAtriumToBloodRatio',
  'myocardiumToBoneRatio', 'myocardiumToLiverRatio', 'myocardiumToLungRatio', 'uptakeHeterogeneity', 'uptakeVolumeRelative', 'uptakeVolumeAdaptive',
  'uptakeVolumeFixed', 'myocardialSuvMax', 'myocardialSuvPeak', 'myocardialSuvMean', 'bloodSuvMean', 'boneSuvPeak', 'myocardialRetentionIndex', 'totalMyocardialUptake', 'injectedDoseFraction',
] as const satisfies readonly QuantityName[];
export type PanelQuantity = (typeof panelQuantities)[number];

/** A heart in stored values, with what is around it, on one grid. */
export interface HeartUptake {
  readonly emission: Volume;
  readonly anatomy: Anatomy;
}

/**
 * Measures the whole panel once.
 * @param scale of body weight; a reason where there is none, which the quantities that need it repeat.
 * @returns every quantity, each measured or with its reason.
 */
export function measurePanel({ emission, anatomy }: HeartUptake, scale: SuvScale | NotMeasured, parameters: PanelParameters): Readonly<Record<PanelQuantity, Result>> {
  const part = (...wanted: readonly Structure[]) => maskOf(anatomy, wanted);
  const wall = part('leftVentricularWall');
  const vessel = bloodStructure(anatomy, parameters);
  const blood = bloodOf({ emission, anatomy }, parameters);
  const mean = meanIn(emission, wall);
  const over = (region: VolumeMask) => ratio(meanIn(emission, region), blood);
  const beside = (atrium: Structure) => (vessel === atrium ? notMeasured('readAsBlood', 'The blood was read in this chamber.') : over(part(atrium)));
  const involved = (write: (above: AboveThreshold, level: number) => number) =>
    from([mean, blood], ([, level]) => measuredAs(write(aboveIn(emission, wall, parameters.involvedAboveBlood * level), level)));
  const heart = dilated(part('leftVentricularWall', 'leftVentricularCavity', 'rightVentricularWall', 'rightVentricularCavity'), parameters.searchMarginMm);
  const searched = without(heart, part('vertebrae', 'sternum', 'ribs', 'liver'));
  const volumeAbove = (threshold: number) => measuredAs(aboveIn(emission, searched, threshold).volumeMl);
  return {
    volumeOfInvolvement: involved(({ volumeMl }) => volumeMl),
    cardiacPyrophosphateActivity: involved(({ volumeMl, mean: above }, level) => ((above ?? 0) / level) * volumeMl),
    myocardiumToBloodRatio: over(wall),
    septumToBloodRatio: over(septum(anatomy, parameters.septumReachMm)),
    rightVentricularWallToBloodRatio: over(part('rightVentricularWall')),
    leftAtriumToBloodRatio: beside('leftAtrium'),
    rightAtriumToBloodRatio: beside('rightAtrium'),
    myocardiumToBoneRatio: ratio(mean, meanIn(emission, part('vertebrae'))),
    myocardiumToLiverRatio: ratio(mean, meanIn(emission, part('liver'))),
    myocardiumToLungRatio: ratio(mean, meanIn(emission, part('lungs'))),
    uptakeHeterogeneity: heterogeneity(emission, wall),
    uptakeVolumeRelative: from([maxIn(emission, searched)], ([most]) => volumeAbove(parameters.relativeThreshold * most)),
    uptakeVolumeAdaptive: blood.status === 'measured' ? volumeAbove(blood.value + blood.deviation) : blood,
    ...suvPanel(emission, scale, { wall, searched, vessel: vessel ? part(vessel) : null, vertebrae: part('vertebrae'), muscle: part('paraspinalMuscle') }, parameters),
  };
}

/** Regions of even activity, the myocardium and the blood first. */
const evenRegions: readonly (readonly Structure[])[] = [
  ['leftVentricularWall'], ['leftVentricularCavity', 'rightVentricularCavity', 'leftAtrium', 'rightAtrium', 'aorta'], ['rightVentricularWall'], ['lungs'], ['liver'],
  ['vertebrae', 'sternum', 'ribs'], ['background', 'paraspinalMuscle', 'inferiorVenaCava'],
];

/** The ratio of myocardium to blood without the spill between regions. */
export function recoveredRatio({ emission, anatomy }: HeartUptake, { resolutionFwhmMm }: PanelParameters): Result {
  const regions = evenRegions.map((wanted) => maskOf(anatomy, wanted)).filter((mask, i) => i < 2 || mask.inside.includes(1));
  const recovered = recoveredMeans(emission, regions, resolutionFwhmMm);
  if (recovered.status === 'notMeasured') return recovered;
  const [wall, blood] = recovered.means;
  return ratio(measuredAs(Math.max(0, wall)), measuredAs(blood));
}

/** The heart with its wall widened to its edge on the SPECT, where the parameters say so and there is blood to tell it from. */
export function withWidenedWall(uptake: HeartUptake, parameters: PanelParameters): HeartUptake {
  const blood = bloodOf(uptake, parameters);
  if (blood.status === 'notMeasured') return uptake;
  return { emission: uptake.emission, anatomy: widenWall(uptake.emission, uptake.anatomy, blood.value, { reachMm: parameters.wallReachMm, edge: WALL_EDGE, leastAboveBlood: parameters.involvedAboveBlood }) };
}

/** Which structure the blood is read in: the first that is more than rim; null when the segmentation holds none that may be. */
export function bloodStructure(anatomy: Anatomy, { bloodPool, bloodRimMm }: PanelParameters): Structure | null {
  const held = bloodPool.filter((structure) => maskOf(anatomy, [structure]).inside.includes(1));
  return held.find((structure) => maskCount(eroded(maskOf(anatomy, [structure]), bloodRimMm)) >= FEWEST_VOXELS) ?? held[0] ?? null;
}

/** The blood of a heart in stored values, with its scatter. */
export function bloodOf({ emission, anatomy }: HeartUptake, parameters: PanelParameters): ReturnType<typeof bloodIn> {
  const vessel = bloodStructure(anatomy, parameters);
  if (!vessel) return notMeasured('noBlood', 'The segmentation holds no vessel or chamber to read the blood in.');
  return bloodIn(emission, maskOf(anatomy, [vessel]), parameters.bloodRimMm, parameters.bloodStatistic);
}

interface SuvRegions {
  readonly wall: VolumeMask;
  readonly searched: VolumeMask;
  readonly vessel: VolumeMask | null;
  readonly vertebrae: VolumeMask;
  readonly muscle: VolumeMask;
}

const suvQuantities = ['uptakeVolumeFixed', 'myocardialSuvMax', 'myocardialSuvPeak', 'myocardialSuvMean', 'bloodSuvMean', 'boneSuvPeak', 'myocardialRetentionIndex', 'totalMyocardialUptake', 'injectedDoseFraction'] as const;
type SuvQuantity = (typeof suvQuantities)[number];

/** What needs standardised uptake values. */
function suvPanel({ grid, values }: Volume, scale: SuvScale | NotMeasured, regions: SuvRegions, { fixedThreshold, bloodRimMm, bloodStatistic }: PanelParameters): Readonly<Record<SuvQuantity, Result>> {
  if (scale.status === 'notMeasured') return Object.fromEntries(suvQuantities.map((quantity) => [quantity, scale])) as Record<SuvQuantity, NotMeasured>;
  const suv: Volume = { grid, values: values.map((value) => value * scale.slope + scale.intercept) };
  const [peak, bone, mean] = [peakIn(suv, regions.wall), peakIn(suv, regions.vertebrae), meanIn(suv, regions.wall)];
  const wallMl = maskCount(regions.wall) * voxelMl(grid);
  const bodyGrams = (scale.slope / scale.concentration.slope) * scale.activityBq;
  return {
    uptakeVolumeFixed: measuredAs(aboveIn(suv, regions.searched, fixedThreshold).volumeMl),
    myocardialSuvMax: maxIn(suv, regions.wall), myocardialSuvPeak: peak, myocardialSuvMean: mean, boneSuvPeak: bone,
    bloodSuvMean: regions.vessel ? bloodIn(suv, regions.vessel, bloodRimMm, bloodStatistic) : notMeasured('noBlood', 'The segmentation holds no vessel or chamber to read the blood in.'),
    // The muscle lies beside the spine: a sphere that reached beyond it would measure bone.
    myocardialRetentionIndex: from([ratio(peak, bone), peakIn(suv, eroded(regions.muscle, PEAK_RADIUS_MM))], ([overBone, muscle]) => measuredAs(overBone * muscle)),
    totalMyocardialUptake: from([mean], ([level]) => measuredAs(level * wallMl)),
    injectedDoseFraction: from([mean], ([level]) => measuredAs((100 * level * wallMl) / bodyGrams)),
  };
}

/** The part of the left ventricular wall that faces the right ventricle. */
function septum(anatomy: Anatomy, reachMm: number): VolumeMask {
  const near = dilated(maskOf(anatomy, ['rightVentricularCavity']), reachMm).inside;
  const wall = maskOf(anatomy, ['leftVentricularWall']);
  return { grid: anatomy.grid, inside: wall.inside.map((one, i) => one & near[i]) };
}

/** Standard deviation over mean in the wall, %. */
function heterogeneity(volume: Volume, wall: VolumeMask): Result {
  const values = valuesIn(volume, wall);
  if (values.length < 2) return notMeasured('emptyRegion', 'The region holds no voxel.');
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (!(mean > 0)) return notMeasured('noCounts', 'The region holds no counts.');
  return { status: 'measured', value: (100 * Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))) / mean };
}

function without(mask: VolumeMask, other: VolumeMask): VolumeMask {
  return { grid: mask.grid, inside: mask.inside.map((value, i) => (value && !other.inside[i] ? 1 : 0)) };
}

function ratio(one: Result, other: Result): Result {
  return from([one, other], ([above, below]) => (below > 0 ? measuredAs(above / below) : notMeasured('noCounts', 'What is divided by holds no counts.')));
}

/** A number worked out of others; the first reason where one of them is missing. */
function from(results: readonly Result[], work: (values: readonly number[]) => Result): Result {
  const missing = results.find((result) => result.status === 'notMeasured');
  return missing ?? work(results.map((result) => (result.status === 'measured' ? result.value : NaN)));
}

function measuredAs(value: number): Result {
  return { status: 'measured', value };
}
