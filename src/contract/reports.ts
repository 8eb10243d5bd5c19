import { Type, type Static } from 'typebox';

/** Forms of the report of one scan. */
export const reportKindSchema = Type.Union([Type.Literal('pdf'), Type.Literal('dicom-sr'), Type.Literal('dicom-seg'), Type.Literal('dicom-sc'), Type.Literal('fhir')]);
export type ReportKind = Static<typeof reportKindSchema>;

export const languageSchema = Type.Union([Type.Literal('en'), Type.Literal('fr')]);

export const reportQuerySchema = Type.Object({ kind: reportKindSchema, language: languageSchema });

/** What to send to which system. */
export const sendingRequestSchema = Type.Object({
  node: Type.String({ minLength: 1, maxLength: 200 }),
  kinds: Type.Array(Type.Union([Type.Literal('dicom-sr'), Type.Literal('dicom-seg'), Type.Literal('dicom-sc')]), { minItems: 1, uniqueItems: true }),
  language: languageSchema,
});
export type SendingRequest = Static<typeof sendingRequestSchema>;

/** How many objects wait to be sent. */
export const sendingAnswerSchema = Type.Object({ objects: Type.Integer() });
export type SendingAnswer = Static<typeof sendingAnswerSchema>;
