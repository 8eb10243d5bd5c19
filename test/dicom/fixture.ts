import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readInstance } from '../../src/dicom/read-instance.ts';
import type { ImageInstance, Pixels } from '../../src/dicom/study.ts';

/** What independent software reads from a fixture; see fixtures/README.md. */
export interface Reference {
  readonly sha256: string;
  readonly decoder: string;
  /** Per frame: sum, and SHA-256 of the pixels as little-endian float64. */
  readonly sums: readonly number[];
  readonly pixels: readonly string[];
}

export function fixturePath(name: string): string {
  return fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
}

export function fixtureBytes(name: string): Uint8Array {
  return Uint8Array.from(readFileSync(fixturePath(name)));
}

export const references = JSON.parse(readFileSync(fixturePath('reference.json'), 'utf8')) as Readonly<Record<string, Reference>>;

export function readFixture(name: string): Promise<ImageInstance> {
  return readInstance(fixtureBytes(name), name);
}

export function allFrames(instance: ImageInstance): Pixels['values'][] {
  return Array.from({ length: instance.numberOfFrames }, (_, i) => instance.decode(i + 1).values);
}
