-- Work that outlives a request and a restart: an upload, the demonstration cohort or an archive, in tasks that any number of
-- processes share. A task is settled in the transaction that stores its results: done once, however often it is begun.

create table amyloscope.job (
  job_id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('analyseUpload', 'demo', 'screenArchive')),
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed')),
  user_name text not null,
  -- What to look at: {"paths": [...]}, or {"uploadId": ...}.
  input jsonb not null,
  method_id integer,
  screening_id bigint,
  -- The job goes on to its next phase when none is left.
  open_tasks integer not null default 1,
  total integer not null default 0,
  done integer not null default 0,
  analysed integer not null default 0,
  refused integer not null default 0,
  unusable integer not null default 0,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  failure text
);
create index job_created on amyloscope.job (created_at desc, job_id);
-- The demonstration cohort is analysed once.
create unique index job_demo on amyloscope.job (kind) where kind = 'demo' and state <> 'failed';

-- find: walks the paths and makes the tasks of phase file; study: files that had to wait until all of their study are known.
create table amyloscope.job_task (
  job_id uuid not null references amyloscope.job,
  task integer not null,
  phase text not null check (phase in ('find', 'file', 'study')),
  settled_at timestamptz,
  primary key (job_id, task)
);

-- The files a job found, in the order of its walk. name: what the sender calls it.
create table amyloscope.job_file (
  job_id uuid not null references amyloscope.job,
  file_key bytea not null,
  place integer not null,
  task integer not null,
  path text not null,
  name text not null,
  byte_length bigint not null,
  modified_ms double precision not null,
  -- Of a file that waits for the others of its study.
  waits boolean not null default false,
  sop_instance_uid text,
  study_instance_uid text,
  -- Why it was refused.
  reason text,
  primary key (job_id, file_key)
);
create index job_file_task on amyloscope.job_file (job_id, task);
create index job_file_waiting on amyloscope.job_file (job_id, study_instance_uid) where waits;
create index job_file_problem on amyloscope.job_file (job_id, place) where reason is not null;

-- Which file of a job stands for an object; every other file with the same object repeats it.
create table amyloscope.job_object (
  job_id uuid not null references amyloscope.job,
  sop_instance_uid text not null,
  file_key bytea not null,
  path text not null,
  primary key (job_id, sop_instance_uid)
);
