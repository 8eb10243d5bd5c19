import { decode } from 'fast-png';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodePngGrey } from '../../src/report/encode-png-grey.ts';

const pictures = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 })).chain(([rows, columns]) =>
  fc.record({ rows: fc.constant(rows), columns: fc.constant(columns), grey: fc.uint8Array({ minLength: rows * columns, maxLength: rows * columns }) }));

test('fast-png reads every picture as it was', () =>
  fc.assert(
    fc.property(pictures, ({ rows, columns, grey }) => {
      const read = decode(encodePngGrey(rows, columns, grey), { checkCrc: true });
      expect([read.height, read.width, read.channels, read.depth]).toEqual([rows, columns, 1, 8]);
      expect([...read.data]).toEqual([...grey]);
    }),
    { seed: 7 },
  ));

test('bytes that do not fill the picture are refused', () => expect(() => encodePngGrey(2, 2, new Uint8Array(3))).toThrow('needs 4 bytes'));
