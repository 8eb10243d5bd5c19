import { randomBytes } from 'node:crypto';
import { argon2id, argon2Verify } from 'hash-wasm';

/** OWASP's least for Argon2id: 19 MiB, two passes. */
const cost = { iterations: 2, memorySize: 19 * 1024, parallelism: 1, hashLength: 32 } as const;

/** The hash of a password in the usual encoded form, with a salt of its own. Source: RFC 9106, Argon2id. */
export function hashPassword(password: string): Promise<string> {
  return argon2id({ password: password.normalize('NFKC'), salt: randomBytes(16), ...cost, outputType: 'encoded' });
}

/** Whether a password is the one behind a hash. */
export function isPassword(password: string, hash: string): Promise<boolean> {
  return argon2Verify({ password: password.normalize('NFKC'), hash });
}

/** A password that nobody has to invent: 120 bits. */
export function randomPassword(): string {
  return randomBytes(15).toString('base64url');
}
