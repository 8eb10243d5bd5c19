import { once } from 'node:events';
import { startJobWorker } from '../analysis/job-worker.ts';
import type { Text } from '../measurement/language.ts';
import { openDatabase } from '../store/connection.ts';
import { keepServer } from '../store/keep-server.ts';
import { openTaskQueue } from '../store/task-queue.ts';
import { addExamples, addStoreOptions, languageOption, type CommandHost, type StoreOptions } from './commands.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { jobFolders } from './job-folders.ts';
import { print, say, type Terminal } from './terminal.ts';

const texts = {
  short: { en: 'do a share of the jobs of amyloscope serve', fr: 'prendre part aux tâches d’amyloscope serve' },
  about: {
    en: 'Do jobs that "amyloscope serve" was given: any number of workers, on any hosts, share them by one PostgreSQL.\nEvery worker must see archives and the folder of brought files under the same paths. One that is killed loses and repeats nothing: others take its tasks over after some ten seconds.',
    fr: 'Exécuter des tâches confiées à « amyloscope serve » : autant de processus que l’on veut, sur toute machine, se les partagent par un même PostgreSQL.\nChacun doit voir les archives et le dossier des fichiers reçus sous les mêmes chemins. Un processus tué ne perd ni ne répète rien : d’autres reprennent ses tâches après une dizaine de secondes.',
  },
  files: { en: 'folder of brought files (default: in the private store, else in your data folder)', fr: 'dossier des fichiers reçus (par défaut : dans la base privée, sinon dans votre dossier de données)' },
  ready: { en: 'Waiting for jobs in {location} (Ctrl+C ends it)', fr: 'En attente de tâches dans {location} (Ctrl+C pour terminer)' },
} as const satisfies Record<string, Text>;

/** The words of the option `--files`, which `serve` has too. */
export const filesText: Text = texts.files;

interface WorkerOptions extends StoreOptions {
  readonly files?: string;
}

export function addWorker({ program, terminal, end }: CommandHost): void {
  const command = program.command('worker')
    .summary(say(terminal, texts.short)).description(say(terminal, texts.about))
    .option('--files <folder>', say(terminal, texts.files))
    .addOption(languageOption(terminal));
  addStoreOptions(command, terminal);
  addExamples(command, terminal, ['worker --database postgresql://amyloscope@db/amyloscope --files /shared/amyloscope']);
  command.action(async (options: WorkerOptions) => end(await work(options, terminal)));
}

async function work(options: WorkerOptions, terminal: Terminal): Promise<ExitCode> {
  const home = await openDatabase({ folder: options.store, databaseUrl: options.database });
  const kept = keepServer(home);
  try {
    const queue = await openTaskQueue(home);
    const worker = await startJobWorker({ home, queue, folders: jobFolders(home, options), workers: options.workers });
    print(terminal, say(terminal, texts.ready, { location: home.location }));
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    await queue.close();
    await worker.close();
  } finally {
    await kept.leave();
  }
  return exitCode.done;
}
