import { Type, type Static } from 'typebox';
import { roleSchema } from './session.ts';
import { textSchema } from './text.ts';

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);
const userName = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });

export const userSchema = Type.Object({ name: Type.String(), role: roleSchema, disabled: Type.Boolean(), locked: Type.Boolean(), /** By another provider. */ vouched: Type.Boolean() });
export const usersAnswerSchema = Type.Object({ users: Type.Array(userSchema) });
export type UsersAnswer = Static<typeof usersAnswerSchema>;
export type UserAnswer = UsersAnswer['users'][number];
export const newUserSchema = Type.Object({ name: userName, role: roleSchema }, { additionalProperties: false });
export type NewUser = Static<typeof newUserSchema>;
export const userParametersSchema = Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }) });
export const userChangeSchema = Type.Object({ role: Type.Optional(roleSchema), disabled: Type.Optional(Type.Boolean()) }, { additionalProperties: false });
export type UserChange = Static<typeof userChangeSchema>;
/** Shown once, and kept nowhere. */
export const newPasswordSchema = Type.Object({ password: Type.String() });
export type NewPassword = Static<typeof newPasswordSchema>;

export const auditQuerySchema = Type.Object({ search: Type.String({ maxLength: 200, default: '' }), page: Type.Integer({ minimum: 1, maximum: 10_000_000, default: 1 }), pageSize: Type.Integer({ minimum: 1, maximum: 200, default: 50 }) }, { additionalProperties: false });
export const auditAnswerSchema = Type.Object({
  total: Type.Integer(),
  entries: Type.Array(Type.Object({ entry: Type.String(), at: Type.String(), user: Type.String(), action: Type.String(), subject: orNull(Type.String()), detail: orNull(Type.String()) })),
});
export type AuditAnswer = Static<typeof auditAnswerSchema>;
/** Whether every entry stands as it was written; else the first that does not. */
export const auditCheckSchema = Type.Object({ intact: Type.Boolean(), entries: Type.Integer(), brokenAt: orNull(Type.Integer()) });
export type AuditCheckAnswer = Static<typeof auditCheckSchema>;

export const modelsAnswerSchema = Type.Object({
  models: Type.Array(Type.Object({
    name: Type.String(), version: Type.String(), modality: Type.String(), sha256: Type.String(), licence: Type.String(), recipe: Type.String(),
    task: textSchema, trainedOn: textSchema, limits: textSchema,
    figures: Type.Array(Type.Object({ what: Type.String(), value: Type.String(), on: Type.String(), data: Type.String() })),
    /** null for a file that is the one its card describes, else what is wrong with it. */
    fault: orNull(Type.String()),
  })),
});
export type ModelsAnswer = Static<typeof modelsAnswerSchema>;

export const siteNoiseAnswerSchema = Type.Object({
  broughtBy: orNull(Type.Object({ user: Type.String(), at: Type.String() })),
  /** Every figure known of each quantity; the one marked is held against changes. */
  rows: Type.Array(Type.Object({ name: textSchema, figure: textSchema, subjects: orNull(Type.Integer()), source: Type.String(), certainty: textSchema, site: Type.Boolean(), inUse: Type.Boolean() })),
});
export type SiteNoiseAnswer = Static<typeof siteNoiseAnswerSchema>;
export const siteNoiseRequestSchema = Type.Object({ table: Type.String({ maxLength: 900_000 }), name: Type.String({ minLength: 1, maxLength: 300 }) }, { additionalProperties: false });
