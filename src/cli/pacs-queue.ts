import type { Text } from '../measurement/language.ts';
import { csvLine } from '../report/csv.ts';
import { countTransfers, listTransfers, nodesWithWork, retryTransfers, type Transfer, type TransferState } from '../store/transfers.ts';
import type { Home } from '../store/connection.ts';
import { addHomeOptions, formatOption, languageOption, type CommandHost, type StoreOptions } from './commands.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { siteOption, type SiteOptions } from './pacs-options.ts';
import { addPatience, subjectWords, withQueue, workWithWords, type PatienceOptions } from './pacs-transfer.ts';
import { print, say, type Format, type Terminal } from './terminal.ts';
import { textTable } from './text-table.ts';

/** Transfers shown; the counts are of all. */
const SHOWN = 50;

const texts = {
  about: { en: 'show what waits to be fetched or sent, what was given up and why', fr: 'montrer ce qui attend d’être récupéré ou envoyé, ce qui a été abandonné et pourquoi' },
  work: { en: 'go on with what waits', fr: 'poursuivre ce qui attend' },
  retry: { en: 'try at once what was given up or waits', fr: 'réessayer tout de suite ce qui a été abandonné ou attend' },
  counts: { en: '{waiting} waiting, {failed} given up, {done} done.', fr: '{waiting} en attente, {failed} abandonnés, {done} faits.' },
  kind: { en: 'Transfer', fr: 'Transfert' },
  node: { en: 'System', fr: 'Système' },
  what: { en: 'What', fr: 'Objet' },
  state: { en: 'State', fr: 'État' },
  attempts: { en: 'Attempts', fr: 'Essais' },
  next: { en: 'Not before', fr: 'Pas avant' },
  reason: { en: 'Why not yet', fr: 'Raison' },
  fetch: { en: 'fetch', fr: 'récupération' },
  push: { en: 'send', fr: 'envoi' },
  waiting: { en: 'waiting', fr: 'en attente' },
  failed: { en: 'given up', fr: 'abandonné' },
  done: { en: 'done', fr: 'fait' },
} as const satisfies Record<string, Text>;

interface QueueOptions extends SiteOptions, PatienceOptions, StoreOptions {
  readonly work?: true;
  readonly retry?: true;
  readonly format: Format;
}

export function addPacsQueue({ program, terminal, end }: CommandHost): void {
  const command = program.command('queue').description(say(terminal, texts.about))
    .option('--work', say(terminal, texts.work)).option('--retry', say(terminal, texts.retry));
  command.addOption(siteOption(command, terminal)).addOption(formatOption(terminal)).addOption(languageOption(terminal));
  addPatience(command, terminal);
  addHomeOptions(command, terminal);
  command.action(async (options: QueueOptions) => end(await withQueue(options, (home) => attendQueue(home, options, terminal))));
}

async function attendQueue(home: Home, options: QueueOptions, terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = exitCode.done;
  if (options.retry) await retryTransfers(home.client);
  if (options.retry || options.work) {
    for (const node of await nodesWithWork(home.client)) code = Math.max(code, await workWithWords(home, node, options, terminal)) as ExitCode;
  }
  show(await listTransfers(home.client, SHOWN), await countTransfers(home.client), options.format, terminal);
  return code;
}

function show(transfers: readonly Transfer[], counts: Readonly<Record<TransferState, number>>, format: Format, terminal: Terminal): void {
  if (format === 'json') return print(terminal, JSON.stringify({ counts, transfers }, null, 2));
  if (format === 'csv') {
    const rows = transfers.map((one) => [one.kind, one.node, subjectWords(one, one.received, terminal), one.state, one.attempts, one.notBefore.toISOString(), one.reason]);
    for (const cells of [['kind', 'system', 'subject', 'state', 'attempts', 'notBefore', 'reason'], ...rows]) terminal.output.write(csvLine(cells));
    return undefined;
  }
  if (transfers.length > 0) print(terminal, textTable(transfers, columns(terminal)));
  return print(terminal, say(terminal, texts.counts, counts));
}

function columns(terminal: Terminal): Parameters<typeof textTable<Transfer>>[1] {
  return [
    { title: say(terminal, texts.kind), cell: ({ kind }) => say(terminal, texts[kind]) },
    { title: say(terminal, texts.node), cell: ({ node }) => node },
    { title: say(terminal, texts.what), cell: (one) => subjectWords(one, one.received, terminal) },
    { title: say(terminal, texts.state), cell: ({ state }) => say(terminal, texts[state]) },
    { title: say(terminal, texts.attempts), align: 'right', cell: ({ attempts }) => String(attempts) },
    { title: say(terminal, texts.next), cell: ({ state, notBefore }) => (state === 'waiting' ? notBefore.toLocaleString(terminal.language) : '') },
    { title: say(terminal, texts.reason), cell: ({ reason }) => reason ?? '' },
  ];
}
