import { useCallback, useEffect, useState } from 'react';

const prefix = 'amyloscope-draft:';

/**
 * What somebody is in the middle of entering. It outlives a refresh of the page in its tab, and goes with the tab.
 * @param name of the draft; another name is another draft.
 */
export function useDraft<T>(name: string, initial: T): readonly [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => read(name, initial));
  useEffect(() => setValue(read(name, initial)), [name]);
  const keep = useCallback((next: T) => {
    setValue(next);
    if (next === null || next === '') sessionStorage.removeItem(prefix + name);
    else sessionStorage.setItem(prefix + name, JSON.stringify(next));
  }, [name]);
  return [value, keep];
}

function read<T>(name: string, initial: T): T {
  const kept = sessionStorage.getItem(prefix + name);
  return kept === null ? initial : (JSON.parse(kept) as T);
}

/** Nobody who signs in next in this tab finds another's drafts. */
export function forgetDrafts(): void {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(prefix)) sessionStorage.removeItem(name);
}
