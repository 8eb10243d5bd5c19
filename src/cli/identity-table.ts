import { open, readFile, type FileHandle } from 'node:fs/promises';
import type { Subject } from '../dicom/deidentify.ts';
import type { Identity } from '../dicom/identity.ts';
import type { SiteKey } from '../dicom/site-key.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { PRIVATE_MODE } from './site-key-file.ts';

const NEWLINE = 0x0a;

/** One line of the table, before it is sealed. */
interface IdentityRecord {
  readonly pseudonym: string;
  readonly identity: Identity | null;
  /** Original UIDs; the new ones follow from the key. */
  readonly uids: readonly string[];
  readonly source: string;
}

/** Who is behind a pseudonym, and which UIDs stood where others stand now. */
export interface Identities {
  readonly patients: ReadonlyMap<string, Identity>;
  /** By new UID. */
  readonly uids: ReadonlyMap<string, string>;
  /** Lines that a crash cut short; no file was written for them. */
  readonly unreadable: number;
}

/** The table stands beside the key: one sealed line for each object. */
export function identityTablePath(keyPath: string): string {
  return `${keyPath}.table`;
}

/**
 * Reads the sealed table.
 * @throws AmyloscopeError `notFound` when there is none, `invalidInput` when not one line opens with this key.
 */
export async function readIdentities(keyPath: string, key: SiteKey): Promise<Identities> {
  const path = identityTablePath(keyPath);
  const text = await readFile(path, 'utf8').catch((cause: Error) => {
    throw new AmyloscopeError('notFound', { en: `The table of identities ${path} cannot be read: ${cause.message}.`, fr: `Le tableau des identités ${path} ne peut être lu : ${cause.message}.` }, { cause });
  });
  const lines = text.split('\n').filter((line) => line !== '');
  const records = lines.flatMap((line) => opened(line, key));
  if (lines.length > 0 && records.length === 0) throw new AmyloscopeError('invalidInput', { en: `No line of ${path} opens with this key. Use the key it was written with.`, fr: `Aucune ligne de ${path} ne s’ouvre avec cette clé. Utilisez celle qui l’a écrit.` });
  const patients = new Map<string, Identity>();
  for (const { pseudonym, identity } of records) if (identity) patients.set(pseudonym, identity);
  return { patients, uids: new Map(records.flatMap(({ uids }) => uids.map((uid) => [key.replacementUid(uid), uid] as const))), unreadable: lines.length - records.length };
}

function opened(line: string, key: SiteKey): IdentityRecord[] {
  try {
    return [JSON.parse(key.open(line)) as IdentityRecord];
  } catch (error) {
    if (error instanceof AmyloscopeError || error instanceof SyntaxError) return [];
    throw error;
  }
}

/** Adds to the table; nothing in it is ever changed. A line is on the disk before the file it is about. */
export class IdentityWriter {
  readonly #file: FileHandle;
  readonly #key: SiteKey;
  readonly #known: { readonly patients: Set<string>; readonly uids: Set<string> };

  private constructor(file: FileHandle, key: SiteKey, known: Identities | null) {
    this.#file = file;
    this.#key = key;
    this.#known = { patients: new Set(known?.patients.keys()), uids: new Set(known?.uids.values()) };
  }

  /** @throws AmyloscopeError as `readIdentities`, and `outputRefused` when the table cannot be written to. */
  static async open(keyPath: string, key: SiteKey): Promise<IdentityWriter> {
    const path = identityTablePath(keyPath);
    const file = await open(path, 'a+', PRIVATE_MODE).catch((cause: Error) => {
      throw new AmyloscopeError('outputRefused', { en: `The table of identities ${path} cannot be written to: ${cause.message}.`, fr: `Le tableau des identités ${path} ne peut être écrit : ${cause.message}.` }, { cause });
    });
    try {
      const { size } = await file.stat();
      const known = size > 0 ? await readIdentities(keyPath, key) : null;
      // A line that a crash cut short must not run into the next one.
      if (size > 0 && (await file.read(Buffer.alloc(1), 0, 1, size - 1)).buffer[0] !== NEWLINE) await file.appendFile('\n');
      return new IdentityWriter(file, key, known);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Records what is not in the table yet. @param source where the original lies. @throws AmyloscopeError `outputRefused` when the disk does not take it. */
  async record({ pseudonym, identity, uids }: Subject, source: string): Promise<void> {
    const newUids = uids.filter((uid) => !this.#known.uids.has(uid));
    const newPatient = identity !== null && !this.#known.patients.has(pseudonym);
    if (newUids.length === 0 && !newPatient) return;
    const record: IdentityRecord = { pseudonym, identity: newPatient ? identity : null, uids: newUids, source };
    try {
      await this.#file.appendFile(`${this.#key.seal(JSON.stringify(record))}\n`);
      await this.#file.datasync();
    } catch (cause) {
      throw new AmyloscopeError('outputRefused', { en: `The table of identities cannot be written to: ${(cause as Error).message}. Nothing is de-identified that could not be found again.`, fr: `Le tableau des identités ne peut être écrit : ${(cause as Error).message}. Rien n’est désidentifié qui ne pourrait être retrouvé.` }, { cause });
    }
    if (newPatient) this.#known.patients.add(pseudonym);
    for (const uid of newUids) this.#known.uids.add(uid);
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
