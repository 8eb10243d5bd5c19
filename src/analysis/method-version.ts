import { readFileSync } from 'node:fs';
import type { Modality } from '../modalities/modality.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };

/**
 * Names everything that takes part in a result, so that results of different versions are kept beside each other and a
 * screening by a new version looks at every file again.
 * @example methodVersion([{ name: 'planar', version: '1.2.0' }]).endsWith('; planar 1.2.0') // true
 */
export function methodVersion(modalities: readonly Pick<Modality, 'name' | 'version'>[]): string {
  const parts = modalities.map((modality) => `${modality.name} ${modality.version}`).toSorted();
  return [`Amyloscope ${version}`, ...parts].join('; ');
}
