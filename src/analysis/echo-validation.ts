import type { ModelReference } from '../measurement/measurement.ts';
import type { Result } from '../measurement/result.ts';
import type { BorderDistance } from '../image/mask-distance.ts';
import type { Structure } from '../modalities/echo/structures.ts';
import type { Correlation } from '../statistics/correlation.ts';
import type { AgreementPair } from '../tables/agreement-pair.ts';
import type { LabelledFrame, UnusableFrame } from './read-labelled-frames.ts';

/** A closed line in pixels of the still: x along columns, y along rows. */
export interface StillOutline {
  readonly structure: Structure;
  readonly by: 'Amyloscope' | 'expert';
  readonly ring: readonly (readonly [x: number, y: number])[];
}

/** Outlines found on one still beside those an expert drew. */
export interface EchoFrameCase {
  readonly frame: LabelledFrame;
  readonly overlap: Readonly<Record<Structure, { readonly dice: Result; readonly distance: Result<BorderDistance> }>>;
  /** Mean Dice coefficient of the structures that could be compared. */
  readonly meanDice: number;
}

/** Agreement of one structure at one moment, or at both. */
export interface OverlapRow {
  readonly structure: Structure;
  readonly moment: LabelledFrame['moment'] | 'both';
  readonly frames: number;
  readonly dice: { readonly mean: number; readonly sd: number };
  /** Mean over frames; frames where one side is empty have none and are counted. */
  readonly meanDistanceMm: number;
  readonly hausdorffMm: number;
  readonly withoutDistance: number;
}

/** What is read off both outlines by the same rule. Volumes in mL, fraction in %, thickness in mm. */
export const echoQuantities = ['endDiastolicVolume', 'endSystolicVolume', 'ejectionFraction', 'longitudinalStrain', 'wallThickness', 'leftAtrialVolume', 'reservoirStrain'] as const;
export type EchoQuantity = (typeof echoQuantities)[number];

export interface QuantityAgreementRow {
  readonly quantity: EchoQuantity;
  readonly unit: 'mL' | '%' | 'mm';
  /** Amyloscope against the expert's outlines. */
  readonly pair: AgreementPair;
  readonly meanAbsoluteError: number;
  readonly correlation: Result<Correlation>;
  /** Share of stated 95 % intervals that hold the value of the expert's outlines; null where none is stated. */
  readonly coverage: { readonly held: number; readonly of: number } | null;
}

export interface EchoValidation {
  readonly frames: readonly EchoFrameCase[];
  readonly patients: number;
  readonly unusable: readonly UnusableFrame[];
  readonly overlap: readonly OverlapRow[];
  /** Mean of the three structures' mean Dice coefficients. */
  readonly meanDice: number;
  readonly quantities: readonly QuantityAgreementRow[];
  /** Lowest mean Dice first, with the outlines of both. */
  readonly worst: readonly (EchoFrameCase & { readonly outlines: readonly StillOutline[] })[];
  readonly model: ModelReference;
}
