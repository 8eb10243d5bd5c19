import type { FastifyInstance, FastifyReply, FastifyRequest, RawServerDefault } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger } from 'fastify';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type pg from 'pg';
import type { Pacs } from '../dicom/network/pacs.ts';
import type { FindingWords } from '../measurement/finding.ts';
import type { Session } from '../store/accounts.ts';
import type { OpenIdProvider } from './openid-provider.ts';
import type { TaskQueue } from '../store/task-queue.ts';

/** What routes need to take files in and to start jobs. */
export interface JobContext {
  readonly queue: TaskQueue;
  /** Folder of files that were brought. */
  readonly files: string;
}

/** The systems that studies are fetched from and reports sent to. */
export interface Site {
  readonly names: readonly string[];
  /** @throws AmyloscopeError when it cannot be spoken to as the site file says. */
  pacs(name: string): Promise<Pacs>;
}

/** What every route needs. */
export interface ServerContext {
  /** Does work on a connection of its own. */
  readonly database: <T>(work: (client: pg.PoolClient) => Promise<T>) => Promise<T>;
  readonly words: FindingWords;
  /** Whether cookies are for https alone. */
  readonly secureCookies: boolean;
  readonly jobs: JobContext;
  /** The other systems of the site; null where no site file was given. */
  readonly site: Site | null;
  /** The hospital's own provider of identities; null where there is none. */
  readonly openId: OpenIdProvider | null;
}

export type Server = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, TypeBoxTypeProvider>;
export type Request = FastifyRequest;
export type Reply = FastifyReply;

declare module 'fastify' {
  interface FastifyRequest {
    /** null until somebody is found to be signed in. */
    session: Session | null;
  }
}
