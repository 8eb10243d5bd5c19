import { Type, type Static } from 'typebox';
import { textSchema } from './text.ts';

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

export const cohortQuerySchema = Type.Object({
  /** The last scan of the part before; the first part when not given. */
  after: Type.Optional(Type.String({ pattern: '^[0-9]{1,18}$' })),
  limit: Type.Integer({ minimum: 1, maximum: 5000, default: 2000 }),
  /** Whether to send the features of the network as well. */
  features: Type.Boolean({ default: false }),
}, { additionalProperties: false });
export type CohortQuery = Static<typeof cohortQuerySchema>;

export const cohortScanSchema = Type.Object({
  analysisId: Type.String(), modality: Type.String(), patientId: Type.String(), date: orNull(Type.String()),
  label: Type.Union([Type.Literal('normal'), Type.Literal('abnormal'), Type.Literal('unsure'), Type.Null()]),
  tracer: orNull(Type.String()), sex: orNull(Type.String()), age: orNull(Type.Number()), camera: orNull(Type.String()), simulated: Type.Boolean(),
  /** In the order of the quantities of this part; null where it was not measured. */
  values: Type.Array(orNull(Type.Number())),
  features: orNull(Type.Array(Type.Number())),
});

export const cohortAnswerSchema = Type.Object({
  total: Type.Integer(),
  quantities: Type.Array(Type.Object({ quantity: Type.String(), name: textSchema, unit: Type.String() })),
  scans: Type.Array(cohortScanSchema),
  /** What to ask for next; null after the last part. */
  next: orNull(Type.String()),
});
export type CohortAnswer = Static<typeof cohortAnswerSchema>;
export type CohortScanAnswer = CohortAnswer['scans'][number];
