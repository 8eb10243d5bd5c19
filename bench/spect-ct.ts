/**
 * Time and memory from a SPECT/CT study to the full panel, step by step, without GPU.
 *
 * Usage: script/bench spect-ct
 * One digital patient, 128 x 128 x 128 SPECT and 512 x 512 x 150 CT, as DICOM files. Beside: TotalSegmentator states 77 s for the
 * CT alone on a large GPU.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { times, type Vector } from '../src/image/vector.ts';
import { resampled, toPatient, voxelCount, type Grid, type Volume } from '../src/image/volume.ts';
import { makeSpectCt } from '../src/phantom/spect-ct-study.ts';
import { writeSpectCtStudy } from '../src/phantom/write-spect-ct.ts';

const allowed = { seconds: 30, mb: 4096 };
const air = -1000;

/** A volume over the same extent in so many voxels. */
function withSize({ grid, values }: Volume, size: Grid['size'], outside: number): Volume {
  const middle = toPatient(grid, grid.size.map((count) => (count - 1) / 2) as unknown as Vector);
  const steps = grid.steps.map((step, axis) => times(step, grid.size[axis] / size[axis])) as unknown as Grid['steps'];
  const origin = [0, 1, 2].map((axis) => middle[axis] - steps.reduce((sum, step, i) => sum + ((size[i] - 1) / 2) * step[axis], 0)) as unknown as Vector;
  return resampled({ grid, values }, { size, origin, steps }, outside);
}

const folder = mkdtempSync(join(tmpdir(), 'amyloscope-bench-'));
try {
  const study = makeSpectCt(77, 0, { grade: 2, matrix: 128 });
  const [corrected, ctImage] = [withSize(study.corrected, [128, 128, 128], 0), withSize(study.ctImage, [512, 512, 150], air)];
  const written = writeSpectCtStudy({ ...study, corrected, ctImage, ctTrueLabels: new Uint8Array(voxelCount(ctImage.grid)) }, { seed: 77, count: 1, units: 'BQML' }, 0, 0, folder);
  const child = spawnSync(process.execPath, [fileURLToPath(new URL('parts/spect-ct-steps.ts', import.meta.url)), join(folder, written.corrected), join(folder, written.ctFolder)], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (child.status !== 0) throw new Error(child.stderr);
  const { steps, peakMb, quality } = JSON.parse(child.stdout) as { steps: Record<string, number>; peakMb: number; quality: string };
  const [[, total], ...parts] = Object.entries(steps);
  const within = total < allowed.seconds && peakMb < allowed.mb;
  console.log(`SPECT ${corrected.grid.size.join(' x ')}, CT ${ctImage.grid.size.join(' x ')}, quality ${quality}: ${total.toFixed(1)} s on ${availableParallelism()} cores, ${peakMb.toFixed(0)} MB at most (${within ? 'within' : 'beyond'} the ${allowed.seconds} s and ${allowed.mb} MB allowed)`);
  console.log('Beside: TotalSegmentator 77 s for the CT alone on a large GPU.');
  for (const [name, seconds] of parts) console.log(`  ${name.padEnd(44)}${(1000 * seconds).toFixed(0).padStart(7)} ms ${((100 * seconds) / total).toFixed(0).padStart(4)} %`);
  process.exitCode = within ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}
