import { dictionaryEntry } from './data-dictionary.ts';
import { formatTag } from './tags.ts';

/** What was done to an attribute, as the report names it. */
export type Change = 'removed' | 'emptied' | 'replaced' | 'newUid' | 'shifted';

/** One kind of change of one attribute, wherever it stood in the object. */
export interface ChangedAttribute {
  /** `(0010,0010)`. */
  readonly tag: string;
  /** Empty for private and unknown attributes. */
  readonly keyword: string;
  readonly change: Change;
  readonly count: number;
}

/** Counts changes by attribute and kind. */
export class ChangeCounter {
  readonly #counts = new Map<string, { tag: number; change: Change; count: number }>();

  readonly note = (tag: number, change: Change): void => {
    const key = `${tag} ${change}`;
    const entry = this.#counts.get(key) ?? { tag, change, count: 0 };
    this.#counts.set(key, { ...entry, count: entry.count + 1 });
  };

  /** In the order of the attributes. */
  changes(): ChangedAttribute[] {
    return [...this.#counts.values()].sort((a, b) => a.tag - b.tag)
      .map(({ tag, change, count }) => ({ tag: formatTag(tag), keyword: keywordOf(tag), change, count }));
  }
}

function keywordOf(tag: number): string {
  return (tag & 0xffff) === 0 ? 'GroupLength' : (dictionaryEntry(tag)?.keyword ?? '');
}
