import { createHash } from 'node:crypto';

/**
 * A unique identifier that depends on its parts alone: the same parts give the same UID on every machine.
 * @example uidFrom('series', 7) // '2.25.3103567110508140983919270008531671550'
 * Source: DICOM PS3.5 annex B.2, UID from a UUID; RFC 9562 version 8 (custom hash).
 */
export function uidFrom(...parts: readonly (string | number)[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16);
  hash[6] = (hash[6] & 0x0f) | 0x80;
  hash[8] = (hash[8] & 0x3f) | 0x80;
  return `2.25.${BigInt(`0x${hash.toString('hex')}`)}`;
}
