import { describe, expect, test } from 'vitest';
import type { FrameMeasures } from '../../../src/modalities/echo/frame-measures.ts';
import { measureOutlines } from '../../../src/modalities/echo/frame-measures.ts';
import { trackedStrain } from '../../../src/modalities/echo/measure-strain.ts';
import { smoothMotion, type WallSample } from '../../../src/modalities/echo/smooth-motion.ts';
import { segmentsOfView, strainCurves } from '../../../src/modalities/echo/strain-curves.ts';
import { patchTracker, type GreyGrid, type TrackedFrame } from '../../../src/modalities/echo/track-patch.ts';
import { evenly, STATIONS, wallStations } from '../../../src/modalities/echo/wall-nodes.ts';
import { randomSource } from '../../../src/statistics/random-source.ts';
import { expectNotMeasured, measured } from '../../statistics/reference.ts';
import { drawHeart, endocardialArc, plainHeart } from './drawn-heart.ts';
import { framesOf, simulatedLoop } from './simulated-loop.ts';

/** A pattern of waves that is known everywhere, so that it can be shifted by any amount without interpolation. */
function pattern(rows: number, columns: number, down: number, right: number, scale = 1): GreyGrid {
  const random = randomSource(5);
  const waves = Array.from({ length: 24 }, () => [random.uniform() * 1.4 - 0.7, random.uniform() * 1.4 - 0.7, 6.28 * random.uniform()]);
  const grey = Float32Array.from({ length: rows * columns }, (_, i) => {
    const [y, x] = [scale * Math.floor(i / columns) - down, scale * (i % columns) - right];
    return 120 + 12 * waves.reduce((sum, [a, b, c]) => sum + Math.cos(a * y + b * x + c), 0);
  });
  return { rows, columns, grey };
}
const frameAt = (down: number, right: number): TrackedFrame => ({ fine: pattern(120, 120, down, right), coarse: pattern(60, 60, down, right, 2) });

test.each([[0, 0], [0.3, -0.45], [2.6, 1.2], [-4.4, 3.7], [5.5, -0.5]])('a patch moved by %f and %f pixels is found to within 0.02 of one', (down, right) => {
  const found = patchTracker({ radius: 9, reach: 8 })(frameAt(0, 0), frameAt(down, right), 60.3, 58.8)!;
  expect(Math.hypot(found.down - down, found.right - right)).toBeLessThan(0.02);
  expect(found.alike).toBeGreaterThan(0.99);
});

test('a patch tells where its pattern lies: in its middle, or on the side of the wall where the other is dark blood', () => {
  const [track, moved] = [patchTracker({ radius: 9, reach: 8 }), frameAt(0.5, 0)];
  expect(Math.hypot(...track(frameAt(0, 0), moved, 60.3, 58.8)!.middle)).toBeLessThan(1.5);
  const aboveDark = ({ rows, columns, grey }: GreyGrid): GreyGrid => ({ rows, columns, grey: grey.map((value, i) => (Math.floor(i / columns) < rows / 2 ? 4 + 0.05 * value : value)) });
  const [from, to] = [frameAt(0, 0), moved].map(({ fine, coarse }): TrackedFrame => ({ fine: aboveDark(fine), coarse: aboveDark(coarse) }));
  const [down, right] = track(from, to, 61, 58.8)!.middle;
  expect(down).toBeGreaterThan(0.5);
  expect(Math.abs(right)).toBeLessThan(1.5);
});

test('a patch without a pattern, or partly outside, is not followed', () => {
  const flat: GreyGrid = { rows: 120, columns: 120, grey: new Float32Array(14_400).fill(90) };
  const track = patchTracker({ radius: 9, reach: 8 });
  expect(track({ fine: flat, coarse: { ...flat, rows: 60, columns: 60 } }, frameAt(0, 0), 60, 60)).toBeNull();
  expect(track(frameAt(0, 0), frameAt(0, 0), 4, 60)).toBeNull();
});

describe('a smooth motion', () => {
  const affine = (along: number, depth: number) => [0.4 + 2 * along, -0.3 * depth + along] as const;
  const samples = Array.from({ length: 37 }, (_, s) => [0.1, 0.5, 0.9].map((depth): WallSample => ({ along: s / 36, depth, move: affine(s / 36, depth), trust: 1 }))).flat();

  test('reproduces one that is linear along the wall and through it, also at its edges', () => {
    const motion = smoothMotion(samples)!;
    for (const [along, depth] of [[0, 0], [0.31, 0.5], [0.77, 0], [1, 1]]) motion(along, depth).forEach((value, i) => expect(Math.abs(value - affine(along, depth)[i])).toBeLessThan(0.02));
  });

  test('follows what an incompressible wall does about a narrow apex: the inside moves far more than the middle', () => {
    const shell = (depth: number) => 1 / (0.8 + depth);
    const motion = smoothMotion(samples.map((one) => ({ ...one, move: [shell(one.depth), 0] as const })))!;
    expect(Math.abs(motion(0.5, 0)[0] - shell(0))).toBeLessThan(0.05);
    expect(Math.abs(motion(0.5, 0.5)[0] - shell(0.5))).toBeLessThan(0.02);
  });

  test('is hardly bent by patches that went astray', () => {
    const bad = samples.map((one, i) => (i % 12 === 0 ? { ...one, move: [9, -9] as const } : one));
    const [down, right] = smoothMotion(bad)!(0.5, 0.5);
    expect(Math.hypot(down - 1.4, right - 0.35)).toBeLessThan(0.1);
  });

  test('is not there where no patch is trusted', () => expect(smoothMotion(samples.map((one) => ({ ...one, trust: 0 })))).toBeNull());
});

test('points lie evenly along a line, its ends among them', () => {
  const circle = Array.from({ length: 400 }, (_, i): readonly [number, number] => [Math.sin((Math.PI * i) / 399), Math.cos((Math.PI * i) / 399)]);
  const points = evenly(circle, STATIONS);
  expect(points).toHaveLength(STATIONS);
  points.slice(1).forEach(([y, x], i) => expect(Math.hypot(y - points[i][0], x - points[i][1])).toBeCloseTo(2 * Math.sin(Math.PI / 72), 3));
});

test('the wall of a drawn heart runs along its endocardium and is as thick as drawn', () => {
  const spacing = [0.6, 0.6] as const;
  const map = drawHeart(plainHeart, spacing);
  const stations = wallStations(map, measured(measureOutlines(map, spacing).leftVentricle), spacing);
  const length = stations.slice(1).reduce((sum, { inner: [y, x] }, i) => sum + Math.hypot(y - stations[i].inner[0], x - stations[i].inner[1]), 0);
  expect(Math.abs(length / endocardialArc(plainHeart) - 1)).toBeLessThan(0.02);
  expect(Math.abs(stations[10].thickness - plainHeart.wall)).toBeLessThan(1.2);
});

test('strain is the change of length of a line and of its sixths; a segment whose patches did not return is lost', () => {
  const line = (factor: number) => Array.from({ length: STATIONS }, (_, i) => [factor * i, 0] as const);
  const held = [Array.from({ length: STATIONS }, (_, i) => (i < 7 ? 0.2 : 1))];
  const curves = strainCurves({ lines: [[line(1), line(1)], [line(0.8), line(0.9)]], held, driftMm: null });
  expect(curves.endocardial[1]).toBeCloseTo(-20, 9);
  expect(curves.midWall[1]).toBeCloseTo(-10, 9);
  expect(curves.segments.map((one) => one === null)).toEqual(segmentsOfView.map((name) => name === 'leftBasal'));
  expect(curves.segments[3]![1]).toBeCloseTo(-20, 9);
});

describe('a simulated loop of known strain', async () => {
  const loop = simulatedLoop({ kind: 'amyloid', look: 'plain', framesPerSecond: 50, seed: 11 });
  const strain = measured(await trackedStrain({ frames: framesOf(loop), spacingMm: loop.spacingMm, timesMs: loop.timesMs, heartRate: loop.rate }, [loop.beat], loop.beat, loop.outlined));

  test('has the strain that was put into it, to 2 points, at the endocardium and at mid-wall', () => {
    expect(Math.abs(strain.endocardial - loop.truth.endocardial)).toBeLessThan(2);
    expect(Math.abs(strain.midWall - loop.truth.midWall)).toBeLessThan(2);
  });

  test('spares its apex', () => {
    const { leftBasal, leftApical, rightApical, rightBasal } = strain.segments;
    expect((leftApical! + rightApical!) / (leftBasal! + rightBasal!)).toBeGreaterThan(1.2);
  });

  test('is closed at the next end-diastole, from which it lay less than a millimetre away', () => {
    expect(strain.span.closes).toBe(true);
    expect(strain.wall.driftMm).toBeLessThan(1);
    expect(strain.curves.endocardial.at(-1)).toBeCloseTo(0, 6);
  });

  test('has the same strain where its file states no calibration', async () => {
    const outlined: FrameMeasures = { ...measureOutlines(loop.outlined.map, [1, 1]), map: loop.outlined.map, showings: [] };
    const other = measured(await trackedStrain({ frames: framesOf(loop), spacingMm: null, timesMs: loop.timesMs, heartRate: loop.rate }, [loop.beat], loop.beat, outlined));
    expect(Math.abs(other.endocardial - strain.endocardial)).toBeLessThan(0.7);
  });

  test('cannot be followed through frames that have nothing in common', async () => {
    const random = randomSource(2);
    const frames = framesOf(loop).slice(0, 12).map((frame) => ({ ...frame, grey: Float32Array.from({ length: frame.rows * frame.columns }, () => 255 * random.uniform()) }));
    expectNotMeasured(await trackedStrain({ frames, spacingMm: loop.spacingMm, timesMs: loop.timesMs.slice(0, 12), heartRate: null }, [loop.beat], loop.beat, loop.outlined), 'wallLost');
  });
});
