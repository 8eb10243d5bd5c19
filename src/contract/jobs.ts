import { Type, type Static } from 'typebox';
import { textSchema } from './text.ts';

export const jobKindSchema = Type.Union([Type.Literal('analyseUpload'), Type.Literal('analyseReceived'), Type.Literal('demo'), Type.Literal('screenArchive')]);
export const jobStateSchema = Type.Union([Type.Literal('queued'), Type.Literal('running'), Type.Literal('done'), Type.Literal('failed')]);

/** A file that was not analysed, or a fault that ended the job, and why. */
export const jobProblemSchema = Type.Object({
  /** Empty where it is not about one file. */
  file: Type.String(),
  text: textSchema,
  /** The same at length, in English: what was found, what is allowed, what to do. */
  reason: Type.String(),
});

/** A job as it stands now; the same object comes as `data:` of each server-sent event. */
export const jobSchema = Type.Object({
  id: Type.String(),
  kind: jobKindSchema,
  state: jobStateSchema,
  /** Files looked at, and files found so far; `total` grows while files are still being found. */
  done: Type.Integer(), total: Type.Integer(),
  /** Analyses stored, files refused, and analyses whose images were too poor to classify. */
  analysed: Type.Integer(), refused: Type.Integer(), unusable: Type.Integer(),
  /** ISO 8601 in UTC; null until it happens. */
  startedAt: Type.Union([Type.String(), Type.Null()]), finishedAt: Type.Union([Type.String(), Type.Null()]),
  /** The first hundred. */
  problems: Type.Array(jobProblemSchema),
  /** Addresses of the first scans found: `analysisId` as in the list of work. */
  studies: Type.Array(Type.String()),
});
export type JobKind = Static<typeof jobKindSchema>;
export type JobState = Static<typeof jobStateSchema>;
export type JobAnswer = Static<typeof jobSchema>;

export const jobParametersSchema = Type.Object({ id: Type.String({ format: 'uuid' }) }, { additionalProperties: false });
export const jobsQuerySchema = Type.Object({ page: Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1 }), pageSize: Type.Integer({ minimum: 1, maximum: 200, default: 50 }) }, { additionalProperties: false });
/** The newest first. */
export const jobsAnswerSchema = Type.Object({ total: Type.Integer(), jobs: Type.Array(jobSchema) });
export type JobsAnswer = Static<typeof jobsAnswerSchema>;
export const startedJobSchema = Type.Object({ jobId: Type.String() });
export type StartedJob = Static<typeof startedJobSchema>;

export const uploadAnswerSchema = Type.Object({ id: Type.String() });
export type UploadAnswer = Static<typeof uploadAnswerSchema>;
export const uploadParametersSchema = Type.Object({ id: Type.String({ format: 'uuid' }) }, { additionalProperties: false });
/** Where the file lay on the sender's side, e.g. `folder/scan.dcm`; it names the file and opens no door. */
export const uploadedFileQuerySchema = Type.Object({ path: Type.String({ minLength: 1, maxLength: 1000 }) }, { additionalProperties: false });
export const uploadedFileSchema = Type.Object({ bytes: Type.Integer(), sha256: Type.String() });
export type UploadedFile = Static<typeof uploadedFileSchema>;

/** Folders and files as the server sees them; for administrators. */
export const archiveRequestSchema = Type.Object({ paths: Type.Array(Type.String({ minLength: 1, maxLength: 4000 }), { minItems: 1, maxItems: 100 }) }, { additionalProperties: false });
