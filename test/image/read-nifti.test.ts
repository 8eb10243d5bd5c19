import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readNifti } from '../../src/image/read-nifti.ts';
import { toPatient } from '../../src/image/volume.ts';

interface Header {
  readonly size?: readonly number[];
  readonly type?: number;
  readonly sform?: readonly (readonly number[])[] | null;
  readonly qform?: { readonly b: number; readonly c: number; readonly d: number; readonly offset: readonly number[]; readonly spacing: readonly number[] };
  readonly slope?: number;
  readonly little?: boolean;
}

/** A file by the layout of nifti1.h, its values 1, 2, 3 ... as 16 bits. */
function file({ size = [2, 3, 4], type = 4, sform = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]], qform, slope = 0, little = true }: Header = {}): Uint8Array {
  const count = size.reduce((a, b) => a * b, 1);
  const bytes = new Uint8Array(352 + 2 * count);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, 348, little);
  [size.length, ...size].forEach((value, i) => view.setInt16(40 + 2 * i, value, little));
  view.setInt16(70, type, little);
  (qform?.spacing ?? [1, 1, 1]).forEach((value, i) => view.setFloat32(80 + 4 * i, value, little));
  view.setFloat32(76, 1, little);
  view.setFloat32(108, 352, little);
  view.setFloat32(112, slope, little);
  view.setInt16(252, qform ? 1 : 0, little);
  view.setInt16(254, sform && !qform ? 1 : 0, little);
  if (qform) [qform.b, qform.c, qform.d, ...qform.offset].forEach((value, i) => view.setFloat32(256 + 4 * i, value, little));
  sform?.flat().forEach((value, i) => view.setFloat32(280 + 4 * i, value, little));
  for (let i = 0; i < count; i++) view.setInt16(352 + 2 * i, i + 1, little);
  return bytes;
}

describe('a NIfTI file', () => {
  test('gives its values in order, in either byte order, compressed or not', () => {
    for (const bytes of [file(), file({ little: false }), gzipSync(file())]) expect([...readNifti(bytes, 'mask.nii').values.subarray(0, 3)]).toEqual([1, 2, 3]);
    expect(readNifti(file({ slope: 0.5 }), 'mask.nii').values[5]).toBe(3);
  });

  test('lies where its affine says, with left and back growing as in DICOM', () => {
    const { grid } = readNifti(file({ sform: [[-1.5, 0, 0, 70], [0, -2, 0, 250], [0, 0, 3, 500]] }), 'mask.nii');
    expect(toPatient(grid, [1, 1, 1])).toEqual([-68.5, -248, 503]);
  });

  test('lies where its quaternion says: a quarter turn about the axis to the head', () => {
    const { grid } = readNifti(file({ qform: { b: 0, c: 0, d: Math.SQRT1_2, offset: [10, 20, 30], spacing: [2, 3, 4] } }), 'mask.nii');
    [-10, -22, 30].forEach((truth, axis) => expect(toPatient(grid, [1, 0, 0])[axis]).toBeCloseTo(truth, 5));
  });

  test.each<[string, () => Uint8Array, string]>([
    ['that is none', () => new Uint8Array(500), 'NIfTI-1 header'],
    ['that ends early', () => file().subarray(0, 360), 'ends after'],
    ['that is damaged', () => gzipSync(file()).subarray(0, 60), 'decompressed'],
    ['of several times', () => file({ size: [2, 2, 2, 3] }), '2 x 2 x 2 x 3'],
    ['of colours', () => file({ type: 128 }), 'data type 128'],
    ['without coordinates', () => file({ sform: null }), 'where its voxels lie'],
  ])('%s is refused', (_, make, words) => expect(() => readNifti(make(), 'mask.nii')).toThrow(words));
});

const crops = fileURLToPath(new URL('../../../shared/data/ct-crops/', import.meta.url));
const hasNibabel = spawnSync('/usr/bin/python3', ['-c', 'import nibabel']).status === 0;

test.skipIf(!existsSync(crops) || !hasNibabel)('a real CT has the affine and the sum that nibabel reads (skipped where the file or nibabel is missing)', () => {
  const path = `${crops}cardiac-ct.nii.gz`;
  const script = `import nibabel, json, sys; i = nibabel.load(sys.argv[1]); print(json.dumps([i.affine.tolist(), i.get_fdata().sum(), list(i.shape)]))`;
  const [affine, sum, shape] = JSON.parse(spawnSync('/usr/bin/python3', ['-c', script, path], { encoding: 'utf8' }).stdout);
  const { grid, values } = readNifti(readFileSync(path), path);
  expect(grid.size).toEqual(shape);
  expect(values.reduce((total, value) => total + value, 0)).toBeCloseTo(sum, 0);
  const corner = [0, 1, 2].map((axis) => affine[axis][0] * 5 + affine[axis][1] * 6 + affine[axis][2] * 7 + affine[axis][3]);
  [-corner[0], -corner[1], corner[2]].forEach((truth, axis) => expect(toPatient(grid, [5, 6, 7])[axis]).toBeCloseTo(truth, 3));
});
