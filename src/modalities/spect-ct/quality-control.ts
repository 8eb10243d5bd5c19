import { stackSlices, type Stack } from '../../dicom/assemble-volume.ts';
import type { ImageInstance } from '../../dicom/study.ts';
import { toPatient, voxelFinder, voxelMl, type Grid, type Volume, type VolumeMask } from '../../image/volume.ts';
import type { Finding } from '../../measurement/finding.ts';
import type { Result } from '../../measurement/result.ts';
import { spectCtFinding, type SpectCtFindingCode } from './findings.ts';
import { attenuationCorrected, type Pair } from './pairing.ts';
import type { Displacement } from './registration.ts';
import type { BloodScatter } from './uptake.ts';

const HOUR = 3_600_000;
/** SPECT and CT of one visit are taken within this time. */
const SAME_VISIT_HOURS = 12;
/** Two hours are the least at which guidelines image the heart late; half an hour less is forgiven. */
const EARLY_HOURS = 1.5;
const TECHNETIUM_HALF_LIFE_S = 21_626;
/** A displacement beyond this moves the wall into the blood. */
const DISPLACED_MM = 7;
/** Digital bodies of one patient correlate by 0.91 to 0.96, those of two patients by 0.80 to 0.90: below the first no body fits, below the second hardly the same. */
const ANY_BODY_CORRELATION = 0.6;
const SAME_BODY_CORRELATION = 0.88;
const TILTED_DEGREES = 1;
/** Share of the voxels of a SPECT below 0. */
const MOST_NEGATIVE = 0.01;
const METAL_HU = 2500;
const LEAST_METAL_ML = 0.3;
const METAL_REACH_MM = 40;
/** Left ventricular walls weigh more, even of small women. */
const LEAST_WALL_ML = 30;
const LEAST_IN_FIELD = 0.8;
const NOISY_BLOOD = 0.35;
/** Test objects of nuclear medicine and of CT. */
const TEST_OBJECT = /phantom|fant[oô]me|jaszczak|\bnema\b|catphan|\b(daily|weekly) qc\b/i;
const boneTracers = new Set(['99mTc-DPD', '99mTc-HMDP', '99mTc-PYP', '99mTc-MDP']);

/** Checks what belongs together, before any pixel is read. */
export function checkPair({ emission, ct, otherReconstructions, projections, registered }: Pair): readonly Finding[] {
  const testObject = [...emission, ...ct, ...projections].map(testObjectWords).find((words) => words !== null);
  if (testObject) return [spectCtFinding('notAPatient', { words: testObject })];
  if (emission.length === 0) return [spectCtFinding(ct.length === 0 && projections.length > 0 ? 'projectionsOnly' : 'noSpect')];
  const [spect] = emission;
  const findings: Finding[] = [];
  if (spect.modality === 'PT' && !technetium(spect)) findings.push(spectCtFinding('positronTracer', { tracer: spect.nuclear?.radiopharmaceutical ?? spect.nuclear?.radionuclide ?? 'PT' }));
  else if (ct.length === 0) findings.push(spectCtFinding('noCt'));
  if (ct.length > 0) findings.push(...checkTogether(spect, ct[0]));
  const { tracer, uptakeTimeHours } = spect.nuclear ?? { tracer: 'unknown', uptakeTimeHours: null };
  if (!boneTracers.has(tracer)) findings.push(spectCtFinding('unknownTracer'));
  if (uptakeTimeHours !== null && uptakeTimeHours < EARLY_HOURS) findings.push(spectCtFinding('earlyScan', { hours: uptakeTimeHours.toFixed(1) }));
  if (!attenuationCorrected(spect)) findings.push(spectCtFinding('notAttenuationCorrected'));
  if (otherReconstructions > 0) findings.push(spectCtFinding('otherReconstructions', { count: otherReconstructions, chosen: spect.seriesDescription ?? spect.path }));
  if (registered) findings.push(spectCtFinding('registeredByFile'));
  if (spect.simulated) findings.push(spectCtFinding('simulated'));
  return findings;
}

/** The words by which an object says that it shows a test object; digital patients of ours are none. */
function testObjectWords({ patientId, studyDescription, seriesDescription, simulated }: ImageInstance): string | null {
  if (simulated) return null;
  return [patientId, studyDescription, seriesDescription].find((words) => words !== null && TEST_OBJECT.test(words)) ?? null;
}

function technetium({ nuclear, emission }: ImageInstance): boolean {
  return nuclear?.radionuclide === '99mTc' || Math.abs((emission?.halfLifeSeconds ?? 0) / TECHNETIUM_HALF_LIFE_S - 1) < 0.02;
}

function checkTogether(spect: ImageInstance, ct: ImageInstance): readonly Finding[] {
  if (spect.patientId !== ct.patientId) return [spectCtFinding('otherPatient')];
  const hours = spect.acquiredAt && ct.acquiredAt ? Math.abs(spect.acquiredAt.getTime() - ct.acquiredAt.getTime()) / HOUR : 0;
  if (hours > SAME_VISIT_HOURS) return [spectCtFinding('otherDate', { hours: Math.round(hours) })];
  return spect.frameOfReferenceUid !== ct.frameOfReferenceUid ? [spectCtFinding('otherFrame')] : [];
}

const stackFindings: Readonly<Record<string, SpectCtFindingCode>> = {
  noPlanes: 'unplacedSlices', noSpacing: 'unplacedSlices', mixedSlices: 'mixedSlices', missingSlices: 'missingSlices', tooFewSlices: 'tooFewSlices',
};

/** Stacks a series, with what is to be said of it. */
export function checkedStack(instances: readonly ImageInstance[], series: 'SPECT' | 'CT'): { readonly stack: Stack | null; readonly findings: readonly Finding[] } {
  const stack = stackSlices(instances);
  if (stack.status === 'notMeasured') return { stack: null, findings: [spectCtFinding(stackFindings[stack.code], { series, reason: stack.reason })] };
  const findings = stack.repeated > 0 ? [spectCtFinding('repeatedSlices', { count: stack.repeated, series })] : [];
  if (stack.tiltDegrees > TILTED_DEGREES) findings.push(spectCtFinding('tiltedGantry', { degrees: stack.tiltDegrees.toFixed(1) }));
  return { stack, findings };
}

/** Checks the values of a SPECT. */
export function checkValues({ values }: Volume): readonly Finding[] {
  let [negative, positive] = [0, 0];
  for (const value of values) {
    if (value < 0) negative++;
    if (value > 0) positive++;
  }
  if (positive === 0) return [spectCtFinding('emptySpect')];
  return negative > MOST_NEGATIVE * values.length ? [spectCtFinding('negativeSpect', { percent: Math.round((100 * negative) / values.length) })] : [];
}

/** Checks that the heart is there, whole, in the field of view of the SPECT and away from metal. */
export function checkHeart(wall: VolumeMask, heart: VolumeMask, emission: Grid, ct: Volume): readonly Finding[] {
  const wallMl = wall.inside.reduce((sum, one) => sum + one, 0) * voxelMl(wall.grid);
  if (wallMl < LEAST_WALL_ML) return [spectCtFinding('heartNotFound', { ml: Math.round(wallMl) })];
  const share = shareInside(heart, emission);
  const metal = metalNear(heart, ct);
  return [
    ...(share < LEAST_IN_FIELD ? [spectCtFinding('heartOutside', { percent: Math.round(100 * share) })] : share < 0.99 ? [spectCtFinding('heartAtEdge', { percent: Math.round(100 * share) })] : []),
    ...(metal > LEAST_METAL_ML ? [spectCtFinding('metal', { ml: metal.toFixed(1) })] : []),
  ];
}

/** Share of a mask that lies in a grid. */
function shareInside({ grid, inside }: VolumeMask, other: Grid): number {
  let [within, all] = [0, 0];
  const find = voxelFinder(other);
  eachInside(grid, inside, (point) => {
    all++;
    const [x, y, z] = find(point);
    if (x > -0.5 && y > -0.5 && z > -0.5 && x < other.size[0] - 0.5 && y < other.size[1] - 0.5 && z < other.size[2] - 0.5) within++;
  });
  return all === 0 ? 0 : within / all;
}

function eachInside(grid: Grid, inside: Uint8Array, take: (point: readonly [number, number, number]) => void): void {
  const [columns, rows, slices] = grid.size;
  for (let k = 0, at = 0; k < slices; k++) for (let j = 0; j < rows; j++) for (let i = 0; i < columns; i++, at++) if (inside[at]) take(toPatient(grid, [i, j, k]));
}

/** Metal in the box around the heart, mL. */
function metalNear(heart: VolumeMask, { grid, values }: Volume): number {
  const least = [Infinity, Infinity, Infinity];
  const most = [-Infinity, -Infinity, -Infinity];
  eachInside(heart.grid, heart.inside, (point) => point.forEach((value, axis) => {
    least[axis] = Math.min(least[axis], value - METAL_REACH_MM);
    most[axis] = Math.max(most[axis], value + METAL_REACH_MM);
  }));
  const metal = values.map((value) => (value > METAL_HU ? 1 : 0));
  let count = 0;
  eachInside(grid, Uint8Array.from(metal), (point) => { if (point.every((value, axis) => value >= least[axis] && value <= most[axis])) count++; });
  return count * voxelMl(grid);
}

/** Checks that SPECT and CT lie on each other. */
export function checkDisplacement(displacement: Result<Displacement>): readonly Finding[] {
  if (displacement.status === 'notMeasured') return [spectCtFinding('displacementUnknown')];
  const { value, displacementMm: [left, back, head], correlation } = displacement;
  if (correlation < ANY_BODY_CORRELATION) return [spectCtFinding('bodiesDiffer', { correlation: correlation.toFixed(2) })];
  const unlike = correlation < SAME_BODY_CORRELATION ? [spectCtFinding('bodiesUnlike', { correlation: correlation.toFixed(2) })] : [];
  if (value <= DISPLACED_MM) return unlike;
  return [...unlike, spectCtFinding('misregistered', { mm: Math.round(value), left: Math.round(left), back: Math.round(back), head: Math.round(head) })];
}

/** Checks the noise of the blood. */
export function checkNoise(blood: Result<BloodScatter>): readonly Finding[] {
  if (blood.status === 'notMeasured') return [];
  const share = blood.quartileDeviation / blood.value;
  return share > NOISY_BLOOD ? [spectCtFinding('noisy', { percent: Math.round(100 * share) })] : [];
}
