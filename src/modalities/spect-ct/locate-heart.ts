import { assembleVolume, type Stack } from '../../dicom/assemble-volume.ts';
import { length, type Vector } from '../../image/vector.ts';
import { nearestLabels, resampled, toPatient, type Grid, type Volume } from '../../image/volume.ts';
import { modelReference } from '../../inference/model-card.ts';
import type { Network } from '../../inference/onnx-network.ts';
import { qualityFrom, type Finding } from '../../measurement/finding.ts';
import type { ModelReference } from '../../measurement/measurement.ts';
import { checkCtField } from './ct-field.ts';
import { spectCtFinding } from './findings.ts';
import { givenSegmentation } from './given-segmentation.ts';
import type { Pair } from './pairing.ts';
import { type HeartUptake, networkParameters, panelParameters, type PanelParameters, withWidenedWall } from './panel.ts';
import { checkMotion } from './projections.ts';
import { checkDisplacement, checkedStack, checkHeart, checkPair, checkValues } from './quality-control.ts';
import { refineHeart } from './refine-heart.ts';
import { measureDisplacement } from './registration.ts';
import { anatomyOn, loadChestNetwork, segmentChest } from './segmentation.ts';
import { type Anatomy, heartStructures, maskOf } from './structures.ts';
import { workingGrid } from './working-grid.ts';

/** Pixels of the CT are averaged until they are no finer: outlines and pictures need no more, and memory does not hold more. */
const FINEST_CT_MM = 2;

let network: Promise<Network> | null = null;

/** The heart of a pair, ready to be measured. */
export interface LocatedHeart {
  readonly stack: Stack;
  readonly emission: Volume;
  readonly ct: Volume;
  readonly uptake: HeartUptake;
  readonly outlines: Outlines;
}

/** Reads both volumes, checks them, and finds the heart. @returns no heart where a finding refuses the pair. */
export async function locateHeart(pair: Pair): Promise<{ readonly findings: readonly Finding[]; readonly located: LocatedHeart | null }> {
  const findings = [...checkPair(pair)];
  const stop = () => ({ findings, located: null });
  if (isRefused(findings)) return stop();
  const [spect, scan] = [checkedStack(pair.emission, 'SPECT'), checkedStack(pair.ct, 'CT')];
  findings.push(...spect.findings, ...scan.findings);
  if (!spect.stack || !scan.stack) return stop();
  const [emission, ct] = [assembleVolume(spect.stack), assembleVolume(scan.stack, FINEST_CT_MM)];
  findings.push(...checkValues(emission), ...checkMotion(pair.projections));
  if (isRefused(findings)) return stop();
  const outlines = await outlinesOf(pair, ct, emission);
  const heart = maskOf(outlines.seen, heartStructures);
  findings.push(...outlines.findings, ...checkHeart(maskOf(outlines.seen, ['leftVentricularWall']), heart, emission.grid, ct), ...checkCtField(heart, ct), ...checkDisplacement(measureDisplacement(emission, ct, heart)));
  const grid = workingGrid(emission.grid, heart);
  if (isRefused(findings) || !grid) return stop();
  const fine = resampled(emission, grid, 0);
  const { anatomy, movedMm } = refineHeart(fine, outlines.on(grid));
  const uptake = withWidenedWall({ emission: fine, anatomy }, outlines.parameters);
  if (length(movedMm) > 0) findings.push(spectCtFinding('heartMoved', { mm: Math.round(length(movedMm)) }));
  return { findings, located: { stack: spect.stack, emission, ct, uptake, outlines } };
}

/** Outlines of a chest, wherever they came from. */
export interface Outlines {
  /** As they were drawn. */
  readonly seen: Anatomy;
  /** On a finer grid. */
  readonly on: (grid: Grid) => Anatomy;
  readonly source: string;
  readonly model: ModelReference | null;
  readonly parameters: PanelParameters;
  readonly findings: readonly Finding[];
}

/** Outlines that came with the study outweigh those of the network. */
async function outlinesOf({ segmentations, ct: [{ frameOfReferenceUid }] }: Pair, ct: Volume, emission: Volume): Promise<Outlines> {
  const given = givenSegmentation(segmentations, ct.grid, frameOfReferenceUid);
  const aside = given && given.elsewhere.length > 0 ? [spectCtFinding('outlinesElsewhere', { names: given.elsewhere.join(', ') })] : [];
  if (given?.anatomy) {
    const { anatomy, used, unknown } = given;
    const names = spectCtFinding('givenSegmentation', { names: used.join(', '), unknown: unknown.join(', ') || '–' });
    return { seen: anatomy, on: (grid) => ({ grid, labels: nearestLabels(anatomy, grid, 0) }), source: 'given with the study', model: null, parameters: panelParameters, findings: [names, ...aside] };
  }
  network ??= loadChestNetwork();
  const { card } = await network;
  const level = toPatient(emission.grid, emission.grid.size.map((count) => (count - 1) / 2) as unknown as Vector)[2];
  const segmentation = await segmentChest(await network, ct, level);
  return { seen: anatomyOn(segmentation.grid, segmentation), on: (grid) => anatomyOn(grid, segmentation), source: 'network', model: modelReference(card), parameters: networkParameters, findings: [spectCtFinding('simulationTrained'), ...aside] };
}

function isRefused(findings: readonly Finding[]): boolean {
  return qualityFrom(findings).status === 'refused';
}
