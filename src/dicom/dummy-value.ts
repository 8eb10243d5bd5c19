/** What stands in the place of a text that had to go. */
export const DUMMY_TEXT = 'DEIDENTIFIED';

const texts: Readonly<Record<string, string>> = {
  AE: DUMMY_TEXT, CS: DUMMY_TEXT, LO: DUMMY_TEXT, LT: DUMMY_TEXT, PN: DUMMY_TEXT, SH: DUMMY_TEXT, ST: DUMMY_TEXT, UC: DUMMY_TEXT, UT: DUMMY_TEXT,
  UR: 'urn:deidentified', AS: '000D', DA: '19000101', TM: '000000', DT: '19000101000000', DS: '0', IS: '1',
};

const binaryLengths: Readonly<Record<string, number>> = { UL: 4, SL: 4, FL: 4, AT: 4, OF: 4, OL: 4, FD: 8, OD: 8, OV: 8, SV: 8, UV: 8 };

/** A value that says nothing, of the form a representation demands. */
export function dummyValue(vr: string): Uint8Array {
  const text = texts[vr];
  return text === undefined ? Buffer.alloc(binaryLengths[vr] ?? 2) : Buffer.from(text, 'latin1');
}

/** True for representations whose value is written as text that somebody may have typed. */
export function isTyped(vr: string): boolean {
  return ['AE', 'LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UR', 'UT'].includes(vr);
}
