import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteGate } from '../../src/analysis/byte-gate.ts';

const limit = 100;

test('no more is inside than allowed, unless it is alone, and everything gets in, in its order', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 150 }), { maxLength: 30 }), async (sizes) => {
      const gate = byteGate(limit);
      const inside: number[] = [];
      const order: number[] = [];
      const visit = async (bytes: number, index: number) => {
        await gate.enter(bytes);
        inside.push(bytes);
        order.push(index);
        const total = inside.reduce((sum, one) => sum + one, 0);
        expect(total <= limit || inside.filter((one) => one > 0).length === 1).toBe(true);
        await new Promise(setImmediate);
        inside.splice(inside.indexOf(bytes), 1);
        gate.leave(bytes);
      };
      await Promise.all(sizes.map(visit));
      expect(order).toEqual(sizes.map((_, index) => index));
    }),
    { seed: 7, numRuns: 50 },
  ));
