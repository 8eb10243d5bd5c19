import { parentPort } from 'node:worker_threads';
import type { NetworkAnswer, NetworkTask } from './network-threads.ts';
import { loadNetwork, type Network } from './onnx-network.ts';

const loaded = new Map<string, Promise<Network>>();

async function answer({ name, values, shape }: NetworkTask): Promise<NetworkAnswer> {
  if (!loaded.has(name)) loaded.set(name, loadNetwork(name));
  return (await loaded.get(name)!).run(values, shape);
}

const port = parentPort!;
let last = Promise.resolve();
port.on('message', (task: NetworkTask) => {
  last = last.then(async () => port.postMessage(await answer(task)));
});
port.postMessage('ready');
