import { smoothed } from '../image/volume-smooth.ts';
import { resampled, type Grid, type Volume } from '../image/volume.ts';
import { blockMeans } from './block-means.ts';
import { axialGrid } from './chest-volumes.ts';
import { attenuationOf } from './hounsfield.ts';
import { reconstructOsem, type OsemSettings } from './osem.ts';
import { fromSliceColumns, toSliceColumns } from './slice-columns.ts';
import type { SpectAcquisition, SpectProjections } from './spect-acquisition.ts';
import { attenuationColumns, type AttenuationColumns, type Projector, type RotatingCamera } from './spect-projector.ts';

/** What a reconstruction corrects for, and how far it is driven. */
export interface ReconstructionSettings extends OsemSettings {
  /** Attenuation and scatter, from the CT. */
  readonly attenuation: boolean;
  /** The camera's resolution. */
  readonly resolution: boolean;
  /** Full width at half maximum of the Gaussian filter afterwards, mm. */
  readonly postFilterFwhmMm: number;
}

export const usualReconstructions = {
  corrected: { attenuation: true, resolution: true, iterations: 5, subsets: 10, postFilterFwhmMm: 6 },
  uncorrected: { attenuation: false, resolution: false, iterations: 4, subsets: 10, postFilterFwhmMm: 9 },
} as const satisfies Record<string, ReconstructionSettings>;

const FWHM_PER_SIGMA = 2.3548;
/** Activity is looked for in the body that the CT shows and so far around it, mm: CT and SPECT may lie apart. */
const SUPPORT_MARGIN_MM = 20;

/**
 * Reconstructs a tomogram of axial slices about the origin of coordinates.
 * @param attenuation the `attenuationMap` of the CT.
 * @returns Bq/mL at the start of the acquisition when attenuation is corrected; else the same without what was absorbed.
 */
export function reconstructSpect(projections: SpectProjections, acquisition: SpectAcquisition, attenuation: AttenuationColumns, settings: ReconstructionSettings): Volume {
  const { matrix, pixelMm, slices } = acquisition;
  const grid = gridOf(acquisition);
  const middle = (matrix - 1) / 2;
  const camera: RotatingCamera | null = settings.resolution ? acquisition.camera : null;
  const base = { size: matrix, slices, spacingMm: pixelMm, axis: [middle, middle] as const, attenuates: settings.attenuation, camera };
  const projector: Projector = { ...base, attenuation };
  const values = reconstructOsem(projector, {
    anglesRadians: projections.anglesRadians, images: projections.counts, countsPerUnit: projections.countsPerUnit,
    scatter: settings.attenuation ? projections.scatter : null,
  }, settings);
  return smoothed(fromSliceColumns(values, grid), settings.postFilterFwhmMm / FWHM_PER_SIGMA);
}

function gridOf({ matrix, slices, pixelMm }: SpectAcquisition): Grid {
  return axialGrid([matrix, matrix, slices], pixelMm, pixelMm, [0, 0, 0]);
}

/** The attenuation map that a scanner makes of a CT for a tomogram. @param ct grey in HU, where the scanner believes the patient to lie. */
export function attenuationMap(ct: Volume, acquisition: SpectAcquisition): AttenuationColumns {
  const [grid, { pixelMm }] = [gridOf(acquisition), acquisition];
  const inPlane = Math.max(1, Math.round(pixelMm / ct.grid.steps[0][0]));
  const coarse = blockMeans(ct, [inPlane, inPlane, 1]);
  const blurred = smoothed({ grid: coarse.grid, values: coarse.values.map(attenuationOf) }, pixelMm / FWHM_PER_SIGMA);
  return attenuationColumns(toSliceColumns(resampled(blurred, grid, 0)), grid.size[0], Math.ceil(SUPPORT_MARGIN_MM / pixelMm));
}
