-- Visits of a patient measured in the outlines of one of them, which is here too: to be compared with each other, beside what was measured
-- in outlines of their own. Rows are only ever added.
create table amyloscope.carried_reading (
  carried_reading_id bigint generated always as identity primary key,
  method_id integer not null,
  patient_id text not null,
  images_hash bytea not null,
  -- Images of the visit whose outlines they are.
  outlines_hash bytea not null,
  content_hash bytea not null,
  read_at timestamptz not null default now(),
  reading jsonb not null,
  unique (method_id, images_hash, outlines_hash, content_hash)
);
create index carried_reading_patient on amyloscope.carried_reading (patient_id);
