import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { AmyloscopeError } from '../../src/measurement/amyloscope-error.ts';
import { readInstance } from '../../src/dicom/read-instance.ts';
import { fixtureBytes, references } from './fixture.ts';

/** Generous for a shared machine: a sound file of this size takes a millisecond, a codec about 50 to be replaced. */
const LONGEST_MILLISECONDS = 3000;

const files = Object.keys(references).map((name) => ({ name, bytes: fixtureBytes(name) }));

interface Mutation {
  readonly kind: 'flip' | 'overwrite' | 'length' | 'cut' | 'repeat';
  readonly at: number;
  readonly value: number;
  readonly length: number;
}

const mutation = fc.record<Mutation>({
  kind: fc.constantFrom('flip', 'overwrite', 'length', 'cut', 'repeat'),
  // Half of the damage goes where the header is.
  at: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 0.15, noNaN: true })),
  value: fc.constantFrom(0, 1, 0x7f, 0x80, 0xfe, 0xff, 0x30, 0x41),
  length: fc.integer({ min: 1, max: 64 }),
});

function mutated(bytes: Uint8Array, { kind, at, value, length }: Mutation): Uint8Array {
  const position = Math.floor(at * bytes.length);
  const copy = bytes.slice();
  if (kind === 'cut') return copy.subarray(0, position);
  if (kind === 'repeat') return Uint8Array.from([...copy.subarray(0, position + length), ...copy.subarray(position)]);
  if (kind === 'flip') copy[position] ^= value || 1;
  else if (kind === 'overwrite') copy.fill(value, position, position + length);
  // A length field of four bytes, anything from nothing to endless.
  else copy.set([value, length, value, value].slice(0, Math.max(0, bytes.length - position)), position);
  return copy;
}

/** Reads and decodes everything; an image must be what it says, an error must be ours. */
async function readsOrRefuses(bytes: Uint8Array): Promise<'read' | 'refused'> {
  try {
    const scan = await readInstance(bytes, 'mutated.dcm');
    expect(scan.sopInstanceUid).toMatch(/^[0-9.]{1,64}$/);
    for (let frame = 1; frame <= Math.min(scan.numberOfFrames, 4); frame++) {
      const pixels = scan.decode(frame);
      expect(pixels.values).toHaveLength(scan.rows * scan.columns);
    }
    return 'read';
  } catch (error) {
    if (!(error instanceof AmyloscopeError)) throw error;
    expect(error.message).toMatch(/\.$/);
    return 'refused';
  }
}

beforeAll(async () => {
  for (const { bytes } of files) await readsOrRefuses(bytes);
});

test('a damaged file gives an image that holds together or an error in words, within its time', async () => {
  const outcomes = { read: 0, refused: 0 };
  await fc.assert(fc.asyncProperty(fc.constantFrom(...files), fc.array(mutation, { minLength: 1, maxLength: 6 }), async ({ bytes }, mutations) => {
    const start = performance.now();
    outcomes[await readsOrRefuses(mutations.reduce(mutated, bytes))]++;
    expect(performance.now() - start).toBeLessThan(LONGEST_MILLISECONDS);
  }), { seed: 20_261_123, numRuns: 1500 });
  // Both ways were taken often: the damage is neither always fatal nor always beside the point.
  expect(Math.min(outcomes.read, outcomes.refused)).toBeGreaterThan(150);
}, 120_000);

test('any bytes at all behind a DICOM preamble give an image or an error in words', () => fc.assert(fc.asyncProperty(
  fc.uint8Array({ maxLength: 400 }),
  async (bytes) => {
    await readsOrRefuses(Uint8Array.from([...new Uint8Array(128), ...Buffer.from('DICM'), ...bytes]));
  },
), { seed: 7, numRuns: 1000 }));
