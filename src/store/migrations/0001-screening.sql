-- method_id and screening_id carry no foreign keys: a session writes them from the row it has just made, and checking
-- them again for every one of many thousand files costs more than writing the file's row.

-- What took part in a result: reader, modalities and models, each with its version.
create table amyloscope.method (
  method_id integer generated always as identity primary key,
  version text not null unique
);

-- One row per analysis of a group of images. Rows are only ever added.
create table amyloscope.analysis (
  analysis_id bigint generated always as identity primary key,
  method_id integer not null,
  images_hash bytea not null,
  content_hash bytea not null,
  modality text not null,
  study_instance_uid text not null,
  patient_id text not null,
  study_date text,
  label text check (label in ('normal', 'abnormal', 'unsure')),
  abnormal_uptake_probability double precision,
  heart_to_contralateral_ratio double precision,
  analysed_at timestamptz not null default now(),
  analysis jsonb not null,
  -- Regions and embedding of the analysis: long lists of numbers that no query looks into, so kept as they came.
  number_lists json not null,
  thumbnails jsonb not null,
  thumbnail_pixels bytea not null,
  unique (method_id, images_hash, content_hash)
);
create index analysis_study on amyloscope.analysis (study_instance_uid);
-- To compress these takes longer than to write them.
alter table amyloscope.analysis
  alter column analysis set storage external,
  alter column number_lists set storage external,
  alter column thumbnail_pixels set storage external;

-- One row per state of a file; file_key is a hash of path, size and date, for a path may be too long for an index.
create table amyloscope.file (
  file_id bigint generated always as identity primary key,
  file_key bytea not null unique,
  path text not null,
  byte_length bigint not null,
  modified_ms double precision not null
);

-- What a method made of a file. companions: a hash of the objects that were grouped with it; null where it stands alone.
create table amyloscope.file_outcome (
  file_id bigint not null references amyloscope.file,
  method_id integer not null,
  kind text not null check (kind in ('analysed', 'refused', 'duplicate')),
  sop_instance_uid text,
  study_instance_uid text,
  companions text,
  analysis_id bigint references amyloscope.analysis,
  code text,
  reason text,
  primary key (file_id, method_id),
  check ((kind = 'analysed') = (analysis_id is not null)),
  check ((kind = 'refused') = (code is not null and reason is not null))
);

-- One walk over an archive.
create table amyloscope.screening (
  screening_id bigint generated always as identity primary key,
  method_id integer not null,
  paths text[] not null,
  started_at timestamptz not null default now(),
  finished_at timestamptz
);

-- The files a screening found. analysis_id is kept here too, so that a list stays what it was when a study grows later.
create table amyloscope.screening_file (
  screening_id bigint not null,
  file_id bigint not null references amyloscope.file,
  analysis_id bigint references amyloscope.analysis,
  same_as text,
  primary key (screening_id, file_id)
);

create table amyloscope.known_patient (
  screening_id bigint not null,
  patient_id text not null,
  diagnosis text
);
create index known_patient_screening on amyloscope.known_patient (screening_id);
