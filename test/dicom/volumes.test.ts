import { describe, expect, test } from 'vitest';
import { assembleVolume, stackSlices } from '../../src/dicom/assemble-volume.ts';
import { readInstance } from '../../src/dicom/read-instance.ts';
import type { ImageInstance } from '../../src/dicom/study.ts';
import { toPatient, voxelFinder } from '../../src/image/volume.ts';
import { expectNotMeasured, measured } from '../statistics/reference.ts';
import { type Content, dicomFile } from './dicom-file.ts';

const grey = { SamplesPerPixel: 1, PhotometricInterpretation: 'MONOCHROME2', Rows: 2, Columns: 3, BitsAllocated: 16, BitsStored: 16, HighBit: 15, PixelRepresentation: 0 } satisfies Content;

/** Six pixels a frame, valued 100 * frame + pixel. */
function pixels(frames: number, first = 0): Uint8Array {
  return new Uint8Array(Uint16Array.from({ length: 6 * frames }, (_, i) => 100 * (first + Math.floor(i / 6)) + (i % 6)).buffer);
}

async function ctSlice(index: number, changes: Content = {}): Promise<ImageInstance> {
  const content: Content = {
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.2', SOPInstanceUID: `1.2.3.${index}`, StudyInstanceUID: '1.2.4', SeriesInstanceUID: '1.2.5', Modality: 'CT', ...grey, PixelData: pixels(1, index),
    PixelSpacing: '0.8\\0.7', ImageOrientationPatient: '1\\0\\0\\0\\1\\0', ImagePositionPatient: `-10\\-20\\${100 + 2.5 * index}`, RescaleIntercept: '-1024', RescaleSlope: '1', ...changes,
  };
  return readInstance(dicomFile(content), `${index}.dcm`);
}

async function tomogram(changes: Content = {}): Promise<ImageInstance> {
  const content: Content = {
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.20', SOPInstanceUID: '1.2.6', StudyInstanceUID: '1.2.4', SeriesInstanceUID: '1.2.7', Modality: 'NM', ImageType: 'ORIGINAL\\PRIMARY\\RECON TOMO\\EMISSION', ...grey,
    NumberOfFrames: '4', PixelData: pixels(4), PixelSpacing: '4\\5', SliceThickness: '6', SpacingBetweenSlices: '6', SliceVector: [1, 2, 3, 4],
    DetectorInformationSequence: [{ ImageOrientationPatient: '1\\0\\0\\0\\1\\0', ImagePositionPatient: '-10\\-20\\30' }], ...changes,
  };
  return readInstance(dicomFile(content), 'tomogram.dcm');
}

describe('slices of a CT', () => {
  const order = [3, 0, 4, 1, 2];

  test('are put in order, whatever the order of the files', async () => {
    const stack = measured(stackSlices(await Promise.all(order.map((index) => ctSlice(index)))));
    expect(stack.grid).toMatchObject({ size: [3, 2, 5], origin: [-10, -20, 100] });
    expect(toPatient(stack.grid, [2, 1, 4])).toEqual([-10 + 1.4, -20 + 0.8, 110]);
    expect(assembleVolume(stack).values[(3 * 2 + 1) * 3 + 2]).toBe(305 - 1024);
  });

  test('of a tilted gantry are put where they lie', async () => {
    const angle = (12 * Math.PI) / 180;
    const directions = `1\\0\\0\\0\\${Math.cos(angle)}\\${Math.sin(angle)}`;
    const stack = measured(stackSlices(await Promise.all(order.map((index) => ctSlice(index, { ImageOrientationPatient: directions })))));
    expect(stack.tiltDegrees).toBeCloseTo(12, 6);
    const point = toPatient(stack.grid, [2, 1, 3]);
    expect(point[1]).toBeCloseTo(-20 + 0.8 * Math.cos(angle), 9);
    expect(point[2]).toBeCloseTo(107.5 + 0.8 * Math.sin(angle), 9);
    voxelFinder(stack.grid)(point).forEach((at, axis) => expect(at).toBeCloseTo([2, 1, 3][axis], 9));
  });

  test('that come twice count once', async () => {
    const instances = await Promise.all([0, 1, 2, 3].map((index) => ctSlice(index)));
    expect(measured(stackSlices([...instances, await ctSlice(2, { SOPInstanceUID: '1.2.9' })]))).toMatchObject({ repeated: 1, grid: { size: [3, 2, 4] } });
  });

  test('averaged in blocks lie in the middle of what they were averaged of', async () => {
    const stack = measured(stackSlices(await Promise.all([0, 1, 2].map((index) => ctSlice(index, { PixelSpacing: '0.5\\0.5' })))));
    const { grid, values } = assembleVolume(stack, 1);
    expect(grid).toMatchObject({ size: [1, 1, 3], origin: [-9.75, -19.75, 100] });
    expect(values[1]).toBe(100 + (0 + 1 + 3 + 4) / 4 - 1024);
  });

  test.each<[string, number[], Content, string]>([
    ['with one missing', [0, 1, 3, 4], {}, 'missingSlices'],
    ['of two only', [0, 1], {}, 'tooFewSlices'],
    ['without position', [0, 1, 2], { ImagePositionPatient: '1\\2' }, 'noPlanes'],
    ['whose directions are none', [0, 1, 2], { ImageOrientationPatient: '1\\0\\0\\1\\0\\0' }, 'noPlanes'],
    ['without the size of a pixel', [0, 1, 2], { PixelSpacing: '0\\0' }, 'noSpacing'],
  ])('%s are refused', async (_, indices, changes, code) => expectNotMeasured(stackSlices(await Promise.all(indices.map((index) => ctSlice(index, changes)))), code));

  test('of two series are refused', async () => {
    const instances = await Promise.all([0, 1, 2].map((index) => ctSlice(index)));
    expectNotMeasured(stackSlices([...instances, await ctSlice(3, { ImageOrientationPatient: '1\\0\\0\\0\\0\\-1' })]), 'mixedSlices');
  });
});

describe('a reconstructed tomogram', () => {
  test('lies behind its first slice, by the spacing between slices', async () => {
    const { planes } = await tomogram();
    expect(planes!.map(({ position }) => position)).toEqual([[-10, -20, 30], [-10, -20, 36], [-10, -20, 42], [-10, -20, 48]]);
  });

  test('with a negative spacing lies in front of it, and is stacked from the feet', async () => {
    const stack = measured(stackSlices([await tomogram({ SpacingBetweenSlices: '-6' })]));
    expect(stack.grid).toMatchObject({ origin: [-10, -20, 12], steps: [[5, 0, 0], [0, 4, 0], [0, 0, 6]] });
    expect(assembleVolume(stack).values[0]).toBe(300);
  });

  test('whose slice vector runs the other way is put in its order', async () => {
    const stack = measured(stackSlices([await tomogram({ SliceVector: [4, 3, 2, 1] })]));
    expect(assembleVolume(stack).values[0]).toBe(300);
  });

  test('without orientation is not placed', async () => expectNotMeasured(stackSlices([await tomogram({ DetectorInformationSequence: [{ ImagePositionPatient: '-10\\-20\\30' }] })]), 'noPlanes'));

  test('of the enhanced kind states the plane of each frame', async () => {
    const frame = (z: number) => ({ PlanePositionSequence: [{ ImagePositionPatient: `0\\0\\${z}` }] });
    const { planes } = await tomogram({ PerFrameFunctionalGroupsSequence: [5, 9, 13, 17].map(frame), SharedFunctionalGroupsSequence: [{ PlaneOrientationSequence: [{ ImageOrientationPatient: '0\\1\\0\\0\\0\\-1' }] }] });
    expect(planes!.map(({ position }) => position[2])).toEqual([5, 9, 13, 17]);
    expect(planes![0]).toMatchObject({ rowDirection: [0, 1, 0], columnDirection: [0, 0, -1] });
  });
});
