// A worker for the tests of the pool: doubles numbers, and fails in the ways a worker can.
import { parentPort } from 'node:worker_threads';

const port = parentPort!;
port.on('message', (task: number | 'neverEnds' | 'exits' | 'throws') => {
  if (task === 'neverEnds') for (;;);
  if (task === 'exits') process.exit(3);
  if (task === 'throws') throw new Error('thrown by the worker');
  port.postMessage(2 * task);
});
port.postMessage('ready');
