import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ImageInstance } from '../../src/dicom/study.ts';
import { fixturePath, readFixture } from './fixture.ts';

/** Brightness of a loop as independent software reads it; see fixtures/README.md. */
interface LoopReference {
  readonly decoder: string;
  /** Grey levels by which decoders of a lossy encoding may differ. */
  readonly tolerance: number;
  /** Frame after frame, one byte a pixel. */
  readonly luminance: string;
}

const references = Object.entries(JSON.parse(readFileSync(fixturePath('ultrasound/reference.json'), 'utf8')) as Readonly<Record<string, LoopReference>>);
const read = (name: string): Promise<ImageInstance> => readFixture(`ultrasound/${name}`);

describe('a loop of three frames in a colour space and codec of ultrasound', () => {
  test.each(references)('%s is as bright as independent software reads it, on every frame', async (name, { luminance, tolerance }) => {
    const loop = await read(name);
    const expected = Buffer.from(luminance, 'base64');
    const found = Array.from({ length: loop.numberOfFrames }, (_, i) => Array.from(loop.decode(i + 1).values)).flat();
    expect([loop.numberOfFrames, found.length]).toEqual([3, expected.length]);
    expect(Math.max(...found.map((value, i) => Math.abs(value - expected[i])))).toBeLessThanOrEqual(tolerance);
  });

  test.each(references.filter(([name]) => !/monochrome|grey|palette/.test(name)))('%s shows its patch of colour on every frame', async (name) => {
    const loop = await read(name);
    for (let frame = 1; frame <= 3; frame++) {
      expect(loop.colourShare(frame)).toBeGreaterThan(0.05);
      expect(loop.colourShare(frame)).toBeLessThan(0.2);
    }
  });

  test.each(['monochrome-2.dcm', 'monochrome-2-rle.dcm', 'jpeg-baseline-grey.dcm'])('%s has no colour', async (name) => expect((await read(name)).colourShare(2)).toBe(0));

  test('covers every colour space that ultrasound objects may have, and every family of codecs', async () => {
    const loops = await Promise.all(references.map(([name]) => read(name)));
    expect(new Set(loops.map(({ photometricInterpretation }) => photometricInterpretation))).toEqual(new Set(['RGB', 'YBR_FULL', 'YBR_FULL_422', 'YBR_RCT', 'YBR_ICT', 'PALETTE COLOR', 'MONOCHROME2']));
    expect(new Set(loops.map(({ transferSyntaxUid }) => transferSyntaxUid.replace('1.2.840.10008.1.2.', '')))).toEqual(new Set(['1', '5', '4.50', '4.70', '4.80', '4.81', '4.90', '4.91']));
  });
});
