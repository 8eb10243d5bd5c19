import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SECRET_LENGTH, SiteKey } from '../dicom/site-key.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';

const FORMAT = 'Amyloscope site key 1';
/** Only its owner may read it. */
export const PRIVATE_MODE = 0o600;

/**
 * Reads the key of a site.
 * @throws AmyloscopeError `notFound` when there is none, `invalidInput` when the file is no key or others may read it.
 */
export async function readSiteKey(path: string): Promise<SiteKey> {
  const text = await readFile(path, 'utf8').catch((cause: Error) => {
    throw new AmyloscopeError('notFound', { en: `The site key ${path} cannot be read: ${cause.message}.`, fr: `La clé de site ${path} ne peut être lue : ${cause.message}.` }, { cause });
  });
  const secret = secretIn(text);
  if (!secret) throw new AmyloscopeError('invalidInput', { en: `${path} is no site key of Amyloscope. Name the file that deidentify made; without it nobody can be found again.`, fr: `${path} n’est pas une clé de site d’Amyloscope. Nommez le fichier créé par deidentify ; sans lui, personne ne peut être retrouvé.` });
  const { mode } = await stat(path);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) throw new AmyloscopeError('invalidInput', { en: `Others may read the site key ${path}. Take that right away: chmod 600 ${path}.`, fr: `D’autres peuvent lire la clé de site ${path}. Retirez-leur ce droit : chmod 600 ${path}.` });
  return new SiteKey(secret);
}

function secretIn(text: string): Uint8Array | null {
  try {
    const { format, secret } = JSON.parse(text) as { format?: unknown; secret?: unknown };
    const bytes = Buffer.from(typeof secret === 'string' ? secret : '', 'base64');
    return format === FORMAT && bytes.length === SECRET_LENGTH ? bytes : null;
  } catch {
    return null;
  }
}

/**
 * Reads the key of a site, or makes one where there is none. A key is never overwritten: it takes its name when it is
 * whole and on the disk, and only where that name is free.
 * @throws AmyloscopeError as `readSiteKey`, and `outputRefused` when it cannot be written.
 */
export async function readOrMakeSiteKey(path: string): Promise<{ key: SiteKey; made: boolean }> {
  const exists = await stat(path).then(() => true, () => false);
  if (exists) return { key: await readSiteKey(path), made: false };
  const unfinished = `${path}.${process.pid}.new`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(unfinished, 'wx', PRIVATE_MODE);
    try {
      await file.writeFile(`${JSON.stringify({ format: FORMAT, made: new Date().toISOString(), secret: randomBytes(SECRET_LENGTH).toString('base64') }, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(unfinished, path);
  } catch (cause) {
    throw new AmyloscopeError('outputRefused', { en: `The site key ${path} cannot be made: ${(cause as Error).message}. Choose another place with --key.`, fr: `La clé de site ${path} ne peut être créée : ${(cause as Error).message}. Choisissez un autre endroit avec --key.` }, { cause });
  } finally {
    await rm(unfinished, { force: true });
  }
  return { key: await readSiteKey(path), made: true };
}
