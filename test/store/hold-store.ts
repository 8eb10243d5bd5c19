// A user of a store in a process of its own: opens it, says so, closes it when told to, says so.
import { openStore } from '../../src/store/connection.ts';

const store = await openStore({ folder: process.argv[2] });
process.stdout.write('opened\n');
process.stdin.once('data', async () => {
  await store.close();
  process.stdout.write('closed\n');
  process.exit(0);
});
