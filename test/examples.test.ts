import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

interface Example {
  readonly file: string;
  readonly expression: string;
  /** The literal after `//`: numbers hold to the decimals written; `...` stands for further properties. */
  readonly result: string;
}

const source = join(import.meta.dirname, '../src');
const quoted = /('[^']*')/;
const decimalNumber = /(?<![\w.])-?\d+\.(\d+)(?![\w.])/g;

/** Every `@example expression // result` of one file; the result may stand on the following line. */
function examplesOf(file: string): Example[] {
  const text = readFileSync(join(source, file), 'utf8');
  return [...text.matchAll(/@example (.+?)(?:\s*\n\s*\*\s*|\s+)\/\/ (.+?)(?: \*\/)?$/gm)].map(([, expression, result]) => ({ file, expression, result }));
}

function marksOf(file: string): number {
  return readFileSync(join(source, file), 'utf8').match(/@example/g)?.length ?? 0;
}

function expected(result: string): unknown {
  const literal = result.replace(/,?\s*\.\.\.\s*(?=[}\]])/g, ' ');
  const near = literal.split(quoted).map((part, i) => (i % 2 ? part : part.replace(decimalNumber, (number, decimals) => `near(${number}, ${decimals.length})`)));
  return new Function('near', `return (${near.join('')});`)((value: number, digits: number) => expect.closeTo(value, digits));
}

async function evaluated(example: Example): Promise<unknown> {
  const exported = await import(join(source, example.file));
  return new Function(...Object.keys(exported), `return (${example.expression});`)(...Object.values(exported));
}

const files = globSync('**/*.ts', { cwd: source }).sort();
const examples = files.flatMap(examplesOf);

test.each(examples)('$file: $expression gives $result', async (example) => {
  const value = await evaluated(example);
  if (example.result.includes('...')) expect(value).toMatchObject(expected(example.result) as object);
  else expect(value).toEqual(expected(example.result));
});

test('every docstring example states its result after //', () => {
  expect(examples.length).toBe(files.map(marksOf).reduce((sum, count) => sum + count, 0));
});
