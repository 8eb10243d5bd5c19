import { afterEach, expect, test, vi } from 'vitest';
import { examineLoops } from '../../../src/modalities/echo/examine-loop.ts';
import { echoModels, loadEchoNetwork, loadOrientationNetwork, loadParasternalNetwork, loadViewNetwork } from '../../../src/modalities/echo/networks.ts';
import { loopInMemory, plainLoop } from './drawn-loop.ts';
import { framesOf, simulatedLoop } from './simulated-loop.ts';

afterEach(() => vi.unstubAllEnvs());

test('a site that chooses simulation alone is outlined by weights without the licence of CAMUS, and is told what they are worth', async () => {
  vi.stubEnv('AMYLOSCOPE_ECHO_WEIGHTS', 'simulation');
  const [outlines, parasternal] = [await loadEchoNetwork(), await loadParasternalNetwork()];
  expect([outlines, parasternal].map(({ card }) => [card.name, card.licence])).toEqual([['echo-simulated', 'Apache-2.0'], ['echo-simulated', 'Apache-2.0']]);
  expect([await loadViewNetwork(), await loadOrientationNetwork()]).toEqual([null, null]);
  expect(echoModels()).toContain('simulation alone');
  const loop = simulatedLoop({ kind: 'normal', look: 'plain', framesPerSecond: 30, seed: 431 });
  const frames = framesOf(loop);
  const region = { dataType: 'tissue', x0: 0, y0: 0, x1: loop.columns, y1: loop.rows, inside: true, spacingMm: loop.spacingMm } as const;
  const instance = loopInMemory({ ...plainLoop, rows: loop.rows, columns: loop.columns, frames: frames.length, frameMs: 1000 / 30, rate: loop.rate }, { decode: (frame) => ({ ...frames[frame - 1], values: Uint8Array.from(frames[frame - 1].grey) }) }, { view: 'a4c', regions: [region] });
  const [{ findings, measurements }] = await examineLoops([instance], { outlines, orientation: null }, 'none');
  expect(findings.map(({ code }) => code)).toContain('simulationWeights');
  const volume = measurements.find(({ quantity }) => quantity === 'leftVentricularEndDiastolicVolume')!;
  expect(volume).toMatchObject({ status: 'measured', model: { name: 'echo-simulated' } });
});

test('any other word is refused with those that are allowed', async () => {
  vi.stubEnv('AMYLOSCOPE_ECHO_WEIGHTS', 'mine');
  await expect(loadEchoNetwork()).rejects.toThrow('"patients" (or nothing) and "simulation" are allowed');
});
