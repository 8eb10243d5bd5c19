import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import { acceptAssociation, type Admission } from './accept-association.ts';
import type { Association } from './association.ts';
import { commandField } from './command-set.ts';
import { keepStored, type Receipt } from './keep-stored.ts';
import type { ReceivedFolder } from './received-folder.ts';

/** What a listener tells of: each object, and each connection that went wrong. */
export interface ListenerEvents {
  received(receipt: Receipt, from: string): void;
  failed(error: Error, from: string): void;
}

export interface ListenerOptions extends Admission {
  /** Address to listen on; others than loopback are reached by the whole network. */
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly folder: ReceivedFolder;
  /** A side that says nothing for so long is given up, milliseconds. */
  readonly silenceMs: number;
  readonly events: ListenerEvents;
}

/** A listener that is open. */
export interface Listener {
  readonly port: number;
  /** Takes no more connections, and ends when those there are have ended or been broken off. */
  close(): Promise<void>;
}

/** Connections served at once; more are refused rather than let memory grow. */
const MOST_CONNECTIONS = 64;

async function serve(association: Association, from: string, { folder, events }: ListenerOptions): Promise<void> {
  for (let message = await association.receive(); message; message = await association.receive()) {
    const { context, command } = message;
    if (command.CommandField === commandField.store) events.received(await keepStored(association, message, folder), from);
    else if (command.CommandField === commandField.echo) {
      await association.send(context.id, { AffectedSOPClassUID: context.abstractSyntax, CommandField: commandField.echo | commandField.answer, MessageIDBeingRespondedTo: command.MessageID ?? 0, Status: 0 });
    } else throw new AmyloscopeError('peerFailed', `The other side sent the command ${command.CommandField}, which is neither C-STORE nor C-ECHO.`);
  }
}

async function attend(socket: Socket, options: ListenerOptions): Promise<void> {
  const address = socket.remoteAddress ?? '?';
  socket.setTimeout(options.silenceMs, () => socket.destroy(new Error(`it said nothing for ${options.silenceMs / 1000} s`)));
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  let accepted: Awaited<ReturnType<typeof acceptAssociation>> = null;
  try {
    accepted = await acceptAssociation(socket, options);
    if (accepted) await serve(accepted.association, accepted.callingAeTitle, options);
  } catch (error) {
    options.events.failed(error as Error, accepted?.callingAeTitle ?? address);
    if (accepted) accepted.association.abort();
    else socket.destroy();
  }
}

/**
 * Listens for other systems that store objects here (C-STORE) or ask whether somebody is there (C-ECHO).
 * @throws AmyloscopeError `invalidInput` when the port cannot be listened on.
 */
export async function listenForStores(options: ListenerOptions): Promise<Listener> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)));
    void attend(socket, options);
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.listen(options.port, options.host);
  await once(server, 'listening').catch((cause: Error) => {
    throw new AmyloscopeError('invalidInput', `The port ${options.port} of ${options.host} cannot be listened on: ${cause.message}. Choose another.`, { cause });
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    }),
  };
}
