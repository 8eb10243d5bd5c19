import { Type } from 'typebox';

/** A text in every language. */
export const textSchema = Type.Object({ en: Type.String(), fr: Type.String() });

/** An error in words, with a code that a program may branch on. */
export const problemSchema = Type.Object({ code: Type.String(), message: textSchema });
