import { afterEach, expect, test } from 'vitest';
import { workerPool, type WorkerPool } from '../../src/inference/worker-pool.ts';

type Task = number | 'neverEnds' | 'exits' | 'throws';

let pool: WorkerPool<Task, number>;
afterEach(() => pool.close());

function startPool(workers: number, timeLimitMs = 10_000, module = './doubling-worker.ts'): void {
  pool = workerPool({ module: new URL(module, import.meta.url), workerData: null, workers, timeLimitMs });
}

const run = (task: Task) => pool.run(async () => ({ task, transfer: [] }));
const numbers = Array.from({ length: 20 }, (_, index) => index);
const doubled = numbers.map((number) => ({ kind: 'answered', answer: 2 * number }));

test('every task gets its own answer', async () => {
  startPool(2);
  expect(await Promise.all(numbers.map(run))).toEqual(doubled);
});

test.each(['exits', 'throws'] as const)('a task by which the worker %s is given up, and all others are done', async (task) => {
  startPool(2);
  const answers = await Promise.all([run(3), run(task), ...numbers.map(run)]);
  expect(answers[1].kind).toBe('died');
  expect(answers.slice(2)).toEqual(doubled);
});

test('a task that never ends is given up after the time limit, and all others are done', async () => {
  startPool(1, 300);
  const answers = await Promise.all([run('neverEnds'), ...numbers.map(run)]);
  expect(answers).toEqual([{ kind: 'tookTooLong' }, ...doubled]);
});

test('a task is prepared only when a worker has room for it', async () => {
  startPool(1, 60_000);
  let prepared = 0;
  const prepare = async () => ({ task: (prepared += 1) && ('neverEnds' as const), transfer: [] });
  const never = numbers.map(() => pool.run(prepare));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(prepared).toBe(2);
  await pool.close();
  expect(new Set((await Promise.all(never)).map(({ kind }) => kind))).toEqual(new Set(['died']));
  expect(prepared).toBe(2);
});

test('no worker is asked where the answer is known already', async () => {
  startPool(1);
  expect(await pool.run(async () => ({ answer: 5 }))).toEqual({ kind: 'answered', answer: 5 });
});

test('what keeps the workers from starting is thrown, not counted against the task', async () => {
  startPool(1, 10_000, './no-such-worker.ts');
  await expect(run(1)).rejects.toThrow(/no-such-worker/);
});
