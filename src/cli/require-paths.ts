import { existsSync } from 'node:fs';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Text } from '../measurement/language.ts';
import { say, type Terminal } from './terminal.ts';

const missing: Text = { en: 'There is no file or folder {path}. Check the path.', fr: 'Il n’y a ni fichier ni dossier {path}. Vérifiez le chemin.' };

/** A path that a person named must be there; what is wrong inside it is listed, and does not stop a command. */
export function requirePaths(paths: readonly string[], terminal: Terminal): void {
  const path = paths.find((one) => !existsSync(one));
  if (path !== undefined) throw new AmyloscopeError('notFound', say(terminal, missing, { path }));
}
