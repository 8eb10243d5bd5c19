import { describe, expect, test } from 'vitest';
import type { RegionMap } from '../../src/image/mirrored-circles.ts';
import { Random } from '../../src/phantom/random.ts';
import { assumedReaderModel, drawReader, readRatio, type Reader, type ReaderModel, type ReaderView } from '../../src/study/reader-model.ts';

const size = 120;
const spacingMm = 2.5;
const perfect: ReaderModel = { placementHabitSdMm: 0, placementSdMm: 0, mirrorSdMm: 0, sizeHabitSd: 0, sizeSd: 0 };
const exact: Reader = { downMm: 0, acrossMm: 0, sizeFactor: 1 };

/** A disc (or bar) of ones. */
function region(inside: (yMm: number, xMm: number) => boolean): RegionMap {
  const values = Float32Array.from({ length: size * size }, (_, i) => (inside((Math.floor(i / size) + 0.5) * spacingMm, ((i % size) + 0.5) * spacingMm) ? 1 : 0));
  return { rows: size, columns: size, spacingMm, topMm: 0, leftMm: 0, values };
}

/** A heart right of a narrow midline on an image whose counts are given at each place. */
function view(counts: (yMm: number, xMm: number) => number): ReaderView {
  const values = Float32Array.from({ length: size * size }, (_, i) => counts((Math.floor(i / size) + 0.5) * spacingMm, ((i % size) + 0.5) * spacingMm));
  const bar = region((_, x) => Math.abs(x - 150) < 8);
  return {
    image: { rows: size, columns: size, spacingMm: [spacingMm, spacingMm], values, flipRows: false, flipColumns: false },
    heart: region((y, x) => Math.hypot(y - 150, x - 205) < 45), sternum: bar, spine: bar,
  };
}

const ratio = (seen: ReaderView, reader: Reader, model: ReaderModel, seed = 1): number => {
  const found = readRatio(seen, reader, model, new Random(seed));
  if (found.status !== 'measured') throw new Error(found.reason);
  return found.value;
};

/** Twice the counts on the heart's side. */
const halves = view((_, x) => (x > 150 ? 20 : 10));
/** Counts that rise by 1 a millimetre to the heart's side: a circle's mean is the value at its centre. */
const ramp = view((_, x) => x);

describe('a modelled reader', () => {
  test('without error reads the ratio that uniform sides have', () => expect(ratio(halves, exact, perfect)).toBeCloseTo(2, 9));

  test('without error reads a ramp at the centres of the circles: 205 mm and its mirror 95 mm', () => expect(ratio(ramp, exact, perfect)).toBeCloseTo(205 / 95, 2));

  test('who sees the heart 6 mm aside reads the ramp at 211 and 89 mm', () => expect(ratio(ramp, { ...exact, acrossMm: 6 }, perfect)).toBeCloseTo(211 / 89, 2));

  test('who draws larger takes in what lies around the heart', () => {
    const hot = view((y, x) => (Math.hypot(y - 150, x - 205) < 31 ? 30 : 10));
    expect(ratio(hot, { ...exact, sizeFactor: 1.3 }, perfect)).toBeLessThan(ratio(hot, exact, perfect) - 0.3);
  });

  test('whose mirrored circle slips by an SD of 5 mm scatters on the ramp by 5 / 95 of the value', () => {
    const logs = Array.from({ length: 2000 }, (_, seed) => Math.log(ratio(ramp, exact, { ...perfect, mirrorSdMm: 5 }, seed)));
    const mean = logs.reduce((total, value) => total + value, 0) / logs.length;
    const sd = Math.sqrt(logs.reduce((total, value) => total + (value - mean) ** 2, 0) / (logs.length - 1));
    expect(sd).toBeGreaterThan(0.95 * (5 / 95));
    expect(sd).toBeLessThan(1.06 * (5 / 95));
  });

  test('has no ratio where a circle leaves the image', () => {
    const seen = { ...ramp, image: { ...ramp.image, columns: 90, values: new Float32Array(size * 90) } };
    expect(readRatio(seen, exact, perfect, new Random(1))).toMatchObject({ status: 'notMeasured', code: 'outsideImage' });
  });

  test('has no ratio where the mirrored circle holds no counts', () =>
    expect(readRatio(view((_, x) => (x > 150 ? 20 : 0)), exact, perfect, new Random(1))).toMatchObject({ status: 'notMeasured', code: 'noCounts' }));

  test('is drawn with habits of the stated size', () => {
    const drawn = Array.from({ length: 3000 }, (_, seed) => drawReader(new Random(seed), assumedReaderModel));
    const sd = (values: number[]) => Math.sqrt(values.reduce((total, value) => total + value ** 2, 0) / values.length);
    expect(sd(drawn.map(({ downMm }) => downMm))).toBeCloseTo(assumedReaderModel.placementHabitSdMm, 0);
    expect(sd(drawn.map(({ sizeFactor }) => Math.log(sizeFactor)))).toBeCloseTo(assumedReaderModel.sizeHabitSd, 2);
  });
});
