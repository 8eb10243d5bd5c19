import { Type, type Static } from 'typebox';

export const roleSchema = Type.Union([Type.Literal('reader'), Type.Literal('analyst'), Type.Literal('administrator')]);

export const credentialsSchema = Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }), password: Type.String({ minLength: 1, maxLength: 1000 }) }, { additionalProperties: false });
export type Credentials = Static<typeof credentialsSchema>;

/** Who is signed in. `csrf` must come back in the header X-CSRF-Token of every request that changes something. */
export const sessionSchema = Type.Object({ name: Type.String(), role: roleSchema, csrf: Type.String() });
export type SessionAnswer = Static<typeof sessionSchema>;

/** How one may sign in beside name and password: through a provider, by going to `address`; null where there is none. */
export const signInWaysSchema = Type.Object({ openId: Type.Union([Type.Object({ name: Type.String(), address: Type.String() }), Type.Null()]) });
export type SignInWays = Static<typeof signInWaysSchema>;
