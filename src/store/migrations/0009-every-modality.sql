-- The list of work holds scans of every modality. What was measured and has no class stands as "measured"; signs of
-- amyloidosis on echocardiography (spared apex, wall of 12 mm, ejection fraction below 50 %) bring it forward.

drop trigger list_analysis on amyloscope.analysis;
drop index amyloscope.work_item_rank, amyloscope.work_item_group;
alter table amyloscope.work_item
  add column modality text not null default 'planar',
  add column signs smallint not null default 0,
  drop column work_group,
  drop column work_rank;
alter table amyloscope.work_item
  alter column modality drop default,
  add column work_group text not null generated always as (case when decision <> 'reopened' then 'decided' else label end) stored,
  add column work_rank smallint not null generated always as (
    case when decision <> 'reopened' then 6 else case label when 'abnormal' then 1 when 'unsure' then 2 when 'measured' then 3 when 'normal' then 4 else 5 end end) stored;

create function amyloscope.work_label(label text, analysis jsonb) returns text language sql immutable as
  $$ select coalesce(label, case when analysis #>> '{quality,status}' = 'refused' then 'refused' when analysis ->> 'modality' = 'planar' then 'refused' else 'measured' end) $$;

create function amyloscope.work_probability(probability double precision, analysis jsonb) returns double precision language sql immutable as
  $$ select coalesce(probability, case when analysis ->> 'modality' = 'spect-ct' then (analysis #>> '{classification,probabilities,grade2}')::double precision + (analysis #>> '{classification,probabilities,grade3}')::double precision end) $$;

create function amyloscope.work_signs(analysis jsonb) returns smallint language sql immutable as $$
  select case when analysis ->> 'modality' = 'echo' then (
    select count(*) from jsonb_array_elements(analysis -> 'measurements') one
    where one ->> 'status' = 'measured' and case one ->> 'quantity'
      when 'relativeApicalLongitudinalStrain' then (one ->> 'value')::double precision > 1
      when 'leftVentricularWallThickness' then (one ->> 'value')::double precision >= 12
      when 'leftVentricularEjectionFraction' then (one ->> 'value')::double precision < 50
      else false end) else 0 end::smallint $$;

create or replace function amyloscope.list_analysis() returns trigger language plpgsql as $$ begin
  insert into amyloscope.work_item (images_hash, analysis_id, modality, patient_id, study_date, label, probability, ratio, signs)
  values (new.images_hash, new.analysis_id, new.modality, new.patient_id, new.study_date, amyloscope.work_label(new.label, new.analysis),
    amyloscope.work_probability(new.abnormal_uptake_probability, new.analysis), new.heart_to_contralateral_ratio, amyloscope.work_signs(new.analysis))
  on conflict (images_hash) do update set
    analysis_id = excluded.analysis_id, modality = excluded.modality, patient_id = excluded.patient_id, study_date = excluded.study_date,
    label = excluded.label, probability = excluded.probability, ratio = excluded.ratio, signs = excluded.signs
  where work_item.analysis_id < excluded.analysis_id;
  return null;
end $$;
create trigger list_analysis after insert on amyloscope.analysis for each row execute function amyloscope.list_analysis();

insert into amyloscope.work_item (images_hash, analysis_id, modality, patient_id, study_date, label, probability, ratio, signs, decision, user_name, decided_at)
select distinct on (images_hash) images_hash, analysis_id, modality, patient_id, study_date, amyloscope.work_label(label, analysis),
  amyloscope.work_probability(abnormal_uptake_probability, analysis), heart_to_contralateral_ratio, amyloscope.work_signs(analysis), decision, user_name, decided_at
from amyloscope.analysis left join lateral (
  select decision, user_name, decided_at from amyloscope.decision where decision.images_hash = analysis.images_hash order by decision_id desc limit 1
) decided on true
where modality <> 'planar' order by images_hash, analysis_id desc;

create index work_item_rank on amyloscope.work_item (work_rank, probability desc nulls last, signs desc, analysis_id);
create index work_item_group on amyloscope.work_item (work_group, modality);
create index work_item_modality on amyloscope.work_item (modality, work_rank, probability desc nulls last, signs desc, analysis_id);
