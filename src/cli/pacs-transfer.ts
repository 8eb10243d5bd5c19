import { resolve } from 'node:path';
import { usualPatience, workTransfers, type Patience } from '../analysis/work-transfers.ts';
import type { FoundSeries, FoundStudy, Pacs } from '../dicom/network/pacs.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Text } from '../measurement/language.ts';
import { addAuditEntry } from '../store/audit-trail.ts';
import { openDatabase, type Home } from '../store/connection.ts';
import { addTransfers, type Attempt, type Transfer } from '../store/transfers.ts';
import { addHomeOptions, wholeNumber, type CommandHost, type StoreOptions } from './commands.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { filesToSend } from './files-to-send.ts';
import { addSearch, addSite, queryOf, type SearchOptions, type SiteOptions } from './pacs-options.ts';
import { readSiteFile } from './read-site-file.ts';
import { requirePaths } from './require-paths.ts';
import { note, print, say, type Terminal } from './terminal.ts';

const texts = {
  fetch: {
    en: 'Fetch studies into a folder, series by series. A series is whole when as many objects are here as the system states; until then it is tried again, later and later.\nWhat is not done when the command ends waits in the queue: "amyloscope pacs queue --work" goes on.',
    fr: 'Récupérer des études dans un dossier, série par série. Une série est complète quand autant d’objets sont là que le système en annonce ; sinon elle est redemandée, de plus en plus tard.\nCe qui n’est pas fait quand la commande s’arrête attend dans la file : « amyloscope pacs queue --work » continue.',
  },
  fetchShort: { en: 'fetch studies into a folder', fr: 'récupérer des études dans un dossier' },
  push: {
    en: 'Send DICOM files, byte by byte as they are; of folders, every DICOM file below. What the system does not acknowledge is sent again, later and later.',
    fr: 'Envoyer des fichiers DICOM, octet par octet ; d’un dossier, chaque fichier DICOM qu’il contient. Ce que le système n’a pas confirmé est renvoyé, de plus en plus tard.',
  },
  pushShort: { en: 'send DICOM files', fr: 'envoyer des fichiers DICOM' },
  paths: { en: 'files or folders', fr: 'fichiers ou dossiers' },
  out: { en: 'folder to receive into: STUDY/SERIES/OBJECT.dcm by their UIDs', fr: 'dossier de réception : ÉTUDE/SÉRIE/OBJET.dcm par leurs UID' },
  firstWait: { en: 'seconds before the second attempt; each further one waits four times as long', fr: 'secondes avant le deuxième essai ; chaque suivant attend quatre fois plus' },
  attempts: { en: 'attempts before a transfer is given up', fr: 'essais avant d’abandonner un transfert' },
  quiet: { en: 'seconds without anything new after which a series of unknown count is whole', fr: 'secondes sans rien de nouveau après lesquelles une série de nombre inconnu est complète' },
  tooWide: { en: 'Say which studies: --patient, --from, --to, --modality or --study.', fr: 'Précisez les études : --patient, --from, --to, --modality ou --study.' },
  nothing: { en: 'No study was found.', fr: 'Aucune étude trouvée.' },
  nothingToSend: { en: 'There is no DICOM file to send.', fr: 'Il n’y a aucun fichier DICOM à envoyer.' },
  found: { en: '{studies} studies with {series} series found.', fr: '{studies} études, {series} séries trouvées.' },
  done: { en: 'done     {what}', fr: 'fait      {what}' },
  again: { en: 'again    {what}: {reason} Next attempt in {seconds} s.', fr: 'à refaire {what} : {reason} Prochain essai dans {seconds} s.' },
  failed: { en: 'given up {what}: {reason}', fr: 'abandonné {what} : {reason}' },
  objects: { en: 'series {uid}, objects here: {received}', fr: 'série {uid}, objets reçus : {received}' },
  stopping: { en: 'Stopping. What is not done waits in the queue.', fr: 'Arrêt. Ce qui n’est pas fait attend dans la file.' },
} as const satisfies Record<string, Text>;

/** How patient the queue is, as options. */
export interface PatienceOptions {
  readonly firstWait: number;
  readonly attempts: number;
  readonly quiet: number;
}

export function addPatience(command: ReturnType<typeof addSite>, terminal: Terminal): void {
  command
    .option('--first-wait <seconds>', say(terminal, texts.firstWait), wholeNumber, usualPatience.firstWaitSeconds)
    .option('--attempts <number>', say(terminal, texts.attempts), wholeNumber, usualPatience.mostAttempts)
    .option('--quiet <seconds>', say(terminal, texts.quiet), wholeNumber, usualPatience.quietSeconds);
}

export function addPacsFetch({ program, terminal, end }: CommandHost): void {
  const command = addSearch(addSite(program.command('fetch').summary(say(terminal, texts.fetchShort)).description(say(terminal, texts.fetch)), terminal), terminal)
    .option('--out <folder>', say(terminal, texts.out), 'received');
  addPatience(command, terminal);
  addHomeOptions(command, terminal);
  command.action(async (node: string, options: SearchOptions & PatienceOptions & StoreOptions & { readonly out: string }) => {
    const query = queryOf(options);
    if (Object.values(query).every((one) => one === null)) throw new AmyloscopeError('invalidInput', say(terminal, texts.tooWide));
    const pacs = await (await readSiteFile(options.site)).pacs(node);
    const studies = await pacs.findStudies(query);
    const series = await seriesOf(pacs, studies, query.modality);
    print(terminal, series.length === 0 ? say(terminal, texts.nothing) : say(terminal, texts.found, { studies: studies.length, series: series.length }));
    if (series.length === 0) return end(exitCode.nothingAnalysed);
    const folder = resolve(options.out);
    return end(await withQueue(options, async (home) => {
      for (const { patientId, studyInstanceUid } of studies) await addAuditEntry(home.client, { user: 'command line', action: 'study.fetched', subject: patientId, detail: `${studyInstanceUid} from ${node}` });
      await addTransfers(home.client, 'fetch', node, series.map(({ studyInstanceUid, seriesInstanceUid }) => ({ studyInstanceUid, seriesInstanceUid, folder })));
      return workWithWords(home, node, options, terminal);
    }));
  });
}

/** One question after another: a PACS lets in only so many at once. */
async function seriesOf(pacs: Pacs, studies: readonly FoundStudy[], modality: string | null): Promise<readonly FoundSeries[]> {
  const found: FoundSeries[] = [];
  for (const { studyInstanceUid } of studies) found.push(...(await pacs.findSeries(studyInstanceUid)));
  return found.filter((series) => modality === null || series.modality === modality);
}

export function addPacsPush({ program, terminal, end }: CommandHost): void {
  const command = addSite(program.command('push').summary(say(terminal, texts.pushShort)).description(say(terminal, texts.push)), terminal)
    .argument('<paths...>', say(terminal, texts.paths));
  addPatience(command, terminal);
  addHomeOptions(command, terminal);
  command.action(async (node: string, paths: string[], options: SiteOptions & PatienceOptions & StoreOptions) => {
    requirePaths(paths, terminal);
    await (await readSiteFile(options.site)).pacs(node);
    const files = await filesToSend(paths);
    if (files.length === 0) {
      note(terminal, say(terminal, texts.nothingToSend));
      return end(exitCode.nothingAnalysed);
    }
    return end(await withQueue(options, async (home) => {
      await addAuditEntry(home.client, { user: 'command line', action: 'files.sent', subject: null, detail: `${files.length} files to ${node}` });
      await addTransfers(home.client, 'push', node, files.map((path) => ({ path })));
      return workWithWords(home, node, options, terminal);
    }));
  });
}

/** Opens the store that holds the queue for as long as some work takes. */
export async function withQueue<Value>({ store, database }: StoreOptions, work: (home: Home) => Promise<Value>): Promise<Value> {
  const home = await openDatabase({ folder: store, databaseUrl: database });
  try {
    return await work(home);
  } finally {
    await home.leave();
  }
}

/** Works the queue of one system, says of each attempt what it came to, and stops tidily at Ctrl+C. */
export async function workWithWords(home: Home, node: string, options: SiteOptions & PatienceOptions, terminal: Terminal): Promise<ExitCode> {
  const patience: Patience = { firstWaitSeconds: options.firstWait, mostAttempts: options.attempts, quietSeconds: options.quiet };
  const stop = new AbortController();
  const interrupted = () => {
    stop.abort();
    note(terminal, say(terminal, texts.stopping));
  };
  // Once: a second Ctrl+C finds the usual way to end a process.
  process.once('SIGINT', interrupted);
  let anyFailed = false;
  try {
    const pacs = await (await readSiteFile(options.site)).pacs(node);
    await workTransfers({
      client: home.client, node, pacs, patience, signal: stop.signal,
      onAttempt: (transfer, attempt) => {
        anyFailed ||= attempt.state === 'failed';
        (attempt.state === 'done' ? print : note)(terminal, attemptWords(transfer, attempt, terminal));
      },
    });
  } finally {
    process.removeListener('SIGINT', interrupted);
  }
  return anyFailed || stop.signal.aborted ? exitCode.someRefused : exitCode.done;
}

/** What a transfer is about, in one line. */
export function subjectWords({ subject }: Transfer, received: number, terminal: Terminal): string {
  return 'path' in subject ? subject.path : say(terminal, texts.objects, { uid: subject.seriesInstanceUid, received });
}

function attemptWords(transfer: Transfer, { state, received, reason, waitSeconds }: Attempt, terminal: Terminal): string {
  const text = { done: texts.done, waiting: texts.again, failed: texts.failed }[state];
  return say(terminal, text, { what: subjectWords(transfer, received, terminal), reason: reason ?? '', seconds: waitSeconds });
}
