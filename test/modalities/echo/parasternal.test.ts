import { beforeAll, describe, expect, test } from 'vitest';
import { readInstance } from '../../../src/dicom/read-instance.ts';
import type { ImageInstance } from '../../../src/dicom/study.ts';
import { writeUltrasound } from '../../../src/dicom/write-ultrasound.ts';
import { echo } from '../../../src/modalities/echo/index.ts';
import { bodySurface, massByCube } from '../../../src/modalities/echo/mass.ts';
import type { Analysis } from '../../../src/modalities/modality.ts';
import type { BeatReading } from '../../../src/modalities/viewer.ts';
import { imageHeart, type EchoView } from '../../../src/phantom/echo-loop.ts';
import { idealHold } from '../../../src/phantom/echo-probe.ts';
import { imageGeometry, looks } from '../../../src/phantom/echo-scanner.ts';
import { heartPatient, truthOf } from '../../../src/phantom/echo-study.ts';
import { loopInMemory, plainLoop } from './drawn-loop.ts';

const patient = heartPatient(71, 0, { kind: 'amyloid' });
const truth = truthOf(patient);
const FRAMES_PER_SECOND = 20;
const nothingDrawn = { diastolicCavity: null, systolicCavity: null, diastolicBorders: null, systolicBorders: null } as const;
const body = { heightM: 1.72, weightKg: 74 };

/** A loop of a beat and a quarter of the same patient, as a file would bring it. */
async function loopOf(view: EchoView): Promise<ImageInstance> {
  const loop = imageHeart(patient, { view, look: 'plain', hold: idealHold, frames: Math.ceil((75 / patient.rate) * FRAMES_PER_SECOND), framesPerSecond: FRAMES_PER_SECOND, startMs: -30, seed: 8 });
  const uid = `1.2.3.${['a4c', 'plax', 'psaxPapillary'].indexOf(view) + 1}`;
  return readInstance(writeUltrasound({
    rows: loop.rows, columns: loop.columns, frames: loop.frames, frameMs: 1000 / FRAMES_PER_SECOND, heartRate: patient.rate, rWaveTimesMs: [30], mmPerPixel: imageGeometry(looks.plain).mmPerPixel,
    view: view as 'a4c' | 'plax' | 'psaxPapillary', patient: { id: 'P', name: 'P', sex: 'M', ageYears: 70, ...body }, origin: { kind: 'simulated', equipment: { model: 'simulated', softwareVersions: '1' } }, acquisitionTime: new Date(Date.UTC(2026, 0, 5)),
    studyInstanceUid: '1.2.3', seriesInstanceUid: '1.2.3.9', sopInstanceUid: uid, instanceNumber: 1,
  }), `${view}.dcm`);
}

const stated = (view: 'a4c' | 'plax' | 'psaxPapillary' | 'psaxMitral' | 'psax' | 'other') => loopInMemory({ ...plainLoop, frames: 2 }, {}, { view });

describe('loops are grouped', () => {
  test('parasternal ones with all others of their study', () => {
    const loops = [stated('psaxMitral'), stated('psaxPapillary'), stated('a4c'), stated('plax')];
    expect(echo.group(loops)).toEqual([loops]);
  });

  test('and none is analysed before its study is whole', () => expect((['plax', 'psaxPapillary', 'psaxMitral'] as const).map((view) => echo.standsAlone(stated(view)))).toEqual([false, false, false]));
});

describe('three views of one simulated heart', () => {
  let analysis: Analysis;
  let long: ImageInstance;
  let short: ImageInstance;
  beforeAll(async () => {
    const loops = await Promise.all((['a4c', 'plax', 'psaxPapillary'] as const).map(loopOf));
    [, long, short] = loops;
    analysis = (await echo.analyse(echo.group(loops)[0], 'none')).analysis;
  }, 180_000);
  const valueOf = (name: string) => {
    const found = analysis.measurements.find(({ quantity }) => quantity === name);
    if (found?.status !== 'measured') throw new Error(`${name} was not measured: ${found?.reason}`);
    return found;
  };

  test('give walls, diameters and area change whose intervals hold the truth', () => {
    const { parasternal } = truth;
    const expected = {
      leftVentricularSeptalThickness: parasternal.septumMm, leftVentricularPosteriorWallThickness: parasternal.posteriorMm, leftVentricularEndDiastolicDiameter: parasternal.diastolicDiameterMm,
      leftVentricularEndSystolicDiameter: parasternal.systolicDiameterMm, leftAtrialDiameter: parasternal.atriumMm, relativeWallThickness: (2 * parasternal.posteriorMm) / parasternal.diastolicDiameterMm,
      leftVentricularFractionalAreaChange: parasternal.papillaryAreaChange,
    };
    for (const [name, value] of Object.entries(expected)) {
      const { interval95 } = valueOf(name);
      expect(interval95[0], name).toBeLessThan(value);
      expect(interval95[1], name).toBeGreaterThan(value);
    }
  });

  test('give the true mass within the interval of the truncated ellipsoid', () => {
    const { interval95 } = valueOf('leftVentricularMassTruncatedEllipsoid');
    expect(interval95[0]).toBeLessThan(truth.massG);
    expect(interval95[1]).toBeGreaterThan(truth.massG);
  });

  test('index the mass to the body surface of the file', () =>
    expect(valueOf('leftVentricularMassCube').value / valueOf('leftVentricularMassCubeIndex').value).toBeCloseTo(bodySurface(body.heightM, body.weightKg), 2));

  test('name the networks, and warn that one learnt from simulation', () => {
    expect(analysis.models.map(({ name }) => name)).toEqual(expect.arrayContaining(['echo-apical', 'echo-parasternal']));
    expect(analysis.quality.findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['parasternalStated', 'parasternalSimulated']));
  });

  test('are played with outlines of every frame, and read beat by beat as the analysis does', async () => {
    const opened = await echo.loops!.open(long);
    expect(new Set(opened.view.outlines.map(({ source }) => source.frame)).size).toBe(long.numberOfFrames);
    const [beat] = opened.view.beats;
    const { numbers } = await opened.readBeat({ ...beat, ...nothingDrawn });
    const septum = numbers.find(({ quantity }) => quantity === 'leftVentricularSeptalThickness')!.result;
    expect(septum).toMatchObject({ status: 'measured', value: valueOf('leftVentricularSeptalThickness').value });
    await expect(opened.readBeat({ ...beat, ...nothingDrawn, diastolicCavity: [[0, 0], [1, 0], [1, 1]] })).rejects.toThrow('apical views alone');
  }, 60_000);

  test('give walls, diameters and mass between borders that a reader drew', async () => {
    const opened = await echo.loops!.open(long);
    expect(opened.view.corrects).toBe('borders');
    const [beat] = opened.view.beats;
    const automatic = await opened.readBeat({ ...beat, ...nothingDrawn });
    const borders = automatic.diastolicBorders!;
    const numbersOf = ({ numbers }: BeatReading) => Object.fromEntries(numbers.map(({ quantity, result }) => [quantity, result.status === 'measured' ? result.value : NaN]));
    const before = numbersOf(automatic);
    // Drawn again where they were, between straight lines: medians over nine lines differ a little from the one in the middle.
    const again = numbersOf(await opened.readBeat({ ...beat, ...nothingDrawn, diastolicBorders: borders }));
    for (const [quantity, value] of Object.entries(again)) expect(Math.abs(value / before[quantity] - 1), quantity).toBeLessThan(0.03);
    const mm = long.ultrasound!.regions[0].spacingMm![0];
    const [a, b, c] = borders;
    // The outside of the posterior wall 20 mm below its inside, straight down the picture.
    const thick = await opened.readBeat({ ...beat, ...nothingDrawn, diastolicBorders: [a, b, c, [c[0], c[1] + 20 / mm]] });
    const after = numbersOf(thick);
    expect(after.leftVentricularPosteriorWallThickness).toBeCloseTo(20, 6);
    expect(after.leftVentricularSeptalThickness).toBeCloseTo(again.leftVentricularSeptalThickness, 9);
    const { leftVentricularSeptalThickness: septumMm, leftVentricularEndDiastolicDiameter: diameterMm } = after;
    expect(after.relativeWallThickness).toBeCloseTo(40 / diameterMm, 9);
    expect(after.leftVentricularMassCube).toBeCloseTo(massByCube({ septumMm, diameterMm, posteriorMm: 20 }), 9);
    expect(after.leftVentricularEndSystolicDiameter).toBe(before.leftVentricularEndSystolicDiameter);
    expect(thick.diastolicBorders![3][1]).toBeCloseTo(c[1] + 20 / mm, 9);
    expect(thick.outlines.map(({ name }) => name)).toContain('posteriorWallLine');
    const atSystole = numbersOf(await opened.readBeat({ ...beat, ...nothingDrawn, systolicBorders: automatic.systolicBorders }));
    expect([atSystole.leftAtrialDiameter, atSystole.leftVentricularSeptalThickness]).toEqual([undefined, before.leftVentricularSeptalThickness]);
    await expect(opened.readBeat({ ...beat, ...nothingDrawn, diastolicBorders: [a, c, b, borders[3]] })).rejects.toThrow('do not follow one another');
  }, 60_000);

  test('take no borders on the short axis, nor where the size of a pixel is not known', async () => {
    const opened = await echo.loops!.open(short);
    expect(opened.view.corrects).toBeNull();
    await expect(opened.readBeat({ ...opened.view.beats[0], ...nothingDrawn, diastolicBorders: [[1, 1], [1, 2], [1, 3], [1, 4]] })).rejects.toThrow('long axis alone');
    const unsized = await echo.loops!.open({ ...long, spacingMm: null, ultrasound: { ...long.ultrasound!, regions: [] } });
    expect(unsized.view.corrects).toBeNull();
  }, 60_000);

  test('give without calibration the change of area alone', async () => {
    const { analysis: uncalibrated } = await echo.analyse([{ ...short, spacingMm: null, ultrasound: { ...short.ultrasound!, regions: [] } }], 'none');
    const measured = uncalibrated.measurements.filter(({ status }) => status === 'measured');
    expect(measured.map(({ quantity }) => quantity)).toEqual(['leftVentricularFractionalAreaChange']);
    const [change] = measured;
    expect(change.status === 'measured' && Math.abs(change.value - valueOf('leftVentricularFractionalAreaChange').value)).toBeLessThan(3);
  }, 60_000);

  test('draw every structure, and the lines on which walls and cavity were measured', () =>
    expect(new Set(analysis.regions.filter(({ source }) => source.sopInstanceUid === '1.2.3.2').map(({ name }) => name))).toEqual(new Set(['leftVentricle', 'myocardium', 'leftAtrium', 'rightVentricle', 'aorticRoot', 'septumLine', 'diameterLine', 'posteriorWallLine'])));
});

test('the long axis alone gives no mass that needs a length, and says why', async () => {
  const { analysis } = await echo.analyse([stated('plax')], 'none');
  const reasons = Object.fromEntries(analysis.measurements.map((one) => [one.quantity, one.status === 'notMeasured' ? one.code : 'measured']));
  expect(reasons.leftVentricularMassAreaLength).toBe('parasternalViewMissing');
  expect(reasons.leftVentricularMassTruncatedEllipsoid).toBe('parasternalViewMissing');
});

test('a short axis away from the papillary muscles is refused by name', async () => {
  const { analysis } = await echo.analyse([stated('psaxMitral')], 'none');
  expect(analysis.quality).toMatchObject({ status: 'refused' });
  expect(analysis.quality.findings.map(({ code }) => code)).toContain('shortAxisNotMeasured');
});

