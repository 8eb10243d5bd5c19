import { Type, type Static } from 'typebox';
import { textSchema } from './text.ts';
import { answerSchema, figuresSchema } from './worklist.ts';

const calendarDay = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

export const patientParametersSchema = Type.Object({ patientKey: Type.String({ format: 'uuid' }) }, { additionalProperties: false });
export const noteParametersSchema = Type.Object({ patientKey: Type.String({ format: 'uuid' }), noteId: Type.String({ pattern: '^[0-9]{1,18}$' }) }, { additionalProperties: false });

export const eventNameSchema = Type.Union([Type.Literal('heartFailureHospitalisation'), Type.Literal('diureticIntensification'), Type.Literal('newConductionDisease')]);

/** Something known beside the images: a treatment by its name, an event that published criteria ask for, a value of a quantity in its unit. */
export const noteRequestSchema = Type.Union([
  Type.Object({ kind: Type.Literal('treatment'), day: calendarDay, endDay: orNull(calendarDay), name: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('event'), day: calendarDay, name: eventNameSchema }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('value'), day: calendarDay, name: Type.String({ maxLength: 100 }), value: Type.Number() }, { additionalProperties: false }),
]);
export type NoteRequest = Static<typeof noteRequestSchema>;

/** One quantity over time with two answers about its change. The charts are SVG. */
export const followedSchema = Type.Object({
  quantity: Type.String(), name: textSchema,
  chart: orNull(textSchema),
  together: orNull(textSchema),
  noise: textSchema, reference: orNull(textSchema),
  rules: Type.Array(Type.Object({ text: textSchema, source: textSchema, verdict: Type.String() })),
  remarks: Type.Array(textSchema),
});

export const patientAnswerSchema = Type.Object({
  patientKey: Type.String(), patientId: Type.String(), simulated: Type.Boolean(),
  summary: textSchema,
  overview: Type.Object({ titles: Type.Array(textSchema), rows: Type.Array(Type.Array(textSchema)) }),
  followed: Type.Array(followedSchema),
  /** How each set of published criteria stands. */
  criteria: Type.Array(textSchema),
  scans: Type.Array(Type.Object({
    analysisId: Type.String(), modality: Type.String(), date: orNull(Type.String()), tracer: orNull(Type.String()),
    answer: answerSchema,
    figures: figuresSchema,
  })),
  notes: Type.Array(Type.Object({
    noteId: Type.String(), kind: Type.Union([Type.Literal('treatment'), Type.Literal('event'), Type.Literal('value')]),
    day: Type.String(), endDay: orNull(Type.String()), text: textSchema, user: Type.String(),
  })),
  /** What a value or event may be noted of. */
  quantities: Type.Array(Type.Object({ quantity: Type.String(), name: textSchema, unit: Type.String() })),
  events: Type.Array(Type.Object({ event: eventNameSchema, name: textSchema })),
});
export type PatientAnswer = Static<typeof patientAnswerSchema>;
export type FollowedAnswer = PatientAnswer['followed'][number];
