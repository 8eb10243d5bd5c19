import { Type, type Static } from 'typebox';

const day = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$' });

/** The systems of the site, by name, that studies are fetched from and reports sent to. */
export const nodesAnswerSchema = Type.Object({ nodes: Type.Array(Type.String()) });
export type NodesAnswer = Static<typeof nodesAnswerSchema>;

/** What to look for in another system; at least one of the first three. */
export const nodeQuerySchema = Type.Object({
  /** * and ? stand for anything. */
  patient: Type.Optional(Type.String({ maxLength: 64 })),
  from: Type.Optional(day),
  to: Type.Optional(day),
  /** As DICOM writes it: NM, US, CT. */
  modality: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
});
export type NodeQuery = Static<typeof nodeQuerySchema>;

const foundStudySchema = Type.Object({
  studyInstanceUid: Type.String(), patientId: Type.String(), studyDate: Type.Union([Type.String(), Type.Null()]),
  description: Type.String(), modalities: Type.Array(Type.String()),
});

export const nodeStudiesSchema = Type.Object({
  /** Of all that were found, also of those not listed. */
  total: Type.Integer(),
  studies: Type.Array(foundStudySchema),
});
export type NodeStudies = Static<typeof nodeStudiesSchema>;

export const fetchRequestSchema = Type.Object({ studies: Type.Array(Type.String({ pattern: '^[0-9.]{1,64}$' }), { minItems: 1, maxItems: 100, uniqueItems: true }) });
export type FetchRequest = Static<typeof fetchRequestSchema>;

/** How many series wait to be fetched. */
export const fetchAnswerSchema = Type.Object({ series: Type.Integer() });
export type FetchAnswer = Static<typeof fetchAnswerSchema>;
