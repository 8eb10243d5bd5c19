import type { Credentials, SessionAnswer } from '../../src/contract/session.ts';
import type { DecisionRequest, ReadingPreview, ReadingRequest, ScanAnswer } from '../../src/contract/scan.ts';
import type { WorklistAnswer, WorklistQuery } from '../../src/contract/worklist.ts';
import { type Text, texts } from './texts.ts';

/** What the server refused, in words. */
export class Refusal extends Error {
  readonly code: string;
  readonly text: Text;

  constructor(code: string, text: Text) {
    super(text.en);
    this.code = code;
    this.text = text;
  }
}

let csrf = '';

async function ask<T>(method: string, path: string, body?: object): Promise<T> {
  const headers: Record<string, string> = { ...(body ? { 'content-type': 'application/json' } : {}), ...(method === 'GET' ? {} : { 'x-csrf-token': csrf }) };
  const answer = await fetch(path, { method, headers, body: body ? JSON.stringify(body) : undefined }).catch(() => {
    throw new Refusal('unreachable', texts.unreachable);
  });
  if (answer.status === 204) return undefined as T;
  const given: unknown = await answer.json().catch(() => null);
  if (answer.ok) return given as T;
  const { code, message } = (given ?? { code: 'unreachable', message: texts.unreachable }) as { code: string; message: Text };
  throw new Refusal(code, message);
}

async function remembered(asked: Promise<SessionAnswer>): Promise<SessionAnswer> {
  const session = await asked;
  csrf = session.csrf;
  return session;
}

export const api = {
  session: () => remembered(ask<SessionAnswer>('GET', '/api/session')),
  signIn: (credentials: Credentials) => remembered(ask<SessionAnswer>('POST', '/api/session', credentials)),
  signOut: () => ask<void>('DELETE', '/api/session'),
  worklist: (wish: Partial<WorklistQuery>) => ask<WorklistAnswer>('GET', `/api/worklist?${new URLSearchParams(Object.entries(wish).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]])))}`),
  scan: (analysisId: string) => ask<ScanAnswer>('GET', `/api/scans/${analysisId}`),
  decide: (analysisId: string, request: DecisionRequest) => ask<void>('POST', `/api/scans/${analysisId}/decisions`, request),
  read: (analysisId: string, request: ReadingRequest) => ask<ReadingPreview>('POST', `/api/scans/${analysisId}/readings`, request),
};
