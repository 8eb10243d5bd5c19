// One screening in a process of its own, to be killed: says how many files are stored after each batch.
import { screenArchive } from '../../src/analysis/screen-archive.ts';
import { openStore } from '../../src/store/connection.ts';

const [folder, modalitiesModule, workers, ...paths] = process.argv.slice(2);
const store = await openStore({ folder });
process.stdout.write('opened\n');
await screenArchive({
  paths,
  store,
  modalitiesModule,
  workers: Number(workers),
  onProgress: ({ done }) => process.stdout.write(`stored ${done}\n`),
});
await store.close();
process.stdout.write('finished\n');
