import type { Text } from './language.ts';

/** What went wrong, as a word a caller may branch on. Only `cli` maps a code to an exit code, only `server` to HTTP. */
export type AmyloscopeErrorCode =
  | 'invalidInput'
  | 'notDicom'
  | 'encrypted'
  | 'truncated'
  | 'unsupportedEncoding'
  | 'invalidDicom'
  | 'notRecognised'
  | 'notFound'
  | 'modelUnusable'
  | 'storeUnavailable'
  | 'peerFailed'
  | 'outputRefused';

/**
 * The one error class of Amyloscope: a message that says what was found, what is allowed and what to do. `message` is in English,
 * for logs and programs; `text` is for people.
 */
export class AmyloscopeError extends Error {
  readonly code: AmyloscopeErrorCode;
  readonly text: Text;

  /** @param said in both languages, or in English alone where no person reads it first. */
  constructor(code: AmyloscopeErrorCode, said: Text | string, options?: { cause?: unknown }) {
    const text = typeof said === 'string' ? { en: said, fr: said } : said;
    super(text.en, options);
    this.name = 'AmyloscopeError';
    this.code = code;
    this.text = text;
  }
}
