import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readInstance } from '../../src/dicom/read-instance.ts';
import type { ImageInstance } from '../../src/dicom/study.ts';
import { echo } from '../../src/modalities/echo/index.ts';
import { runCommand } from './run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'amyloscope-video-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;

const instanceOf = (file: string) => readInstance(readFileSync(file), file);

/** Encodes raw frames, each `size`, by FFmpeg. */
function encode(name: string, frames: Uint8Array, { size, format = 'gray', rate = 40 }: { size: string; format?: string; rate?: number }, ...codec: string[]): string {
  const file = join(folder, name);
  const { status, stderr } = spawnSync('ffmpeg', ['-v', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', format, '-s', size, '-r', String(rate), '-i', '-', ...codec, file], { input: frames });
  if (status !== 0) throw new Error(stderr.toString());
  return file;
}

const video = (...args: string[]) => runCommand(['video', '--out', join(folder, 'dicom'), ...args]);

test('a file that is no video, or none at all, is refused; and analyse says what to do with a video', async () => {
  const avi = join(folder, 'head.avi');
  writeFileSync(avi, 'RIFF\0\0\0\0AVI LIST');
  await expect(instanceOf(avi)).rejects.toMatchObject({ code: 'notDicom', message: expect.stringContaining('amyloscope video FILE --pixel-mm') });
  expect((await video('nowhere.avi')).code).toBe(2);
  expect((await video(avi, '--pixel-mm', '9')).code).toBe(2);
  expect((await video(avi, '--date', 'yesterday')).code).toBe(2);
});

describe.skipIf(!hasFfmpeg)('videos that FFmpeg encoded', () => {
  let loop: ImageInstance;
  let raw: Uint8Array;
  let size: string;

  beforeAll(async () => {
    await runCommand(['phantom', 'echo', '--patients', '1', '--seed', '31', '--frame-rate', '40', '--workers', '1', '--out', folder]);
    loop = await instanceOf(join(folder, 'dicom', 'DE31-000001', 'visit1', 'a4c.dcm'));
    raw = Buffer.concat(Array.from({ length: loop.numberOfFrames }, (_, i) => Uint8Array.from(loop.decode(i + 1).values)));
    size = `${loop.columns}x${loop.rows}`;
  }, 60_000);

  test('without loss every pixel, its size and the times are kept, and the numbers are those of the DICOM loop', async () => {
    const file = encode('clip.avi', raw, { size }, '-c:v', 'ffv1', '-pix_fmt', 'gray');
    const mm = loop.ultrasound!.regions[0].spacingMm![0];
    const { code, output } = await video(file, '--pixel-mm', String(mm), '--patient', 'P7', '--date', '31/03/2025', '--view', 'a4c', '--format', 'json');
    const { written: [made] } = JSON.parse(output);
    const read = await instanceOf(made.file);
    expect([code, made.framesPerSecond, read.patientId, read.studyDate, read.lossy, read.simulated, read.ultrasound?.view]).toEqual([0, 40, 'P7', '2025-03-31', false, false, 'a4c']);
    expect(Buffer.concat(Array.from({ length: read.numberOfFrames }, (_, i) => Uint8Array.from(read.decode(i + 1).values))).equals(raw)).toBe(true);
    expect(read.ultrasound!.regions[0].spacingMm![0]).toBeCloseTo(mm, 6);
    const [ofVideo, ofDicom] = await Promise.all([read, { ...loop, ultrasound: { ...loop.ultrasound!, rWaveTimesMs: [], heartRate: null } }].map((one) => echo.analyse([one], 'none')));
    expect(ofVideo.analysis.measurements.length).toBeGreaterThan(10);
    const numbersOf = ({ analysis }: typeof ofVideo) => analysis.measurements.map((one) => [one.quantity, one.status === 'measured' ? one.value : one.reason]);
    expect(numbersOf(ofVideo)).toEqual(numbersOf(ofDicom));
  }, 120_000);

  test('MP4 and MJPEG are read to a few grey values; without a stated size ejection fraction is measured, volumes are not', async () => {
    const files = [encode('clip.mp4', raw, { size }, '-c:v', 'libx264', '-crf', '16', '-pix_fmt', 'yuv444p'), encode('motion.avi', raw, { size }, '-c:v', 'mjpeg', '-q:v', '2', '-pix_fmt', 'yuvj444p')];
    const broken = join(folder, 'broken.mp4');
    writeFileSync(broken, readFileSync(files[0]).subarray(0, 300));
    const { code, messages, output } = await video(...files, broken, '--view', 'a4c', '--format', 'json');
    const { written, refused } = JSON.parse(output);
    expect([code, written.length, refused.length]).toEqual([4, 2, 1]);
    expect(messages).toContain('broken.mp4 cannot be read as a video');
    for (const { file } of written) {
      const read = await instanceOf(file);
      expect([read.numberOfFrames, read.lossy, read.photometricInterpretation]).toEqual([loop.numberOfFrames, true, 'MONOCHROME2']);
      const difference = Array.from(read.decode(9).values).reduce((sum, value, at) => sum + Math.abs(value - loop.decode(9).values[at]), 0) / (read.rows * read.columns);
      expect(difference).toBeLessThan(3);
    }
    const { analysis } = await echo.analyse([await instanceOf(written[0].file)], 'none');
    const statusOf = (quantity: string) => analysis.measurements.find((one) => one.quantity === quantity)?.status;
    expect([statusOf('leftVentricularEjectionFraction'), statusOf('leftVentricularEndDiastolicVolume')]).toEqual(['measured', 'notMeasured']);
  }, 120_000);

  test('colours stay, pixels that are not square are made so, uneven times and a stated rate are written', async () => {
    const red = Uint8Array.from({ length: 64 * 48 * 3 * 4 }, (_, i) => (i % 3 === 0 ? 220 : 30));
    const colour = encode('colour.avi', red, { size: '64x48', format: 'rgb24' }, '-c:v', 'ffv1', '-pix_fmt', 'bgr0', '-aspect', '8:3');
    const uneven = encode('uneven.mkv', red, { size: '64x48', format: 'rgb24', rate: 10 }, '-c:v', 'ffv1', '-pix_fmt', 'bgr0', '-vf', "setpts='if(eq(N,3),0.5,N*0.1)/TB'", '-fps_mode', 'passthrough');
    const { output } = await video(colour, uneven, '--format', 'json');
    const [one, other] = await Promise.all(JSON.parse(output).written.map(({ file }: { file: string }) => instanceOf(file)));
    expect([one.columns, one.rows, one.photometricInterpretation, one.colourShare(1)]).toEqual([128, 48, 'RGB', 1]);
    expect(other.ultrasound.frameTimesMs.map(Math.round)).toEqual([0, 100, 200, 500]);
    const stated = JSON.parse((await video(uneven, '--frame-rate', '50', '--format', 'json')).output).written[0];
    expect((await instanceOf(stated.file)).ultrasound?.frameTimesMs).toEqual([0, 20, 40, 60]);
  }, 60_000);
});
