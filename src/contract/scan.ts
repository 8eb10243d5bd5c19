import { Type, type Static } from 'typebox';
import { textSchema } from './text.ts';
import { decisionSchema, worklistRowSchema } from './worklist.ts';

/** A circle in pixels of the stored frame: x along columns, y along rows; the radius in columns. */
export const circleSchema = Type.Object({ x: Type.Number(), y: Type.Number(), radius: Type.Number({ exclusiveMinimum: 0 }) }, { additionalProperties: false });
export type StoredCircle = Static<typeof circleSchema>;

export const pictureSchema = Type.Object({
  /** Number of the picture, for its address. */
  picture: Type.Integer(),
  sopInstanceUid: Type.String(), frame: Type.Integer(),
  rows: Type.Integer(), columns: Type.Integer(),
  /** Picture pixels for each stored pixel, along rows and columns. */
  scaleRows: Type.Number(), scaleColumns: Type.Number(),
});

export const regionSchema = Type.Object({
  name: Type.String(), sopInstanceUid: Type.String(), frame: Type.Integer(),
  circle: Type.Union([circleSchema, Type.Null()]),
  points: Type.Array(Type.Tuple([Type.Number(), Type.Number()])),
});

export const measurementRowSchema = Type.Object({
  quantity: Type.String(), name: textSchema, definition: textSchema, source: Type.String(),
  /** null where it was not measured; then `reason` says why. */
  value: Type.Union([textSchema, Type.Null()]), interval: Type.Union([textSchema, Type.Null()]), reason: Type.Union([textSchema, Type.Null()]),
  method: Type.String(), model: Type.Union([Type.String(), Type.Null()]),
});

/** A reader's circle and the ratio it gives by the rule of the automatic one. */
export const readingSchema = Type.Object({ user: Type.String(), at: Type.String(), heart: circleSchema, contralateral: circleSchema, ratio: Type.Number() });
export type ReadingAnswer = Static<typeof readingSchema>;

export const scanAnswerSchema = Type.Object({
  modality: Type.String(),
  row: worklistRowSchema,
  person: Type.Object({ sex: Type.Union([Type.String(), Type.Null()]), ageYears: Type.Union([Type.Number(), Type.Null()]), camera: Type.String(), uptakeTimeHours: Type.Union([Type.Number(), Type.Null()]) }),
  measurements: Type.Array(measurementRowSchema),
  findings: Type.Array(Type.Object({ code: Type.String(), severity: Type.String(), text: textSchema })),
  /** Probability of each class and what drove it, in words; empty where the answer rests on no phenotype. */
  phenotype: Type.Array(textSchema),
  /** Scores that could be computed, and after them what the others lack. */
  scores: Type.Array(textSchema),
  unsureReasons: Type.Array(textSchema),
  recommendations: Type.Array(Type.Object({ text: textSchema, source: Type.String() })),
  pictures: Type.Array(pictureSchema),
  regions: Type.Array(regionSchema),
  readings: Type.Array(readingSchema),
  decisions: Type.Array(Type.Object({ decision: decisionSchema, reason: Type.Union([Type.String(), Type.Null()]), user: Type.String(), at: Type.String() })),
  software: Type.String(),
  models: Type.Array(Type.String()),
});
export type ScanAnswer = Static<typeof scanAnswerSchema>;

export const decisionRequestSchema = Type.Object({
  decision: decisionSchema, reason: Type.Optional(Type.String({ maxLength: 2000 })),
  /** How many decisions its author knew of; with more in the store it is refused, so that two pages never overrule each other unseen. */
  seen: Type.Optional(Type.Integer({ minimum: 0 })),
}, { additionalProperties: false });
export type DecisionRequest = Static<typeof decisionRequestSchema>;

export const readingRequestSchema = Type.Object({ heart: circleSchema, keep: Type.Boolean() }, { additionalProperties: false });
export type ReadingRequest = Static<typeof readingRequestSchema>;
export const readingPreviewSchema = Type.Object({ contralateral: circleSchema, ratio: Type.Number() });
export type ReadingPreview = Static<typeof readingPreviewSchema>;
