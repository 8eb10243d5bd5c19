import { expect, test } from 'vitest';
import { modalities } from '../../src/modalities/index.ts';

test('a finding that several modalities make means the same in each: lists hold them side by side', () => {
  const words = modalities.flatMap(({ name, words: { findings } }) => Object.entries(findings).map(([code, { severity, text }]) => ({ name, code, said: JSON.stringify([severity, text]) })));
  const meanings = Map.groupBy(words, ({ code }) => code);
  const differing = [...meanings].filter(([, ways]) => new Set(ways.map(({ said }) => said)).size > 1).map(([code]) => code);
  expect(differing).toEqual([]);
});
