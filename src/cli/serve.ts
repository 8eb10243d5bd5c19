import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InvalidArgumentError } from 'commander';
import { analyseFetched } from '../analysis/analyse-fetched.ts';
import { startJobWorker } from '../analysis/job-worker.ts';
import { keepTransferring } from '../analysis/keep-transferring.ts';
import { loadModalities } from '../analysis/load-modalities.ts';
import { usualPatience } from '../analysis/work-transfers.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Text } from '../measurement/language.ts';
import { buildServer } from '../server/build-server.ts';
import type { Server } from '../server/server-context.ts';
import { openIdProvider, readOpenIdSettings } from '../server/openid-provider.ts';
import { hashPassword, randomPassword } from '../server/passwords.ts';
import { addAccount, countAccounts } from '../store/accounts.ts';
import { type Home, openDatabase } from '../store/connection.ts';
import { addJob } from '../store/jobs.ts';
import { keepServer } from '../store/keep-server.ts';
import { openTaskQueue, type TaskQueue } from '../store/task-queue.ts';
import { addExamples, addStoreOptions, languageOption, type CommandHost, type StoreOptions } from './commands.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { jobFolders } from './job-folders.ts';
import { modalityWords } from './modality-words.ts';
import { readSiteFile, type Site } from './read-site-file.ts';
import { note, print, say, type Terminal } from './terminal.ts';
import { filesText } from './worker.ts';

const texts = {
  about: {
    en: 'Show what is in the store as pages: the list of work, each scan with its regions, decisions.\nFor this computer alone unless --host says otherwise. At the first start an administrator is made, and the password printed once.',
    fr: 'Montrer le contenu de la base en pages : la liste de travail, chaque examen avec ses régions, les décisions.\nPour cet ordinateur seulement, sauf avec --host. Au premier démarrage un administrateur est créé, et son mot de passe affiché une fois.',
  },
  short: { en: 'show the stored scans as pages in the browser', fr: 'montrer les examens enregistrés dans le navigateur' },
  port: { en: 'port to listen on; 0 takes a free one (default: 8380, or a free one where that is taken)', fr: 'port d’écoute ; 0 en prend un libre (par défaut : 8380, ou un libre s’il est pris)' },
  host: { en: 'address to listen on; others than 127.0.0.1 are for a proxy with https in front', fr: 'adresse d’écoute ; toute autre que 127.0.0.1 suppose un proxy https devant' },
  behindHttps: { en: 'it is reached by https through a proxy', fr: 'il est atteint en https par un proxy' },
  account: { en: 'Sign in as administrator with the password {password}\nIt is shown this once.', fr: 'Connectez-vous comme administrator avec le mot de passe {password}\nIl n’est affiché que cette fois.' },
  noWork: { en: 'leave jobs to "amyloscope worker"', fr: 'laisser les tâches à « amyloscope worker »' },
  site: { en: 'file that names the PACS of the site: pages fetch from them and send to them (default: pacs.json where there is one)', fr: 'fichier qui nomme les PACS du site : les pages y récupèrent et y envoient (par défaut : pacs.json s’il existe)' },
  transferTrouble: { en: 'Transfers with {node} wait: {why}', fr: 'Les transferts avec {node} attendent : {why}' },
  openId: { en: 'JSON file that names a provider of OpenID Connect to sign in with (docs/server.md)', fr: 'fichier JSON nommant un fournisseur OpenID Connect pour se connecter (docs/server.md)' },
  demo: { en: 'make and analyse the demonstration cohort, unless that was done', fr: 'créer et analyser la cohorte de démonstration, sauf si c’est déjà fait' },
  noPages: { en: 'The pages are not built: start with script/serve, which builds them. Only the interface for programs is there.', fr: 'Les pages ne sont pas construites : démarrez avec script/serve, qui les construit. Seule l’interface pour programmes est là.' },
  ready: { en: 'Open {address} (Ctrl+C ends it)', fr: 'Ouvrez {address} (Ctrl+C pour terminer)' },
  portTaken: { en: 'The port {port} is taken or not allowed: {why}. Choose another with --port.', fr: 'Le port {port} est pris ou interdit : {why}. Choisissez-en un autre avec --port.' },
} as const satisfies Record<string, Text>;

interface ServeOptions extends StoreOptions {
  readonly port?: number;
  readonly host: string;
  readonly behindHttps?: boolean;
  readonly files?: string;
  /** False with --no-work. */
  readonly work: boolean;
  readonly demo?: boolean;
  readonly openid?: string;
  readonly site?: string;
}

const usualPort = 8380;
const usualSite = 'pacs.json';
const pages = fileURLToPath(new URL('../../web/dist/', import.meta.url));

export function addServe({ program, terminal, end }: CommandHost): void {
  const command = program.command('serve')
    .summary(say(terminal, texts.short)).description(say(terminal, texts.about))
    .option('--port <number>', say(terminal, texts.port), portOf)
    .option('--host <address>', say(terminal, texts.host), '127.0.0.1')
    .option('--behind-https', say(terminal, texts.behindHttps))
    .option('--files <folder>', say(terminal, filesText))
    .option('--no-work', say(terminal, texts.noWork))
    .option('--site <file>', say(terminal, texts.site))
    .option('--openid <file>', say(terminal, texts.openId))
    .option('--demo', say(terminal, texts.demo))
    .addOption(languageOption(terminal));
  addStoreOptions(command, terminal);
  addExamples(command, terminal, ['serve', 'serve --port 9000 --store /data/amyloscope']);
  command.action(async (options: ServeOptions) => end(await serve(options, terminal)));
}

function portOf(value: string): number {
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new InvalidArgumentError('0 to 65535.');
}

async function serve(options: ServeOptions, terminal: Terminal): Promise<ExitCode> {
  const site = await siteOf(options);
  const home = await openDatabase({ folder: options.store, databaseUrl: options.database });
  const kept = keepServer(home);
  try {
    const queue = await openTaskQueue(home);
    const folders = jobFolders(home, options);
    const worker = options.work ? await startJobWorker({ home, queue, folders, workers: options.workers }) : null;
    const transfers = site && keepTransfers(site, { home, queue, files: folders.files }, terminal);
    try {
      await serveUntilTold(options, { home, queue, files: folders.files }, site, terminal);
    } finally {
      await transfers?.close();
      await queue.close();
      await worker?.close();
    }
  } finally {
    await kept.leave();
  }
  return exitCode.done;
}

interface Served {
  readonly home: Home;
  readonly queue: TaskQueue;
  readonly files: string;
}

/** @throws AmyloscopeError as `readSiteFile`. */
async function siteOf({ site }: ServeOptions): Promise<Site | null> {
  if (site === undefined && !existsSync(usualSite)) return null;
  return readSiteFile(site ?? usualSite);
}

/** Fetches and sends whatever pages or commands put in line, and has fetched studies analysed. */
function keepTransfers({ names, pacs }: Site, { home, queue, files }: Served, terminal: Terminal): ReturnType<typeof keepTransferring> {
  return keepTransferring({
    home, nodes: names, pacs, patience: usualPatience,
    onAttempt: (client, transfer, attempt) => analyseFetched(client, queue, join(files, 'received'), transfer, attempt),
    onTrouble: (node, error) => note(terminal, say(terminal, texts.transferTrouble, { node, why: error instanceof AmyloscopeError ? error.text[terminal.language] : error.message })),
  });
}

async function serveUntilTold({ port, host, behindHttps, demo, openid }: ServeOptions, { home, queue, files }: Served, site: Site | null, terminal: Terminal): Promise<void> {
  const server = await buildServer({ home, words: modalityWords(await loadModalities()), pages, secureCookies: behindHttps ?? false, jobs: { queue, files }, site, openId: openid === undefined ? null : openIdProvider(readOpenIdSettings(openid)) });
  try {
    const address = await listen(server, host, port, terminal);
    await makeFirstAccount(home, terminal);
    if (demo) await addJob(home.client, queue, { kind: 'demo', user: 'administrator', input: { demo: true } });
    if (!existsSync(pages)) note(terminal, say(terminal, texts.noPages));
    print(terminal, say(terminal, texts.ready, { address }));
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  } finally {
    await server.close();
  }
}

/** Listens on the port given, or on the usual one, or on a free one where that is taken. */
async function listen(server: Server, host: string, port: number | undefined, terminal: Terminal): Promise<string> {
  try {
    return await server.listen({ port: port ?? usualPort, host });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (port === undefined && code === 'EADDRINUSE') return server.listen({ port: 0, host });
    throw new AmyloscopeError('invalidInput', say(terminal, texts.portTaken, { port: port ?? usualPort, why: message }), { cause });
  }
}

async function makeFirstAccount({ client }: Home, terminal: Terminal): Promise<void> {
  if ((await countAccounts(client)) > 0) return;
  const password = randomPassword();
  if (await addAccount(client, 'administrator', 'administrator', await hashPassword(password))) note(terminal, say(terminal, texts.account, { password }));
}
