import type { SourceObject } from './source-object.ts';
import type { NewObject } from './structured-report-to-write.ts';

/** A picture for people. */
export interface CaptureToWrite extends NewObject {
  readonly sources: readonly SourceObject[];
  readonly rows: number;
  readonly columns: number;
  /** `rows * columns * 3` bytes: red, green, blue of each pixel, row-major. */
  readonly rgb: Uint8Array;
  readonly description: string;
}
