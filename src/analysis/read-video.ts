import { spawn } from 'node:child_process';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';

/** The pictures of a video, as its file has them. */
export interface Video {
  /** As FFmpeg names it, e.g. `mjpeg`. */
  readonly codec: string;
  readonly rows: number;
  readonly columns: number;
  /** Row-major, square pixels: grey values, or red, green and blue of each pixel where the video has colours. */
  readonly frames: readonly Uint8Array[];
  readonly samplesPerPixel: 1 | 3;
  /** When each frame is shown, ms after the first. */
  readonly timesMs: readonly number[];
}

interface VideoFacts {
  readonly codec: string;
  readonly rows: number;
  readonly columns: number;
  /** Width of a pixel in heights of it. */
  readonly pixelAspect: number;
  readonly timesMs: readonly number[];
}

/** Red, green and blue of a grey picture differ by less, after lossy compression too. */
const LARGEST_TINT = 40;
/** Pixels of such a difference, of all of a video, below which they are noise. */
const SMALLEST_COLOUR_SHARE = 1e-4;
/** A loop of some beats takes a tenth of it. */
const LARGEST_DECODED = 2 ** 31;

/**
 * Reads a video of one loop (AVI, MP4 and whatever else the installed FFmpeg decodes), every frame once.
 * @param path of the file.
 * @throws AmyloscopeError `notFound` without FFmpeg, `unsupportedEncoding` when it finds no picture in the file or cannot decode it,
 *   `invalidInput` when the video is too long for one loop.
 */
export async function readVideo(path: string): Promise<Video> {
  const facts = await probe(path);
  const columns = 2 * Math.round((facts.columns * facts.pixelAspect) / 2);
  const frameBytes = 3 * facts.rows * columns;
  if (frameBytes * facts.timesMs.length > LARGEST_DECODED) {
    throw new AmyloscopeError('invalidInput', {
      en: `${path} has ${facts.timesMs.length} frames of ${facts.rows} x ${columns} pixels, more than one loop takes. Cut the beats that are meant out of it first.`,
      fr: `${path} a ${facts.timesMs.length} images de ${facts.rows} x ${columns} pixels, plus que n’en prend une boucle. Découpez-en d’abord les battements voulus.`,
    });
  }
  const shape = facts.pixelAspect === 1 ? `crop=${columns}:${facts.rows}` : `scale=${columns}:${facts.rows}`;
  const pixels = await outputOf(path, 'ffmpeg', ['-v', 'error', '-noautorotate', '-i', path, '-map', '0:v:0', '-fps_mode', 'passthrough', '-vf', shape, '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-']);
  const count = Math.min(facts.timesMs.length, Math.floor(pixels.length / frameBytes));
  if (count === 0) throw undecodable(path, 'no frame of it could be decoded');
  const colours = Array.from({ length: count }, (_, i) => pixels.subarray(i * frameBytes, (i + 1) * frameBytes));
  const coloured = colours.reduce((sum, frame) => sum + tintedPixels(frame), 0) > SMALLEST_COLOUR_SHARE * count * facts.rows * columns;
  return { codec: facts.codec, rows: facts.rows, columns, samplesPerPixel: coloured ? 3 : 1, frames: coloured ? colours : colours.map(greyOf), timesMs: facts.timesMs.slice(0, count) };
}

async function probe(path: string): Promise<VideoFacts> {
  const said = await outputOf(path, 'ffprobe', ['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'stream=codec_name,width,height,sample_aspect_ratio,avg_frame_rate:packet=pts_time', '-of', 'json', path]);
  const { streams = [], packets = [] } = JSON.parse(said.toString('utf8')) as Probed;
  const [stream] = streams;
  if (!stream?.width || !stream.height) throw undecodable(path, 'there is no picture in it');
  const [times, rate] = [packets.map(({ pts_time }) => Number(pts_time)).sort((a, b) => a - b), ratio(stream.avg_frame_rate, '/')];
  const stated = times.every(Number.isFinite);
  if (!stated && rate === null) throw undecodable(path, 'it states neither the times of its frames nor their rate');
  return {
    codec: stream.codec_name, rows: stream.height, columns: stream.width, pixelAspect: ratio(stream.sample_aspect_ratio, ':') ?? 1,
    timesMs: packets.map((_, i) => (stated ? 1000 * (times[i] - times[0]) : (1000 * i) / rate!)),
  };
}

interface Probed {
  readonly streams?: readonly { readonly codec_name: string; readonly width?: number; readonly height?: number; readonly sample_aspect_ratio?: string; readonly avg_frame_rate?: string }[];
  readonly packets?: readonly { readonly pts_time?: string }[];
}

/** @returns null when nothing, or nothing meaningful, is stated. */
function ratio(text: string | undefined, separator: string): number | null {
  const [above, below] = (text ?? '').split(separator).map(Number);
  return above > 0 && below > 0 ? above / below : null;
}

function tintedPixels(frame: Uint8Array): number {
  let found = 0;
  for (let at = 0; at < frame.length; at += 3) {
    const [red, green, blue] = [frame[at], frame[at + 1], frame[at + 2]];
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > LARGEST_TINT) found++;
  }
  return found;
}

/** Luma of ITU-R BT.601. */
function greyOf(frame: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: frame.length / 3 }, (_, i) => Math.round(0.299 * frame[3 * i] + 0.587 * frame[3 * i + 1] + 0.114 * frame[3 * i + 2]));
}

/** What a program of FFmpeg writes. @throws AmyloscopeError as `readVideo`. */
async function outputOf(path: string, program: 'ffmpeg' | 'ffprobe', args: readonly string[]): Promise<Buffer> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, errors]: Buffer[][] = [[], []];
  child.stdout.on('data', (piece: Buffer) => output.push(piece));
  child.stderr.on('data', (piece: Buffer) => errors.push(piece));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve)).catch((cause: unknown) => { throw withoutProgram(program, cause); });
  if (code !== 0) throw undecodable(path, Buffer.concat(errors).toString('utf8').trim().split('\n').at(-1) || `${program} ended with ${code}`);
  return Buffer.concat(output);
}

function withoutProgram(program: string, cause: unknown): AmyloscopeError {
  return new AmyloscopeError('notFound', {
    en: `${program} of FFmpeg, which decodes videos, is not installed. Install it (on Debian and Ubuntu: apt-get install ffmpeg), or export the loop as DICOM.`,
    fr: `${program} de FFmpeg, qui décode les vidéos, n’est pas installé. Installez-le (sur Debian et Ubuntu : apt-get install ffmpeg), ou exportez la boucle en DICOM.`,
  }, { cause });
}

function undecodable(path: string, found: string): AmyloscopeError {
  return new AmyloscopeError('unsupportedEncoding', {
    en: `${path} cannot be read as a video: ${found}. AVI, MP4 and what else FFmpeg decodes are allowed; export the loop again, best as DICOM.`,
    fr: `${path} ne peut être lu comme une vidéo : ${found}. AVI, MP4 et ce que FFmpeg sait décoder sont admis ; exportez à nouveau la boucle, au mieux en DICOM.`,
  });
}
