import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Text } from '../measurement/language.ts';
import type { ModelReference } from '../measurement/measurement.ts';

/** One measured figure of a model: what was measured, on what, and whether on simulation or on patients. */
export interface ModelFigure {
  readonly what: string;
  readonly value: string;
  readonly on: string;
  readonly data: 'simulated' | 'patients';
}

/** What stands beside every ONNX file: what it does, what it was trained on, how it was tested, where it fails. */
export interface ModelCard {
  readonly name: string;
  readonly version: string;
  readonly file: string;
  readonly sha256: string;
  readonly modality: string;
  readonly task: Text;
  readonly input: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Names of the regions of the first output, in channel order. */
  readonly regions: readonly string[];
  readonly trainedOn: Text;
  readonly recipe: string;
  readonly licence: string;
  readonly figures: readonly ModelFigure[];
  readonly limits: Text;
  /** Mean, inverse covariance and usual distances of the embedding of training scans; absent where there is no embedding. */
  readonly familiarity?: { readonly mean: readonly number[]; readonly precision: readonly (readonly number[])[]; readonly distance99: number; readonly distance999: number };
  /** Standard deviation of the logit of its probability between two scans of one patient, from simulated test-retest. */
  readonly logitRetestSd?: number;
  /** Factor on the stated heart-centre spread that makes 95 % intervals hold on held-out simulated scans. */
  readonly spreadFactor?: number;
}

const modelsFolder = new URL('../../models/', import.meta.url);

/** Every model that is installed, by name. @throws AmyloscopeError `modelUnusable` on a card that is not valid JSON. */
export function listModels(folder: URL = modelsFolder): readonly ModelCard[] {
  return readdirSync(folder).filter((name) => name.endsWith('.card.json')).sort().map((name) => {
    try {
      return JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as ModelCard;
    } catch (cause) {
      throw new AmyloscopeError('modelUnusable', `Model card ${name} is not valid JSON. Restore it from the release.`, { cause });
    }
  });
}

/** Reads a model's bytes and checks them against its card. @throws AmyloscopeError `modelUnusable` when they differ. */
export function readModel(name: string, folder: URL = modelsFolder): { card: ModelCard; bytes: Uint8Array } {
  const card = listModels(folder).find((one) => one.name === name);
  if (!card) throw new AmyloscopeError('modelUnusable', `No model named ${name} is installed. "amyloscope models" lists those that are.`);
  const bytes = readFileSync(new URL(card.file, folder));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== card.sha256) {
    throw new AmyloscopeError('modelUnusable', `Model file ${card.file} has SHA-256 ${sha256}, its card says ${card.sha256}. Restore the file from the release, or correct the card if the change is yours.`);
  }
  return { card, bytes };
}

/** Eight hexadecimal digits that change whenever a model of this modality, or a calibration in its card, does. */
export function modelsFingerprint(modality: string, folder: URL = modelsFolder): string {
  const parts = listModels(folder).filter((card) => card.modality === modality)
    .map(({ name, sha256, familiarity, logitRetestSd, spreadFactor }) => ({ name, sha256, familiarity, logitRetestSd, spreadFactor }));
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 8);
}

/** The part of a card that is stored with every measurement. */
export function modelReference(card: ModelCard): ModelReference {
  return { name: card.name, version: card.version, sha256: card.sha256 };
}
