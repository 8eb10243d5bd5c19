import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';

/** The system user that a server runs as. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** Tried in this order. */
const userNames = ['amyloscope', 'postgres'] as const;

/**
 * The user the private server must run as: PostgreSQL refuses to run as root, so root lends it another user.
 *
 * @param folder the server's folder; when it exists, its owner is the answer, so that a store keeps its user.
 * @returns null when this process is not root and the server may simply run as the same user.
 * @throws AmyloscopeError `storeUnavailable` when this process is root and no user can be found or made.
 */
export function serverUser(folder: string): ServerUser | null {
  if (process.getuid?.() !== 0) return null;
  const owner = statSync(folder, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const found = firstKnownUser() ?? makeUser();
  if (found) return found;
  throw new AmyloscopeError(
    'storeUnavailable',
    `PostgreSQL does not run as root, and no system user "${userNames.join('" or "')}" exists or could be made. ` +
      'Add one with "useradd --system amyloscope", run Amyloscope as an ordinary user, or name a database with --database.',
  );
}

function firstKnownUser(): ServerUser | null {
  for (const name of userNames) {
    const uid = numericId('-u', name);
    const gid = numericId('-g', name);
    if (uid !== null && gid !== null) return { uid, gid };
  }
  return null;
}

function makeUser(): ServerUser | null {
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', userNames[0]]);
  return firstKnownUser();
}

function numericId(option: '-u' | '-g', name: string): number | null {
  const answer = spawnSync('id', [option, name], { encoding: 'utf8' });
  return answer.status === 0 ? Number(answer.stdout) : null;
}
