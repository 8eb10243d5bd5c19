import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * Loads a CommonJS module as if for the first time. Codec packages keep the memory of their one instance inside the
 * module, so a second instance takes a second copy of the module.
 */
export function requireAnew(specifier: string): unknown {
  const path = require.resolve(specifier);
  delete require.cache[path];
  return require(path);
}
