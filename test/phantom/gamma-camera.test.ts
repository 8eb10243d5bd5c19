import { describe, expect, test } from 'vitest';
import { blurByVariance, projectPlanar, type GammaCamera } from '../../src/phantom/gamma-camera.ts';
import { emptyBody, type VoxelBody } from '../../src/phantom/voxel-body.ts';

const camera: GammaCamera = { fwhmAtFaceMm: 4.5, fwhmPerMm: 0.04, gapAnteriorMm: 30, gapPosteriorMm: 30, scatterShare: 0, scatterSigmaMm: 30, septalLeak: 0 };

function pointSource(planeMm: number, attenuationPerMm: number): VoxelBody {
  const body = emptyBody(400, 240, 400, 4, 6);
  body.attenuationPerMm.fill(attenuationPerMm);
  const plane = Math.round(planeMm / 6);
  body.activity[(plane * body.rows + 50) * body.columns + 50] = 1;
  return body;
}
const total = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0);

describe('the gamma camera', () => {
  test.each([12, 60, 120, 204])('attenuates a source at %s mm as exp(-mu d) says', (depth) => {
    const mu = 0.0151;
    const plane = Math.round(depth / 6);
    const { anterior, posterior } = projectPlanar(pointSource(depth, mu), camera);
    expect(total(anterior) / 6).toBeCloseTo(Math.exp(-mu * (plane + 0.5) * 6), 3);
    expect(total(posterior) / 6).toBeCloseTo(Math.exp(-mu * (40 - plane - 0.5) * 6), 3);
  });

  test.each([30, 100, 200])('blurs a source at %s mm to the collimator resolution at that distance', (depth) => {
    const { anterior, columns } = projectPlanar(pointSource(depth, 0), camera);
    let [mass, mean, square] = [0, 0, 0];
    anterior.forEach((value, i) => { mass += value; mean += value * (i % columns); });
    mean /= mass;
    anterior.forEach((value, i) => { square += value * ((i % columns) - mean) ** 2; });
    const distance = 30 + (Math.round(depth / 6) + 0.5) * 6;
    const fwhm = 2.3548 * Math.sqrt(square / mass) * 4;
    expect(fwhm).toBeCloseTo(4.5 + 0.04 * distance, 1);
  });

  test('adds scatter as a share of the primary counts', () => {
    const without = projectPlanar(pointSource(100, 0), camera);
    const withScatter = projectPlanar(pointSource(100, 0), { ...camera, scatterShare: 0.3 });
    expect(total(withScatter.anterior) / total(without.anterior)).toBeCloseTo(1.3, 2);
  });

  test('keeps counts and adds the stated variance when blurring', () => {
    const image = new Float32Array(61 * 61);
    image[30 * 61 + 30] = 1;
    blurByVariance(image, new Float32Array(image.length), 61, 61, 5.3);
    expect(total(image)).toBeCloseTo(1, 5);
    expect(image.reduce((sum, value, i) => sum + value * ((i % 61) - 30) ** 2, 0)).toBeCloseTo(5.3, 4);
  });
});
