/**
 * Keeps the latest answers of a slow question by key; one that is under way is asked once.
 * @param most answers kept.
 */
export function latest<T>(most: number): (key: string, ask: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, Promise<T>>();
  return (key, ask) => {
    const known = kept.get(key);
    if (known) {
      kept.delete(key);
      kept.set(key, known);
      return known;
    }
    const asked = ask();
    kept.set(key, asked);
    // A failure is not kept: the files may be there again the next time.
    asked.catch(() => kept.delete(key));
    if (kept.size > most) kept.delete(kept.keys().next().value!);
    return asked;
  };
}
