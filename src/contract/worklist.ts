import { Type, type Static } from 'typebox';

export const workGroupSchema = Type.Union([Type.Literal('abnormal'), Type.Literal('unsure'), Type.Literal('normal'), Type.Literal('refused'), Type.Literal('decided')]);
export const decisionSchema = Type.Union([Type.Literal('explored'), Type.Literal('known'), Type.Literal('dismissed'), Type.Literal('reopened')]);

export const worklistQuerySchema = Type.Object({
  group: Type.Optional(workGroupSchema),
  search: Type.String({ maxLength: 200, default: '' }),
  sort: Type.Union([Type.Literal('rank'), Type.Literal('date'), Type.Literal('ratio'), Type.Literal('patient')], { default: 'rank' }),
  descending: Type.Boolean({ default: false }),
  page: Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1 }),
  pageSize: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
}, { additionalProperties: false });
export type WorklistQuery = Static<typeof worklistQuerySchema>;

/** A number with its 95 % interval; null where it was not measured. */
export const numberSchema = Type.Union([Type.Object({ value: Type.Number(), lower: Type.Number(), upper: Type.Number() }), Type.Null()]);

export const worklistRowSchema = Type.Object({
  analysisId: Type.String(),
  group: workGroupSchema,
  patientId: Type.String(),
  /** What stands for the patient in addresses; null for a scan without an identifier. */
  patientKey: Type.Union([Type.String(), Type.Null()]),
  studyDate: Type.Union([Type.String(), Type.Null()]),
  label: Type.Union([Type.Literal('normal'), Type.Literal('abnormal'), Type.Literal('unsure'), Type.Null()]),
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
  counts: Type.Object({ abnormal: Type.Integer(), unsure: Type.Integer(), normal: Type.Integer(), refused: Type.Integer(), decided: Type.Integer() }),
  rows: Type.Array(worklistRowSchema),
});
export type WorklistAnswer = Static<typeof worklistAnswerSchema>;
