import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { python } from '../../report/installed-tools.ts';

/** Whether pairs of files hold the same values, as pydicom reads them: other systems write lengths and meta information anew. */
export function haveSameValues(pairs: readonly (readonly [string, string])[]): readonly boolean[] {
  const { stdout, stderr } = spawnSync(python, [join(import.meta.dirname, 'same-objects.py'), ...pairs.flat()], { encoding: 'utf8' });
  if (stderr) throw new Error(stderr);
  return stdout.trim().split('\n').map((line) => line === 'True');
}
