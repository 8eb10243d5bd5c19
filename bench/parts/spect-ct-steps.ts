import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analysePaths } from '../../src/analysis/analyse-study.ts';
import { assembleVolume, stackSlices } from '../../src/dicom/assemble-volume.ts';
import { readInstance } from '../../src/dicom/read-instance.ts';
import { resampled } from '../../src/image/volume.ts';
import { measureScan } from '../../src/modalities/spect-ct/measurements.ts';
import { networkParameters, withWidenedWall } from '../../src/modalities/spect-ct/panel.ts';
import { refineHeart } from '../../src/modalities/spect-ct/refine-heart.ts';
import { measureDisplacement } from '../../src/modalities/spect-ct/registration.ts';
import { anatomyOn, loadChestNetwork, segmentChest } from '../../src/modalities/spect-ct/segmentation.ts';
import { heartStructures, maskOf } from '../../src/modalities/spect-ct/structures.ts';
import { suvScales } from '../../src/modalities/spect-ct/suv.ts';
import { workingGrid } from '../../src/modalities/spect-ct/working-grid.ts';

// Run by itself, so that its memory is that of the analysis: prints the steps as JSON. Arguments: the SPECT, the folder of the CT.
const [spectFile, ctFolder] = process.argv.slice(2);
const steps: Record<string, number> = {};

async function timed<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  steps[name] = (performance.now() - start) / 1000;
  return result;
}

const { analyses } = await timed('everything, from files to the panel', () => analysePaths([spectFile, ctFolder]));
const peakMb = process.resourceUsage().maxRSS / 1024;
const files = [spectFile, ...readdirSync(ctFolder).map((name) => join(ctFolder, name))];
const [spect, ...ct] = await timed('read the files', () => Promise.all(files.map(async (path) => readInstance(readFileSync(path), path))));
const [emission, scan] = await timed('put slices together', () => [spect ? [spect] : [], ct].map((series, i) => {
  const stack = stackSlices(series);
  if (stack.status === 'notMeasured') throw new Error(stack.reason);
  return assembleVolume(stack, i === 0 ? 0 : 2);
}));
const network = await timed('load the network, once', loadChestNetwork);
const segmentation = await timed('outline the chest', () => segmentChest(network, scan, 0));
const seen = anatomyOn(segmentation.grid, segmentation);
await timed('check that SPECT and CT lie on each other', () => measureDisplacement(emission, scan, maskOf(seen, heartStructures)));
const grid = workingGrid(emission.grid, maskOf(seen, heartStructures))!;
const anatomy = await timed('outlines on the fine grid', () => anatomyOn(grid, segmentation));
const fine = resampled(emission, grid, 0);
const refined = await timed('move the heart to its uptake', () => refineHeart(fine, anatomy));
const uptake = await timed('widen the wall to its edge', () => withWidenedWall({ emission: fine, anatomy: refined.anatomy }, networkParameters));
await timed('measure the panel, with its uncertainty', () => measureScan(uptake, { parameters: networkParameters, segmentation: 'network', model: null, sources: [], scales: suvScales([spect]) }));
console.log(JSON.stringify({ steps, peakMb, quality: analyses[0]?.analysis.quality.status }));
