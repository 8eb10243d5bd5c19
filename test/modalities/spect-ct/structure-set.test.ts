import { describe, expect, test } from 'vitest';
import { readInstance } from '../../../src/dicom/read-instance.ts';
import type { ImageInstance } from '../../../src/dicom/study.ts';
import type { Vector } from '../../../src/image/vector.ts';
import { maskCount } from '../../../src/image/volume-distance.ts';
import { voxelMl, type Grid } from '../../../src/image/volume.ts';
import { filledContours } from '../../../src/modalities/spect-ct/filled-contours.ts';
import { givenSegmentation, structureNamed } from '../../../src/modalities/spect-ct/given-segmentation.ts';
import { isTomography } from '../../../src/modalities/spect-ct/pairing.ts';
import { maskOf } from '../../../src/modalities/spect-ct/structures.ts';
import { dicomFile } from '../../dicom/dicom-file.ts';

const grid: Grid = { size: [100, 96, 50], origin: [-98, -90, -62.5], steps: [[2, 0, 0], [0, 2, 0], [0, 0, 2.5]] };
const middle: Vector = [3.3, -4.1, 1.2];

/** Circles of a sphere on the planes of a grid, every so many of them. */
function sphere(radius: number, every = 1): readonly (readonly Vector[])[] {
  return Array.from({ length: grid.size[2] }, (_, k) => grid.origin[2] + 2.5 * k).filter((_, k) => k % every === 0).flatMap((z) => {
    const across = Math.sqrt(Math.max(0, radius ** 2 - (z - middle[2]) ** 2));
    return across === 0 ? [] : [Array.from({ length: 400 }, (_, i): Vector => [middle[0] + across * Math.cos((i * Math.PI) / 200), middle[1] + across * Math.sin((i * Math.PI) / 200), z])];
  });
}

const sphereMl = (radius: number) => ((4 / 3) * Math.PI * radius ** 3) / 1000;
const millilitres = (inside: Uint8Array | null) => (inside ? maskCount({ grid, inside }) * voxelMl(grid) : NaN);

describe('lines on planes enclose', () => {
  test('a sphere of known volume, to 2 %', () => expect(Math.abs(millilitres(filledContours(sphere(40), grid)) / sphereMl(40) - 1)).toBeLessThan(0.02));
  test('the same sphere, to 3 %, where every second slice alone is drawn on', () => expect(Math.abs(millilitres(filledContours(sphere(40, 2), grid)) / sphereMl(40) - 1)).toBeLessThan(0.03));
  test('a shell, where a smaller line cuts its hole, whichever way round it runs', () => {
    for (const inner of [sphere(28), sphere(28).map((points) => points.toReversed())]) {
      expect(Math.abs(millilitres(filledContours([...sphere(40), ...inner], grid)) / (sphereMl(40) - sphereMl(28)) - 1)).toBeLessThan(0.02);
    }
  });
  test('nothing where they cross the slices of the CT, or lie beside it', () => {
    expect(filledContours([sphere(40)[10].map(([x, y, z]): Vector => [x, y, z + 0.3 * x])], grid)).toBeNull();
    expect(filledContours(sphere(40).map((points) => points.map(([x, y, z]): Vector => [x + 900, y, z])), grid)).toBeNull();
    expect(filledContours([], grid)).toBeNull();
  });
});

/** A structure set as planning systems write it; the points of a line may fill more than ten thousand bytes. */
async function structureSet(regions: readonly (readonly [name: string, frame: string, contours: readonly (readonly Vector[])[], type?: string])[]): Promise<ImageInstance> {
  return readInstance(dicomFile({
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.481.3', SOPInstanceUID: '1.2.3.1', StudyInstanceUID: '1.2.4', SeriesInstanceUID: '1.2.5', Modality: 'RTSTRUCT', PatientID: 'P1',
    StructureSetROISequence: regions.map(([ROIName, ReferencedFrameOfReferenceUID], i) => ({ ROINumber: i + 1, ROIName, ReferencedFrameOfReferenceUID })),
    ROIContourSequence: regions.map(([, , contours, type = 'CLOSED_PLANAR'], i) => ({
      ReferencedROINumber: i + 1,
      ContourSequence: contours.map((points) => ({ ContourGeometricType: type, ContourData: points.flat().map((value) => value.toFixed(6)).join('\\') })),
    })),
  }), 'rs.dcm');
}

describe('a structure set beside a CT', () => {
  test('gives its regions by their names, says what it left aside, and takes no other frame of reference', async () => {
    const set = await structureSet([['LV_Myocardium', '1.9', [...sphere(40), ...sphere(28)]], ['Ventricle_L', '1.9', sphere(28)], ['PTV', '1.9', sphere(10)], ['Aorte', '1.8', sphere(12)]]);
    expect(isTomography(set)).toBe(true);
    const given = givenSegmentation([set], grid, '1.9')!;
    expect(given).toMatchObject({ used: ['LV_Myocardium', 'Ventricle_L'], unknown: ['PTV'], elsewhere: ['Aorte'] });
    const ml = (structure: 'leftVentricularWall' | 'leftVentricularCavity') => millilitres(maskOf(given.anatomy!, [structure]).inside);
    expect(Math.abs(ml('leftVentricularCavity') / sphereMl(28) - 1)).toBeLessThan(0.02);
    expect(Math.abs(ml('leftVentricularWall') / (sphereMl(40) - sphereMl(28)) - 1)).toBeLessThan(0.02);
  });

  test('of another CT alone gives no anatomy, and of points alone nothing', async () => {
    expect(givenSegmentation([await structureSet([['Aorta', '1.8', sphere(12)]])], grid, '1.9')).toMatchObject({ anatomy: null, elsewhere: ['Aorta'] });
    expect(givenSegmentation([await structureSet([['Aorta', '1.9', sphere(12), 'POINT']])], grid, '1.9')).toBeNull();
  });
});

test.each([
  ['Myocarde', 'leftVentricularWall'], ['Ventricle_R', 'rightVentricularCavity'], ['Oreillette gauche', 'leftAtrium'], ['A_Aorta', 'aorta'], ['V_Venacava_I', 'inferiorVenaCava'], ['Vertèbres', 'vertebrae'],
  ['Côtes', 'ribs'], ['Poumon droit', 'lungs'], ['Foie', 'liver'], ['heart_atrium_left', 'leftAtrium'], ['Heart', null], ['Stomach', null], ['Oesophage', null],
] as const)('a region named %s is %s', (name, structure) => expect(structureNamed(name)).toBe(structure));
