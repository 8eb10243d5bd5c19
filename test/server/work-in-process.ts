// A worker in a process of its own, to be killed: says a word for each task it has done.
import { startJobWorker } from '../../src/analysis/job-worker.ts';
import { openDatabase } from '../../src/store/connection.ts';
import { openTaskQueue } from '../../src/store/task-queue.ts';

const [databaseOrFolder, modalitiesModule] = process.argv.slice(2);
const home = await openDatabase(databaseOrFolder.startsWith('postgresql:') ? { databaseUrl: databaseOrFolder } : { folder: databaseOrFolder });
const queue = await openTaskQueue(home);
await startJobWorker({
  home,
  queue: {
    ...queue,
    work: (perform, giveUp) => queue.work(async (task) => {
      await perform(task);
      process.stdout.write('task\n');
    }, giveUp),
  },
  workers: 1,
  modalitiesModule,
  folders: { files: 'none', makeCohort: () => { throw new Error('No cohort is made here.'); } },
});
process.stdout.write('ready\n');
