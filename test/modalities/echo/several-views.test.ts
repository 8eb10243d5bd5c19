import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readInstance } from '../../../src/dicom/read-instance.ts';
import type { ImageInstance } from '../../../src/dicom/study.ts';
import type { Analysis } from '../../../src/modalities/modality.ts';
import { echo } from '../../../src/modalities/echo/index.ts';
import { loadEchoNetwork } from '../../../src/modalities/echo/networks.ts';
import { severalViewsMeasurements } from '../../../src/modalities/echo/several-views-measurements.ts';
import { groupViews } from '../../../src/modalities/echo/several-views.ts';
import { writeEchoCohort } from '../../../src/phantom/echo-cohort.ts';
import type { EchoRecord } from '../../../src/phantom/write-echo.ts';
import { loopInMemory, plainLoop } from './drawn-loop.ts';

const loop = (view: 'a4c' | 'a2c' | 'a3c' | 'other' | null, study = '1.2.3') => loopInMemory({ ...plainLoop, frames: 2 }, { studyInstanceUid: study }, { view });

describe('loops are grouped by study', () => {
  test('all loops of a study are sorted together, whether they state their view or not', () => {
    const [four, two, again, unstated, elsewhere] = [loop('a4c'), loop('a2c'), loop('a4c'), loop(null), loop('a2c', '1.2.4')];
    expect(groupViews([unstated, two, four, again, elsewhere])).toEqual([[unstated, two, four, again], [elsewhere]]);
  });

  test('a loop of a view that is named and not measured, and a still, stand alone', () => {
    const [four, other, still] = [loop('a4c'), loop('other'), loopInMemory({ ...plainLoop, frames: 1 })];
    expect(groupViews([four, other])).toEqual([[four], [other]]);
    expect([four, loop(null), other, still].map((one) => echo.standsAlone(one))).toEqual([false, false, true, true]);
  });
});

describe('three simulated views of one heart', () => {
  const folder = mkdtempSync(join(tmpdir(), 'amyloscope-views-'));
  let record: EchoRecord;
  let instances: ImageInstance[];
  let analysis: Analysis;
  beforeAll(async () => {
    [record] = (await writeEchoCohort({ out: folder, count: 1, seed: 3, kind: 'amyloid', look: 'hard', framesPerSecond: 32, workers: 1 })).records;
    instances = await Promise.all((['a4c', 'a2c', 'a3c'] as const).map((view) => readInstance(readFileSync(join(folder, record.files[view])), record.files[view])));
    analysis = (await echo.analyse(echo.group(instances)[0], 'none')).analysis;
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true }));
  const valueOf = (name: string) => {
    const found = analysis.measurements.find(({ quantity }) => quantity === name);
    if (found?.status !== 'measured') throw new Error(`${name} was not measured`);
    return found;
  };

  test('state their views, and are read as one group', () => {
    expect(instances.map(({ ultrasound }) => ultrasound!.view)).toEqual(['a4c', 'a2c', 'a3c']);
    expect(analysis.study.files).toHaveLength(3);
    expect(analysis.quality.findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['simulated', 'viewStated', 'otherViewsUntrained']));
  });

  test('give the true strain of all, the ejection fraction of two, and an apex that is spared, each within its interval', () => {
    const { endocardial, ejectionFraction } = record;
    for (const [name, truth] of [['globalLongitudinalStrain', endocardial.global], ['leftVentricularEjectionFractionBiplane', ejectionFraction], ['relativeApicalLongitudinalStrain', endocardial.relativeApicalStrain],
      ['leftVentricularEndDiastolicVolumeBiplane', record.endDiastolicVolumeMl], ['leftVentricularEndSystolicVolumeBiplane', record.endSystolicVolumeMl], ['leftVentricularStrokeVolume', record.endDiastolicVolumeMl - record.endSystolicVolumeMl]] as const) {
      const { interval95 } = valueOf(name);
      expect(interval95[0]).toBeLessThan(truth);
      expect(interval95[1]).toBeGreaterThan(truth);
    }
    expect(Math.abs(valueOf('globalLongitudinalStrain').value - endocardial.global)).toBeLessThan(3);
  });
});

test('without their views none of the numbers of several is measured, with the reason', async () => {
  const found = severalViewsMeasurements([], (await loadEchoNetwork()).card);
  expect(found).toHaveLength(5);
  for (const one of found) expect(one).toMatchObject({ status: 'notMeasured', code: 'viewMissing' });
});

test('a view that cannot be read is named, and the four-chamber view keeps its numbers', async () => {
  const still = loopInMemory({ ...plainLoop, frames: 1 }, {}, { view: 'a2c' });
  const { quality, measurements } = (await echo.analyse([loopInMemory(plainLoop, {}, { view: 'a4c' }), still], 'none')).analysis;
  expect(quality.findings).toContainEqual(expect.objectContaining({ code: 'viewUnreadable', parameters: { view: 'A2C' } }));
  expect(measurements.find(({ quantity }) => quantity === 'leftVentricularEjectionFraction')).toMatchObject({ status: 'measured' });
  expect(measurements.find(({ quantity }) => quantity === 'leftVentricularEjectionFractionBiplane')).toMatchObject({ status: 'notMeasured', code: 'viewMissing' });
}, 60_000);
