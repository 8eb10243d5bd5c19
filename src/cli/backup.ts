import { resolve } from 'node:path';
import type { Text } from '../measurement/language.ts';
import { addAuditEntry } from '../store/audit-trail.ts';
import type { BackupCounts } from '../store/backup-format.ts';
import { openBareDatabase, openDatabase } from '../store/connection.ts';
import { restoreBackup } from '../store/restore-backup.ts';
import { openTaskQueue } from '../store/task-queue.ts';
import { writeBackup } from '../store/write-backup.ts';
import { addExamples, addStoreOptions, languageOption, type CommandHost, type StoreOptions } from './commands.ts';
import { exitCode } from './exit-code.ts';
import { jobFolders } from './job-folders.ts';
import { print, say, type Terminal } from './terminal.ts';
import { filesText } from './worker.ts';

const texts = {
  backupShort: { en: 'write everything in the store into one file', fr: 'écrire tout le contenu de la base dans un fichier' },
  backup: {
    en: 'Write everything into one file: results, decisions, readings, accounts, audit trail, brought files. Others may go on working meanwhile.\nIt holds data of patients in the clear: keep it as you keep them.',
    fr: 'Tout écrire dans un fichier : résultats, décisions, lectures, comptes, trace, fichiers reçus. Le travail peut continuer pendant ce temps.\nIl contient des données de patients en clair : conservez-le comme elles.',
  },
  restoreShort: { en: 'bring a backup back into an empty store', fr: 'rétablir une sauvegarde dans une base vide' },
  restore: {
    en: 'Bring everything in a backup back into an empty store: all of it or nothing. Jobs that were not finished begin again.',
    fr: 'Rétablir tout le contenu d’une sauvegarde dans une base vide : tout ou rien. Les tâches inachevées recommencent.',
  },
  file: { en: 'the file of the backup', fr: 'le fichier de la sauvegarde' },
  written: { en: '{file}: {rows} rows and {files} files are written.', fr: '{file} : {rows} lignes et {files} fichiers écrits.' },
  restored: { en: '{rows} rows and {files} files are back in {location}.', fr: '{rows} lignes et {files} fichiers rétablis dans {location}.' },
} as const satisfies Record<string, Text>;

interface BackupOptions extends StoreOptions {
  readonly files?: string;
}

export function addBackup({ program, terminal, end }: CommandHost): void {
  const command = program.command('backup').summary(say(terminal, texts.backupShort)).description(say(terminal, texts.backup))
    .argument('<file>', say(terminal, texts.file)).option('--files <folder>', say(terminal, filesText)).addOption(languageOption(terminal));
  addStoreOptions(command, terminal);
  addExamples(command, terminal, ['backup amyloscope-2026-11-23.tar.gz']);
  command.action(async (file: string, options: BackupOptions) => {
    await backup(file, options, terminal);
    end(exitCode.done);
  });
}

export function addRestore({ program, terminal, end }: CommandHost): void {
  const command = program.command('restore').summary(say(terminal, texts.restoreShort)).description(say(terminal, texts.restore))
    .argument('<file>', say(terminal, texts.file)).option('--files <folder>', say(terminal, filesText)).addOption(languageOption(terminal));
  addStoreOptions(command, terminal);
  addExamples(command, terminal, ['restore amyloscope-2026-11-23.tar.gz --store /data/amyloscope']);
  command.action(async (file: string, options: BackupOptions) => {
    await restore(file, options, terminal);
    end(exitCode.done);
  });
}

async function backup(file: string, options: BackupOptions, terminal: Terminal): Promise<void> {
  const home = await openDatabase({ folder: options.store, databaseUrl: options.database });
  try {
    await addAuditEntry(home.client, { user: 'command line', action: 'store.backedUp', subject: null, detail: resolve(file) });
    const counts = await writeBackup(home.client, jobFolders(home, options).files, resolve(file));
    print(terminal, say(terminal, texts.written, { file, ...inAll(counts) }));
  } finally {
    await home.leave();
  }
}

async function restore(file: string, options: BackupOptions, terminal: Terminal): Promise<void> {
  const home = await openBareDatabase({ folder: options.store, databaseUrl: options.database });
  try {
    const queue = await openTaskQueue(home);
    try {
      const counts = await restoreBackup(home.client, queue, jobFolders(home, options).files, resolve(file));
      await addAuditEntry(home.client, { user: 'command line', action: 'store.restored', subject: null, detail: resolve(file) });
      print(terminal, say(terminal, texts.restored, { location: home.location, ...inAll(counts) }));
    } finally {
      await queue.close();
    }
  } finally {
    await home.leave();
  }
}

function inAll({ rows, files }: BackupCounts): { rows: number; files: number } {
  return { rows: Object.values(rows).reduce((total, count) => total + count, 0), files };
}
