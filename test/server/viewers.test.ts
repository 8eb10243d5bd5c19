import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BeatAnswer, LoopAnswer, LoopsAnswer } from '../../src/contract/loops.ts';
import type { VolumeAnswer } from '../../src/contract/volumes.ts';
import type { WorklistAnswer } from '../../src/contract/worklist.ts';
import type { Analysis } from '../../src/modalities/modality.ts';
import { headersOf, type RunningServer, signIn, startServer, type Visitor } from './running-server.ts';
import { makeViewedStudies, type ViewedStudies } from './viewed-studies.ts';

describe('loops and volumes of digital patients', () => {
  let studies: ViewedStudies;
  let running: RunningServer;
  let analyst: Visitor;
  let reader: Visitor;
  let ids = { echo: '', spectCt: '' };
  beforeAll(async () => {
    studies = await makeViewedStudies();
    running = await startServer([studies.echo, studies.spectCt]);
    [analyst, reader] = [await signIn(running.server, 'analyst'), await signIn(running.server, 'reader')];
    const { rows } = await running.home.client.query<{ analysis_id: string; modality: string }>('select analysis_id::text, modality from amyloscope.analysis');
    const idOf = (name: string) => rows.find(({ modality }) => modality === name)!.analysis_id;
    ids = { echo: idOf('echo'), spectCt: idOf('spect-ct') };
  }, 300_000);
  afterAll(async () => {
    await running?.stop();
    studies?.remove();
  });

  const get = (url: string, visitor = analyst) => running.server.inject({ method: 'GET', url, headers: headersOf(visitor) });
  const beat = (payload: object, visitor = analyst, loop = 0) => running.server.inject({ method: 'POST', url: `/api/scans/${ids.echo}/loops/${loop}/beats`, headers: headersOf(visitor), payload: { ...nothingDrawn, ...payload } });
  const nothingDrawn = { diastolicCavity: null, systolicCavity: null, diastolicBorders: null, systolicBorders: null };
  const stored = ({ measurements }: Analysis, quantity: string) => {
    const found = measurements.find((one) => one.quantity === quantity);
    return found?.status === 'measured' ? found.value : NaN;
  };

  test('the list of work holds both, with figures and why to look', async () => {
    const { rows, modalities, counts } = (await get('/api/worklist')).json<WorklistAnswer>();
    expect(modalities.map(({ modality, count }) => [modality, count]).toSorted()).toEqual([['echo', 1], ['spect-ct', 1]]);
    const [echo, spectCt] = ['echo', 'spect-ct'].map((modality) => rows.find((row) => row.modality === modality)!);
    expect(['abnormal', 'unsure']).toContain(echo.answer);
    expect(echo.figures.map(({ short }) => short.fr)).toEqual(['FE', 'GLS', 'paroi']);
    expect(echo.figures[0].value.en).toMatch(/^\d+\s%$/);
    expect(echo.why.map(({ en }) => en).join()).toMatch(/wall|apex|fraction/i);
    expect(['abnormal', 'unsure']).toContain(spectCt.answer);
    expect(spectCt.figures).toHaveLength(3);
    expect(counts.measured).toBe(0);
    expect((await get('/api/worklist?modality=echo')).json<WorklistAnswer>()).toMatchObject({ total: 1, counts: { measured: 0, [echo.answer]: 1 } });
  });

  test('a loop comes with its frames, an outline for each, curves and bull’s-eye', async () => {
    const known = (await get(`/api/scans/${ids.echo}/loops`)).json<LoopsAnswer>();
    expect(known.loops.map(({ view }) => view)).toEqual(['A4C', 'A2C', 'A3C', 'PLAX', ...Array.from({ length: 3 }, () => expect.stringMatching(/^PSAX/))]);
    expect(known.strainCurves.map(({ view }) => view)).toEqual(['a4c', 'a2c', 'a3c']);
    expect(known.bullsEye?.segments).toHaveLength(18);
    const loop = (await get(`/api/scans/${ids.echo}/loops/0`)).json<LoopAnswer>();
    expect(loop.view).toBe('a4c');
    const { rawPayload, headers } = await get(`/api/scans/${ids.echo}/loops/0/frames`);
    expect(headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(rawPayload)).toHaveLength(loop.rows * loop.columns * loop.frames);
    expect(new Set(loop.outlines.map(({ frame }) => frame)).size).toBe(loop.frames);
  }, 60_000);

  test('a reader’s outline is kept beside the automatic one, by those who may', async () => {
    const loop = (await get(`/api/scans/${ids.echo}/loops/0`)).json<LoopAnswer>();
    const [{ diastole, systole }] = loop.beats;
    const ring = loop.outlines.find(({ name, frame }) => name === 'leftVentricle' && frame === diastole)!.points;
    const request = { diastole, systole, diastolicCavity: ring.map(([x, y]) => [x, y + 1]), keep: true };
    expect((await beat(request, reader)).json()).toMatchObject({ code: 'notAllowed' });
    const answer = (await beat(request)).json<BeatAnswer>();
    expect(answer.numbers.find(({ quantity }) => quantity === 'leftVentricularEjectionFraction')?.value?.fr).toMatch(/%$/);
    const { readings } = (await get(`/api/scans/${ids.echo}/loops`)).json<LoopsAnswer>();
    expect(readings).toMatchObject([{ user: 'analyst', loop: 0, diastole, systole, numbers: answer.numbers }]);
    expect((await get(`/api/scans/${ids.echo}`)).statusCode).toBe(200);
  }, 60_000);

  test('borders of the walls are moved on the long axis, numbers follow, and the reading is kept', async () => {
    const plax = 3;
    const loop = (await get(`/api/scans/${ids.echo}/loops/${plax}`)).json<LoopAnswer>();
    expect([loop.view, loop.corrects]).toEqual(['plax', 'borders']);
    const [{ diastole, systole }] = loop.beats;
    const automatic = (await beat({ diastole, systole, keep: false }, analyst, plax)).json<BeatAnswer>();
    const [a, b, c, [x, y]] = automatic.diastolicBorders!;
    const valueIn = ({ numbers }: BeatAnswer, wanted: string) => parseFloat(numbers.find(({ quantity }) => quantity === wanted)!.value!.en);
    const request = { diastole, systole, diastolicBorders: [a, b, c, [x, y + 20]], keep: true };
    expect((await beat(request, reader, plax)).json()).toMatchObject({ code: 'notAllowed' });
    const drawn = (await beat(request, analyst, plax)).json<BeatAnswer>();
    for (const quantity of ['leftVentricularPosteriorWallThickness', 'relativeWallThickness', 'leftVentricularMassCube']) expect(valueIn(drawn, quantity), quantity).toBeGreaterThan(valueIn(automatic, quantity));
    expect(Math.abs(valueIn(drawn, 'leftVentricularSeptalThickness') - valueIn(automatic, 'leftVentricularSeptalThickness'))).toBeLessThan(0.5);
    const { readings } = (await get(`/api/scans/${ids.echo}/loops`)).json<LoopsAnswer>();
    expect(readings.find((one) => one.loop === plax)).toMatchObject({ user: 'analyst', diastolicBorders: request.diastolicBorders, systolicBorders: null, diastolicCavity: null, numbers: drawn.numbers });
    const crossed = await beat({ diastole, systole, diastolicBorders: [a, c, b, [x, y]], keep: false }, analyst, plax);
    expect([crossed.statusCode, crossed.json().code]).toEqual([422, 'noBeat']);
    expect((await beat({ diastole, systole, diastolicBorders: [a, b, c], keep: false }, analyst, plax)).statusCode).toBe(400);
  }, 60_000);

  test('frames that are no beat, and loops that are not there, are refused in words', async () => {
    const refusal = await beat({ diastole: 1, systole: 900, keep: false });
    expect([refusal.statusCode, refusal.json().code]).toEqual([422, 'noBeat']);
    expect((await get(`/api/scans/${ids.echo}/loops/77`)).json().code).toBe('noLoop');
    expect((await get(`/api/scans/${ids.spectCt}/loops/0`)).json().code).toBe('noLoop');
    expect((await get('/api/scans/999999/volume')).json().code).toBe('notFound');
  }, 60_000);

  test('the wall of a volume gives the stored volume of involvement and activity at the stored threshold', async () => {
    const volume = (await get(`/api/scans/${ids.spectCt}/volume`)).json<VolumeAnswer>();
    const [x, y, z] = volume.size;
    const bytes = gunzipSync((await get(`/api/scans/${ids.spectCt}/volume/voxels`)).rawPayload);
    expect(bytes).toHaveLength(5 * x * y * z + 4 * volume.wallVoxels);
    const wall = new Float32Array(bytes.buffer.slice(bytes.byteOffset + 5 * x * y * z, bytes.byteOffset + bytes.length));
    const above = wall.filter((value) => value > volume.involvedAboveBlood * volume.blood!);
    const { analysis } = studies.spectCt;
    expect(above.length * volume.wallVoxelMl).toBeCloseTo(stored(analysis, 'volumeOfInvolvement'), 9);
    const mean = above.reduce((sum, value) => sum + value, 0) / above.length;
    expect((mean / volume.blood!) * above.length * volume.wallVoxelMl).toBeCloseTo(stored(analysis, 'cardiacPyrophosphateActivity'), 6);
  }, 120_000);

  test('the heart of a volume lies where its labels are', async () => {
    const { size: [x, y], heart, structures } = (await get(`/api/scans/${ids.spectCt}/volume`)).json<VolumeAnswer>();
    const bytes = gunzipSync((await get(`/api/scans/${ids.spectCt}/volume/voxels`)).rawPayload);
    const labels = bytes.subarray(4 * x * y * (await sizeZ()), 5 * x * y * (await sizeZ()));
    expect(structures[labels[(heart[2] * y + heart[1]) * x + heart[0]]]).not.toBe('background');
  }, 60_000);
  const sizeZ = async () => (await get(`/api/scans/${ids.spectCt}/volume`)).json<VolumeAnswer>().size[2];
});
