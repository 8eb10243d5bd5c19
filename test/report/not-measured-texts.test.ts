import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { reasonText } from '../../src/report/not-measured-texts.ts';

const root = new URL('../../', import.meta.url).pathname;
const sources = globSync('src/{statistics,tables,modalities,image}/**/*.ts', { cwd: root }).map((path) => readFileSync(root + path, 'utf8'));
const codes = [...new Set(sources.flatMap((text) => [...text.matchAll(/\bnotMeasured\(\s*'(\w+)'/g)].map(([, code]) => code)))].toSorted();

test('every reason why there is no value is said in French too', () => {
  expect(codes.length).toBeGreaterThan(30);
  expect(codes.filter((code) => reasonText({ code, reason: 'in English' }).fr === 'in English')).toEqual([]);
});
