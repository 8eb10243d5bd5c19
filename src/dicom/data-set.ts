/** Where a value lies in the bytes of its file. */
export interface Element {
  readonly tag: number;
  /** As the file states it; empty in implicit VR. */
  readonly vr: string;
  readonly offset: number;
  /** Bytes of the value; for a value of undefined length, what lies before its delimiter. */
  readonly length: number;
  /** Items of a sequence of undefined length, which had to be walked; others are parsed when asked for. */
  readonly items: readonly DataSet[] | null;
  /** Fragments of encapsulated pixel data, the offset table first; null for everything else. */
  readonly fragments: readonly Fragment[] | null;
}

export interface Fragment {
  readonly offset: number;
  readonly length: number;
}

/** How the bytes of a data set are to be read. */
export interface Encoding {
  readonly explicit: boolean;
  readonly littleEndian: boolean;
}

/** A data set: an index of where each value lies. Nothing is copied. */
export interface DataSet {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly encoding: Encoding;
  readonly elements: ReadonlyMap<number, Element>;
  /** Label of the WHATWG encoding of its texts, from (0008,0005). */
  readonly textEncoding: string;
}
