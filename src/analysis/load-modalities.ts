import type { Modality } from '../modalities/modality.ts';

/** The only list of modalities. */
const shippedModalities = new URL('../modalities/index.ts', import.meta.url).href;

/**
 * Loads a list of modalities.
 * @param module URL of a module that exports `modalities`; the shipped list when not given.
 */
export async function loadModalities(module: string = shippedModalities): Promise<readonly Modality[]> {
  return ((await import(module)) as { modalities: readonly Modality[] }).modalities;
}

/** The modalities by whose answer an archive can be ranked. @param module as for `loadModalities`. */
export async function loadRankingModalities(module?: string): Promise<readonly Modality[]> {
  return (await loadModalities(module)).filter(({ classifies }) => classifies);
}

/** Which modalities take part: all of them, or those by whose answer an archive can be ranked. */
export type ModalityChoice = 'all' | 'ranking';

/** The modalities that take part. @param module as for `loadModalities`. */
export function loadChosenModalities(choice: ModalityChoice, module?: string): Promise<readonly Modality[]> {
  return choice === 'all' ? loadModalities(module) : loadRankingModalities(module);
}

/** A shipped modality. @returns null when there is none of that name. */
export async function modalityByName(name: string): Promise<Modality | null> {
  return (await loadModalities()).find((modality) => modality.name === name) ?? null;
}
