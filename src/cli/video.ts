import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { readDay } from '../analysis/read-day.ts';
import { readVideo, type Video } from '../analysis/read-video.ts';
import { echoViewConcepts, type EchoViewConcept } from '../dicom/clinical-codes.ts';
import { uidFrom } from '../dicom/uid-from.ts';
import { writeUltrasound } from '../dicom/write-ultrasound.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Text } from '../measurement/language.ts';
import { csvLine } from '../report/csv.ts';
import { addExamples, formatOption, languageOption, type CommandHost } from './commands.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { numberBetween } from './phantom-spect-ct.ts';
import { progress } from './progress.ts';
import { requirePaths } from './require-paths.ts';
import { note, print, say, type Format, type Terminal } from './terminal.ts';

const texts = {
  short: { en: 'make DICOM of echocardiographic videos (AVI, MP4)', fr: 'faire du DICOM de vidéos d’échocardiographie (AVI, MP4)' },
  about: {
    en: 'Make ultrasound DICOM of videos, one loop each, for every other command to read: OUT/NAME.dcm. A video states neither patient nor pixel size, so you do; without --pixel-mm ejection fraction and strain are measured, lengths and volumes are not. FFmpeg must be installed.',
    fr: 'Faire des fichiers DICOM d’échographie à partir de vidéos d’une boucle chacune, lisibles par toutes les autres commandes : OUT/NOM.dcm. Une vidéo n’indique ni patient ni taille du pixel, à vous de le faire ; sans --pixel-mm, fraction d’éjection et strain sont mesurés, ni longueurs ni volumes. FFmpeg doit être installé.',
  },
  files: { en: 'videos of one loop each', fr: 'vidéos d’une boucle chacune' },
  out: { en: 'folder to write into', fr: 'dossier de sortie' },
  pixel: { en: 'side of a pixel in millimetres, 0.01 to 5', fr: 'côté d’un pixel en millimètres, 0,01 à 5' },
  patient: { en: 'patient of all of them (default: each file a patient, by its name)', fr: 'patient de toutes (par défaut : un patient par fichier, à son nom)' },
  date: { en: 'day of the examination, e.g. 2025-03-31', fr: 'jour de l’examen, p. ex. 2025-03-31' },
  view: { en: 'view of all of them (default: recognised on the picture)', fr: 'coupe de toutes (par défaut : reconnue sur l’image)' },
  rate: { en: 'frames acquired per second, 1 to 1000, where the video plays at another pace', fr: 'images acquises par seconde, 1 à 1000, si la vidéo défile à un autre rythme' },
  heartRate: { en: 'heart rate, beats a minute', fr: 'fréquence cardiaque, battements par minute' },
  videos: { en: 'videos', fr: 'vidéos' },
  written: { en: '{file}: {frames} frames of {rows} x {columns}, {rate} a second', fr: '{file} : {frames} images de {rows} x {columns}, {rate} par seconde' },
  refused: { en: 'Refused: {reason}', fr: 'Refusé : {reason}' },
} as const satisfies Record<string, Text>;

interface VideoOptions {
  readonly out: string;
  readonly pixelMm?: number;
  readonly patient?: string;
  readonly date?: string;
  readonly view?: EchoViewConcept;
  readonly frameRate?: number;
  readonly heartRate?: number;
  readonly format: Format;
}

/** A video of which a DICOM file was made. */
interface Written {
  readonly video: string;
  readonly file: string;
  readonly frames: number;
  readonly rows: number;
  readonly columns: number;
  readonly framesPerSecond: number;
}

/** A video steps unevenly when a step differs by more than this share from the mean one, and more than containers round. */
const UNEVEN_SHARE = 0.2;
const ROUNDING_MS = 2;
/** Codecs that lose nothing, as FFmpeg names them. */
const lossless: readonly string[] = ['rawvideo', 'ffv1', 'huffyuv', 'ffvhuff', 'png', 'utvideo', 'msrle', 'qtrle'];

/** Adds `video`. */
export function addVideo({ program, terminal, end }: CommandHost): void {
  const described = (flags: string, text: Text) => new Option(flags, say(terminal, text));
  const command = program.command('video')
    .summary(say(terminal, texts.short)).description(say(terminal, texts.about))
    .argument('<files...>', say(terminal, texts.files))
    .addOption(described('--out <folder>', texts.out).makeOptionMandatory())
    .addOption(described('--pixel-mm <number>', texts.pixel).argParser(numberBetween(0.01, 5)))
    .addOption(described('--patient <id>', texts.patient))
    .addOption(described('--date <day>', texts.date).argParser(isoDay))
    .addOption(described('--view <name>', texts.view).choices(Object.keys(echoViewConcepts)))
    .addOption(described('--frame-rate <number>', texts.rate).argParser(numberBetween(1, 1000)))
    .addOption(described('--heart-rate <number>', texts.heartRate).argParser(numberBetween(20, 300)))
    .addOption(formatOption(terminal)).addOption(languageOption(terminal));
  addExamples(command, terminal, ['video loop.avi --pixel-mm 0.45 --patient P001 --date 2025-03-31 --out dicom', 'video echonet/*.avi --frame-rate 50 --view a4c --out dicom']);
  command.action(async (files: string[], options: VideoOptions) => end(await convert(files, options, terminal)));
}

function isoDay(text: string): string {
  const day = readDay(text, 'unknown');
  if (day.kind === 'day') return day.day;
  throw new InvalidArgumentError('A day is written 2025-03-31.');
}

async function convert(files: readonly string[], options: VideoOptions, terminal: Terminal): Promise<ExitCode> {
  requirePaths(files, terminal);
  mkdirSync(options.out, { recursive: true });
  const [written, refused]: [Written[], { video: string; reason: string }[]] = [[], []];
  const bar = progress(terminal);
  for (const [i, video] of files.entries()) {
    try {
      written.push(await convertOne(video, i + 1, unusedName(video, written, options.out), options));
    } catch (error) {
      // Without the decoder no other video can be read either.
      if (!(error instanceof AmyloscopeError) || error.code === 'notFound') throw error;
      refused.push({ video, reason: error.text[terminal.language] });
    }
    bar.show(i + 1, files.length, say(terminal, texts.videos));
  }
  bar.end();
  for (const { reason } of refused) note(terminal, say(terminal, texts.refused, { reason }));
  show(written, refused, options.format, terminal);
  return written.length === 0 ? exitCode.nothingAnalysed : refused.length > 0 ? exitCode.someRefused : exitCode.done;
}

/** The name of a video, with a number where another video of the same name was written. */
function unusedName(video: string, written: readonly Written[], out: string): string {
  const name = basename(video, extname(video));
  for (let again = 1; ; again++) {
    const file = join(out, again === 1 ? `${name}.dcm` : `${name}-${again}.dcm`);
    if (written.every((other) => other.file !== resolve(file))) return resolve(file);
  }
}

async function convertOne(path: string, instanceNumber: number, file: string, { pixelMm, patient, date, view, frameRate, heartRate }: VideoOptions): Promise<Written> {
  const video = await readVideo(path);
  const content = createHash('sha256').update(readFileSync(path)).digest('hex');
  const patientId = patient ?? basename(path, extname(path));
  // Loops of one patient and day are one study; without a patient every file is one.
  const study = patient === undefined ? [patientId, content] : [patient, date ?? ''];
  const frameMs = frameRate === undefined ? stepsOf(video.timesMs) : 1000 / frameRate;
  const stated = [pixelMm, view, frameRate, heartRate].map((value) => value ?? '').join(' ');
  const { rows, columns, frames, codec } = video;
  writeFileSync(file, writeUltrasound({
    rows, columns, frames, frameMs, heartRate: heartRate ?? null, rWaveTimesMs: [], mmPerPixel: pixelMm ?? null, view: view ?? null, patient: { id: patientId },
    origin: { kind: 'video', derivation: `Made by Amyloscope of a video, codec ${codec}${pixelMm === undefined ? '' : '; pixel size as a person stated it'}`, lossy: !lossless.includes(codec) },
    acquisitionTime: date === undefined ? null : new Date(`${date}T00:00:00Z`),
    studyInstanceUid: uidFrom('video', 'study', ...study), seriesInstanceUid: uidFrom('video', 'series', ...study), sopInstanceUid: uidFrom('video', 'loop', content, patientId, date ?? '', stated), instanceNumber,
  }));
  const meanMs = typeof frameMs === 'number' ? frameMs : frameMs.reduce((sum, step) => sum + step, 0) / Math.max(1, frames.length - 1);
  return { video: path, file, frames: frames.length, rows, columns, framesPerSecond: Number((1000 / meanMs).toFixed(2)) };
}

/** The mean step, or every step where they are uneven. */
function stepsOf(timesMs: Video['timesMs']): number | readonly number[] {
  const steps = timesMs.map((time, i) => (i === 0 ? 0 : time - timesMs[i - 1]));
  const mean = timesMs.at(-1)! / Math.max(1, timesMs.length - 1);
  const even = steps.slice(1).every((step) => Math.abs(step - mean) <= Math.max(ROUNDING_MS, UNEVEN_SHARE * mean));
  return even ? mean || 1 : steps;
}

function show(written: readonly Written[], refused: readonly { readonly video: string; readonly reason: string }[], format: Format, terminal: Terminal): void {
  if (format === 'json') return print(terminal, JSON.stringify({ written, refused }, null, 2));
  const columns = ['video', 'file', 'frames', 'rows', 'columns', 'framesPerSecond'] as const;
  if (format === 'csv') {
    for (const line of [columns, ...written.map((one) => columns.map((name) => one[name]))]) terminal.output.write(csvLine(line));
    return undefined;
  }
  for (const { framesPerSecond, ...one } of written) print(terminal, say(terminal, texts.written, { file: one.file, frames: one.frames, rows: one.rows, columns: one.columns, rate: framesPerSecond }));
  return undefined;
}
