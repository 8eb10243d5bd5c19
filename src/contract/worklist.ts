import { Type, type Static } from 'typebox';
import { textSchema } from './text.ts';

export const workGroupSchema = Type.Union([Type.Literal('abnormal'), Type.Literal('unsure'), Type.Literal('measured'), Type.Literal('normal'), Type.Literal('refused'), Type.Literal('decided')]);
export const decisionSchema = Type.Union([Type.Literal('explored'), Type.Literal('known'), Type.Literal('dismissed'), Type.Literal('reopened')]);

export const worklistQuerySchema = Type.Object({
  group: Type.Optional(workGroupSchema),
  modality: Type.Optional(Type.String({ maxLength: 40 })),
  search: Type.String({ maxLength: 200, default: '' }),
  sort: Type.Union([Type.Literal('rank'), Type.Literal('date'), Type.Literal('ratio'), Type.Literal('patient')], { default: 'rank' }),
  descending: Type.Boolean({ default: false }),
  page: Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1 }),
  pageSize: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
}, { additionalProperties: false });
export type WorklistQuery = Static<typeof worklistQuerySchema>;

/** A number with its 95 % interval; null where it was not measured. */
export const numberSchema = Type.Union([Type.Object({ value: Type.Number(), lower: Type.Number(), upper: Type.Number() }), Type.Null()]);

export const answerSchema = Type.Union([Type.Literal('normal'), Type.Literal('abnormal'), Type.Literal('unsure'), Type.Literal('measured'), Type.Literal('refused')]);
export const figuresSchema = Type.Array(Type.Object({ quantity: Type.String(), short: textSchema, value: textSchema, interval: Type.Union([textSchema, Type.Null()]) }));
export type Figures = Static<typeof figuresSchema>;
export type Answer = Static<typeof answerSchema>;

export const worklistRowSchema = Type.Object({
  analysisId: Type.String(),
  modality: Type.String(),
  group: workGroupSchema,
  patientId: Type.String(),
  /** What stands for the patient in addresses; null for a scan without an identifier. */
  patientKey: Type.Union([Type.String(), Type.Null()]),
  studyDate: Type.Union([Type.String(), Type.Null()]),
  /** `measured` has no class, `refused` no numbers. */
  answer: answerSchema,
  /** The figures of its modality that matter most, with units. */
  figures: figuresSchema,
  /** Why somebody should look: the gravest first. */
  why: Type.Array(textSchema),
  probability: numberSchema,
  grade: numberSchema,
  ratio: numberSchema,
  tracer: Type.Union([Type.String(), Type.Null()]),
  warnings: Type.Integer(),
  simulated: Type.Boolean(),
  decision: Type.Union([Type.Object({ decision: decisionSchema, user: Type.String(), at: Type.String() }), Type.Null()]),
});
export type WorklistRow = Static<typeof worklistRowSchema>;

export const worklistAnswerSchema = Type.Object({
  total: Type.Integer(),
  counts: Type.Object({ abnormal: Type.Integer(), unsure: Type.Integer(), measured: Type.Integer(), normal: Type.Integer(), refused: Type.Integer(), decided: Type.Integer() }),
  modalities: Type.Array(Type.Object({ modality: Type.String(), count: Type.Integer() })),
  rows: Type.Array(worklistRowSchema),
});
export type WorklistAnswer = Static<typeof worklistAnswerSchema>;
