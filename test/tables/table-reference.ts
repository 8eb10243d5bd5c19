import { readFileSync } from 'node:fs';

/** Values recorded from other software by the script of the same name in `reference/`. */
export function tableReference<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`reference/${name}.json`, import.meta.url), 'utf8')) as T;
}
