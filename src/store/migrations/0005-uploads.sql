-- Files on their way in. Their bytes lie in a folder by their SHA-256; here is who sent them and what they are called.

create table amyloscope.upload (
  upload_id uuid primary key default gen_random_uuid(),
  user_name text not null,
  begun_at timestamptz not null default now(),
  job_id uuid references amyloscope.job
);

-- name_key: a hash of the name, which may be too long for an index.
create table amyloscope.upload_file (
  upload_id uuid not null references amyloscope.upload on delete cascade,
  name_key bytea not null,
  name text not null,
  sha256 text not null,
  byte_length bigint not null,
  -- Relative to the folder of files.
  path text not null,
  primary key (upload_id, name_key)
);
create index upload_file_content on amyloscope.upload_file (sha256);
