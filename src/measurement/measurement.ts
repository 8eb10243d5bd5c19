import type { QuantityName } from './catalogue.ts';

/** How a value was obtained: name and version of the rule, and every parameter that can change the number. */
export interface Method {
  readonly name: string;
  readonly version: string;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
}

/** Which network took part: its name, version and the SHA-256 of its ONNX file. */
export interface ModelReference {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
}

/** A frame that a value was read from; `frame` counts from 1 as DICOM does. */
export interface SourceFrame {
  readonly sopInstanceUid: string;
  readonly frame: number;
}

interface MeasurementBase {
  readonly quantity: QuantityName;
  readonly method: Method;
  /** null when no network took part. */
  readonly model: ModelReference | null;
  readonly sources: readonly SourceFrame[];
}

/** A number with everything needed to trust or doubt it. Units are UCUM; the interval is 95 % and two-sided. */
export interface MeasuredValue extends MeasurementBase {
  readonly status: 'measured';
  readonly value: number;
  readonly unit: string;
  readonly standardUncertainty: number;
  readonly interval95: readonly [lower: number, upper: number];
}

/** A quantity that was asked for and could not be had, with the reason. */
export interface MissingValue extends MeasurementBase {
  readonly status: 'notMeasured';
  /** A word a program may branch on, e.g. `noAnterior`. */
  readonly code: string;
  readonly reason: string;
}

export type Measurement = MeasuredValue | MissingValue;
