import { Type, type Static } from 'typebox';

/** A table of readings of the same patients, as CSV, and what is asked of it. */
export const tableRequestSchema = Type.Object({
  question: Type.Union([Type.Literal('agreement'), Type.Literal('reproducibility')]),
  table: Type.String({ minLength: 1, maxLength: 8_000_000 }),
  /** What the table is called on the page. */
  name: Type.String({ minLength: 1, maxLength: 300 }),
  /** Reader or method to be held against the others. */
  machine: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  language: Type.Union([Type.Literal('en'), Type.Literal('fr')]),
}, { additionalProperties: false });
export type TableRequest = Static<typeof tableRequestSchema>;

/** A self-contained page of HTML, the same as that of the command. */
export const tableAnswerSchema = Type.Object({ page: Type.String() });
export type TableAnswer = Static<typeof tableAnswerSchema>;

/** The circles that readers placed and the automatic ones of the same scans, as a table to be judged. */
export const keptReadingsSchema = Type.Object({ table: Type.String(), scans: Type.Integer(), readers: Type.Integer() });
export type KeptReadings = Static<typeof keptReadingsSchema>;
