import type { ImageInstance, Pixels, UltrasoundAcquisition } from '../../../src/dicom/study.ts';
import { resize } from '../../../src/image/resize.ts';
import { randomSource } from '../../../src/statistics/random-source.ts';
import { alongAxis, drawHeart, type DrawnHeart, onValveOrRim, plainHeart } from './drawn-heart.ts';

/** Brightness of background, cavity, wall and atrium; of valve and atrial wall. */
const brightness = [55, 14, 105, 14] as const;
const rimBrightness = 130;

export interface DrawnLoop {
  readonly rows: number;
  readonly columns: number;
  readonly frames: number;
  readonly frameMs: number;
  /** Beats a minute. */
  readonly rate: number;
  /** Lengths of the beats, one after the other; all by the rate where they are not given. */
  readonly beatsMs?: readonly number[];
  readonly diastole: DrawnHeart;
  readonly systole: DrawnHeart;
}

export const plainLoop: DrawnLoop = {
  rows: 300, columns: 300, frames: 40, frameMs: 40, rate: 60,
  diastole: { ...plainHeart, length: 82, radius: 24, atrialLength: 36, atrialRadius: 17, tilt: 0.1 },
  systole: { ...plainHeart, length: 70, radius: 17, wall: 13, atrialLength: 46, atrialRadius: 21, tilt: 0.1 },
};

/**
 * A drawn loop: two ellipses in speckle within a sector, beating. It tests the path from file to number; it is no ultrasound
 * model, and says nothing of accuracy.
 */
export function drawnFrames({ rows, columns, frames, frameMs, rate, beatsMs = [], diastole, systole }: DrawnLoop): readonly Pixels[] {
  const spacing = [180 / rows, 180 / columns] as const;
  const random = randomSource(11);
  const noise = Float32Array.from({ length: rows * columns }, () => Math.sqrt(-Math.log(1 - random.uniform())));
  // Grains of speckle are wider than a pixel.
  const speckle = resize(resize(noise, rows, columns, Math.round(rows / 2.5), Math.round(columns / 2.5)), Math.round(rows / 2.5), Math.round(columns / 2.5), rows, columns);
  return Array.from({ length: frames }, (_, i) => {
    const phase = 2 * Math.PI * beatsPassed(i * frameMs, beatsMs, 60_000 / rate);
    const share = (1 - Math.cos(phase)) / 2;
    const heart = Object.fromEntries(Object.entries(diastole).map(([name, value]) => [name, value + share * (systole[name as keyof DrawnHeart] - value)])) as unknown as DrawnHeart;
    const { labels } = drawHeart(heart, spacing);
    const values = new Uint8Array(rows * columns);
    for (let at = 0; at < values.length; at++) {
      const [y, x] = [Math.floor(at / columns) * spacing[0], (at % columns) * spacing[1] - 90];
      const inSector = Math.abs(x) < 0.75 * (y + 8) && Math.hypot(x, y) < 172;
      const grain = speckle[(at + 7 * i) % speckle.length];
      const base = onValveOrRim(heart, ...alongAxis(heart, y, x + 90)) ? rimBrightness : brightness[labels[at]];
      values[at] = inSector ? Math.min(255, base * (0.1 + 0.95 * grain)) : 0;
    }
    return { rows, columns, values };
  });
}

/** How many beats have passed, with the share of the last one. */
function beatsPassed(timeMs: number, [first, ...others]: readonly number[], usualMs: number): number {
  if (first === undefined || timeMs < first) return timeMs / (first ?? usualMs);
  return 1 + beatsPassed(timeMs - first, others, usualMs);
}

/** A drawn loop as an image object, without a file between. */
export function loopInMemory(loop: DrawnLoop, changes: Partial<ImageInstance> = {}, ultrasound: Partial<UltrasoundAcquisition> = {}): ImageInstance {
  let frames: readonly Pixels[] | null = null;
  const spacing = [180 / loop.rows, 180 / loop.columns] as const;
  return {
    path: 'memory', byteLength: 0, transferSyntaxUid: '1.2.840.10008.1.2.1', sopClassUid: '1.2.840.10008.5.1.4.1.1.3.1', sopInstanceUid: '1.2.3.1', seriesInstanceUid: '1.2.3.2', studyInstanceUid: '1.2.3.3',
    modality: 'US', patientId: 'E1', patientSex: null, patientAgeYears: null, patientWeightKg: null, patientHeightM: null, studyDate: '2026-01-05', seriesDescription: null, studyDescription: null, bodyPart: null,
    equipment: { manufacturer: null, model: null, station: null, softwareVersions: null },
    rows: loop.rows, columns: loop.columns, numberOfFrames: loop.frames, samplesPerPixel: 1, photometricInterpretation: 'MONOCHROME2', bitsStored: 8, spacingMm: null,
    lossy: false, lossyEvidence: null, simulated: true, hasPixels: true, nuclear: null, emission: null, segments: null, contouredRegions: null, registrations: null, structuredReport: null, acquiredAt: null, planes: null, frameOfReferenceUid: null,
    ultrasound: {
      regions: [{ dataType: 'tissue', x0: 0, y0: 0, x1: loop.columns, y1: loop.rows, inside: true, spacingMm: spacing }],
      frameTimesMs: Array.from({ length: loop.frames }, (_, i) => i * loop.frameMs), heartRate: loop.rate, rWaveTimesMs: [], view: null, protocol: null, contrastAgent: null, ...ultrasound,
    },
    colourShare: () => 0,
    decode: (frame) => (frames ??= drawnFrames(loop))[frame - 1],
    ...changes,
  };
}
