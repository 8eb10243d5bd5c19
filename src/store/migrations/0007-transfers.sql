-- What is to be fetched from or sent to other systems. A transfer outlives the process that asked for it: whoever works the
-- queue next takes up what was left, and what failed is tried again later and later until it is given up.
create table amyloscope.transfer (
  transfer_id bigint generated always as identity primary key,
  kind text not null check (kind in ('fetch', 'push')),
  -- Name of the other system in the site file.
  node text not null,
  -- UIDs of a series to fetch, or path of a file to send.
  subject jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'failed')),
  attempts integer not null default 0,
  not_before timestamptz not null default now(),
  -- How many objects the other system states, and how many are here.
  stated integer,
  received integer not null default 0,
  -- Why the last attempt did not succeed.
  reason text,
  added_at timestamptz not null default now(),
  finished_at timestamptz
);
create unique index transfer_open on amyloscope.transfer (kind, node, md5(subject::text)) where state = 'waiting';
create index transfer_due on amyloscope.transfer (node, not_before) where state = 'waiting';
