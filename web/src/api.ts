import type { AuditAnswer, AuditCheckAnswer, ModelsAnswer, NewPassword, NewUser, SiteNoiseAnswer, UserChange, UsersAnswer } from '../../src/contract/administration.ts';
import type { CohortAnswer, CohortQuery } from '../../src/contract/cohort.ts';
import type { JobsAnswer, StartedJob, UploadAnswer, UploadedFile } from '../../src/contract/jobs.ts';
import type { KeptReadings, TableAnswer, TableRequest } from '../../src/contract/readings.ts';
import type { BeatAnswer, BeatRequestBody, LoopAnswer, LoopsAnswer } from '../../src/contract/loops.ts';
import type { FetchAnswer, NodeQuery, NodesAnswer, NodeStudies } from '../../src/contract/nodes.ts';
import type { NoteRequest, PatientAnswer } from '../../src/contract/patient.ts';
import type { ReportKind, SendingAnswer, SendingRequest } from '../../src/contract/reports.ts';
import type { Credentials, SessionAnswer, SignInWays } from '../../src/contract/session.ts';
import type { DecisionRequest, ReadingPreview, ReadingRequest, ScanAnswer } from '../../src/contract/scan.ts';
import type { VolumeAnswer } from '../../src/contract/volumes.ts';
import type { TransfersAnswer } from '../../src/contract/transfers.ts';
import type { WorklistAnswer, WorklistQuery } from '../../src/contract/worklist.ts';
import { type Language, type Text, texts } from './texts.ts';

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

const bytesType = 'application/octet-stream';
let csrf = '';
let signInAgain: (() => Promise<void>) | null = null;

/** Says how to get somebody signed in whose session has ended; what they asked for is then asked again. */
export function onSessionEnd(handler: (() => Promise<void>) | null): void {
  signInAgain = handler;
}

/**
 * Asks the server. A session that ended, or a page's token that another tab replaced, costs nothing: the request is made again.
 * @param body JSON, or a file as it is.
 * @returns JSON, an ArrayBuffer where the server sends bytes, a File where it gives one away.
 * @throws Refusal.
 */
export async function ask<T>(method: string, path: string, body?: object): Promise<T> {
  const answer = await send(method, path, body);
  if (answer.status === 204) return undefined as T;
  if (answer.ok && answer.headers.has('content-disposition')) return (await givenFile(answer)) as T;
  if (answer.ok && answer.headers.get('content-type') === bytesType) return (await answer.arrayBuffer()) as T;
  const given: unknown = await answer.json().catch(() => null);
  if (answer.ok) return given as T;
  const { code, message } = (given ?? { code: 'unreachable', message: texts.unreachable }) as { code: string; message: Text };
  if (code === 'notSignedIn' && signInAgain && path !== '/api/session') {
    await signInAgain();
    return ask(method, path, body);
  }
  if (code === 'noToken') {
    const stale = csrf;
    await api.session();
    if (csrf !== stale) return ask(method, path, body);
  }
  throw new Refusal(code, message);
}

function send(method: string, path: string, body?: object): Promise<Response> {
  const isFile = body instanceof Blob;
  const type: Record<string, string> = body ? { 'content-type': isFile ? bytesType : 'application/json' } : {};
  const token: Record<string, string> = method === 'GET' ? {} : { 'x-csrf-token': csrf };
  return fetch(path, { method, headers: { ...type, ...token }, body: body ? (isFile ? body : JSON.stringify(body)) : undefined }).catch(() => {
    throw new Refusal('unreachable', texts.unreachable);
  });
}

/** A file that the server gives away, under the name it gives it. */
async function givenFile(answer: Response): Promise<File> {
  const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? 'amyloscope';
  return new File([await answer.blob()], name, { type: answer.headers.get('content-type') ?? '' });
}

/** Has the browser keep a file. @throws Refusal. */
async function download(path: string): Promise<void> {
  const file = await ask<File>('GET', path);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  // The browser has taken it by the next turn of its loop.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function remembered(asked: Promise<SessionAnswer>): Promise<SessionAnswer> {
  const session = await asked;
  csrf = session.csrf;
  return session;
}

/** The part of an address that says what is wanted; what is not wanted is left out. */
export function wishes(wish: Readonly<Record<string, string | number | boolean | undefined>>): string {
  return String(new URLSearchParams(Object.entries(wish).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]]))));
}

export const api = {
  session: () => remembered(ask<SessionAnswer>('GET', '/api/session')),
  signInWays: () => ask<SignInWays>('GET', '/api/sign-in'),
  signIn: (credentials: Credentials) => remembered(ask<SessionAnswer>('POST', '/api/session', credentials)),
  signOut: () => ask<void>('DELETE', '/api/session'),
  worklist: (wish: Partial<WorklistQuery>) => ask<WorklistAnswer>('GET', `/api/worklist?${wishes(wish)}`),
  scan: (analysisId: string) => ask<ScanAnswer>('GET', `/api/scans/${analysisId}`),
  decide: (analysisId: string, request: DecisionRequest) => ask<void>('POST', `/api/scans/${analysisId}/decisions`, request),
  read: (analysisId: string, request: ReadingRequest) => ask<ReadingPreview>('POST', `/api/scans/${analysisId}/readings`, request),
  loops: (analysisId: string) => ask<LoopsAnswer>('GET', `/api/scans/${analysisId}/loops`),
  loop: (analysisId: string, loop: number) => ask<LoopAnswer>('GET', `/api/scans/${analysisId}/loops/${loop}`),
  loopFrames: (analysisId: string, loop: number) => ask<ArrayBuffer>('GET', `/api/scans/${analysisId}/loops/${loop}/frames`),
  readBeat: (analysisId: string, loop: number, request: BeatRequestBody) => ask<BeatAnswer>('POST', `/api/scans/${analysisId}/loops/${loop}/beats`, request),
  volume: (analysisId: string) => ask<VolumeAnswer>('GET', `/api/scans/${analysisId}/volume`),
  volumeVoxels: (analysisId: string) => ask<ArrayBuffer>('GET', `/api/scans/${analysisId}/volume/voxels`),
  report: (analysisId: string, kind: ReportKind, language: Language) => download(`/api/scans/${analysisId}/report?${wishes({ kind, language })}`),
  sendReport: (analysisId: string, request: SendingRequest) => ask<SendingAnswer>('POST', `/api/scans/${analysisId}/sendings`, request),
  nodes: () => ask<NodesAnswer>('GET', '/api/nodes'),
  nodeStudies: (node: string, wish: NodeQuery) => ask<NodeStudies>('GET', `/api/nodes/${encodeURIComponent(node)}/studies?${wishes(wish)}`),
  fetchStudies: (node: string, studies: readonly string[]) => ask<FetchAnswer>('POST', `/api/nodes/${encodeURIComponent(node)}/fetches`, { studies }),
  backup: () => download('/api/backup'),
  beginUpload: () => ask<UploadAnswer>('POST', '/api/uploads'),
  sendFile: (id: string, path: string, file: File) => ask<UploadedFile>('PUT', `/api/uploads/${id}/files?${wishes({ path })}`, file),
  completeUpload: (id: string) => ask<StartedJob>('POST', `/api/uploads/${id}/complete`),
  giveUpUpload: (id: string) => ask<void>('DELETE', `/api/uploads/${id}`),
  jobs: (pageSize: number) => ask<JobsAnswer>('GET', `/api/jobs?${wishes({ pageSize })}`),
  startDemo: () => ask<StartedJob>('POST', '/api/demo'),
  cohort: (wish: Partial<CohortQuery>) => ask<CohortAnswer>('GET', `/api/cohort?${wishes(wish)}`),
  keptReadings: () => ask<KeptReadings>('GET', '/api/readings'),
  judgeTable: (request: TableRequest) => ask<TableAnswer>('POST', '/api/tables', request),
  users: () => ask<UsersAnswer>('GET', '/api/users'),
  addUser: (user: NewUser) => ask<NewPassword>('POST', '/api/users', user),
  changeUser: (name: string, change: UserChange) => ask<void>('PATCH', `/api/users/${encodeURIComponent(name)}`, change),
  newPassword: (name: string) => ask<NewPassword>('POST', `/api/users/${encodeURIComponent(name)}/password`),
  audit: (wish: { search: string; page: number; pageSize: number }) => ask<AuditAnswer>('GET', `/api/audit?${wishes(wish)}`),
  auditCheck: () => ask<AuditCheckAnswer>('GET', '/api/audit/check'),
  transfers: () => ask<TransfersAnswer>('GET', '/api/transfers'),
  retryTransfers: () => ask<{ due: number }>('POST', '/api/transfers/retry'),
  models: () => ask<ModelsAnswer>('GET', '/api/models'),
  siteNoise: () => ask<SiteNoiseAnswer>('GET', '/api/site-noise'),
  bringNoise: (table: { table: string; name: string }) => ask<void>('POST', '/api/site-noise', table),
  patient: (patientKey: string) => ask<PatientAnswer>('GET', `/api/patients/${patientKey}`),
  addNote: (patientKey: string, note: NoteRequest) => ask<void>('POST', `/api/patients/${patientKey}/notes`, note),
  withdrawNote: (patientKey: string, noteId: string) => ask<void>('DELETE', `/api/patients/${patientKey}/notes/${noteId}`),
};
