import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readInstance } from '../../../src/dicom/read-instance.ts';
import type { MeasuredValue } from '../../../src/measurement/measurement.ts';
import { planar } from '../../../src/modalities/planar/index.ts';

const folder = new URL('../../../../shared/data/nm-planar/', import.meta.url);
const there = existsSync(folder);
if (!there) console.warn('The real bone scan is not at ../shared/data/nm-planar: its tests are skipped.');
const read = (name: string) => readInstance(new Uint8Array(readFileSync(new URL(name, folder))), name);

describe.skipIf(!there)('a real bone scan without cardiac uptake (NEMA compression sample NM1)', () => {
  test('is accepted, normal, and has a heart-to-contralateral ratio near 1', async () => {
    const instance = await read('JPEG-LL.dcm');
    expect(Float64Array.from(instance.decode(1).values).reduce((sum, value) => sum + value, 0)).toBe(3_596_452);
    const { analysis } = await planar.analyse([instance], 'all');
    expect(analysis.quality.status).toBe('accepted');
    expect(analysis.classification?.label).toBe('normal');
    const ratio = analysis.measurements.find((one) => one.quantity === 'heartToContralateralRatio') as MeasuredValue;
    expect(ratio.value).toBeGreaterThan(0.9);
    expect(ratio.value).toBeLessThan(1.3);
  });

  test('has its circles on both sides of the sternum, which lies at column 128 to 142', async () => {
    const { analysis } = await planar.analyse([await read('JPEG-LL.dcm')], 'all');
    const circle = (name: string) => {
      const region = analysis.regions.find((one) => one.name === name);
      if (region?.shape !== 'circle') throw new Error(`no ${name}`);
      return region;
    };
    const [heart, other] = [circle('heartCircle'), circle('contralateralCircle')];
    expect(heart.x - heart.radius).toBeGreaterThan(138);
    expect(heart.x + heart.radius).toBeLessThan(190);
    expect(heart.y).toBeGreaterThan(250);
    expect(heart.y).toBeLessThan(330);
    expect(other.x + other.radius).toBeLessThan(134);
    expect(other.y).toBe(heart.y);
  });

  test.each(['JPGExtended.dcm', 'JPEG2000_UNC.dcm'])('is flagged when degraded: %s', async (name) => {
    const { analysis } = await planar.analyse([await read(name)], 'none');
    expect(analysis.quality.status).not.toBe('accepted');
    expect(analysis.quality.findings.map((finding) => finding.code)).toContain('lossyPixels');
  });
});
