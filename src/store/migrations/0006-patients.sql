-- What stands for a patient in addresses, so that none of them names one.
create table amyloscope.patient (
  patient_key uuid primary key default gen_random_uuid(),
  patient_id text not null unique
);
create index analysis_patient on amyloscope.analysis (patient_id);

-- What people know of a patient beside the images: treatments, events, values of other sources. The last change of a note
-- counts; what was withdrawn stays, with who did it.
create table amyloscope.patient_note (
  note_id bigint generated always as identity primary key,
  patient_key uuid not null references amyloscope.patient,
  kind text not null check (kind in ('treatment', 'event', 'value')),
  -- Calendar days, ISO 8601.
  day text not null,
  end_day text,
  -- Name of the treatment, of the event or of the quantity.
  name text not null,
  value double precision,
  user_name text not null,
  added_at timestamptz not null default now(),
  withdrawn_by text,
  withdrawn_at timestamptz,
  check ((kind = 'value') = (value is not null))
);
create index patient_note_patient on amyloscope.patient_note (patient_key);

-- A site's own repeatability, as worked out of its table. The newest counts; none is removed.
create table amyloscope.site_noise (
  site_noise_id bigint generated always as identity primary key,
  user_name text not null,
  added_at timestamptz not null default now(),
  noise jsonb not null
);

alter table amyloscope.app_user add disabled boolean not null default false;
