import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { decode } from 'fast-png';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { structures } from '../modalities/echo/structures.ts';

/** A still of an apical four-chamber view with the outlines that an expert drew. */
export interface LabelledFrame {
  readonly name: string;
  readonly patient: string;
  readonly moment: 'endDiastole' | 'endSystole';
  readonly rows: number;
  readonly columns: number;
  readonly spacingMm: readonly [row: number, column: number];
  readonly grey: Uint8Array;
  /** Numbers of `structures`. */
  readonly labels: Uint8Array;
}

/** A frame of the index that cannot be used. */
export interface UnusableFrame {
  readonly name: string;
  readonly reason: string;
}

interface IndexEntry {
  readonly rows: number;
  readonly cols: number;
  readonly pixel_mm: readonly [number, number];
}

const moments = { ED: 'endDiastole', ES: 'endSystole' } as const;

/**
 * Reads a folder of the form of CAMUS: `index.json` in it or beside it, and for each of its names that is in the folder
 * `NAME.png` (8 bit grey) and `NAME_label.png` (0 background, 1 left ventricle, 2 myocardium, 3 left atrium), where NAME is
 * `PATIENT_4CH_ED` or `PATIENT_4CH_ES`.
 *
 * @returns what can be used, and what cannot with the reason.
 * @throws AmyloscopeError `notFound` without an index, `invalidInput` when it is not understood or names nothing in the folder.
 */
export function readLabelledFrames(folder: string): { readonly frames: readonly LabelledFrame[]; readonly unusable: readonly UnusableFrame[] } {
  const index = readIndex(folder);
  const frames: LabelledFrame[] = [];
  const unusable: UnusableFrame[] = [];
  for (const [name, entry] of Object.entries(index).filter(([name]) => existsSync(join(folder, `${name}.png`)))) {
    const found = readFrame(folder, name, entry);
    if ('reason' in found) unusable.push(found);
    else frames.push(found);
  }
  if (frames.length + unusable.length === 0) throw new AmyloscopeError('invalidInput', { en: `${folder}: none of the ${Object.keys(index).length} names in index.json has its NAME.png there. Give the folder with the images.`, fr: `${folder} : aucun des ${Object.keys(index).length} noms d’index.json n’y a son NOM.png. Donnez le dossier des images.` });
  return { frames, unusable };
}

function readIndex(folder: string): Readonly<Record<string, IndexEntry>> {
  const path = [folder, dirname(resolve(folder))].map((place) => join(place, 'index.json')).find((place) => existsSync(place));
  if (!path) throw new AmyloscopeError('notFound', { en: `${folder} has no index.json, in it or beside it. It lists each image: {"NAME": {"rows": 300, "cols": 400, "pixel_mm": [0.6, 0.6]}}.`, fr: `${folder} n’a pas d’index.json, ni dedans ni à côté. Il décrit chaque image : {"NOM": {"rows": 300, "cols": 400, "pixel_mm": [0.6, 0.6]}}.` });
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, IndexEntry>>;
  } catch (cause) {
    throw new AmyloscopeError('invalidInput', { en: `${path} is not valid JSON: ${(cause as Error).message}`, fr: `${path} n’est pas du JSON valide : ${(cause as Error).message}` }, { cause });
  }
}

function readFrame(folder: string, name: string, { rows, cols: columns, pixel_mm: spacingMm }: IndexEntry): LabelledFrame | UnusableFrame {
  const [, patient, moment] = /^(.+)_4CH_(ED|ES)$/.exec(name) ?? [];
  if (!patient || !moment) return { name, reason: 'The name does not end in _4CH_ED or _4CH_ES: only four-chamber views at end-diastole and end-systole are read.' };
  if (!spacingMm?.every((one) => one > 0 && one < 10)) return { name, reason: `pixel_mm is ${JSON.stringify(spacingMm)}; two sizes in mm, above 0 and below 10, are needed.` };
  try {
    const [grey, labels] = [`${name}.png`, `${name}_label.png`].map((file) => readGrey(join(folder, file), rows, columns));
    const strange = labels.find((label) => label >= structures.length);
    if (strange !== undefined) return { name, reason: `The outlines hold the number ${strange}; 0 to ${structures.length - 1} are allowed.` };
    return { name, patient, moment: moments[moment as keyof typeof moments], rows, columns, spacingMm, grey, labels };
  } catch (error) {
    return { name, reason: (error as Error).message };
  }
}

function readGrey(path: string, rows: number, columns: number): Uint8Array {
  const { width, height, channels, depth, data } = decode(readFileSync(path));
  if (width !== columns || height !== rows) throw new AmyloscopeError('invalidInput', `${path} is ${height} x ${width}; index.json says ${rows} x ${columns}.`);
  if (channels !== 1 || depth !== 8) throw new AmyloscopeError('invalidInput', `${path} has ${channels} channels of ${depth} bits; one of 8 bits is needed.`);
  return new Uint8Array(data.buffer, data.byteOffset, data.length);
}
