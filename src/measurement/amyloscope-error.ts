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

/** The one error class of Amyloscope: a message that says what was found, what is allowed and what to do. */
export class AmyloscopeError extends Error {
  readonly code: AmyloscopeErrorCode;

  constructor(code: AmyloscopeErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'AmyloscopeError';
    this.code = code;
  }
}
