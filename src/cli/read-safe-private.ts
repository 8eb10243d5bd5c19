import { readFile } from 'node:fs/promises';
import type { SafePrivateAttribute } from '../dicom/safe-private.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';

const LINE = /^([0-9A-Fa-f]{3}[13579BDFbdf]),([0-9A-Fa-f]{2}),(.+)$/;

/**
 * Reads a list of private attributes to keep: a line `group,element,creator` for each, e.g. `7053,00,Philips PET Private Group`,
 * where element is the last two digits. Empty lines and those that begin with `#` are passed over.
 * @throws AmyloscopeError `notFound` when there is no such file, `invalidInput` naming the line that is not understood.
 */
export async function readSafePrivate(path: string): Promise<readonly SafePrivateAttribute[]> {
  const text = await readFile(path, 'utf8').catch((cause: Error) => {
    throw new AmyloscopeError('notFound', { en: `The list of private attributes ${path} cannot be read: ${cause.message}.`, fr: `La liste d’attributs privés ${path} ne peut être lue : ${cause.message}.` }, { cause });
  });
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const parts = LINE.exec(line.trim());
    if (!parts) throw new AmyloscopeError('invalidInput', { en: `Line ${index + 1} of ${path} is not understood. Write odd group, last two digits of the element, creator: 7053,00,Philips PET Private Group.`, fr: `La ligne ${index + 1} de ${path} n’est pas comprise. Écrivez groupe impair, deux derniers chiffres de l’élément, créateur : 7053,00,Philips PET Private Group.` });
    return [{ group: Number.parseInt(parts[1], 16), element: Number.parseInt(parts[2], 16), creator: parts[3].trim() }];
  });
}
