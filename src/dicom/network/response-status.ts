import type { CommandSet } from './command-set.ts';

/** True while more answers follow. */
export function isPending({ Status }: CommandSet): boolean {
  return Status === 0xff00 || Status === 0xff01;
}

/** Words for statuses people meet. Source: DICOM PS3.4 tables B.2-1, C.4-1 to C.4-3; PS3.7 annex C. */
const words: Readonly<Record<number, string>> = {
  0x0110: 'processing failed',
  0x0122: 'it does not take this kind of object',
  0x0124: 'not authorised',
  0x0211: 'it does not know this operation',
  0xa700: 'out of resources',
  0xa701: 'out of resources to count the matches',
  0xa702: 'out of resources to send the objects',
  0xa801: 'it does not know where to send to: have its administrator enter this system',
  0xa900: 'what was sent does not match its kind',
  0xc000: 'it cannot understand what was sent',
};

/** Why a request was refused, in words; null where it was done, perhaps with a warning. */
export function refusalOf({ Status, ErrorComment }: CommandSet): string | null {
  if (Status === 0 || (Status !== undefined && (Status & 0xf000) === 0xb000)) return null;
  if (Status === undefined) return 'no status';
  const code = `status ${Status.toString(16).toUpperCase().padStart(4, '0')}`;
  return [code, words[Status], ErrorComment].filter(Boolean).join(', ');
}
