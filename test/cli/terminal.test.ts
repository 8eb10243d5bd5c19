import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { progress } from '../../src/cli/progress.ts';
import { textTable } from '../../src/cli/text-table.ts';

function terminal(isTTY: boolean): { terminal: Parameters<typeof progress>[0]; written: () => string } {
  const messages = Object.assign(new PassThrough(), { isTTY, columns: 60 });
  return { terminal: { output: new PassThrough(), messages, language: 'en' }, written: () => String(messages.read() ?? '') };
}

test('columns are as wide as their widest cell and control characters never reach the terminal', () => {
  const rows = [{ name: 'a\u001b[31m', count: 5 }, { name: 'long name', count: 12 }];
  expect(textTable(rows, [{ title: 'Name', cell: ({ name }) => name }, { title: 'n', align: 'right', cell: ({ count }) => String(count) }])).toBe(
    ['Name        n', '---------  --', 'a [31m      5', 'long name  12'].join('\n'),
  );
});

test('a terminal sees a bar that redraws itself and stays within its width', () => {
  const { terminal: tty, written } = terminal(true);
  let time = 0;
  const bar = progress(tty, () => (time += 200));
  bar.show(5, 10, 'files '.repeat(30));
  bar.end();
  const [first] = written().split('\r').filter(Boolean);
  expect(first).toContain('████████████░░░░░░░░░░░░ 5/10');
  expect(first.replace('\u001b[2K', '').length).toBeLessThan(60);
});

test('elsewhere a plain line stands now and then, and the last state at the end', () => {
  const { terminal: file, written } = terminal(false);
  let time = 0;
  const bar = progress(file, () => time);
  for (let done = 0; done < 5; done++) {
    time += 4000;
    bar.show(done, null, 'files');
  }
  bar.end();
  expect(written()).toBe('2 files\n4 files\n');
});
