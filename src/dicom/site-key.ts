import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';

/** Bytes of the secret of a site. */
export const SECRET_LENGTH = 32;

const STANDARD_UID = /^1\.2\.840\.10008(\.\d+)+$/;
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const PREFIX = 'AMY-';
const UID_BITS = 80n;
const UID_CHECK_BITS = 42n;
const PATIENT_BITS = 60n;
const PATIENT_CHECK_BITS = 40n;

const FEWEST_DAYS = 30;
const DAYS_OF_CHOICE = 3651;

const IV_LENGTH = 12;
const SEAL_LENGTH = 16;

/**
 * The secret of a site, and what follows from it: new UIDs, names of patients, shifts of dates. The same original gives the
 * same replacement in every run, so that references between files still fit, and nobody without the secret can compute one.
 *
 * A replacement carries a check that only the secret can make, so that what was replaced before is known as such and left
 * alone: to de-identify twice gives the same as once.
 */
export class SiteKey {
  readonly #secret: Uint8Array;

  /** @throws AmyloscopeError `invalidInput` unless the secret has 32 bytes. */
  constructor(secret: Uint8Array) {
    if (secret.length !== SECRET_LENGTH) throw new AmyloscopeError('invalidInput', `The secret has ${secret.length} bytes; a site key has ${SECRET_LENGTH}.`);
    this.#secret = Uint8Array.from(secret);
  }

  /** Eight letters that tell one key from another and give nothing of it away. */
  get fingerprint(): string {
    return this.#code('fingerprint', '').toString('hex').slice(0, 8);
  }

  /**
   * The UID that stands in the place of another. One of this key stays, and so does one of the standard itself, which is the
   * same everywhere and names no object. Source: DICOM PS3.5 annex B.2, RFC 9562 version 8.
   */
  replacementUid(original: string): string {
    return STANDARD_UID.test(original) || this.isOwnUid(original) ? original : uidOf(this.#checked('uid', original, UID_BITS, UID_CHECK_BITS));
  }

  /** True for a UID that this key made. */
  isOwnUid(uid: string): boolean {
    const digits = /^2\.25\.(\d{1,39})$/.exec(uid)?.[1];
    if (!digits) return false;
    const whole = BigInt(digits);
    const value = ((whole >> 80n) << 74n) | (((whole >> 64n) & 0xfffn) << 62n) | (whole & ((1n << 62n) - 1n));
    return uidOf(value) === uid && this.#isChecked('uid', value, UID_CHECK_BITS);
  }

  /** The name and number that stand in the place of a patient's: `AMY-` and 20 letters. */
  pseudonym(identity: string): string {
    return PREFIX + lettersOf(this.#checked('patient', identity, PATIENT_BITS, PATIENT_CHECK_BITS));
  }

  /** True for a pseudonym that this key made. */
  isOwnPseudonym(text: string): boolean {
    if (text.length !== PREFIX.length + 20 || !text.startsWith(PREFIX)) return false;
    const letters = Array.from(text.slice(PREFIX.length), (letter) => ALPHABET.indexOf(letter));
    if (letters.includes(-1)) return false;
    return this.#isChecked('patient', letters.reduce((value, letter) => (value << 5n) | BigInt(letter), 0n), PATIENT_CHECK_BITS);
  }

  /** By how many days the dates of a patient move: 30 days to ten years, always into the past. */
  shiftDays(pseudonym: string): number {
    return -(FEWEST_DAYS + (this.#code('shift', pseudonym).readUInt32BE(0) % DAYS_OF_CHOICE));
  }

  /** Encrypts a text so that a change of it is noticed (AES-256-GCM with an IV of its own). */
  seal(text: string): string {
    const iv = randomBytes(IV_LENGTH);
    const cipher = createCipheriv('aes-256-gcm', this.#sealingKey(), iv);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** The text that was sealed. @throws AmyloscopeError `invalidInput` when another key sealed it, or it was changed since. */
  open(sealed: string): string {
    const bytes = Buffer.from(sealed, 'base64');
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#sealingKey(), bytes.subarray(0, IV_LENGTH), { authTagLength: SEAL_LENGTH });
      decipher.setAuthTag(bytes.subarray(IV_LENGTH, IV_LENGTH + SEAL_LENGTH));
      return decipher.update(bytes.subarray(IV_LENGTH + SEAL_LENGTH), undefined, 'utf8') + decipher.final('utf8');
    } catch (cause) {
      throw new AmyloscopeError('invalidInput', 'A record was sealed with another key, or was changed since. Use the key it was written with.', { cause });
    }
  }

  #sealingKey(): Uint8Array {
    return new Uint8Array(hkdfSync('sha256', this.#secret, '', 'Amyloscope identity table', SECRET_LENGTH));
  }

  #code(purpose: string, text: string): Buffer {
    return createHmac('sha256', this.#secret).update(`${purpose}\0${text}`).digest();
  }

  #checked(purpose: string, original: string, bits: bigint, checkBits: bigint): bigint {
    const value = leadingBits(this.#code(purpose, original), bits);
    return (value << checkBits) | leadingBits(this.#code(`${purpose} check`, String(value)), checkBits);
  }

  #isChecked(purpose: string, value: bigint, checkBits: bigint): boolean {
    const expected = leadingBits(this.#code(`${purpose} check`, String(value >> checkBits)), checkBits);
    return timingSafeEqual(bytesOf(expected), bytesOf(value & ((1n << checkBits) - 1n)));
  }
}

function leadingBits(code: Buffer, bits: bigint): bigint {
  return BigInt(`0x${code.toString('hex')}`) >> (256n - bits);
}

function bytesOf(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(16, '0'), 'hex');
}

/** 122 bits as the custom UUID that a UID under 2.25 stands for. */
function uidOf(value: bigint): string {
  const [a, b, c] = [value >> 74n, (value >> 62n) & 0xfffn, value & ((1n << 62n) - 1n)];
  return `2.25.${(a << 80n) | (8n << 76n) | (b << 64n) | (2n << 62n) | c}`;
}

function lettersOf(value: bigint): string {
  return Array.from({ length: 20 }, (_, i) => ALPHABET[Number((value >> BigInt(95 - i * 5)) & 31n)]).join('');
}
