import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { python } from '../report/installed-tools.ts';

/** A measurement group of a structured report, as pydicom reads it. */
export interface GroupRead {
  readonly template: string;
  readonly finding: string | null;
  readonly site: string | null;
  readonly numbers: Readonly<Record<string, { readonly value: readonly [value: number, unit: string]; readonly properties: readonly number[] }>>;
  readonly coordinates: readonly { readonly type: string; readonly points: readonly number[]; readonly object: string; readonly frame: number | null }[];
  readonly references: Readonly<Record<string, { readonly object: string; readonly frame: number | null; readonly segment: number | null }>>;
  readonly series: string | null;
}

/** One frame of a segmentation, as pydicom reads it. */
export interface FrameRead {
  readonly label: string;
  readonly number: number;
  readonly code: string;
  readonly source: string;
  readonly frame: number | null;
  readonly pixels: number;
  /** Mean row and column of its pixels. */
  readonly middle: readonly [row: number | null, column: number | null];
  readonly position: readonly [number, number, number] | null;
  readonly spacing: readonly [number, number] | null;
  readonly thickness: number | null;
}

export interface ObjectsRead {
  readonly procedure: string;
  readonly groups: readonly GroupRead[];
  readonly texts: readonly string[];
  readonly evidence: readonly string[];
  readonly segmentations: readonly { readonly uid: string; readonly frameOfReference: string; readonly study: string; readonly frames: readonly FrameRead[] }[];
}

/** Reads a structured report and segmentations with pydicom. */
export function readObjects(report: string, segmentations: readonly string[]): ObjectsRead {
  const { stdout, stderr } = spawnSync(python, [join(import.meta.dirname, 'read-objects.py'), report, ...segmentations], { encoding: 'utf8', maxBuffer: 1e8 });
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout);
}
