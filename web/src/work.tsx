import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { JobAnswer } from '../../src/contract/jobs.ts';
import { api } from './api.ts';
import type { BroughtFile } from './dropped-files.ts';
import { type Sending, sendFiles } from './send-files.ts';

/** What runs for this person: files on their way, jobs of the server, and what they have brought into the list. */
interface Work {
  readonly sendings: readonly Sending[];
  /** The newest first. */
  readonly jobs: readonly JobAnswer[];
  /** Scans that came since the page was opened. */
  readonly fresh: ReadonlySet<string>;
  /** Goes up whenever something new is in the store. */
  readonly stored: number;
  readonly bring: (files: readonly BroughtFile[]) => void;
  readonly startDemo: () => void;
  /** Looks out for the job that the server makes of what was fetched. */
  readonly lookOut: () => void;
}

const WorkContext = createContext<Work | null>(null);
const shownJobs = 20;
const lookOutEveryMs = 3000;
/** A fetch that takes longer shows its scans when the page is next opened. */
const lookOutMs = 1_800_000;
const hasEnded = ({ state }: JobAnswer): boolean => state === 'done' || state === 'failed';

export function WorkProvider({ onTrouble, children }: { readonly onTrouble: (error: unknown) => void; readonly children: ReactNode }) {
  const [sendings, setSendings] = useState<ReadonlyMap<symbol, Sending>>(new Map());
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const [stored, setStored] = useState(0);
  const onEnd = useCallback((job: JobAnswer) => {
    setFresh((before) => new Set([...before, ...job.studies]));
    setStored((before) => before + 1);
  }, []);
  const { jobs, watch, lookOut } = useJobs(onTrouble, onEnd);

  const bring = useCallback((files: readonly BroughtFile[]) => {
    if (files.length === 0) return;
    const key = Symbol();
    const set = (sending: Sending | null) => setSendings((before) => {
      const after = new Map(before);
      if (sending) after.set(key, sending);
      else after.delete(key);
      return after;
    });
    set({ sent: 0, total: files.length });
    sendFiles(files, set).then(watch, onTrouble).finally(() => set(null));
  }, [watch, onTrouble]);
  const startDemo = useCallback(() => { api.startDemo().then(({ jobId }) => watch(jobId), onTrouble); }, [watch, onTrouble]);

  const work = useMemo(() => ({ sendings: [...sendings.values()], jobs, fresh, stored, bring, startDemo, lookOut }), [sendings, jobs, fresh, stored, bring, startDemo, lookOut]);
  return <WorkContext value={work}>{children}</WorkContext>;
}

export function useWork(): Work {
  return useContext(WorkContext)!;
}

/** The jobs of the server, each followed until it ends. */
function useJobs(onTrouble: (error: unknown) => void, onEnd: (job: JobAnswer) => void) {
  const [jobs, setJobs] = useState<readonly JobAnswer[]>([]);
  const sources = useRef(new Map<string, EventSource>());
  const watch = useCallback((jobId: string) => {
    if (sources.current.has(jobId)) return;
    const source = new EventSource(`/api/jobs/${jobId}/events`);
    sources.current.set(jobId, source);
    source.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const job = JSON.parse(data) as JobAnswer;
      setJobs((before) => (before.some(({ id }) => id === jobId) ? before.map((one) => (one.id === jobId ? job : one)) : [job, ...before]));
      if (!hasEnded(job)) return;
      source.close();
      sources.current.delete(jobId);
      onEnd(job);
    });
  }, [onEnd]);
  const [lookingOut, setLookingOut] = useState(0);
  const lookOut = useCallback(() => setLookingOut((before) => before + 1), []);
  useEffect(() => {
    if (lookingOut === 0) return undefined;
    const began = Date.now();
    const timer = setInterval(() => {
      if (Date.now() > began + lookOutMs) clearInterval(timer);
      api.jobs(shownJobs).then((answer) => answer.jobs.filter(({ startedAt }) => startedAt === null || Date.parse(startedAt) >= began).forEach(({ id }) => watch(id)), () => undefined);
    }, lookOutEveryMs);
    return () => clearInterval(timer);
  }, [lookingOut, watch]);
  useEffect(() => {
    const open = sources.current;
    api.jobs(shownJobs).then((answer) => {
      setJobs(answer.jobs);
      for (const job of answer.jobs) if (!hasEnded(job)) watch(job.id);
    }, onTrouble);
    return () => {
      for (const source of open.values()) source.close();
      open.clear();
    };
  }, [watch, onTrouble]);
  return { jobs, watch, lookOut };
}
