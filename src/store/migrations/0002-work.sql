-- People who work with the results, what they looked at, and what they decided. Nothing here changes an analysis.

create table amyloscope.app_user (
  user_id integer generated always as identity primary key,
  name text not null unique,
  role text not null check (role in ('reader', 'analyst', 'administrator')),
  password_hash text not null,
  failures integer not null default 0,
  locked_until timestamptz
);

-- The token itself is known to the browser alone.
create table amyloscope.session (
  token_hash bytea primary key,
  user_id integer not null references amyloscope.app_user,
  csrf text not null,
  expires_at timestamptz not null
);

-- Who did what to whom. Each entry carries the hash of the one before it, so that a change or a gap shows.
create table amyloscope.audit (
  entry bigint primary key,
  at timestamptz not null,
  user_name text not null,
  action text not null,
  subject text,
  detail text,
  hash bytea not null
);
create function amyloscope.keep_audit() returns trigger language plpgsql as
  $$ begin raise exception 'the audit trail is only added to'; end $$;
create trigger keep_audit before update or delete or truncate on amyloscope.audit
  for each statement execute function amyloscope.keep_audit();

-- What a person decided about the images of a scan, whichever version analysed them. The latest counts; none is removed.
create table amyloscope.decision (
  decision_id bigint generated always as identity primary key,
  images_hash bytea not null,
  user_name text not null,
  decided_at timestamptz not null default now(),
  decision text not null check (decision in ('explored', 'known', 'dismissed', 'reopened')),
  reason text
);
create index decision_images on amyloscope.decision (images_hash, decision_id desc);

-- Regions a reader placed, and the number they give, beside the automatic ones.
create table amyloscope.reading (
  reading_id bigint generated always as identity primary key,
  analysis_id bigint not null references amyloscope.analysis,
  user_name text not null,
  read_at timestamptz not null default now(),
  reading jsonb not null
);
create index reading_analysis on amyloscope.reading (analysis_id);

create index analysis_images on amyloscope.analysis (images_hash, analysis_id desc);
