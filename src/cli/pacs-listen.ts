import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { ReceivedFolder } from '../dicom/network/received-folder.ts';
import { SeriesWatch, type WatchedSeries } from '../dicom/network/series-watch.ts';
import { listenForStores, type Listener, type ListenerEvents } from '../dicom/network/store-listener.ts';
import { listenForStow } from '../dicom/network/stow-listener.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Text } from '../measurement/language.ts';
import { openDatabase } from '../store/connection.ts';
import { addJob } from '../store/jobs.ts';
import { keepServer } from '../store/keep-server.ts';
import { openTaskQueue } from '../store/task-queue.ts';
import { addExamples, addHomeOptions, languageOption, wholeNumber, type CommandHost, type StoreOptions } from './commands.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { siteOption, type SiteOptions } from './pacs-options.ts';
import { readSiteFile } from './read-site-file.ts';
import { note, print, say, type Terminal } from './terminal.ts';

const texts = {
  about: {
    en: 'Receive what other systems send: by C-STORE, and with --web-port by STOW-RS. An object is acknowledged when it is on the disk.\nFor this computer alone unless --host says otherwise; then name the senders with --allow.',
    fr: 'Recevoir ce que d’autres systèmes envoient : par C-STORE et, avec --web-port, par STOW-RS. Un objet est confirmé quand il est sur le disque.\nPour cet ordinateur seulement, sauf avec --host ; nommez alors les expéditeurs avec --allow.',
  },
  short: { en: 'receive what other systems send', fr: 'recevoir ce que d’autres systèmes envoient' },
  out: { en: 'folder to receive into: STUDY/SERIES/OBJECT.dcm by their UIDs', fr: 'dossier de réception : ÉTUDE/SÉRIE/OBJET.dcm par leurs UID' },
  host: { en: 'address to listen on', fr: 'adresse d’écoute' },
  port: { en: 'port for C-STORE; 0 takes a free one', fr: 'port pour C-STORE ; 0 en prend un libre' },
  title: { en: 'AE title of this system', fr: 'titre AE de ce système' },
  allow: { en: 'AE titles that may send, parted by commas', fr: 'titres AE autorisés à envoyer, séparés par des virgules' },
  webPort: { en: 'port for STOW-RS', fr: 'port pour STOW-RS' },
  tokenFile: { en: 'file of the bearer token that senders by STOW-RS must state', fr: 'fichier du jeton que doit donner tout expéditeur par STOW-RS' },
  ask: { en: 'system of the site file to ask how many objects a series has', fr: 'système du fichier de site à qui demander combien d’objets a une série' },
  quiet: { en: 'seconds without anything new after which a series has ended', fr: 'secondes sans rien de nouveau après lesquelles une série est finie' },
  analyse: { en: 'analyse each study once all its series have ended: a job for "serve" or "worker" on the same store', fr: 'analyser chaque étude dès que toutes ses séries sont finies : une tâche pour « serve » ou « worker » sur la même base' },
  begun: { en: 'analysis   of study {uid}: job {job}', fr: 'analyse    de l’étude {uid} : tâche {job}' },
  notBegun: { en: 'no analysis of study {uid}: {reason}', fr: 'pas d’analyse de l’étude {uid} : {reason}' },
  ready: { en: 'Listening as {title} on {host}, port {port} (Ctrl+C ends it)', fr: 'À l’écoute sous le titre {title} sur {host}, port {port} (Ctrl+C pour terminer)' },
  webReady: { en: 'STOW-RS at http://{host}:{port}/studies', fr: 'STOW-RS à http://{host}:{port}/studies' },
  whole: { en: 'whole      {uid}: {received} of {stated} objects, as the sender states', fr: 'complète   {uid} : {received} objets sur {stated}, comme annoncé' },
  incomplete: { en: 'incomplete {uid}: {received} of {stated} objects, and nothing new came for {quiet} s', fr: 'incomplète {uid} : {received} objets sur {stated}, et rien de nouveau depuis {quiet} s' },
  ended: { en: 'ended      {uid}: {received} objects, and nothing new came for {quiet} s', fr: 'finie      {uid} : {received} objets, et rien de nouveau depuis {quiet} s' },
  refused: { en: 'refused    an object of {from}: {reason}', fr: 'refusé     un objet de {from} : {reason}' },
  failed: { en: 'broke off  {from}: {reason}', fr: 'interrompu {from} : {reason}' },
  open: { en: 'With an address others can reach, --allow must name the senders, and --web-port needs --token-file.', fr: 'Avec une adresse accessible à d’autres, --allow doit nommer les expéditeurs, et --web-port demande --token-file.' },
} as const satisfies Record<string, Text>;

interface ListenOptions extends SiteOptions, Pick<StoreOptions, 'store' | 'database'> {
  readonly analyse?: boolean;
  readonly out: string;
  readonly host: string;
  readonly port: number;
  readonly title: string;
  readonly allow?: readonly string[];
  readonly webPort?: number;
  readonly tokenFile?: string;
  readonly ask?: string;
  readonly quiet: number;
}

/** A side that says nothing for so long is given up. */
const SILENCE_MS = 60_000;
const LOOK_EVERY_MS = 1000;
/** Who starts the analysis of what is received, in the list of jobs. */
const RECEPTION = 'reception';
const loopback: readonly string[] = ['127.0.0.1', '::1', 'localhost'];

export function addPacsListen({ program, terminal, end }: CommandHost): void {
  const command = program.command('listen').summary(say(terminal, texts.short)).description(say(terminal, texts.about))
    .option('--out <folder>', say(terminal, texts.out), 'received')
    .option('--host <address>', say(terminal, texts.host), '127.0.0.1')
    .option('--port <number>', say(terminal, texts.port), portOf, 11_112)
    .option('--title <title>', say(terminal, texts.title), 'AMYLOSCOPE')
    .option('--allow <titles>', say(terminal, texts.allow), (value: string) => value.split(',').map((one) => one.trim()))
    .option('--web-port <number>', say(terminal, texts.webPort), portOf)
    .option('--token-file <file>', say(terminal, texts.tokenFile))
    .option('--ask <system>', say(terminal, texts.ask))
    .option('--quiet <seconds>', say(terminal, texts.quiet), wholeNumber, 60);
  command.option('--analyse', say(terminal, texts.analyse));
  addHomeOptions(command, terminal);
  command.addOption(siteOption(command, terminal)).addOption(languageOption(terminal));
  addExamples(command, terminal, ['pacs listen --out archive', 'pacs listen --out archive --host 0.0.0.0 --allow CAMERA1,PACS --ask pacs --analyse']);
  command.action(async (options: ListenOptions) => end(await listen(options, terminal)));
}

function portOf(value: string): number {
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new InvalidArgumentError('0 to 65535.');
}

async function listen(options: ListenOptions, terminal: Terminal): Promise<ExitCode> {
  const { host, webPort, allow, tokenFile } = options;
  if (!loopback.includes(host) && (!allow || (webPort !== undefined && tokenFile === undefined))) throw new AmyloscopeError('invalidInput', say(terminal, texts.open));
  const folder = await ReceivedFolder.open(resolve(options.out));
  const analysis = options.analyse ? await openAnalysis(options, terminal) : null;
  const watch = await watchOf(options, folder, terminal, analysis);
  const listeners: Listener[] = [];
  const timer = setInterval(() => void watch.look(performance.now()), LOOK_EVERY_MS);
  try {
    const common = { host, folder, silenceMs: SILENCE_MS, events: eventsOf(watch, terminal) };
    listeners.push(await listenForStores({ ...common, port: options.port, aeTitle: options.title, allowed: allow ?? null }));
    if (webPort !== undefined) listeners.push(await listenForStow({ ...common, port: webPort, token: await tokenOf(tokenFile) }));
    print(terminal, say(terminal, texts.ready, { title: options.title, host, port: listeners[0].port }));
    if (listeners[1]) print(terminal, say(terminal, texts.webReady, { host, port: listeners[1].port }));
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  } finally {
    clearInterval(timer);
    for (const listener of listeners) await listener.close();
    await analysis?.close();
  }
  return exitCode.done;
}

async function watchOf({ ask, site, quiet, out }: ListenOptions, folder: ReceivedFolder, terminal: Terminal, analysis: Analysis | null): Promise<SeriesWatch> {
  const pacs = ask === undefined ? null : await (await readSiteFile(site)).pacs(ask);
  return new SeriesWatch({
    ask: pacs && ((uid) => pacs.findSeries(uid)),
    count: ({ studyInstanceUid, seriesInstanceUid }) => folder.count(studyInstanceUid, seriesInstanceUid),
    quietMs: 1000 * quiet,
    ended: (series) => {
      print(terminal, endedWords(series, quiet, terminal));
      if (series.lastOfStudy) void analysis?.begin(series.studyInstanceUid, join(resolve(out), series.studyInstanceUid));
    },
  });
}

/** Has received studies analysed. */
interface Analysis {
  begin(studyInstanceUid: string, folder: string): Promise<void>;
  close(): Promise<void>;
}

async function openAnalysis({ store, database }: ListenOptions, terminal: Terminal): Promise<Analysis> {
  const home = await openDatabase({ folder: store, databaseUrl: database });
  const kept = keepServer(home);
  const queue = await openTaskQueue(home);
  return {
    async begin(uid, folder) {
      try {
        const job = await addJob(home.client, queue, { kind: 'analyseReceived', user: RECEPTION, input: { paths: [folder] } });
        print(terminal, say(terminal, texts.begun, { uid, job }));
      } catch (error) {
        // What was received lies on the disk; `amyloscope analyse` or another sending takes it up.
        note(terminal, say(terminal, texts.notBegun, { uid, reason: (error as Error).message }));
      }
    },
    async close() {
      await queue.close();
      await kept.leave();
    },
  };
}

function endedWords({ seriesInstanceUid: uid, received, stated }: WatchedSeries, quiet: number, terminal: Terminal): string {
  if (stated === null) return say(terminal, texts.ended, { uid, received, quiet });
  return say(terminal, received >= stated ? texts.whole : texts.incomplete, { uid, received, stated, quiet });
}

function eventsOf(watch: SeriesWatch, terminal: Terminal): ListenerEvents {
  return {
    received: (receipt, from) => {
      if ('object' in receipt) watch.received(receipt.object, performance.now());
      else note(terminal, say(terminal, texts.refused, { from, reason: receipt.refused.message }));
    },
    failed: ({ message }, from) => note(terminal, say(terminal, texts.failed, { from, reason: message })),
  };
}

async function tokenOf(file: string | undefined): Promise<string | null> {
  if (file === undefined) return null;
  const token = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new AmyloscopeError('notFound', { en: `The file of the token ${file} cannot be read: ${cause.message}.`, fr: `Le fichier du jeton ${file} ne peut être lu : ${cause.message}.` }, { cause });
  });
  return token.trim();
}
