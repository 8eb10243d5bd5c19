import { Type, type Static } from 'typebox';

const transferStateSchema = Type.Union([Type.Literal('waiting'), Type.Literal('failed'), Type.Literal('done')]);

export const transfersAnswerSchema = Type.Object({
  /** Of all transfers, also of those not listed. */
  counts: Type.Object({ waiting: Type.Integer(), failed: Type.Integer(), done: Type.Integer() }),
  transfers: Type.Array(Type.Object({
    id: Type.Integer(),
    kind: Type.Union([Type.Literal('fetch'), Type.Literal('push')]),
    node: Type.String(),
    /** The series to fetch by its UID, or the file to send by its path. */
    subject: Type.String(),
    state: transferStateSchema,
    attempts: Type.Integer(),
    notBefore: Type.String(),
    received: Type.Integer(),
    /** How many objects the other system states; null where it does not say. */
    stated: Type.Union([Type.Integer(), Type.Null()]),
    reason: Type.Union([Type.String(), Type.Null()]),
  })),
});
export type TransfersAnswer = Static<typeof transfersAnswerSchema>;

export const retryAnswerSchema = Type.Object({ due: Type.Integer() });
